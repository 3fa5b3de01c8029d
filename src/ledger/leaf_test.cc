#include "ledger/leaf.h"

#include <gtest/gtest.h>

#include "core/base64.h"

namespace zheli::ledger {
namespace {

Opening opening() {
  Opening one{.kind = Kind::decision, .record = R"({"at":"2026-11-30T08:00:00Z"})"};
  one.nonce.fill(7);
  return one;
}

TEST(Leaf, IsVersionKindAndCommitment) {
  const std::string bytes = leaf(opening());
  ASSERT_EQ(bytes.size(), kLeafSize);
  EXPECT_EQ(bytes.substr(0, 2), std::string("\x01\x07", 2));
  // sha256sum of: printf 'zheli/leaf/1\0'; 32 times \x07; the record
  EXPECT_EQ(core::base64(bytes.substr(2)), "ZkcpCAzwObOqT4zKdJtyrIOrVzk/yOCHwesMY3orNXw=");
}

TEST(Leaf, TellsItsKind) {
  std::string bytes = leaf(opening());
  EXPECT_EQ(kind_of(bytes), Kind::decision);
  EXPECT_EQ(kind_of(bytes + " "), std::nullopt);
  EXPECT_EQ(kind_of(""), std::nullopt);
  bytes[0] = 2;
  EXPECT_EQ(kind_of(bytes), std::nullopt);
}

TEST(Leaf, ChangesWithEverythingInIt) {
  const std::string bytes = leaf(opening());
  Opening other = opening();
  other.kind = Kind::consent;
  EXPECT_NE(leaf(other), bytes);
  other = opening();
  other.nonce[31] ^= 1;
  EXPECT_NE(leaf(other), bytes);
  other = opening();
  other.record += " ";
  EXPECT_NE(leaf(other), bytes);
}

TEST(Opening, ComesBackWhole) {
  const auto read = read_opening(write_opening(opening()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value(), opening());
}

TEST(Opening, OfAnotherVersionOrCutShortIsRefused) {
  std::string bytes = write_opening(opening());
  EXPECT_FALSE(read_opening(bytes.substr(0, kLeafSize - 1)));
  bytes[0] = 2;
  EXPECT_FALSE(read_opening(bytes));
  EXPECT_FALSE(read_opening(""));
}

}  // namespace
}  // namespace zheli::ledger
