#include "assistant/text/mask.h"

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr std::size_t kDigitsMin = 7;
constexpr std::size_t kGapMax = 3;  // " - " may stand between two digits
constexpr std::string_view kMask = "***";

bool is_word(char32_t c) {
  return is_latin(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}
bool is_gap(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == U'\u00b7' || c == '_';
}

}  // namespace

Mask::Mask(const WordLists& words, const Normaliser& normalise)
    : spelt_digits_(characters(words, "spelt-digit", normalise)),
      plate_first_(characters(words, "plate-first", normalise)) {}

bool Mask::is_any_digit(char32_t c) const {
  return is_digit(c) || spelt_digits_.find(c) != std::u32string::npos;
}

/// The place of the next digit if only a small gap parts it from `at`, else the text's size.
std::size_t Mask::next_digit(std::u32string_view text, std::size_t at) const {
  for (std::size_t gap = 0; gap <= kGapMax && at < text.size(); ++gap, ++at) {
    if (is_any_digit(text[at])) return at;
    if (!is_gap(text[at])) break;
  }
  return text.size();
}

/// The end of the digit run at `at` and how many digits it has; gaps between digits belong to it.
std::pair<std::size_t, std::size_t> Mask::digit_run(std::u32string_view text,
                                                    std::size_t at) const {
  std::size_t count = 0;
  std::size_t end = at;
  if (at == text.size() || !is_any_digit(text[at])) return {end, count};
  for (; at < text.size(); at = next_digit(text, end)) {
    ++count;
    end = at + 1;
  }
  if (count >= kDigitsMin && end < text.size() && text[end] == 'x') ++end;
  return {end, count};
}

/// The end of the number plate at `at`, or `at` if there is none.
std::size_t Mask::plate_end(std::u32string_view text, std::size_t at) const {
  if (plate_first_.find(text[at]) == std::u32string::npos) return at;
  std::size_t next = at + 1;
  while (next < text.size() && is_gap(text[next])) ++next;
  if (next >= text.size() || !is_latin(text[next])) return at;
  ++next;
  std::size_t count = 0;
  bool digit = false;
  std::size_t end = next;
  while (next < text.size() && count < 6) {
    if (is_word(text[next])) {
      digit |= is_digit(text[next]);
      ++count;
      end = ++next;
    } else if (is_gap(text[next]) && next + 1 < text.size() && is_word(text[next + 1])) {
      ++next;
    } else {
      break;
    }
  }
  return count >= 5 && digit ? end : at;
}

std::string Mask::operator()(std::string_view normalised) const {
  const std::u32string text = points(normalised);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool letter = is_latin(text[at]) && at + 1 < text.size() && is_digit(text[at + 1]);
    const auto [end, count] = digit_run(text, letter ? at + 1 : at);
    if (count >= kDigitsMin) {
      out += kMask;
      at = end;
    } else if (const std::size_t plate = plate_end(text, at); plate > at) {
      out += kMask;
      at = plate;
    } else {
      append(text[at++], out);
    }
  }
  return out;
}

}  // namespace zheli::text
