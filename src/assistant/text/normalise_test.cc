#include "assistant/text/normalise.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zheli::text {
namespace {

const Normaliser& normalise() {
  static const Normaliser one;
  return one;
}

TEST(Normalise, GivesOneSpelling) {
  const struct {
    const char* raw;
    const char* plain;
  } rows[] = {
      {"  ＡＢＣ　１２３ ", "abc 123"},
      {"戶口遷移", "户口迁移"},
      {"身份证😭丢了🆘", "身份证丢了"},
      {"怎么办？？？？", "怎么办?"},
      {"a\u200bb\u0007c", "abc"},
      {"café", "café"},
      {"cafe\u0301", "café"},
      {"\xff\xfe身份证\xc0", "身份证"},
      {"①②", "12"},
      {"户囗", "户口"},
      {"a \u0301\u0e38 b", "a b"},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(normalise()(row.raw), row.plain) << row.raw;
}

TEST(Normalise, EveryCharacterTwiceIsOnce) {
  for (char32_t c = 1; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text;
    append(c, text);
    const std::string once = normalise()(text);
    ASSERT_EQ(normalise()(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Normalise, AnyBytesGiveValidTextAndTwiceIsOnce) {
  EXPECT_TRUE(rc::check("any bytes", [](const std::string& bytes) {
    const std::string once = normalise()(bytes);
    RC_ASSERT(is_valid_utf8(once));
    RC_ASSERT(normalise()(once) == once);
  }));
  EXPECT_TRUE(rc::check("any characters", [] {
    const auto characters = *rc::gen::container<std::vector<std::uint32_t>>(
        rc::gen::inRange<std::uint32_t>(1, 0x30000));
    std::string text;
    for (const std::uint32_t c : characters) {
      if (c < 0xd800 || c > 0xdfff) append(c, text);
    }
    const std::string once = normalise()(text);
    RC_ASSERT(is_valid_utf8(once));
    RC_ASSERT(normalise()(once) == once);
  }));
}

TEST(Utf8, RefusesWhatIsNotUtf8) {
  EXPECT_TRUE(is_valid_utf8("身份证 ok"));
  for (const char* bad : {"\xff", "\xc0\x80", "\xe8\xba", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(is_valid_utf8(bad));
  }
}

}  // namespace
}  // namespace zheli::text
