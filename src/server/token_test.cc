#include "server/token.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace zheli::server {
namespace {

dialogue::Conversation some_conversation() {
  dialogue::Conversation one;
  one.candidates = {{"hukou-move-spouse", 0.6125}, {"hukou-move-house", 0.25}};
  one.settled = true;
  one.facts = {{"from-place", "province"}};
  one.pending = "married";
  one.unsure = {"age-18"};
  one.answered = {"whose-hukou"};
  one.misses = 1;
  return one;
}

const TokenKey kKey{0xaa};
const TokenKey kOther{0xbb};
const TokenKeys kKeys = {kKey};
constexpr Instant kNow{std::chrono::seconds{1'795'000'000}};

std::string decoded(const std::string& token) {
  std::string bytes(token.size(), '\0');
  std::size_t size = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), token.data(),
                    token.size(), nullptr, &size, nullptr,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  bytes.resize(size);
  return bytes;
}

TEST(Token, CarriesAConversation) {
  const std::string token = seal(some_conversation(), kKeys, kNow);
  EXPECT_EQ(token, seal(some_conversation(), kKeys, kNow));
  const auto read = unseal(token, kKeys, kNow);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->candidates[1].item, "hukou-move-house");
  EXPECT_EQ(read->candidates[0].probability, 0.6125);
  EXPECT_EQ(read->facts, some_conversation().facts);
  EXPECT_EQ(read->pending, "married");
  EXPECT_EQ(read->unsure, some_conversation().unsure);
  EXPECT_EQ(read->answered, some_conversation().answered);
  EXPECT_EQ(seal(*read, kKeys, kNow), token);
}

TEST(Token, RefusesEveryChangedCharacter) {
  const std::string token = seal(some_conversation(), kKeys, kNow);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unseal(changed, kKeys, kNow)) << i;
  }
}

TEST(Token, RefusesWhatIsCutForeignOrHuge) {
  const std::string token = seal(some_conversation(), kKeys, kNow);
  for (std::size_t size = 0; size < token.size(); ++size) {
    EXPECT_FALSE(unseal(token.substr(0, size), kKeys, kNow)) << size;
  }
  EXPECT_FALSE(unseal(token, {kOther}, kNow));
  EXPECT_FALSE(unseal(std::string(100000, 'A'), kKeys, kNow));
  EXPECT_FALSE(unseal("....", kKeys, kNow));
}

/// Whoever reads a token on the phone or on the way learns nothing of the citizen's case.
TEST(Token, HidesWhatItHolds) {
  const std::string bytes = decoded(seal(some_conversation(), kKeys, kNow));
  for (const char* secret : {"hukou", "from-place", "province", "married"}) {
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  }
  dialogue::Conversation other = some_conversation();
  other.misses = 2;
  const std::string others = decoded(seal(other, kKeys, kNow));
  EXPECT_NE(bytes.substr(4, 24), others.substr(4, 24)) << "one nonce for two texts";
}

TEST(Token, IsGoodForADay) {
  const std::string token = seal(some_conversation(), kKeys, kNow);
  EXPECT_TRUE(unseal(token, kKeys, kNow + std::chrono::hours(24) - std::chrono::seconds(1)));
  EXPECT_FALSE(unseal(token, kKeys, kNow + std::chrono::hours(24)));
}

/// While two keys hold, the new one seals and both open.
TEST(Token, OutlivesTheRotationOfItsKey) {
  const std::string before = seal(some_conversation(), {kKey}, kNow);
  EXPECT_TRUE(unseal(before, {kOther, kKey}, kNow));
  const std::string after = seal(some_conversation(), {kOther, kKey}, kNow);
  EXPECT_TRUE(unseal(after, {kOther}, kNow));
  EXPECT_FALSE(unseal(after, {kKey}, kNow));
}

}  // namespace
}  // namespace zheli::server
