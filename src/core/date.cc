#include "core/date.h"

#include <fmt/format.h>

namespace zheli::core {
namespace {

/// The number in a run of digits, or -1 if anything else stands in it.
int digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool starts_before_end(const std::optional<Date>& from, const std::optional<Date>& to) {
  return !from || !to || *from < *to;
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  const Error error{fmt::format("\"{}\" is not a date; write it as 2026-11-23", text)};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return error;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 0 || month < 0 || day < 0) return error;
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return error;
  return date;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Date day_in_china(std::chrono::system_clock::time_point instant) {
  return std::chrono::floor<std::chrono::days>(instant + std::chrono::hours(8));
}

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)) /
                          std::chrono::days(1));
}

Date add_days(Date date, int days) {
  return std::chrono::sys_days(date) + std::chrono::days(days);
}

Date add_months(Date date, int months) {
  const Date moved = date + std::chrono::months(months);
  return moved.ok() ? moved : last_of_month(moved);
}

Date last_of_month(Date date) {
  return date.year() / date.month() / std::chrono::last;
}

bool Validity::covers(Date day) const {
  return (!from || *from <= day) && (!to || day < *to);
}

bool Validity::overlaps(const Validity& other) const {
  return starts_before_end(from, other.to) && starts_before_end(other.from, to);
}

}  // namespace zheli::core
