// A question → the same question as a hurried hand, another keyboard or a polite person would have
// sent it.
//
//   homophone    one character in ten by another of the same reading: 身份证 → 身份正
//   pinyin-word  one word spelt in pinyin without tones: shenfen证掉了
//   pinyin       every word: shenfen zheng diaole
//   dropped      one character in ten is missing
//   swapped      one pair of neighbours in ten has changed places
//   padding      chatty words before and after, from the pack's exam/padding.yaml
//   script       traditional characters and full-width letters and digits
//
// "In ten": in thirty letters where nothing is Chinese; at least one.
// Where an accident happens is drawn from a hash of question and attack: the same question always
// suffers the same. Only Chinese characters and Latin letters suffer accidents, never a number.
//
// Does not: know a character's rarer readings (text/readings.h; "lv" is typed "lu"), or the words
// a keyboard would suggest together.
// Source: words and their borders are ICU's, as are traditional and full-width forms.
// Tested by noise_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/exam.h"

namespace zheli::teaching {

/// A new enumerator also needs a row in kAttacks, name() and Noise::operator().
enum class Attack { homophone, pinyin_word, pinyin, dropped, swapped, padding, script };
std::string_view name(Attack attack);  // "homophone", "pinyin-word", …

inline constexpr std::array kAttacks = {Attack::homophone, Attack::pinyin_word, Attack::pinyin,
                                        Attack::dropped,   Attack::swapped,     Attack::padding,
                                        Attack::script};

class Noise {
 public:
  /// `texts`: where the homophones come from, the commonest first: people's own questions.
  Noise(std::span<const std::string> texts, knowledge::Padding padding);

  /// `question` after `attack`: valid UTF-8, and `question` itself where there is nothing to
  /// attack (an English question has no homophones; below four letters nothing is dropped or
  /// swapped). Never fails.
  std::string operator()(Attack attack, const std::string& question) const;

 private:
  std::u32string with_homophones(std::u32string text, std::uint64_t seed) const;
  std::string padded(const std::string& question, std::uint64_t seed) const;

  std::map<std::uint16_t, std::u32string> by_reading_;  // commonest first
  knowledge::Padding padding_;
};

}  // namespace zheli::teaching
