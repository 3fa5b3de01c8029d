// How text sounds: each Chinese character as its pinyin syllable without tone, Latin pinyin cut
// into the same syllables, so that 驾驶正, 驾驶证 and "jiashizheng" are one. zh/z, ch/c, sh/s and
// final ng/n count as the same, as southern speakers type them.
//
// Does not: choose among the readings of a character; it knows the common one.
// Tested by analyse_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assistant/text/word_trie.h"

namespace zheli::text {

/// One syllable of a text and the characters [begin, end) it came from.
struct Syllable {
  std::uint16_t sound = 0;  // 0: no sound (a mark, a digit, a Latin word that is not pinyin)
  bool latin = false;       // spelt in pinyin
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The plain reading of a Chinese character, before the merges; 0 if it has none.
std::uint16_t reading_of(char32_t c);

class Sounds {
 public:
  Sounds();

  /// The syllable of a Chinese character, after the merges; 0 if it has none.
  std::uint16_t of(char32_t c) const;

  /// Normalised text, syllable by syllable; spaces are left out.
  std::vector<Syllable> operator()(std::u32string_view text) const;

  const std::string& name(std::uint16_t sound) const { return names_[sound]; }

 private:
  void add_latin(std::u32string_view text, std::uint32_t begin, std::uint32_t end,
                 std::vector<Syllable>& out) const;

  std::vector<std::uint16_t> sound_of_;  // by reading, see readings.h
  std::vector<std::string> names_;       // merged spelling of each sound
  WordTrie spellings_;                   // plain and merged spelling → sound
};

}  // namespace zheli::text
