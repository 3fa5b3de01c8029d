// A raw message → everything later rooms want of it, in one pass: its plain spelling, the same with
// everyday words replaced by official terms and misspellings mended by sound, the terms with their
// places, the sound.
//
// Tested by analyse_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assistant/text/lexicon.h"
#include "assistant/text/normalise.h"
#include "assistant/text/sound.h"
#include "assistant/text/word_lists.h"

namespace zheli::text {

/// A lexicon word found in the message. Places are character positions in Analysis::normalised.
struct Term {
  std::string official;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool by_sound = false;  // misspelt; found by its sound
};

struct Analysis {
  std::string normalised;
  std::string canonical;              // terms in place of everyday words; plain ASCII spaces kept
  std::vector<Term> terms;            // in order, without overlap
  std::vector<std::uint16_t> sounds;  // syllables of Chinese characters and of Latin pinyin
  std::size_t characters = 0;         // of `normalised`
};

/// All that analysing a language needs; built once, shared by every thread.
class Language {
 public:
  /// `pairs`: everyday word → official term; of `words` the list "no-slip": characters that never
  /// stand for another. Both as written; normalised here.
  Language(const std::vector<WordPair>& pairs, const WordLists& words);

  /// Never fails, whatever the bytes. A 30-character question takes some microseconds.
  Analysis analyse(std::string_view raw) const;

  const Normaliser& normalise() const { return normalise_; }

 private:
  struct Found {
    std::uint32_t term = 0;
    std::size_t end = 0;
    bool by_sound = false;
  };
  std::optional<Found> term_at(std::u32string_view text, std::size_t at, std::size_t matched,
                               std::span<const Syllable> syllables) const;

  Normaliser normalise_;
  Sounds sounds_;
  Lexicon lexicon_;
};

}  // namespace zheli::text
