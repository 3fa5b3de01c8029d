#include "core/date.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

TEST(ParseDate, TakesRealDaysOnly) {
  const struct {
    const char* text;
    bool good;
  } rows[] = {
      {"2026-11-23", true},  {"2024-02-29", true},   {"2023-02-29", false}, {"2026-13-01", false},
      {"2026-00-10", false}, {"2026-1-01", false},   {"", false},           {"20261123", false},
      {"2026-11-2x", false}, {"2026-11-234", false}, {"-026-11-23", false}, {"2026/11/23", false},
  };
  for (const auto& row : rows) {
    const Result<Date> date = parse_date(row.text);
    EXPECT_EQ(bool(date), row.good) << row.text;
    if (date) {
      EXPECT_EQ(to_string(date.value()), row.text);
    }
  }
}

TEST(AddMonths, EndsWithTheMonth) {
  const struct {
    const char* from;
    int months;
    const char* to;
  } rows[] = {{"2026-01-31", 1, "2026-02-28"},  {"2024-01-31", 1, "2024-02-29"},
              {"2026-11-30", 3, "2027-02-28"},  {"2026-01-15", 12, "2027-01-15"},
              {"2026-03-31", -1, "2026-02-28"}, {"2026-01-31", 0, "2026-01-31"}};
  for (const auto& row : rows) {
    const Date to = add_months(parse_date(row.from).value(), row.months);
    EXPECT_EQ(to_string(to), row.to) << row.from << " + " << row.months;
  }
}

TEST(Days, AreCountedAcrossYears) {
  const Date from = parse_date("2023-12-31").value();
  const Date to = parse_date("2025-01-01").value();
  EXPECT_EQ(days_between(from, to), 367);
  EXPECT_EQ(days_between(to, from), -367);
  EXPECT_EQ(add_days(from, 367), to);
  EXPECT_EQ(to_string(last_of_month(parse_date("2024-02-01").value())), "2024-02-29");
}

TEST(Validity, IsHalfOpenAndMayBeOpenEnded) {
  const Date march = parse_date("2026-03-01").value();
  const Date april = parse_date("2026-04-01").value();
  const Validity spring{march, april};
  EXPECT_TRUE(spring.covers(march));
  EXPECT_FALSE(spring.covers(april));
  EXPECT_TRUE((Validity{}.covers(april)));
  EXPECT_FALSE(spring.overlaps(Validity{april, std::nullopt}));
  EXPECT_TRUE(spring.overlaps(Validity{std::nullopt, std::nullopt}));
  EXPECT_FALSE((Validity{april, march}.is_sound()));
}

TEST(DayInChina, BeginsEightHoursBeforeTheDayOfGreenwich) {
  using std::chrono::sys_days;
  const sys_days day =
      sys_days(Date{std::chrono::year(2026), std::chrono::month(7), std::chrono::day(1)});
  struct Row {
    std::chrono::seconds after;
    const char* day;
  };
  const Row rows[] = {{std::chrono::hours(0), "2026-07-01"},
                      {std::chrono::hours(16) - std::chrono::seconds(1), "2026-07-01"},
                      {std::chrono::hours(16), "2026-07-02"},
                      {-std::chrono::hours(8), "2026-07-01"},
                      {-std::chrono::hours(8) - std::chrono::seconds(1), "2026-06-30"}};
  for (const Row& row : rows) EXPECT_EQ(to_string(day_in_china(day + row.after)), row.day);
}

}  // namespace
}  // namespace zheli::core
