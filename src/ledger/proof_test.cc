#include "ledger/proof.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/base64.h"
#include "ledger/fault.h"
#include "ledger/small_log.h"

namespace zheli::ledger {
namespace {

Proof proof_of(const SmallLog& log, std::uint64_t index) {
  Tiles tiles(log.edge.size(), log.fetch());
  return {.extra = {},
          .index = index,
          .path = tiles.inclusion(index).take(),
          .checkpoint = log.cosigned()};
}

/// A receipt of a record that stands among other entries, as leaf 300 of 600.
struct Receipt {
  SmallLog log{300};
  Opening opening{.kind = Kind::consent, .nonce = {5}, .record = R"({"purpose":"test"})"};
  Proof proof{};

  Receipt() {
    log.keep(log.edge.append(std::vector{leaf(opening)}));
    log.grow(299);
    proof = proof_of(log, 300);
    proof.extra = write_opening(opening);
  }
};

TEST(Proof, IsTheSpecificationsText) {
  const SmallLog log(3);
  Proof proof = proof_of(log, 2);
  EXPECT_EQ(to_string(proof),
            fmt::format("c2sp.org/tlog-proof@v1\nindex 2\n{}\n\n{}",
                        core::base64(bytes_of(node_hash(log.leaves[0], log.leaves[1]))),
                        proof.checkpoint));
  proof.extra = "extra";
  EXPECT_EQ(read_proof(to_string(proof)).value(), proof);
}

TEST(Proof, ThatIsNoneIsRefused) {
  const std::string good = to_string(proof_of(SmallLog(3), 2));
  ASSERT_TRUE(read_proof(good));
  const auto with = [&](std::string_view was, std::string_view becomes) {
    std::string text = good;
    return text.replace(text.find(was), was.size(), becomes);
  };
  for (const std::string& bad :
       {std::string(), with("@v1", "@v2"), with("index 2", "index 02"), with("index 2", "index"),
        with("index 2\n", ""), with("index 2", "extra \nindex 2"),
        with("index 2", "extra !\nindex 2"), with("index 2\n", "index 2\nAAAA\n"),
        good.substr(0, good.find("\n\n") + 2), good.substr(0, good.size() - 1)})
    EXPECT_EQ(fault_of(read_proof(bad)), "malformed") << bad;
}

TEST(Proof, HoldsForItsEntryAlone) {
  const SmallLog log(300);
  const Proof proof = proof_of(log, 256);
  EXPECT_EQ(fault_of(verify(proof, "entry 256", policy("both"))), "");
  EXPECT_EQ(fault_of(verify(proof, "entry 257", policy("both"))), "wrong-proof");
  Proof other = proof;
  other.index = 257;
  EXPECT_EQ(fault_of(verify(other, "entry 256", policy("both"))), "wrong-proof");
  other = proof;
  other.index = 300;
  EXPECT_EQ(fault_of(verify(other, "entry 256", policy("both"))), "wrong-proof");
  other = proof;
  other.checkpoint = log.note();
  EXPECT_EQ(fault_of(verify(other, "entry 256", policy("both"))), "few-witnesses");
}

TEST(Receipt, ShowsItsRecord) {
  const Receipt receipt;
  const auto shown = verify_receipt(to_string(receipt.proof), policy("both"));
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown.value().opening, receipt.opening);
  EXPECT_EQ(shown.value().index, 300u);
  EXPECT_EQ(shown.value().under.checkpoint.head.size, 600u);
}

TEST(Receipt, OfAnotherRecordKindOrNonceIsRefused) {
  const Receipt receipt;
  for (std::size_t at = 0; at < receipt.proof.extra.size(); ++at) {
    Proof other = receipt.proof;
    other.extra[at] ^= 1;
    EXPECT_EQ(fault_of(verify_receipt(to_string(other), policy())),
              at == 0 ? "malformed" : "wrong-record")
        << at;
  }
}

TEST(Receipt, WithAnyByteChangedShowsNothingElse) {
  const Receipt receipt;
  const std::string text = to_string(receipt.proof);
  EXPECT_TRUE(rc::check([&] {
    std::string other = text;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    other[at] ^= static_cast<char>(*rc::gen::inRange(1, 255));
    const auto shown = verify_receipt(other, policy());
    // A witness' line may turn into an unknown one's, which counts for nothing.
    if (shown) RC_ASSERT(shown.value().opening == receipt.opening);
    if (shown) RC_ASSERT(shown.value().under.cosigned.size() < 2);
  }));
}

}  // namespace
}  // namespace zheli::ledger
