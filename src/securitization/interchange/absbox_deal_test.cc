#include "securitization/interchange/absbox_deal.h"

#include <gtest/gtest.h>

namespace zheli::interchange {
namespace {

TEST(AbsboxPattern, GivesTheDaysAfterOneDayUntilAnother) {
  const auto ymd = [](int y, unsigned m, unsigned d) {
    return core::Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
  };
  const struct {
    AbsboxPattern pattern;
    std::vector<core::Date> days;
  } rows[] = {
      {{31, 1, 0}, {ymd(2021, 12, 31), ymd(2022, 1, 31), ymd(2022, 2, 28)}},
      {{1, 1, 0}, {ymd(2021, 12, 1), ymd(2022, 1, 1), ymd(2022, 2, 1), ymd(2022, 3, 1)}},
      {{31, 3, 0}, {ymd(2021, 12, 31)}},
      {{13, 1, 0}, {ymd(2021, 12, 13), ymd(2022, 1, 13), ymd(2022, 2, 13)}},
  };
  for (const auto& row : rows)
    EXPECT_EQ(days_of(row.pattern, ymd(2021, 11, 30), ymd(2022, 3, 1)), row.days)
        << row.pattern.day;
  EXPECT_TRUE(days_of({13, 1, 0}, ymd(2021, 12, 13), ymd(2021, 12, 13)).empty());
}

}  // namespace
}  // namespace zheli::interchange
