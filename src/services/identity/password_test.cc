#include "services/identity/password.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <vector>

namespace zheli::identity {
namespace {

using namespace std::chrono_literals;

constexpr Cost kCheap{.passes = 1, .memory_bytes = 8192};
constexpr Instant kNow{1'796'000'000s};

std::array<unsigned char, 16> salt(unsigned char fill = 3) {
  std::array<unsigned char, 16> all;
  all.fill(fill);
  return all;
}

TEST(Password, FitsItselfAlone) {
  const std::string kept = kept_form("湖宝的一个长口令 1234", salt(), kCheap);
  EXPECT_TRUE(fits(kept, "湖宝的一个长口令 1234"));
  EXPECT_FALSE(fits(kept, "湖宝的一个长口令 1235"));
  EXPECT_FALSE(fits(kept, ""));
  EXPECT_FALSE(fits("", "湖宝的一个长口令 1234"));
  EXPECT_FALSE(fits(std::string(500, '$'), "湖宝的一个长口令 1234"));
}

TEST(Password, IsKeptInThePhcForm) {
  const std::string kept = kept_form("correct horse", salt(), kCheap);
  EXPECT_TRUE(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$AwMDAwMDAwMDAwMDAwMDAw$")) << kept;
  EXPECT_NE(kept, kept_form("correct horse", salt(4), kCheap));
  char of_libsodium[crypto_pwhash_STRBYTES];  // which reads ours, as we read its
  ASSERT_EQ(crypto_pwhash_str_alg(of_libsodium, "correct horse", 13, kCheap.passes,
                                  kCheap.memory_bytes, crypto_pwhash_ALG_ARGON2ID13),
            0);
  EXPECT_TRUE(fits(of_libsodium, "correct horse"));
}

TEST(Password, WeakOnesAreNotTaken) {
  const struct {
    std::string password;
    std::optional<Weakness> is;
  } rows[] = {
      {"short", Weakness::too_short},
      {"", Weakness::too_short},
      {"十一个字也算太短了呀", Weakness::too_short},
      {"这里有十二个字所以是够的", std::nullopt},
      {std::string(12, 'a'), Weakness::plain},
      {"wang.wei and more", Weakness::plain},
      {std::string(150, 'a') + std::string(150, 'b'), Weakness::too_long},
      {"a long enough one", std::nullopt},
  };
  for (const auto& [password, is] : rows) EXPECT_EQ(weakness(password, "wang.wei"), is) << password;
}

TEST(Password, FiveWrongTriesInAQuarterOfAnHourBarTheSixth) {
  std::vector<Try> tries;
  for (int i = 0; i < 4; ++i) tries.push_back({kNow - 14min + i * 1min, false});
  EXPECT_EQ(next_try(tries, kNow), std::nullopt);
  tries.push_back({kNow, false});
  EXPECT_EQ(next_try(tries, kNow), kNow + 1min);
  EXPECT_EQ(next_try(tries, kNow + 1min), std::nullopt);
  tries.push_back({kNow + 1min, true});
  EXPECT_EQ(next_try(tries, kNow + 1min), std::nullopt);
  for (int i = 0; i < 7; ++i) tries.push_back({kNow + 2min, false});
  EXPECT_EQ(next_try(tries, kNow + 3min), kNow + 17min);
  EXPECT_EQ(next_try({}, kNow), std::nullopt);
}

}  // namespace
}  // namespace zheli::identity
