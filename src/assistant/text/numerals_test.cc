#include "assistant/text/numerals.h"

#include <gtest/gtest.h>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

TEST(Numerals, ReadsDigitsAndWords) {
  const Numerals numerals(
      {{"numeral", {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}},
       {"numeral-two", {"两"}},
       {"numeral-ten", {"十"}}},
      Normaliser());
  const struct {
    std::u32string text;
    std::size_t end;
    std::optional<int> value;
  } rows[] = {
      {U"八岁", 1, 8},  {U"十岁", 1, 10},     {U"十六岁", 2, 16},
      {U"七十", 2, 70}, {U"二十五岁", 3, 25}, {U"两岁", 1, 2},
      {U"16岁", 2, 16}, {U"120", 3, 120},     {U"1234", 4, std::nullopt},
      {U"三五", 2, {}}, {U"二十五六", 4, {}}, {U"3十", 1, 3},
      {U"十十", 2, {}},
  };
  for (const auto& row : rows) {
    ASSERT_TRUE(numerals.begins(row.text[0]));
    EXPECT_EQ(numerals.end(row.text, 0), row.end);
    EXPECT_EQ(numerals.value(std::u32string_view(row.text).substr(0, row.end)), row.value);
  }
  EXPECT_FALSE(numerals.begins(U'岁'));
}

TEST(Numerals, WithoutWordsAreDigitsAlone) {
  const Numerals none({}, Normaliser());
  EXPECT_FALSE(none.begins(U'八'));
  EXPECT_EQ(none.value(U"16"), 16);
}

}  // namespace
}  // namespace zheli::text
