// Words by what they do, as words.yaml gives them: id → words. The ids are fixed by the program
// and listed in docs/formats/pack.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/text/normalise.h"
#include "assistant/text/word_trie.h"

namespace zheli::text {

using WordLists = std::map<std::string, std::vector<std::string>>;

enum class Reading { forwards, backwards };

/// Adds the normalised words of list `id` to `trie`, all with `value`; a list that is missing has
/// none.
void add_words(const WordLists& lists, std::string_view id, const Normaliser& normalise,
               Reading reading, std::uint32_t value, WordTrie& trie);

/// The characters of list `id`, whose words are one character each; of a longer word its first.
std::u32string characters(const WordLists& lists, std::string_view id, const Normaliser& normalise);

/// Whether [begin, end) cuts a Latin word or a number in two: "uk" in "ukraine".
bool cuts_word(std::u32string_view text, std::size_t begin, std::size_t end);

}  // namespace zheli::text
