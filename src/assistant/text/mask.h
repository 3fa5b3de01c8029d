// Before anything is kept or logged: ID, phone, bank-card, passport and plate numbers become "***".
// Works on normalised text; spaces and dashes inside a number do not hide it. Tested by
// mask_test.cc: no digit of an ID number survives.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "assistant/text/word_lists.h"

namespace zheli::text {

class Mask {
 public:
  /// Of `words` the lists "spelt-digit" (how digits are read out: 一, 幺) and "plate-first" (what
  /// number plates begin with: 浙). Without them only digits and what they carry are replaced.
  Mask(const WordLists& words, const Normaliser& normalise);

  /// Replaced: any run of 7 or more digits, also spelt ones (一三八…), with up to three spaces,
  /// dashes or dots between two of them and a closing x; a letter right before such a run
  /// (passports, permits); a number plate (first character, letter, five or six letters and
  /// digits). Everything else stays as it is. Cost: one pass, below a microsecond for a
  /// 30-character question.
  std::string operator()(std::string_view normalised) const;

 private:
  bool is_any_digit(char32_t c) const;
  std::size_t next_digit(std::u32string_view text, std::size_t at) const;
  std::pair<std::size_t, std::size_t> digit_run(std::u32string_view text, std::size_t at) const;
  std::size_t plate_end(std::u32string_view text, std::size_t at) const;

  std::u32string spelt_digits_;
  std::u32string plate_first_;
};

}  // namespace zheli::text
