#include "assistant/text/utf8.h"

#include <gtest/gtest.h>

namespace zheli::text {
namespace {

TEST(Utf8, ReadsPointsAndLeavesBrokenBytesOut) {
  const struct {
    const char* bytes;
    std::u32string points;
  } rows[] = {{"a1", U"a1"},
              {"驾照", U"驾照"},
              {"\xe9\xa9", U""},    // cut
              {"a\xc0\xaf", U"a"},  // overlong
              {"\xed\xa0\x80"
               "b",
               U"b"},  // a surrogate
              {"\xf0\x9f\x9a\x97", U"\U0001F697"}};
  for (const auto& row : rows) EXPECT_EQ(points(row.bytes), row.points) << row.bytes;
}

TEST(Utf8, CountsWhatIsSaidTheSameInBothLanguages) {
  const struct {
    const char* text;
    std::size_t letters;
  } rows[] = {{"", 0},        {"car", 3},       {"the car", 7}, {"驾照", 6},
              {"c1驾照,", 9}, {"caf\u00e9", 4}, {"驾照。", 9}};
  for (const auto& row : rows) EXPECT_EQ(letters(row.text), row.letters) << row.text;
}

}  // namespace
}  // namespace zheli::text
