// When contract events happen: a civil time, a cycle of months or days, and what a business-day
// convention does to a time. Pure arithmetic. Tested by time_test.cc.
//
// Source: ACTUS technical specification, sections "Date/Time", "Schedule" and "Business Day Shift
// Convention". 23:59:59 stands for midnight at the end of its day wherever days are counted.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/calendar.h"
#include "core/day_count.h"

namespace zheli::contracts {

/// A civil date and time of day, to the second, of no particular zone.
using Time = std::chrono::local_seconds;

/// Reads "2013-01-01", "2013-01-01T00:00" or "2013-01-01T00:00:00" of the years 1900 to 2299;
/// anything else is an Error that says what would be right.
core::Result<Time> parse_time(std::string_view text);

/// "2013-01-01", or "2013-01-01T23:59:59" where it is not midnight.
std::string to_string(Time time);

Time at_midnight(core::Date date);
core::Date date_of(Time time);

/// The day from which interest is counted: 23:59:59 counts as the next day.
core::Date counting_day(Time time);

/// A length of calendar time.
struct Period {
  int months = 0;  ///< either months or days are not 0
  int days = 0;
};

/// A repeated period, and what happens at the end where it does not fit: the last stretch is
/// shorter than a period, or longer by what is left over.
struct Cycle {
  Period period;
  bool long_stub = false;
};

/// Reads "P1M", "P31D", "P0D", "P5DL0": units D, W, M, Q, H and Y; at most four digits.
core::Result<Period> parse_period(std::string_view text);

/// Reads "P1ML0" (long last stub) or "P1ML1" (short last stub); at least one unit.
core::Result<Cycle> parse_cycle(std::string_view text);

/// `time` moved by `count` periods; a month that is too short ends on its last day.
Time add(Time time, Period period, int count);

/// How a time that is no business day moves, and whether amounts are computed for the time before
/// it was moved (ACTUS CSF, CSMF, CSP, CSMP) or after (SCF, SCMF, SCP, SCMP).
struct ShiftRule {
  core::BusinessDayRule rule = core::BusinessDayRule::unadjusted;
  bool computed_before = false;
};

/// `time` on the day that the rule gives; the time of day stays.
Time shift(Time time, core::BusinessDayRule rule, core::Calendar calendar);

}  // namespace zheli::contracts
