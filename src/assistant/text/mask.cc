#include "assistant/text/mask.h"

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr std::size_t kDigitsMin = 7;
constexpr std::size_t kGapMax = 3;  // " - " may stand between two digits
constexpr std::string_view kMask = "***";

// The characters that open a number plate: 31 provinces, then 使 领 学 警 港 澳 for special plates.
constexpr std::u32string_view kPlateFirst =
    U"\u4eac\u6d25\u6caa\u6e1d\u5180\u8c6b\u4e91\u8fbd\u9ed1\u6e58\u7696\u9c81\u65b0\u82cf\u6d59"
    U"\u8d63\u9102\u6842\u7518\u664b\u8499\u9655\u5409\u95fd\u8d35\u7ca4\u9752\u85cf\u5ddd\u5b81"
    U"\u743c\u4f7f\u9886";

bool is_word(char32_t c) {
  return is_latin(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}
bool is_gap(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == U'\u00b7' || c == '_';
}

/// Digits also as they are spelt: 零 〇 一 … 九, 幺.
bool is_any_digit(char32_t c) {
  constexpr std::u32string_view kSpelt =
      U"\u96f6\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5e7a";
  return is_digit(c) || kSpelt.find(c) != std::u32string_view::npos;
}

/// The place of the next digit if only a small gap parts it from `at`, else the text's size.
std::size_t next_digit(const std::u32string& text, std::size_t at) {
  for (std::size_t gap = 0; gap <= kGapMax && at < text.size(); ++gap, ++at) {
    if (is_any_digit(text[at])) return at;
    if (!is_gap(text[at])) break;
  }
  return text.size();
}

/// The end of the digit run at `at` and how many digits it has; gaps between digits belong to it.
std::pair<std::size_t, std::size_t> digit_run(const std::u32string& text, std::size_t at) {
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
std::size_t plate_end(const std::u32string& text, std::size_t at) {
  if (kPlateFirst.find(text[at]) == std::u32string_view::npos) return at;
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

}  // namespace

std::string mask(std::string_view normalised) {
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
