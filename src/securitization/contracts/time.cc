#include "securitization/contracts/time.h"

#include <fmt/format.h>

#include <charconv>

namespace zheli::contracts {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2299;

core::Error no_time(std::string_view text) {
  return {fmt::format("\"{}\" is no time of the years {} to {}; write it as 2013-01-01T00:00:00",
                      text.substr(0, 40), kFirstYear, kLastYear)};
}

/// The two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (at + 2 > text.size() || !digit(at) || !digit(at + 1)) return -1;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// The seconds in "T00:00" or "T00:00:00" or nothing at all; -1 for anything else.
int seconds_of_day(std::string_view text) {
  if (text.empty()) return 0;
  const bool with_seconds = text.size() == 9;
  if ((text.size() != 6 && !with_seconds) || text[0] != 'T' || text[3] != ':') return -1;
  if (with_seconds && text[6] != ':') return -1;
  const int hour = two_digits(text, 1);
  const int minute = two_digits(text, 4);
  const int second = with_seconds ? two_digits(text, 7) : 0;
  const bool good = hour >= 0 && minute >= 0 && second >= 0 && hour < 24 && minute < 60;
  return good && second < 60 ? hour * 3600 + minute * 60 + second : -1;
}

/// A period of one unit: 1 Q is 3 months. Nothing for an unknown unit.
std::optional<Period> unit(char letter) {
  switch (letter) {
    case 'D':
      return Period{.days = 1};
    case 'W':
      return Period{.days = 7};
    case 'M':
      return Period{.months = 1};
    case 'Q':
      return Period{.months = 3};
    case 'H':
      return Period{.months = 6};
    case 'Y':
      return Period{.months = 12};
    default:
      return std::nullopt;
  }
}

}  // namespace

core::Result<Time> parse_time(std::string_view text) {
  if (text.size() < 10) return no_time(text);
  const core::Result<core::Date> date = core::parse_date(text.substr(0, 10));
  const int second = seconds_of_day(text.substr(10));
  if (!date || second < 0) return no_time(text);
  const int year = static_cast<int>(date.value().year());
  if (year < kFirstYear || year > kLastYear) return no_time(text);
  return at_midnight(date.value()) + seconds(second);
}

std::string to_string(Time time) {
  const auto second = (time - floor<days>(time)).count();
  const std::string date = core::to_string(date_of(time));
  if (second == 0) return date;
  return fmt::format("{}T{:02}:{:02}:{:02}", date, second / 3600, second / 60 % 60, second % 60);
}

Time at_midnight(core::Date date) {
  return Time(local_days(date));
}

core::Date date_of(Time time) {
  return core::Date(floor<days>(time));
}

core::Date counting_day(Time time) {
  return date_of(time + seconds(1));
}

core::Result<Period> parse_period(std::string_view text) {
  const core::Error error{fmt::format(
      "\"{}\" is no period; write P, up to four digits and one of D W M Q H Y, such as P3M",
      text.substr(0, 40))};
  const std::size_t stub = text.find('L');
  if (stub != std::string_view::npos) {
    const std::string_view kind = text.substr(stub);
    if (kind != "L0" && kind != "L1") return error;
    text = text.substr(0, stub);
  }
  if (text.size() < 3 || text.size() > 6 || text[0] != 'P') return error;
  const std::optional<Period> one = unit(text.back());
  int count = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data() + 1, end, count);
  if (!one || read.ec != std::errc() || read.ptr != end || count < 0) return error;
  return Period{one->months * count, one->days * count};
}

core::Result<Cycle> parse_cycle(std::string_view text) {
  const core::Result<Period> period = parse_period(text);
  if (!period) return period.error();
  const bool repeats = period.value().months > 0 || period.value().days > 0;
  if (!repeats || text.find('L') == std::string_view::npos) {
    return core::Error{
        fmt::format("\"{}\" is no cycle; write P1ML0 for a long last stub or P1ML1 for a short one",
                    text.substr(0, 40))};
  }
  return Cycle{period.value(), text.back() == '0'};
}

Time add(Time time, Period period, int count) {
  const auto of_day = time - floor<days>(time);
  const core::Date date = core::add_months(date_of(time), period.months * count);
  return at_midnight(core::add_days(date, period.days * count)) + of_day;
}

Time shift(Time time, core::BusinessDayRule rule, core::Calendar calendar) {
  return at_midnight(core::adjust(calendar, rule, date_of(time))) + (time - floor<days>(time));
}

}  // namespace zheli::contracts
