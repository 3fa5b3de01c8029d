// Everyday words → official terms, found in normalised text: as written, or as they sound. Longest
// match wins.
//
// Tested by analyse_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assistant/text/sound.h"
#include "assistant/text/word_trie.h"

namespace zheli::text {

/// An everyday word with the official term it stands for; an official term also stands for itself.
using WordPair = std::pair<std::string, std::string>;

class Lexicon {
 public:
  /// `pairs` are normalised. A word given twice keeps its first term. `no_slips`: everyday
  /// characters (particles, pronouns, common verbs), too common to be a slip for another.
  Lexicon(const std::vector<WordPair>& pairs, std::u32string no_slips, const Sounds& sounds);

  struct Match {
    std::size_t length = 0;  // characters (written) or syllables (by sound); 0: no match
    std::uint32_t term = 0;  // for term()
  };

  /// The longest word written at `at`; a Latin word must stand alone.
  Match written(std::u32string_view text, std::size_t at) const;

  /// The longest word that sounds as `syllables` from their first on. Pinyin stands for any word
  /// of two or more syllables. Wrong characters are mended only in names of things (official terms
  /// of three or more characters) that are a third as written, never where the character is an
  /// everyday one: 户口不 may be 户口簿, but more often begins 户口不在.
  Match sounding(std::u32string_view text, std::span<const Syllable> syllables) const;

  const std::string& term(std::uint32_t index) const { return terms_[index]; }

 private:
  struct Word {
    std::u32string spelling;
    std::uint32_t term = 0;
    bool is_name = false;
  };
  bool is_slip(char32_t written, char32_t meant, bool exactly) const;
  bool is_meant(const Word& word, std::u32string_view text,
                std::span<const Syllable> syllables) const;

  std::u32string no_slips_;
  WordTrie by_writing_;  // value: index into words_, plus one
  WordTrie by_sound_;
  std::vector<Word> words_;
  std::vector<std::string> terms_;
};

}  // namespace zheli::text
