// Business days: four calendars, and what happens to a date that is no business day.
// Pure tables and arithmetic. Tested by calendar_test.cc.
//
// The two Chinese calendars follow the State Council's yearly notice on public holidays, which
// appears in the November before. The program knows the years 2019 to 2026 (china_days.cc); years
// published since are read from a file (files/calendar_file.h). Any other year is provisional:
// weekends, and the holidays of fixed date that the State Council's regulation of 2024 names (1
// January, 1 and 2 May, 1 to 3 October). What rests on such a year is marked by whoever shows it
// and is another day, perhaps, once the notice is out.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace zheli::core {

/// The exceptions of years that were published since the program was made. Days as 20270101,
/// ascending.
struct PublishedDays {
  std::set<int> years;
  std::vector<int> holidays;                ///< weekdays on which exchange and market are closed
  std::vector<int> exchange_only_holidays;  ///< weekdays on which only the exchange is closed
  std::vector<int> working_weekends;        ///< weekend days on which the interbank market works
};

/// One of four, and the days that it knows besides the program's own.
class Calendar {
 public:
  static const Calendar none;             ///< every day is a business day
  static const Calendar monday_friday;    ///< every weekday
  static const Calendar china_exchange;   ///< Shanghai stock exchange: weekdays that are no holiday
  static const Calendar china_interbank;  ///< interbank market: the same, and make-up weekends

  /// The same calendar with further years; they must outlive it.
  constexpr Calendar with(const PublishedDays& days) const { return {kind_, &days}; }

  constexpr bool operator==(const Calendar& other) const { return kind_ == other.kind_; }

  bool is_business_day(Date date) const;

  /// Whether what is said of that day may change: its year was not published yet.
  bool is_provisional(Date date) const;

 private:
  enum class Kind { none, monday_friday, china_exchange, china_interbank };
  constexpr Calendar(Kind kind, const PublishedDays* days) : kind_(kind), days_(days) {}

  Kind kind_;
  const PublishedDays* days_;
};

inline constexpr Calendar Calendar::none{Kind::none, nullptr};
inline constexpr Calendar Calendar::monday_friday{Kind::monday_friday, nullptr};
inline constexpr Calendar Calendar::china_exchange{Kind::china_exchange, nullptr};
inline constexpr Calendar Calendar::china_interbank{Kind::china_interbank, nullptr};

enum class BusinessDayRule {
  unadjusted,          ///< the day stays
  following,           ///< the next business day
  modified_following,  ///< the next one, or the one before where that is in another month
  preceding,           ///< the business day before
  modified_preceding,  ///< the one before, or the next where that is in another month
};

/// `date` itself if it is a business day, else moved as `rule` says.
Date adjust(Calendar calendar, BusinessDayRule rule, Date date);

/// The `count`-th business day after `date`, or before it where negative; 0 gives `date` itself,
/// business day or not: payment date − 5 business days = add_business_days(calendar, pay, -5).
Date add_business_days(Calendar calendar, Date date, int count);

/// How many business days lie in [from, to); from ≤ to, else CHECK.
int business_days(Calendar calendar, Date from, Date to);

/// BUS/252: business days of [from, to) over 252. Source: the Brazilian market's convention.
double year_fraction_bus_252(Calendar calendar, Date from, Date to);

/// "none", "monday-friday", "china-exchange", "china-interbank", as deal files write them.
Result<Calendar> parse_calendar(std::string_view name);
std::string_view to_string(Calendar calendar);

/// "unadjusted", "following", "modified following", "preceding", "modified preceding".
Result<BusinessDayRule> parse_business_day_rule(std::string_view name);
std::string_view to_string(BusinessDayRule rule);

}  // namespace zheli::core
