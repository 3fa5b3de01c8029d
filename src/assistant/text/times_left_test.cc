#include "assistant/text/times_left.h"

#include <gtest/gtest.h>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

const WordLists kLists = {
    {"numeral", {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}},
    {"numeral-two", {"两"}},
    {"numeral-ten", {"十"}},
    {"age-more", {"多"}},
    {"time-years", {"年", "years", "year"}},
    {"time-months", {"个月", "months"}},
    {"time-days", {"天", "days"}},
    {"time-half", {"半", "半个"}},
    {"time-year-mark", {"年"}},
    {"time-month-mark", {"月份", "月"}},
    {"time-year-this", {"今年"}},
    {"time-year-next", {"明年", "next year"}},
    {"time-year-last", {"去年"}},
    {"time-month-next", {"下个月"}},
    {"time-month-last", {"上个月"}},
    {"time-yesterday", {"昨天"}},
    {"left-before", {"还有", "还剩", "in"}},
    {"left-over-before", {"过期", "过了"}},
    {"left-after", {"到期", "后到期", "left"}},
    {"left-over-after", {"前", "了", "ago"}},
    {"left-ends", {"到期", "过期", "expires", "expired"}},
    {"left-filler", {"的", "吧"}},
};

struct Row {
  const char* text;
  std::vector<DaySpan> spans;
};

TEST(TimesLeft, SpansOfDaysFromTheDayAsked) {
  const Normaliser normalise;
  const TimesLeft times(kLists, normalise);
  const core::Date day = core::parse_date("2026-11-30").value();
  const Row rows[] = {
      {"还有三年", {{1004, 1187}}},
      {"还有20天到期", {{20, 21}}},
      {"过期半年了", {{-197, -166}}},
      {"三年多前过期的", {{-1459, -1094}}},
      {"一年半后到期", {{502, 593}}},
      {"2029年到期", {{763, 1128}}},
      {"2029年3月到期", {{822, 853}}},
      {"2029-03到期", {{822, 853}}},
      {"明年3月", {{91, 122}}},
      {"明年", {{32, 397}}},
      {"上个月过期的", {{-60, -29}}},
      {"昨天过期", {{-1, 0}}},
      {"expires in 2 years", {{670, 791}}},
      {"it expired 3 years ago", {{-1186, -1003}}},
      // No way is said, nothing ends, or no time at all.
      {"三年", {}},
      {"去年搬到湖州的", {}},
      {"2029年去的", {}},
      {"手机号13512029", {}},
      {"12029年到期", {}},
      {"", {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(times(points(normalise(row.text)), day), row.spans) << row.text;
  }
}

}  // namespace
}  // namespace zheli::text
