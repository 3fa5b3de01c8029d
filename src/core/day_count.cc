#include "core/day_count.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace zheli::core {
namespace {

/// Day, month and year as numbers that may be changed: the 31st may become a 30th of February.
struct Parts {
  int year;
  int month;
  int day;
};

Parts parts(Date date) {
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_last_of_february(Date date) {
  return date.month() == std::chrono::February && date == last_of_month(date);
}

double of_360(Parts from, Parts to) {
  return (360 * (to.year - from.year) + 30 * (to.month - from.month) + (to.day - from.day)) / 360.0;
}

double thirty_e_360(Date from, Date to) {
  Parts a = parts(from);
  Parts b = parts(to);
  if (a.day == 31) a.day = 30;
  if (b.day == 31) b.day = 30;
  return of_360(a, b);
}

double thirty_e_360_isda(Date from, Date to, bool to_is_termination) {
  Parts a = parts(from);
  Parts b = parts(to);
  if (from == last_of_month(from)) a.day = 30;
  const bool stays = to_is_termination && is_last_of_february(to);
  if (to == last_of_month(to) && !stays) b.day = 30;
  return of_360(a, b);
}

double thirty_360_us(Date from, Date to) {
  Parts a = parts(from);
  Parts b = parts(to);
  if (is_last_of_february(from)) {
    if (is_last_of_february(to)) b.day = 30;
    a.day = 30;
  }
  if (b.day == 31 && a.day >= 30) b.day = 30;
  if (a.day == 31) a.day = 30;
  return of_360(a, b);
}

double days_of_year(std::chrono::year year) {
  return year.is_leap() ? 366.0 : 365.0;
}

double actual_actual(Date from, Date to) {
  if (from.year() == to.year()) return days_between(from, to) / days_of_year(from.year());
  if (to < from) return -actual_actual(to, from);
  const Date next{from.year() + std::chrono::years(1), std::chrono::January, std::chrono::day(1)};
  const Date last{to.year(), std::chrono::January, std::chrono::day(1)};
  const double years_between = static_cast<int>(to.year()) - static_cast<int>(from.year()) - 1;
  return days_between(from, next) / days_of_year(from.year()) + years_between +
         days_between(last, to) / days_of_year(to.year());
}

/// How many 29ths of February lie before `date`, counted from year 1 on.
int leap_days_before(Date date) {
  const int year = static_cast<int>(date.year());
  const bool after_february = date.month() > std::chrono::February;
  const int last = after_february ? year : year - 1;
  return last / 4 - last / 100 + last / 400;
}

double no_leap_365(Date from, Date to) {
  return (days_between(from, to) - (leap_days_before(to) - leap_days_before(from))) / kDaysInYear;
}

double fraction(DayCount convention, Date from, Date to, bool to_is_termination) {
  switch (convention) {
    case DayCount::actual_actual:
      return actual_actual(from, to);
    case DayCount::actual_365:
      return years(from, to);
    case DayCount::actual_360:
      return days_between(from, to) / 360.0;
    case DayCount::thirty_e_360:
      return thirty_e_360(from, to);
    case DayCount::thirty_e_360_isda:
      return thirty_e_360_isda(from, to, to_is_termination);
    case DayCount::thirty_360_us:
      return thirty_360_us(from, to);
    case DayCount::no_leap_365:
      return no_leap_365(from, to);
  }
  CHECK(false);
  return 0;
}

constexpr std::array<std::pair<DayCount, std::string_view>, 7> kNames{{
    {DayCount::actual_actual, "ACT/ACT"},
    {DayCount::actual_365, "ACT/365"},
    {DayCount::actual_360, "ACT/360"},
    {DayCount::thirty_e_360, "30E/360"},
    {DayCount::thirty_e_360_isda, "30E/360 ISDA"},
    {DayCount::thirty_360_us, "30/360 US"},
    {DayCount::no_leap_365, "NL/365"},
}};

}  // namespace

double years(Date from, Date to) {
  return days_between(from, to) / kDaysInYear;
}

double year_fraction(DayCount convention, Date from, Date to) {
  return fraction(convention, from, to, false);
}

double year_fraction_to_termination(DayCount convention, Date from, Date to) {
  return fraction(convention, from, to, true);
}

Result<DayCount> parse_day_count(std::string_view name) {
  std::string known;
  for (const auto& [convention, written] : kNames) {
    if (name == written) return convention;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", written);
  }
  return Error{fmt::format("\"{}\" is no day count; known are {}", name.substr(0, 40), known)};
}

std::string_view to_string(DayCount convention) {
  for (const auto& [known, written] : kNames) {
    if (known == convention) return written;
  }
  CHECK(false);
  return {};
}

}  // namespace zheli::core
