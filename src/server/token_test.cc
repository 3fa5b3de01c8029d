#include "server/token.h"

#include <gtest/gtest.h>

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

const TokenKey kKey = read_key(std::string(64, 'a')).value();

TEST(Token, CarriesAConversation) {
  const std::string token = sign(some_conversation(), kKey);
  EXPECT_EQ(token, sign(some_conversation(), kKey));
  const auto read = verify(token, kKey);
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().candidates[1].item, "hukou-move-house");
  EXPECT_EQ(read.value().candidates[0].probability, 0.6125);
  EXPECT_EQ(read.value().facts, some_conversation().facts);
  EXPECT_EQ(read.value().pending, "married");
  EXPECT_EQ(read.value().unsure, some_conversation().unsure);
  EXPECT_EQ(read.value().answered, some_conversation().answered);
  EXPECT_EQ(sign(read.value(), kKey), token);
}

TEST(Token, RefusesEveryChangedCharacter) {
  const std::string token = sign(some_conversation(), kKey);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify(changed, kKey)) << i;
  }
}

TEST(Token, RefusesWhatIsCutForeignOrHuge) {
  const std::string token = sign(some_conversation(), kKey);
  for (std::size_t size = 0; size < token.size(); ++size) {
    EXPECT_FALSE(verify(token.substr(0, size), kKey)) << size;
  }
  EXPECT_FALSE(verify(token, read_key(std::string(64, 'b')).value()));
  EXPECT_FALSE(verify(std::string(100000, 'A'), kKey));
  EXPECT_FALSE(verify("....", kKey));
}

/// A token that the release before wrote, under the same key.
TEST(Token, OfAnotherReleaseIsRefusedByName) {
  const auto read = verify(
      "eyJjIjpbWyJpZGNhcmQtcmVpc3N1ZS1sb3N0IiwwLjk3MDZdXSwiayI6dHJ1ZSwicyI6IiIsImYiOnt9LCJwIjoibG9z"
      "dC1ub3ciLCJ1IjpbXSwibSI6MCwiZSI6ZmFsc2V9.8hEDxWu2SYZGqFUA0-HhGeW25w3wl5V-LaeYgTjOL5c",
      kKey);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("another release"), std::string::npos);
}

TEST(Token, KeysAreSixtyFourHexadecimalDigits) {
  EXPECT_TRUE(read_key(write_key(random_key())));
  for (const char* bad : {"", "abc", "zz"}) EXPECT_FALSE(read_key(bad)) << bad;
  EXPECT_FALSE(read_key(std::string(66, 'a')));
}

}  // namespace
}  // namespace zheli::server
