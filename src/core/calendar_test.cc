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
    EXPECT_EQ(row.calendar.is_business_day(day(row.date)), row.open)
        << to_string(row.calendar) << " " << row.date;
  }
}

/// Weekends and the holidays of fixed date, marked.
TEST(Calendar, IsProvisionalWhereNobodyPublishedIt) {
  const struct {
    const char* date;
    bool open;
  } rows[] = {
      {"2018-12-31", true},  {"2027-01-01", false}, {"2027-01-04", true},
      {"2027-01-02", false},  // a Saturday
      {"2027-02-08", true},   // in the Spring Festival, of which nobody knows
      {"2028-05-01", false}, {"2028-05-02", false}, {"2028-05-03", true},
      {"2027-10-01", false}, {"2029-10-03", false}, {"2029-10-04", true},
  };
  for (const auto& row : rows) {
    for (const Calendar calendar : {Calendar::china_exchange, Calendar::china_interbank}) {
      EXPECT_TRUE(calendar.is_provisional(day(row.date))) << row.date;
      EXPECT_EQ(calendar.is_business_day(day(row.date)), row.open) << row.date;
    }
    EXPECT_FALSE(Calendar::monday_friday.is_provisional(day(row.date))) << row.date;
    EXPECT_FALSE(Calendar::none.is_provisional(day(row.date))) << row.date;
  }
  EXPECT_FALSE(Calendar::china_exchange.is_provisional(day("2026-12-31")));
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2026-12-31"), 1), day("2027-01-04"));
  EXPECT_EQ(business_days(Calendar::china_exchange, day("2026-12-30"), day("2027-01-02")), 2);
}

TEST(Calendar, KnowsWhatWasPublishedSince) {
  const PublishedDays days{.years = {2027},
                           .holidays = {20270101, 20270208},
                           .exchange_only_holidays = {20270205},
                           .working_weekends = {20270213}};
  const Calendar exchange = Calendar::china_exchange.with(days);
  const Calendar interbank = Calendar::china_interbank.with(days);
  EXPECT_FALSE(exchange.is_provisional(day("2027-02-08")));
  EXPECT_TRUE(exchange.is_provisional(day("2028-02-08")));
  const struct {
    const char* date;
    bool exchange, interbank;
  } rows[] = {
      {"2027-01-01", false, false}, {"2027-02-05", false, true},  {"2027-02-08", false, false},
      {"2027-02-09", true, true},   {"2027-02-13", false, true},  {"2027-02-14", false, false},
      {"2027-05-03", true, true},  // no longer provisional, and not in this notice
      {"2026-10-01", false, false}, {"2028-10-02", false, false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(exchange.is_business_day(day(row.date)), row.exchange) << row.date;
    EXPECT_EQ(interbank.is_business_day(day(row.date)), row.interbank) << row.date;
  }
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
    const Date moved = adjust(Calendar::china_exchange, row.rule, day(row.date));
    EXPECT_EQ(to_string(moved), row.moved) << to_string(row.rule) << " " << row.date;
  }
}

TEST(AddBusinessDays, StepsOverHolidays) {
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-09-30"), 1), day("2021-10-08"));
  EXPECT_EQ(add_business_days(Calendar::china_interbank, day("2021-10-08"), 1), day("2021-10-09"));
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-10-13"), -5), day("2021-09-29"));
  EXPECT_EQ(add_business_days(Calendar::china_exchange, day("2021-10-02"), 0), day("2021-10-02"));
}

TEST(AddBusinessDays, GoesAsFarAsItCounts) {
  EXPECT_TRUE(rc::check([] {
    const Date from = add_days(day("2020-01-01"), *rc::gen::inRange(0, 1800));
    const int count = *rc::gen::inRange(0, 60);
    for (const Calendar calendar :
         {Calendar::china_exchange, Calendar::china_interbank, Calendar::monday_friday}) {
      const Date to = add_business_days(calendar, from, count);
      RC_ASSERT(business_days(calendar, add_days(from, 1), add_days(to, 1)) == count);
    }
  }));
}

TEST(Bus252, CountsBusinessDays) {
  EXPECT_EQ(year_fraction_bus_252(Calendar::china_exchange, day("2021-09-30"), day("2021-10-11")),
            2 / 252.0);
}

using Days = std::set<std::string>;

/// The days from 2019 to 2026 on which it and "it is a weekday" differ.
Days exceptions(Calendar calendar) {
  Days found;
  for (Date date = day("2019-01-01"); date < day("2027-01-01"); date = add_days(date, 1)) {
    const bool weekday = Calendar::monday_friday.is_business_day(date);
    if (calendar.is_business_day(date) != weekday) found.insert(to_string(date));
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
