// Business days: four calendars, and what happens to a date that is no business day.
// Pure tables and arithmetic. Tested by calendar_test.cc.
//
// The two Chinese calendars are known for the years 2019 to 2026, after the State Council's yearly
// notice on public holidays (the notice of the coming year appears each November; then a line is
// added to china_days.cc). A day of another year is an Error, never a guess.
#pragma once

#include <optional>
#include <string_view>

#include "core/date.h"

namespace zheli::core {

enum class Calendar {
  none,             ///< every day is a business day
  monday_friday,    ///< every weekday
  china_exchange,   ///< Shanghai stock exchange: weekdays that are no public holiday
  china_interbank,  ///< interbank market: the same, and the make-up working weekends
};

enum class BusinessDayRule {
  unadjusted,          ///< the day stays
  following,           ///< the next business day
  modified_following,  ///< the next one, or the one before where that is in another month
  preceding,           ///< the business day before
  modified_preceding,  ///< the one before, or the next where that is in another month
};

/// The last year whose business days a calendar knows; nothing: it knows every year.
std::optional<int> last_year(Calendar calendar);

/// Whether `date` is a business day.
Result<bool> is_business_day(Calendar calendar, Date date);

/// `date` itself if it is a business day, else moved as `rule` says.
Result<Date> adjust(Calendar calendar, BusinessDayRule rule, Date date);

/// The `count`-th business day after `date`, or before it where negative; 0 gives `date` itself,
/// business day or not: payment date − 5 business days = add_business_days(calendar, pay, -5).
Result<Date> add_business_days(Calendar calendar, Date date, int count);

/// How many business days lie in [from, to); from ≤ to, else CHECK.
Result<int> business_days(Calendar calendar, Date from, Date to);

/// BUS/252: business days of [from, to) over 252. Source: the Brazilian market's convention.
Result<double> year_fraction_bus_252(Calendar calendar, Date from, Date to);

/// "none", "monday-friday", "china-exchange", "china-interbank", as deal files write them.
Result<Calendar> parse_calendar(std::string_view name);
std::string_view to_string(Calendar calendar);

/// "unadjusted", "following", "modified following", "preceding", "modified preceding".
Result<BusinessDayRule> parse_business_day_rule(std::string_view name);
std::string_view to_string(BusinessDayRule rule);

}  // namespace zheli::core
