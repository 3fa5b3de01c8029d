// A civil date, without time or zone: 2026-11-23. Tested by date_test.cc.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zheli::core {

using Date = std::chrono::year_month_day;

/// Reads "2026-11-23", exactly: four, two and two digits; a day that the calendar has. Anything
/// else is an Error that says what would be right.
Result<Date> parse_date(std::string_view text);

/// "2026-11-23".
std::string to_string(Date date);

/// The civil day in China at an instant: UTC+8 all year round, wherever the machine stands.
Date day_in_china(std::chrono::system_clock::time_point instant);

/// Days from `from` to `to`; negative where `to` lies before.
int days_between(Date from, Date to);

/// The day `days` days later, or earlier where negative.
Date add_days(Date date, int days);

constexpr int kMonthsInYear = 12;

/// The same day of the month `months` months later, or the last one where that month is shorter:
/// 31 January + 1 month = 28 February.
Date add_months(Date date, int months);

/// The last day of the date's month.
Date last_of_month(Date date);

/// The half-open span [from, to) of civil days; an absent end is open.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;

  bool covers(Date day) const;
  bool overlaps(const Validity& other) const;
  /// From before to, where both ends are given.
  bool is_sound() const { return !from || !to || *from < *to; }
};

}  // namespace zheli::core
