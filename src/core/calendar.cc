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

/// Of a year that nobody has published yet.
bool is_fixed_holiday(Date date) {
  const auto month = static_cast<unsigned>(date.month()), day = static_cast<unsigned>(date.day());
  return (month == 1 && day == 1) || (month == 5 && day <= 2) || (month == 10 && day <= 3);
}

/// The first business day from `date` on, stepping by `step` days. No calendar closes for a month.
Date step_to_business_day(Calendar calendar, Date date, int step) {
  while (!calendar.is_business_day(date)) date = add_days(date, step);
  return date;
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

bool Calendar::is_provisional(Date date) const {
  const int year = static_cast<int>(date.year());
  return (kind_ == Kind::china_exchange || kind_ == Kind::china_interbank) &&
         (year < kChinaFirstYear || year > kChinaLastYear) &&
         (days_ == nullptr || !days_->years.contains(year));
}

bool Calendar::is_business_day(Date date) const {
  if (kind_ == Kind::none) return true;
  const bool weekday = !is_weekend(date);
  if (kind_ == Kind::monday_friday) return weekday;
  if (is_provisional(date)) return weekday && !is_fixed_holiday(date);
  const auto listed = [&](std::span<const int> own, const std::vector<int> PublishedDays::*read) {
    return has(own, date) || (days_ != nullptr && has(days_->*read, date));
  };
  if (kind_ == Kind::china_interbank && !weekday)
    return listed(china_working_weekends(), &PublishedDays::working_weekends);
  if (!weekday || listed(china_holidays(), &PublishedDays::holidays)) return false;
  return kind_ == Kind::china_interbank ||
         !listed(china_exchange_only_holidays(), &PublishedDays::exchange_only_holidays);
}

Date adjust(Calendar calendar, BusinessDayRule rule, Date date) {
  if (rule == BusinessDayRule::unadjusted) return date;
  const int step = direction(rule);
  const Date moved = step_to_business_day(calendar, date, step);
  if (moved.month() == date.month() || !stays_in_month(rule)) return moved;
  return step_to_business_day(calendar, date, -step);
}

Date add_business_days(Calendar calendar, Date date, int count) {
  const int step = count < 0 ? -1 : 1;
  for (int i = 0; i != count; i += step)
    date = step_to_business_day(calendar, add_days(date, step), step);
  return date;
}

int business_days(Calendar calendar, Date from, Date to) {
  CHECK(from <= to);
  int count = 0;
  for (Date day = from; day < to; day = add_days(day, 1))
    count += calendar.is_business_day(day) ? 1 : 0;
  return count;
}

double year_fraction_bus_252(Calendar calendar, Date from, Date to) {
  return business_days(calendar, from, to) / 252.0;
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
