// Everyday words → official terms, found in normalised text: as written, or as they sound. Longest
// match wins.
//
// Tested by analyse_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "assistant/text/sound.h"

namespace zheli::text {

/// An everyday word with the official term it stands for; an official term also stands for itself.
using WordPair = std::pair<std::string, std::string>;

class Lexicon {
 public:
  /// `pairs` are normalised. A word given twice keeps its first term.
  Lexicon(const std::vector<WordPair>& pairs, const Sounds& sounds);

  struct Match {
    std::size_t length = 0;  // characters (written) or syllables (by sound); 0: no match
    std::uint32_t term = 0;  // index into terms()
  };

  /// The longest word written at `at`; a Latin word must stand alone.
  Match written(std::u32string_view text, std::size_t at) const;

  /// The longest word of at least kSoundMin syllables that sounds as `syllables` from `at` on.
  Match sounding(const std::vector<std::uint16_t>& syllables, std::size_t at) const;

  const std::string& term(std::uint32_t index) const { return terms_[index]; }

  /// Two-syllable words sound like too many others.
  static constexpr std::size_t kSoundMin = 3;

 private:
  /// A trie over 32-bit symbols: (node, symbol) → node; node → term + 1, 0 for none.
  struct Trie {
    std::unordered_map<std::uint64_t, std::uint32_t> next;
    std::vector<std::uint32_t> term = {0};
    void add(const std::vector<std::uint32_t>& symbols, std::uint32_t term_index);
    std::uint32_t step(std::uint32_t node, std::uint32_t symbol) const;
  };
  std::uint32_t term_index(const std::string& official);

  Trie by_writing_;
  Trie by_sound_;
  std::vector<std::string> terms_;
  std::unordered_map<std::string, std::uint32_t> index_;
};

}  // namespace zheli::text
