// Whole numbers below a hundred as words write them: 八, 十六, 七十, 二十五; and digits. Which
// characters are numerals the pack says (words.yaml: numeral, numeral-two, numeral-ten).
//
// Tested by numerals_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assistant/text/word_lists.h"

namespace zheli::text {

class Numerals {
 public:
  /// The list `numeral` is in order of value, from nought.
  Numerals(const WordLists& lists, const Normaliser& normalise);

  /// Whether a number may begin with `c`.
  bool begins(char32_t c) const;

  /// The end of the number that begins at `at`: digits or numerals, not both ("c1三十五岁").
  std::size_t end(std::u32string_view text, std::size_t at) const;

  /// `number` is what lies between such a beginning and its end. Nothing for more than three
  /// digits, or for numerals that are no number below a hundred.
  std::optional<int> value(std::u32string_view number) const;

 private:
  std::optional<int> numeral(char32_t c) const;
  std::optional<int> spelt(std::u32string_view word) const;
  bool is_ten(char32_t c) const { return tens_.find(c) != std::u32string::npos; }

  std::u32string digits_;  // by value
  std::u32string twos_;
  std::u32string tens_;
};

}  // namespace zheli::text
