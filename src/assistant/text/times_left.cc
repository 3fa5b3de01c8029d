#include "assistant/text/times_left.h"

#include <algorithm>
#include <array>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr int kShift = 100;  // a trie's values are above nought
constexpr int kYearFirst = 1980;
constexpr int kYearLast = 2099;

// A year or a month that is counted may be as much shorter or longer: 还有三个月 is no 90 days.
constexpr int kVaguenessOneIn = 12;

core::Date day_of(int years, unsigned months) {
  return core::Date{std::chrono::year{years}, std::chrono::month{months}, std::chrono::day{1}};
}

/// Relative words: list id and how many years or months from now each means.
struct Relative {
  const char* id;
  int by;
};
constexpr std::array kYears = {Relative{"time-year-this", 0}, Relative{"time-year-next", 1},
                               Relative{"time-year-after-next", 2}, Relative{"time-year-last", -1},
                               Relative{"time-year-before-last", -2}};
constexpr std::array kMonths = {Relative{"time-month-this", 0}, Relative{"time-month-next", 1},
                                Relative{"time-month-last", -1}};

struct Days {
  const char* id;
  DaySpan span;
};
constexpr std::array kDays = {Days{"time-today", {0, 1}}, Days{"time-tomorrow", {1, 2}},
                              Days{"time-yesterday", {-1, 0}}, Days{"time-week-last", {-13, 0}},
                              Days{"time-week-next", {1, 14}}};

std::optional<int> four_digits(std::u32string_view text, std::size_t at) {
  if (at > 0 && is_digit(text[at - 1])) return std::nullopt;
  int value = 0;
  std::size_t end = at;
  for (; end < text.size() && is_digit(text[end]); ++end) {
    value = value * 10 + static_cast<int>(text[end] - U'0');
    if (end - at >= 4) return std::nullopt;
  }
  if (end - at != 4 || value < kYearFirst || value > kYearLast) return std::nullopt;
  return value;
}

std::size_t past_space(std::u32string_view text, std::size_t at) {
  return at < text.size() && text[at] == U' ' ? at + 1 : at;
}

std::size_t before_space(std::u32string_view text, std::size_t at) {
  return at > 0 && text[at - 1] == U' ' ? at - 1 : at;
}

}  // namespace

TimesLeft::TimesLeft(const WordLists& lists, const Normaliser& normalise)
    : numerals_(lists, normalise) {
  const auto add = [&](const char* id, std::uint32_t value, WordTrie& trie,
                       Reading reading = Reading::forwards) {
    add_words(lists, id, normalise, reading, value, trie);
  };
  add("time-years", 365, units_);
  add("time-months", 30, units_);
  add("time-weeks", 7, units_);
  add("time-days", 1, units_);
  add("time-half", 1, halves_);
  add("left-before", 1, to_come_, Reading::backwards);
  add("left-over-before", 1, gone_, Reading::backwards);
  add("left-after", 1, then_ends_);
  add("left-over-after", 1, ago_);
  add("age-more", 1, more_);
  add("left-ends", 1, ends_);
  add("left-filler", 1, filler_);
  add("time-year-mark", 1, year_marks_);
  add("time-month-mark", 1, month_marks_);
  for (const auto& [id, by] : kYears) add(id, static_cast<std::uint32_t>(by + kShift), years_);
  for (const auto& [id, by] : kMonths) add(id, static_cast<std::uint32_t>(by + kShift), months_);
  for (std::uint32_t i = 0; i < kDays.size(); ++i) add(kDays[i].id, i + 1, days_);
}

/// "三年", "半年多", "一年半": a number or 半 with its unit.
std::optional<TimesLeft::Amount> TimesLeft::amount(std::u32string_view text, std::size_t at) const {
  const std::size_t half = halves_.longest(text, at).length;
  std::size_t end = half > 0 ? at + half : numerals_.end(text, at);
  if (end == at) return std::nullopt;
  const auto number = half > 0 ? std::optional(0) : numerals_.value(text.substr(at, end - at));
  if (!number) return std::nullopt;
  Amount out;
  const std::size_t more = more_.longest(text, end).length;
  end = past_space(text, end + more);
  const WordTrie::Match unit = units_.longest(text, end);
  if (unit.length == 0 || cuts_word(text, end, end + unit.length)) return std::nullopt;
  out.unit = static_cast<int>(unit.value);
  end += unit.length;
  const std::size_t more_after = more_.longest(text, end).length;
  const std::size_t half_after = halves_.longest(text, end).length;
  out.days = *number * out.unit + (half > 0 || half_after > 0 ? out.unit / 2 : 0);
  out.more = more + more_after > 0;
  out.end = end + more_after + half_after;
  return out;
}

/// "还有三年", "过期半年了", "两个月前": an amount, and a word beside it that says which way.
std::optional<TimesLeft::Found> TimesLeft::lasting(std::u32string_view text, std::size_t at) const {
  const auto counted = amount(text, at);
  if (!counted) return std::nullopt;
  const std::size_t start = before_space(text, at);
  const std::size_t after = past_space(text, counted->end);
  const bool to_come =
      to_come_.longest_before(text, start).length > 0 || then_ends_.longest(text, after).length > 0;
  const bool gone =
      gone_.longest_before(text, start).length > 0 || ago_.longest(text, after).length > 0;
  if (to_come == gone) return std::nullopt;
  const int days = counted->days;
  const int vague = counted->unit > 1 ? days / kVaguenessOneIn + 1 : 1;
  const int from = counted->more ? days : days - vague + 1;
  const int below = days + (counted->more ? std::max(counted->unit, vague) : vague);
  return Found{to_come ? DaySpan{from, below} : DaySpan{1 - below, 1 - from}, counted->end};
}

/// The year, or the month of it that follows at `at`: "2029年", "明年3月", "2029-03".
TimesLeft::Found TimesLeft::in_year(std::u32string_view text, std::size_t at, int years,
                                    core::Date day) const {
  const auto span = [&](core::Date first, int months) {
    return DaySpan{core::days_between(day, first),
                   core::days_between(day, core::add_months(first, months))};
  };
  const bool dashed = at < text.size() && (text[at] == U'-' || text[at] == U'.');
  const std::size_t begin = dashed ? at + 1 : at;
  const std::size_t end = begin < text.size() ? numerals_.end(text, begin) : begin;
  const std::size_t mark = month_marks_.longest(text, end).length;
  if (end == begin || (mark == 0 && !dashed)) return {span(day_of(years, 1), 12), at};
  const auto month = numerals_.value(text.substr(begin, end - begin));
  if (!month || *month < 1 || *month > 12) return {span(day_of(years, 1), 12), at};
  return {span(day_of(years, static_cast<unsigned>(*month)), 1), end + mark};
}

std::optional<TimesLeft::Found> TimesLeft::dated(std::u32string_view text, std::size_t at,
                                                 core::Date day) const {
  const auto by = [](WordTrie::Match match) { return static_cast<int>(match.value) - kShift; };
  const int this_year = static_cast<int>(day.year());
  if (const auto years = four_digits(text, at)) {
    return in_year(text, at + 4 + year_marks_.longest(text, at + 4).length, *years, day);
  }
  if (const auto match = years_.longest(text, at); match.length > 0) {
    return in_year(text, at + match.length, this_year + by(match), day);
  }
  if (const auto match = months_.longest(text, at); match.length > 0) {
    const core::Date month =
        core::add_months(day_of(this_year, static_cast<unsigned>(day.month())), by(match));
    return Found{
        {core::days_between(day, month), core::days_between(day, core::add_months(month, 1))},
        at + match.length};
  }
  const auto match = days_.longest(text, at);
  if (match.length == 0) return std::nullopt;
  return Found{kDays[match.value - 1].span, at + match.length};
}

bool TimesLeft::says_end(std::u32string_view text) const {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t length = ends_.longest(text, at).length;
    if (length > 0 && !cuts_word(text, at, at + length)) return true;
  }
  return false;
}

/// Whether beside [begin, end) nothing is said.
bool TimesLeft::is_only(std::u32string_view text, std::size_t begin, std::size_t end) const {
  for (std::size_t at = 0; at < text.size();) {
    if (at == begin) {
      at = end;
      continue;
    }
    const std::size_t length = filler_.longest(text, at).length;
    if (length == 0 && (is_han(text[at]) || is_latin(text[at]) || is_digit(text[at]))) return false;
    at += std::max<std::size_t>(length, 1);
  }
  return true;
}

std::vector<DaySpan> TimesLeft::operator()(std::u32string_view text, core::Date day) const {
  std::vector<DaySpan> out;
  const bool ends = says_end(text);
  for (std::size_t at = 0; at < text.size();) {
    const bool inside = at > 0 && ((is_latin(text[at]) && is_latin(text[at - 1])) ||
                                   (numerals_.begins(text[at]) && numerals_.begins(text[at - 1])));
    std::optional<Found> found;
    if (!inside) found = lasting(text, at);
    if (!found && !inside) {
      found = dated(text, at, day);
      if (found && !ends && !is_only(text, at, found->end)) found.reset();
    }
    if (!found) {
      ++at;
      continue;
    }
    out.push_back(found->span);
    at = std::max(found->end, at + 1);
  }
  return out;
}

}  // namespace zheli::text
