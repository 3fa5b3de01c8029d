#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "ledger/small_log.h"

namespace zheli::ledger {
namespace {

const std::string kEmpty = core::base64(bytes_of(empty_root()));

TEST(Checkpoint, IsThreeLines) {
  const SmallLog log(3);
  const std::string text = to_string(log.checkpoint());
  EXPECT_EQ(text,
            fmt::format("{}\n3\n{}\n", kOrigin, core::base64(bytes_of(log.edge.head().root))));
  EXPECT_EQ(read_checkpoint(text).value(), log.checkpoint());
}

TEST(Checkpoint, ThatIsNoneIsRefused) {
  const std::string root = core::base64(std::string(32, 'r'));
  const struct {
    std::string text;
    bool is_good;
  } rows[] = {
      {"log\n3\n" + root + "\n", true},
      {"log\n0\n" + kEmpty + "\n", true},
      {"log\n3\n" + root + "\nextension\n", true},
      {"log\n9223372036854775807\n" + root + "\n", true},
      {"", false},
      {"log\n3\n" + root, false},
      {"\n3\n" + root + "\n", false},
      {"log\n03\n" + root + "\n", false},
      {"log\n-3\n" + root + "\n", false},
      {"log\n3 \n" + root + "\n", false},
      {"log\n9223372036854775808\n" + root + "\n", false},
      {"log\n0\n" + root + "\n", false},
      {"log\n3\n" + root.substr(4) + "\n", false},
      {"log\n3\n" + root + "\n\n", false},
      {"log\n3\n" + root + "\nextension", false},
  };
  for (const auto& row : rows) EXPECT_EQ(bool(read_checkpoint(row.text)), row.is_good) << row.text;
}

// C2SP tlog-cosignature's form, signed by hand: header, time, the whole text.
TEST(Cosignature, IsOverTimeAndText) {
  const std::string text = to_string(SmallLog(5).checkpoint());
  const SignatureLine line = cosign(text, kPolice, kNow);
  EXPECT_EQ(line.signature.substr(0, 8), std::string("\0\0\0\0\x6b\x0c\xc9\x00", 8));
  EXPECT_TRUE(kPolice.verifier().verifies("cosignature/v1\ntime 1796000000\n" + text,
                                          line.signature.substr(8)));
  EXPECT_EQ(cosigned_at(text, line, kPolice.verifier()), kNow);
}

TEST(Cosignature, OfAnotherTimeTextOrKeyIsNone) {
  const std::string text = to_string(SmallLog(5).checkpoint());
  const SignatureLine line = cosign(text, kPolice, kNow);
  EXPECT_FALSE(cosigned_at(to_string(SmallLog(6).checkpoint()), line, kPolice.verifier()));
  EXPECT_FALSE(cosigned_at(text, line, kAuditor.verifier()));
  SignatureLine other = line;
  other.signature[7] ^= 1;
  EXPECT_FALSE(cosigned_at(text, other, kPolice.verifier()));
  other = line;
  other.signature[0] = '\x80';  // above 2^63 − 1
  EXPECT_FALSE(cosigned_at(text, other, kPolice.verifier()));
  other.signature = "short";
  EXPECT_FALSE(cosigned_at(text, other, kPolice.verifier()));
}

}  // namespace
}  // namespace zheli::ledger
