#include "assistant/text/word_lists.h"

#include <algorithm>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

bool joins(char32_t left, char32_t right) {
  if (is_latin(left)) return is_latin(right) || is_digit(right);
  return is_digit(left) && is_latin(right);
}

}  // namespace

void add_words(const WordLists& lists, std::string_view id, const Normaliser& normalise,
               Reading reading, std::uint32_t value, WordTrie& trie) {
  const auto found = lists.find(std::string(id));
  if (found == lists.end()) return;
  for (const std::string& word : found->second) {
    std::u32string symbols = points(normalise(word));
    if (reading == Reading::backwards) std::reverse(symbols.begin(), symbols.end());
    trie.add(symbols, value);
  }
}

std::u32string characters(const WordLists& lists, std::string_view id,
                          const Normaliser& normalise) {
  std::u32string out;
  const auto found = lists.find(std::string(id));
  if (found == lists.end()) return out;
  for (const std::string& word : found->second) out += points(normalise(word)).substr(0, 1);
  return out;
}

bool cuts_word(std::u32string_view text, std::size_t begin, std::size_t end) {
  if (begin > 0 && joins(text[begin - 1], text[begin]) && is_latin(text[begin])) return true;
  return end > begin && end < text.size() && is_latin(text[end - 1]) &&
         joins(text[end - 1], text[end]);
}

}  // namespace zheli::text
