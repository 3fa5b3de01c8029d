// An analysed question → its grams: the pieces by which questions are found alike, in blocks.
//
//   written   runs of 1–3 Chinese characters, of 1–2 Latin words, two words with a gap; as typed
//   official  the same after everyday words became official terms (where that changed anything)
//   pairs     every two official terms in the sentence, in any order: what long stories share
//   loose     two Chinese characters at most one apart, in either order: what a dropped or a
//   swapped
//             character leaves of a word
//   sound     two syllables in a row, two at most one apart: what pinyin typing leaves of a word
//   inside    runs of 2–5 letters inside Latin words: what a typing slip leaves of a word
//   word      Latin words and numbers, one by one
//
// Tested by index_test.cc.
#pragma once

#include <cstdint>
#include <vector>

#include "assistant/text/analyse.h"

namespace zheli::search {

enum class Block : std::uint8_t { written, official, pairs, sound, inside, word, loose };
constexpr std::size_t kBlocks = 7;

struct Gram {
  std::uint64_t key;
  Block block;
};

/// All grams of a question, repeated as often as they occur.
std::vector<Gram> grams(const text::Analysis& question);

}  // namespace zheli::search
