#include "core/day_count.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "reference_data/read.h"

namespace zheli::core {
namespace {

// Rounding of one division and two sums; the conventions themselves are exact.
constexpr double kTolerance = 1e-12;

Date on(const char* text) {
  return parse_date(text).value();
}

TEST(YearFraction, FollowsIsda) {
  const struct {
    DayCount convention;
    const char* from;
    const char* to;
    double fraction;
  } rows[] = {
      // ISDA 2006 Definitions, 4.16(b): each calendar year over its own days.
      {DayCount::actual_actual, "2003-11-01", "2004-05-01", 61 / 365.0 + 121 / 366.0},
      {DayCount::actual_actual, "1999-02-01", "1999-07-01", 150 / 365.0},
      {DayCount::actual_actual, "2019-12-31", "2022-01-01", 1 / 365.0 + 2.0},
      {DayCount::actual_365, "2024-01-01", "2025-01-01", 366 / 365.0},
      {DayCount::actual_360, "2024-02-28", "2024-03-01", 2 / 360.0},
      // 4.16(g) and (h).
      {DayCount::thirty_e_360, "2007-02-28", "2007-08-31", 182 / 360.0},
      {DayCount::thirty_e_360_isda, "2007-02-28", "2007-08-31", 0.5},
      {DayCount::thirty_e_360_isda, "2006-08-31", "2007-02-28", 0.5},
      {DayCount::thirty_360_us, "2006-08-31", "2007-02-28", 178 / 360.0},
      {DayCount::thirty_360_us, "2007-02-28", "2007-08-31", 0.5},
      {DayCount::thirty_360_us, "2007-01-15", "2007-01-31", 16 / 360.0},
      {DayCount::no_leap_365, "2024-02-28", "2024-03-01", 1 / 365.0},
      {DayCount::no_leap_365, "2023-01-01", "2025-01-01", 2.0},
      {DayCount::no_leap_365, "2024-02-29", "2024-03-01", 0.0},
  };
  for (const auto& row : rows) {
    EXPECT_NEAR(year_fraction(row.convention, on(row.from), on(row.to)), row.fraction, kTolerance)
        << to_string(row.convention) << " " << row.from << " " << row.to;
  }
}

TEST(YearFraction, LeavesTheLastOfFebruaryAloneOnTheTerminationDate) {
  const Date from = on("2006-08-31");
  const Date to = on("2007-02-28");
  EXPECT_NEAR(year_fraction_to_termination(DayCount::thirty_e_360_isda, from, to), 178 / 360.0,
              kTolerance);
  EXPECT_EQ(year_fraction_to_termination(DayCount::actual_365, from, to),
            year_fraction(DayCount::actual_365, from, to));
}

TEST(YearFraction, AgreesWithQuantLib) {
  reference_data::Table table("day_counts.csv", {"convention", "from", "to", "years"});
  std::set<DayCount> seen;
  for (files::Row& row : table.rows()) {
    const DayCount convention = parse_day_count(row.text("convention")).value();
    seen.insert(convention);
    EXPECT_NEAR(year_fraction(convention, row.date("from"), row.date("to")), row.number("years"),
                kTolerance)
        << table.place(row);
  }
  EXPECT_EQ(seen.size(), 5U);
}

TEST(YearFraction, OfActualDaysAddsUp) {
  EXPECT_TRUE(rc::check([] {
    const auto at = [] { return add_days(on("2000-01-01"), *rc::gen::inRange(0, 20000)); };
    const Date a = at();
    const Date b = at();
    const Date c = at();
    for (const DayCount kind : {DayCount::actual_actual, DayCount::actual_365, DayCount::actual_360,
                                DayCount::no_leap_365}) {
      const double whole = year_fraction(kind, a, c);
      RC_ASSERT(std::abs(year_fraction(kind, a, b) + year_fraction(kind, b, c) - whole) < 1e-9);
    }
  }));
}

TEST(ParseDayCount, ReadsWhatIsWritten) {
  for (const char* name :
       {"ACT/ACT", "ACT/365", "ACT/360", "30E/360", "30E/360 ISDA", "30/360 US", "NL/365"}) {
    ASSERT_TRUE(parse_day_count(name)) << name;
    EXPECT_EQ(to_string(parse_day_count(name).value()), name);
  }
  for (const char* name : {"", "act/365", "30/360", "ACT/365 "}) {
    EXPECT_FALSE(parse_day_count(name)) << name;
  }
}

}  // namespace
}  // namespace zheli::core
