#include "core/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/china_days.h"

namespace zheli::core {
namespace {

bool is_weekend(Date date) {
  return std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding() >= 6;
}

bool has(std::span<const int> days, Date date) {
  const int written = static_cast<int>(date.year()) * 10000 +
                      static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
                      static_cast<int>(static_cast<unsigned>(date.day()));
  return std::binary_search(days.begin(), days.end(), written);
}

bool is_open_in_china(Calendar calendar, Date date) {
  if (calendar == Calendar::china_interbank) {
    return is_weekend(date) ? has(china_working_weekends(), date) : !has(china_holidays(), date);
  }
  return !is_weekend(date) && !has(china_holidays(), date) &&
         !has(china_exchange_only_holidays(), date);
}

/// The first business day from `date` on, stepping by `step` days. No calendar closes for a month.
Result<Date> step_to_business_day(Calendar calendar, Date date, int step) {
  for (Date day = date;; day = add_days(day, step)) {
    const Result<bool> open = is_business_day(calendar, day);
    if (!open) return open.error();
    if (open.value()) return day;
  }
}

int direction(BusinessDayRule rule) {
  const bool forward =
      rule == BusinessDayRule::following || rule == BusinessDayRule::modified_following;
  return forward ? 1 : -1;
}

bool stays_in_month(BusinessDayRule rule) {
  return rule == BusinessDayRule::modified_following || rule == BusinessDayRule::modified_preceding;
}

constexpr std::array<std::pair<Calendar, std::string_view>, 4> kCalendars{{
    {Calendar::none, "none"},
    {Calendar::monday_friday, "monday-friday"},
    {Calendar::china_exchange, "china-exchange"},
    {Calendar::china_interbank, "china-interbank"},
}};

constexpr std::array<std::pair<BusinessDayRule, std::string_view>, 5> kRules{{
    {BusinessDayRule::unadjusted, "unadjusted"},
    {BusinessDayRule::following, "following"},
    {BusinessDayRule::modified_following, "modified following"},
    {BusinessDayRule::preceding, "preceding"},
    {BusinessDayRule::modified_preceding, "modified preceding"},
}};

template <typename Names>
auto named(const Names& names, std::string_view kind, std::string_view name)
    -> Result<typename Names::value_type::first_type> {
  std::string known;
  for (const auto& [value, written] : names) {
    if (name == written) return value;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", written);
  }
  return Error{fmt::format("\"{}\" is no {}; known are {}", name.substr(0, 40), kind, known)};
}

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [known, written] : names) {
    if (known == value) return written;
  }
  CHECK(false);
  return {};
}

}  // namespace

std::optional<int> last_year(Calendar calendar) {
  const bool chinese =
      calendar == Calendar::china_exchange || calendar == Calendar::china_interbank;
  return chinese ? std::optional(kChinaLastYear) : std::nullopt;
}

Result<bool> is_business_day(Calendar calendar, Date date) {
  if (calendar == Calendar::none) return true;
  if (calendar == Calendar::monday_friday) return !is_weekend(date);
  const int year = static_cast<int>(date.year());
  if (year < kChinaFirstYear || year > kChinaLastYear) {
    return Error{fmt::format("{}: China's business days are known for the years {} to {} only",
                             to_string(date), kChinaFirstYear, kChinaLastYear)};
  }
  return is_open_in_china(calendar, date);
}

Result<Date> adjust(Calendar calendar, BusinessDayRule rule, Date date) {
  if (rule == BusinessDayRule::unadjusted) return date;
  const int step = direction(rule);
  Result<Date> moved = step_to_business_day(calendar, date, step);
  const bool other_month = moved && moved.value().month() != date.month();
  if (!other_month || !stays_in_month(rule)) return moved;
  return step_to_business_day(calendar, date, -step);
}

Result<Date> add_business_days(Calendar calendar, Date date, int count) {
  const int step = count < 0 ? -1 : 1;
  Date day = date;
  for (int i = 0; i != count; i += step) {
    const Result<Date> next = step_to_business_day(calendar, add_days(day, step), step);
    if (!next) return next.error();
    day = next.value();
  }
  return day;
}

Result<int> business_days(Calendar calendar, Date from, Date to) {
  CHECK(from <= to);
  int count = 0;
  for (Date day = from; day < to; day = add_days(day, 1)) {
    const Result<bool> open = is_business_day(calendar, day);
    if (!open) return open.error();
    count += open.value() ? 1 : 0;
  }
  return count;
}

Result<double> year_fraction_bus_252(Calendar calendar, Date from, Date to) {
  const Result<int> days = business_days(calendar, from, to);
  if (!days) return days.error();
  return days.value() / 252.0;
}

Result<Calendar> parse_calendar(std::string_view name) {
  return named(kCalendars, "calendar", name);
}

std::string_view to_string(Calendar calendar) {
  return name_of(kCalendars, calendar);
}

Result<BusinessDayRule> parse_business_day_rule(std::string_view name) {
  return named(kRules, "business-day rule", name);
}

std::string_view to_string(BusinessDayRule rule) {
  return name_of(kRules, rule);
}

}  // namespace zheli::core
