// Day counts: the part of a year between two days, as interest counts it. Pure arithmetic on dates,
// no calendar (business days over 252 stand in calendar.h). Tested by day_count_test.cc.
//
// Sources: ISDA 2006 Definitions, section 4.16; NL/365 as in ISO 20022 A014; the ACTUS names from
// its data dictionary. Formulas: docs/methods/contracts.md.
#pragma once

#include <string_view>

#include "core/date.h"

namespace zheli::core {

enum class DayCount {
  actual_actual,      ///< ACT/ACT ISDA: days of each calendar year over 365 or 366
  actual_365,         ///< ACT/365 (fixed)
  actual_360,         ///< ACT/360
  thirty_e_360,       ///< 30E/360: the 31st counts as the 30th
  thirty_e_360_isda,  ///< 30E/360 ISDA: every last day of a month counts as the 30th
  thirty_360_us,      ///< 30/360 US: with the end-of-February rule
  no_leap_365,        ///< NL/365: 29 February is not counted
};

constexpr double kDaysInYear = 365;  ///< of ACT/365 and of rates that are turned into factors

/// Years of 365 days from `from` to `to`: ACT/365. Negative where `to` lies before.
double years(Date from, Date to);

/// The part of a year from `from` to `to`, which is not counted itself; negative where `to` lies
/// before `from` (a caller that must not do so checks it).
///
///   ACT/ACT ISDA   days in each calendar year / days of that year
///   ACT/n, NL/365  days / n
///   30/360 kinds   (360·Δyears + 30·Δmonths + Δdays) / 360, days of the month changed first
///
/// For 30E/360 ISDA a `to` on the last of February counts as the 30th; on a contract's own
/// termination date the convention leaves it unchanged: year_fraction_to_termination.
double year_fraction(DayCount convention, Date from, Date to);

/// The same where `to` is the contract's termination date; differs only for 30E/360 ISDA and a
/// last of February.
double year_fraction_to_termination(DayCount convention, Date from, Date to);

/// "ACT/ACT", "ACT/365", "ACT/360", "30E/360", "30E/360 ISDA", "30/360 US", "NL/365", as deal files
/// write them. Anything else is an Error that lists them.
Result<DayCount> parse_day_count(std::string_view name);
std::string_view to_string(DayCount convention);

}  // namespace zheli::core
