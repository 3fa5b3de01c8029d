#include "assistant/text/ages.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

enum Before : std::uint32_t { kPerson = 1, kOver, kUnder, kNearly };
enum Unit : std::uint32_t { kInYears = 1, kInMonths };
enum After : std::uint32_t { kUp = 1, kDown, kPast };

constexpr int kNoLimit = std::numeric_limits<int>::max();
constexpr int kYearsMax = 150;

// Marks after which nothing is counted any more; the last two are CJK's list comma and full stop.
constexpr char32_t kEndMarks[] = {U',', U'?', U'!', U';', U' ', 0x3001, 0x3002};
constexpr std::u32string_view kEnds(kEndMarks, std::size(kEndMarks));

/// "七十多" is [70, 80), "65多" only [65, 66).
AgeSpan exactly(int years, bool more) {
  return {years, years + (more && years >= 10 && years % 10 == 0 ? 10 : 1)};
}

AgeSpan nearly(int years) {
  return {std::max(0, years - 2), years};
}

}  // namespace

Ages::Ages(const WordLists& lists, const Normaliser& normalise) : numerals_(lists, normalise) {
  const auto add = [&](const char* id, Reading reading, std::uint32_t value, WordTrie& trie) {
    add_words(lists, id, normalise, reading, value, trie);
  };
  add("age-before", Reading::backwards, kPerson, before_);
  add("age-over", Reading::backwards, kOver, before_);
  add("age-under", Reading::backwards, kUnder, before_);
  add("age-nearly", Reading::backwards, kNearly, before_);
  add("age-years", Reading::forwards, kInYears, units_);
  add("age-months", Reading::forwards, kInMonths, units_);
  add("age-over-after", Reading::forwards, kUp, after_);
  add("age-under-after", Reading::forwards, kDown, after_);
  add("age-past", Reading::forwards, kPast, after_);
  add("age-bare-after", Reading::forwards, 1, bare_after_);
  add("age-more", Reading::forwards, 1, more_);
}

std::optional<Ages::Number> Ages::number_at(std::u32string_view text, std::size_t at) const {
  Number number;
  number.begin = at;
  number.end = numerals_.end(text, at);
  const std::optional<int> value = numerals_.value(text.substr(at, number.end - at));
  if (!value || *value > kYearsMax) return std::nullopt;
  number.value = *value;
  const std::size_t more = more_.longest(text, number.end).length;
  number.more = more > 0;
  number.end += more;
  return number;
}

/// A number without a unit is an age only if nothing is counted: "70了", "满16。", not "70元".
bool Ages::ends_bare(std::u32string_view text, std::size_t at) const {
  if (at == text.size() || bare_after_.longest(text, at).length > 0) return true;
  return kEnds.find(text[at]) != std::u32string_view::npos;
}

std::optional<AgeSpan> Ages::span_of(std::u32string_view text, const Number& number) const {
  std::size_t end = number.end;
  if (end < text.size() && (text[end] == U' ' || text[end] == U'-')) ++end;
  WordTrie::Match unit = units_.longest(text, end);
  if (unit.length > 0 && cuts_word(text, end, end + unit.length)) unit = {};
  end = unit.length > 0 ? end + unit.length : number.end;
  std::size_t start = number.begin;
  if (start > 0 && text[start - 1] == U' ') --start;
  if (start > 0 && (text[start - 1] == U'-' || text[start - 1] == U'~')) return {};
  const std::uint32_t before = before_.longest_before(text, start).value;
  if (unit.length == 0 && !(before != 0 && ends_bare(text, end))) return {};
  if (unit.value == kInMonths) return exactly(number.value / 12, false);
  const std::uint32_t after = after_.longest(text, end).value;
  if (after == kPast) return {};
  if (before == kUnder || after == kDown) return AgeSpan{0, number.value};
  if (before == kOver || after == kUp) return AgeSpan{number.value, kNoLimit};
  return before == kNearly ? nearly(number.value) : exactly(number.value, number.more);
}

std::vector<AgeSpan> Ages::operator()(std::u32string_view text) const {
  std::vector<AgeSpan> ages;
  for (std::size_t at = 0; at < text.size();) {
    if (!numerals_.begins(text[at])) {
      ++at;
      continue;
    }
    if (const auto number = number_at(text, at)) {
      if (const auto span = span_of(text, *number)) ages.push_back(*span);
    }
    at = numerals_.end(text, at);
  }
  return ages;
}

}  // namespace zheli::text
