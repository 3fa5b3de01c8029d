#include "assistant/text/numerals.h"

#include "assistant/text/utf8.h"

namespace zheli::text {

Numerals::Numerals(const WordLists& lists, const Normaliser& normalise)
    : digits_(characters(lists, "numeral", normalise)),
      twos_(characters(lists, "numeral-two", normalise)),
      tens_(characters(lists, "numeral-ten", normalise)) {}

std::optional<int> Numerals::numeral(char32_t c) const {
  if (twos_.find(c) != std::u32string::npos) return 2;
  const std::size_t found = digits_.find(c);
  if (found == std::u32string::npos) return std::nullopt;
  return static_cast<int>(found);
}

bool Numerals::begins(char32_t c) const {
  return is_digit(c) || is_ten(c) || numeral(c).has_value();
}

std::size_t Numerals::end(std::u32string_view text, std::size_t at) const {
  const bool digits = is_digit(text[at]);
  while (at < text.size() && begins(text[at]) && is_digit(text[at]) == digits) ++at;
  return at;
}

std::optional<int> Numerals::spelt(std::u32string_view word) const {
  const std::size_t ten = word.find_first_of(tens_);
  if (ten == std::u32string_view::npos) return word.size() == 1 ? numeral(word[0]) : std::nullopt;
  if (ten > 1 || word.size() > ten + 2) return std::nullopt;
  const std::optional<int> tens = ten == 0 ? 1 : numeral(word[0]);
  const std::optional<int> ones = word.size() > ten + 1 ? numeral(word[ten + 1]) : 0;
  if (!tens || !ones) return std::nullopt;
  return *tens * 10 + *ones;
}

std::optional<int> Numerals::value(std::u32string_view number) const {
  constexpr std::size_t kDigitsMax = 3;
  if (!is_digit(number[0])) return spelt(number);
  if (number.size() > kDigitsMax) return std::nullopt;
  int value = 0;
  for (const char32_t c : number) value = value * 10 + static_cast<int>(c - U'0');
  return value;
}

}  // namespace zheli::text
