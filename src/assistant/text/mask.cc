#include "assistant/text/mask.h"

#include <algorithm>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr std::size_t kDigitsMin = 7;
constexpr std::size_t kGapMax = 3;      // " - " may stand between two digits
constexpr std::size_t kGivenMax = 2;    // characters of a given name
constexpr std::size_t kLatinNames = 2;  // words of a name in Latin letters
constexpr std::string_view kMask = "***";

bool is_word(char32_t c) {
  return is_latin(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}
/// The end of the longest word of `words` that begins at `at`, or `at` if there is none.
std::size_t longest_end(const WordTrie& words, std::u32string_view text, std::size_t at) {
  std::size_t end = at;
  std::uint32_t node = WordTrie::kRoot;
  for (std::size_t i = at; i < text.size(); ++i) {
    node = words.step(node, text[i]);
    if (node == WordTrie::kNone) break;
    if (words.value(node) != 0) end = i + 1;
  }
  return end;
}
bool is_gap(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == U'\u00b7' || c == '_';
}

}  // namespace

Mask::Mask(const WordLists& words, const Normaliser& normalise)
    : spelt_digits_(characters(words, "spelt-digit", normalise)),
      plate_first_(characters(words, "plate-first", normalise)) {
  add_words(words, "name-cue", normalise, Reading::forwards, 1, cues_);
  add_words(words, "surname", normalise, Reading::forwards, 1, surnames_);
}

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

/// The end of the mail address that begins at `at`, or `at` if there is none.
std::size_t Mask::mail_end(std::u32string_view text, std::size_t at) const {
  const auto is_part = [&](std::size_t i) {
    return i < text.size() && (is_word(text[i]) || text[i] == '.' || text[i] == '-' ||
                               text[i] == '_' || text[i] == '+');
  };
  std::size_t sign = at;
  while (is_part(sign)) ++sign;
  if (sign == at || sign >= text.size() || text[sign] != '@' || !is_part(sign + 1)) return at;
  std::size_t end = sign + 1;
  while (is_part(end)) ++end;
  return end;
}

/// Where the name stands that a cue at `at` announces, or `at` where there is no cue.
std::size_t Mask::after_cue(std::u32string_view text, std::size_t at) const {
  std::size_t next = longest_end(cues_, text, at);
  if (next == at || cuts_word(text, at, next)) return at;
  while (next < text.size() && (text[next] == ' ' || text[next] == ':')) ++next;
  return next;
}

/// The end of the name at `at`, or `at` if there is none.
std::size_t Mask::name_end(std::u32string_view text, std::size_t at) const {
  std::size_t end = longest_end(surnames_, text, at);
  if (end > at) {
    const std::size_t most = std::min(end + kGivenMax, text.size());
    while (end < most && is_han(text[end])) ++end;
    return end;
  }
  for (std::size_t word = 0; word < kLatinNames && end < text.size() && is_latin(text[end]);
       ++word) {
    while (end < text.size() && is_latin(text[end])) ++end;
    if (end + 1 < text.size() && text[end] == ' ' && is_latin(text[end + 1])) ++end;
  }
  while (end > at && text[end - 1] == ' ') --end;
  return end;
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
    } else if (const std::size_t mail = mail_end(text, at); mail > at) {
      out += kMask;
      at = mail;
    } else if (const std::size_t name = after_cue(text, at);
               name > at && name_end(text, name) > name) {
      for (; at < name; ++at) append(text[at], out);
      out += kMask;
      at = name_end(text, name);
    } else {
      append(text[at++], out);
    }
  }
  return out;
}

}  // namespace zheli::text
