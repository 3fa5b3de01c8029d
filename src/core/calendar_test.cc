#include "core/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/china_days.h"
#include "reference_data/read.h"

namespace zheli::core {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

TEST(Calendar, KnowsItsDays) {
  const struct {
    Calendar calendar;
    const char* date;
    bool open;
  } rows[] = {
      {Calendar::none, "2021-10-02", true},
      {Calendar::monday_friday, "2021-10-02", false},
      {Calendar::monday_friday, "2021-10-01", true},
      {Calendar::china_exchange, "2021-10-01", false},
      {Calendar::china_exchange, "2021-10-09", false},  // a Saturday, worked elsewhere
      {Calendar::china_interbank, "2021-10-09", true},  // make-up working Saturday
      {Calendar::china_interbank, "2024-02-09", true},  // New Year's Eve, only the exchange closed
      {Calendar::china_exchange, "2024-02-09", false},
      {Calendar::china_exchange, "2026-12-31", true},
  };
  for (const auto& row : rows) {
    const Result<bool> open = is_business_day(row.calendar, day(row.date));
    ASSERT_TRUE(open) << row.date;
    EXPECT_EQ(open.value(), row.open) << to_string(row.calendar) << " " << row.date;
  }
}

TEST(Calendar, KnowsItsLastYear) {
  EXPECT_FALSE(last_year(Calendar::none));
  EXPECT_FALSE(last_year(Calendar::monday_friday));
  for (const Calendar calendar : {Calendar::china_exchange, Calendar::china_interbank}) {
    const std::string year = std::to_string(last_year(calendar).value());
    EXPECT_TRUE(is_business_day(calendar, day((year + "-12-31").c_str())));
    const std::string next = std::to_string(last_year(calendar).value() + 1);
    EXPECT_FALSE(is_business_day(calendar, day((next + "-01-01").c_str())));
  }
}

TEST(Calendar, RefusesYearsItDoesNotKnow) {
  for (const char* date : {"2018-12-31", "2027-01-01"}) {
    EXPECT_FALSE(is_business_day(Calendar::china_exchange, day(date))) << date;
    EXPECT_FALSE(is_business_day(Calendar::china_interbank, day(date))) << date;
    EXPECT_TRUE(is_business_day(Calendar::monday_friday, day(date))) << date;
  }
  EXPECT_FALSE(add_business_days(Calendar::china_exchange, day("2026-12-31"), 1));
  EXPECT_FALSE(business_days(Calendar::china_exchange, day("2026-12-30"), day("2027-01-02")));
}

TEST(Calendar, HoldsItsTablesInOrder) {
  for (const auto days :
       {china_holidays(), china_exchange_only_holidays(), china_working_weekends()}) {
    EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
    EXPECT_EQ(std::adjacent_find(days.begin(), days.end()), days.end());
    EXPECT_GE(days.front() / 10000, kChinaFirstYear);
    EXPECT_LE(days.back() / 10000, kChinaLastYear);
  }
}

TEST(Adjust, MovesAsTheRuleSays) {
  const struct {
    BusinessDayRule rule;
    const char* date;
    const char* moved;
  } rows[] = {
      {BusinessDayRule::unadjusted, "2021-10-02", "2021-10-02"},
      {BusinessDayRule::following, "2021-10-01", "2021-10-08"},
      {BusinessDayRule::modified_following, "2021-10-01", "2021-10-08"},
      {BusinessDayRule::preceding, "2021-10-02", "2021-09-30"},
      {BusinessDayRule::modified_preceding, "2021-10-02", "2021-10-08"},
      {BusinessDayRule::modified_following, "2021-07-31", "2021-07-30"},
      {BusinessDayRule::following, "2021-07-31", "2021-08-02"},
      {BusinessDayRule::preceding, "2021-09-30", "2021-09-30"},
  };
  for (const auto& row : rows) {
    const Result<Date> moved = adjust(Calendar::china_exchange, row.rule, day(row.date));
    ASSERT_TRUE(moved) << row.date;
    EXPECT_EQ(to_string(moved.value()), row.moved) << to_string(row.rule) << " " << row.date;
  }
}

TEST(AddBusinessDays, StepsOverHolidays) {
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-09-30"), 1).value(),
            day("2021-10-08"));
  EXPECT_EQ(add_business_days(Calendar::china_interbank, day("2021-10-08"), 1).value(),
            day("2021-10-09"));
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-10-13"), -5).value(),
            day("2021-09-29"));
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-10-02"), 0).value(),
            day("2021-10-02"));
}

TEST(AddBusinessDays, GoesAsFarAsItCounts) {
  EXPECT_TRUE(rc::check([] {
    const Date from = add_days(day("2020-01-01"), *rc::gen::inRange(0, 1800));
    const int count = *rc::gen::inRange(0, 60);
    for (const Calendar calendar :
         {Calendar::china_exchange, Calendar::china_interbank, Calendar::monday_friday}) {
      const Date to = add_business_days(calendar, from, count).value();
      RC_ASSERT(business_days(calendar, add_days(from, 1), add_days(to, 1)).value() == count);
    }
  }));
}

TEST(Bus252, CountsBusinessDays) {
  EXPECT_EQ(
      year_fraction_bus_252(Calendar::china_exchange, day("2021-09-30"), day("2021-10-11")).value(),
      2 / 252.0);
}

using Days = std::set<std::string>;

/// The days from 2019 to 2026 on which is_business_day and "it is a weekday" differ.
Days exceptions(Calendar calendar) {
  Days found;
  for (Date date = day("2019-01-01"); date < day("2027-01-01"); date = add_days(date, 1)) {
    const bool weekday = is_business_day(Calendar::monday_friday, date).value();
    if (is_business_day(calendar, date).value() != weekday) found.insert(to_string(date));
  }
  return found;
}

TEST(Calendar, AgreesWithQuantLib) {
  reference_data::Table table("china_days.csv", {"date", "market"});
  std::map<std::string, Days> expected;
  for (files::Row& row : table.rows()) expected[row.text("market")].insert(row.text("date"));
  EXPECT_EQ(exceptions(Calendar::china_exchange), expected["china-exchange"]);
  EXPECT_EQ(exceptions(Calendar::china_interbank), expected["china-interbank"]);
}

TEST(Calendar, NamesAreReadAsWritten) {
  for (const char* name : {"none", "monday-friday", "china-exchange", "china-interbank"}) {
    EXPECT_EQ(to_string(parse_calendar(name).value()), name);
  }
  for (const char* name :
       {"unadjusted", "following", "modified following", "preceding", "modified preceding"}) {
    EXPECT_EQ(to_string(parse_business_day_rule(name).value()), name);
  }
  EXPECT_FALSE(parse_calendar("China"));
  EXPECT_FALSE(parse_business_day_rule("next"));
}

}  // namespace
}  // namespace zheli::core
