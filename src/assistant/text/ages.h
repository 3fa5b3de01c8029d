// Ages in a message: "十六岁", "我妈70了", "8个月大", "未满16", "七十多岁". An age is a span of
// years, because "未满16" says less than "12岁".
//
// Does not: tell whose age it is.
// Tested by slots_test.cc.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "assistant/text/numerals.h"
#include "assistant/text/word_lists.h"

namespace zheli::text {

/// Whole years, surely in [from, below).
struct AgeSpan {
  int from = 0;
  int below = 0;
  friend bool operator==(const AgeSpan&, const AgeSpan&) = default;
};

class Ages {
 public:
  Ages(const WordLists& lists, const Normaliser& normalise);

  /// In order of the text.
  std::vector<AgeSpan> operator()(std::u32string_view text) const;

 private:
  struct Number {
    int value = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool more = false;  // 七十多
  };
  std::optional<Number> number_at(std::u32string_view text, std::size_t at) const;
  std::optional<AgeSpan> span_of(std::u32string_view text, const Number& number) const;
  bool ends_bare(std::u32string_view text, std::size_t at) const;

  Numerals numerals_;
  WordTrie before_;  // reversed; value: what a word before the number says
  WordTrie units_;   // years or months
  WordTrie after_;   // what a word after number and unit says
  WordTrie bare_after_;
  WordTrie more_;
};

}  // namespace zheli::text
