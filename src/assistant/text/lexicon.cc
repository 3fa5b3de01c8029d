#include "assistant/text/lexicon.h"

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

bool is_word(char32_t c) {
  return is_latin(c) || is_digit(c);
}

}  // namespace

void Lexicon::Trie::add(const std::vector<std::uint32_t>& symbols, std::uint32_t term_index) {
  std::uint32_t node = 0;
  for (const std::uint32_t symbol : symbols) {
    const std::uint64_t key = (std::uint64_t(node) << 32) | symbol;
    const auto [found, fresh] = next.try_emplace(key, static_cast<std::uint32_t>(term.size()));
    node = found->second;
    if (fresh) term.push_back(0);
  }
  if (term[node] == 0) term[node] = term_index + 1;
}

std::uint32_t Lexicon::Trie::step(std::uint32_t node, std::uint32_t symbol) const {
  const auto found = next.find((std::uint64_t(node) << 32) | symbol);
  return found == next.end() ? 0 : found->second;
}

std::uint32_t Lexicon::term_index(const std::string& official) {
  const auto [found, fresh] =
      index_.try_emplace(official, static_cast<std::uint32_t>(terms_.size()));
  if (fresh) terms_.push_back(official);
  return found->second;
}

Lexicon::Lexicon(const std::vector<WordPair>& pairs, const Sounds& sounds) {
  const auto add = [&](const std::string& word, std::uint32_t term) {
    std::vector<std::uint32_t> written;
    std::vector<std::uint32_t> sounding;
    bool all_han = true;
    for (const char32_t c : points(word)) {
      written.push_back(c);
      sounding.push_back(sounds.of(c));
      all_han &= sounding.back() != 0;
    }
    if (written.empty()) return;
    by_writing_.add(written, term);
    if (all_han && sounding.size() >= kSoundMin) by_sound_.add(sounding, term);
  };
  // Official terms first: by sound they must win over everyday words.
  for (const auto& [word, official] : pairs) add(official, term_index(official));
  for (const auto& [word, official] : pairs) add(word, term_index(official));
}

Lexicon::Match Lexicon::written(std::u32string_view text, std::size_t at) const {
  Match best;
  if (at > 0 && is_latin(text[at]) && is_word(text[at - 1])) return best;
  std::uint32_t node = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    node = by_writing_.step(node, text[i]);
    if (node == 0) break;
    const bool cuts_word = is_latin(text[i]) && i + 1 < text.size() && is_word(text[i + 1]);
    if (by_writing_.term[node] != 0 && !cuts_word) best = {i + 1 - at, by_writing_.term[node] - 1};
  }
  return best;
}

Lexicon::Match Lexicon::sounding(const std::vector<std::uint16_t>& syllables,
                                 std::size_t at) const {
  Match best;
  std::uint32_t node = 0;
  for (std::size_t i = at; i < syllables.size() && syllables[i] != 0; ++i) {
    node = by_sound_.step(node, syllables[i]);
    if (node == 0) break;
    if (by_sound_.term[node] != 0) best = {i + 1 - at, by_sound_.term[node] - 1};
  }
  return best;
}

}  // namespace zheli::text
