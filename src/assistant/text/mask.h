// Before anything is kept or logged: ID, phone, bank-card, passport and plate numbers, mail
// addresses and names that are said to be one become "***". Works on normalised text; spaces and
// dashes inside a number do not hide it. Tested by mask_test.cc: no digit of an ID number survives.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "assistant/text/word_lists.h"

namespace zheli::text {

class Mask {
 public:
  /// Of `words` the lists "spelt-digit" (how digits are read out: 一, 幺), "plate-first" (what
  /// number plates begin with: 浙), "name-cue" (after what a name stands: 我叫) and "surname" (王,
  /// 欧阳). Without them only digits and what they carry, and mail addresses, are replaced.
  Mask(const WordLists& words, const Normaliser& normalise);

  /// Replaced: any run of 7 or more digits, also spelt ones (一三八…), with up to three spaces,
  /// dashes or dots between two of them and a closing x; a letter right before such a run
  /// (passports, permits); a number plate (first character, letter, five or six letters and
  /// digits); what has an "@" inside; after a name's cue, its surname and the two characters behind
  /// it at most, or two Latin words. A short name takes a character with it that is none:
  /// 我叫王芳丢了证 → 我叫***了证. Everything else stays as it is. Cost: one pass, below a
  /// microsecond for a 30-character question.
  std::string operator()(std::string_view normalised) const;

 private:
  bool is_any_digit(char32_t c) const;
  std::size_t next_digit(std::u32string_view text, std::size_t at) const;
  std::pair<std::size_t, std::size_t> digit_run(std::u32string_view text, std::size_t at) const;
  std::size_t plate_end(std::u32string_view text, std::size_t at) const;

  std::size_t mail_end(std::u32string_view text, std::size_t at) const;
  std::size_t after_cue(std::u32string_view text, std::size_t at) const;
  std::size_t name_end(std::u32string_view text, std::size_t at) const;

  WordTrie cues_, surnames_;
  std::u32string spelt_digits_;
  std::u32string plate_first_;
};

}  // namespace zheli::text
