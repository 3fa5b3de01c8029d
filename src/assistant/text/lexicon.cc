#include "assistant/text/lexicon.h"

#include <unordered_map>

#include "assistant/text/utf8.h"
#include "assistant/text/word_lists.h"

namespace zheli::text {
namespace {

constexpr std::size_t kSoundMin = 2;       // syllables of a word that is spelt in pinyin
constexpr std::size_t kSoundMinChars = 3;  // syllables of a word that is written in characters
constexpr std::size_t kLettersMin = 5;     // letters of a word of two syllables
constexpr std::size_t kNameMin = 3;        // characters of an official term that names a thing

}  // namespace

Lexicon::Lexicon(const std::vector<WordPair>& pairs, std::u32string no_slips, const Sounds& sounds)
    : no_slips_(std::move(no_slips)) {
  std::unordered_map<std::string, std::uint32_t> index;
  const auto add = [&](const std::string& text, const std::string& official) {
    const auto [term, fresh] =
        index.try_emplace(official, static_cast<std::uint32_t>(terms_.size()));
    if (fresh) terms_.push_back(official);
    words_.push_back({points(text), term->second, points(official).size() >= kNameMin});
    const auto value = static_cast<std::uint32_t>(words_.size());
    const std::u32string& spelling = words_.back().spelling;
    by_writing_.add(spelling, value);
    std::u32string syllables;
    for (const char32_t c : spelling) {
      if (const std::uint16_t sound = sounds.of(c)) syllables += sound;
    }
    const bool is_han = syllables.size() == spelling.size();
    if (is_han && syllables.size() >= kSoundMin) by_sound_.add(syllables, value);
  };
  // Official terms first: by sound they must win over everyday words.
  for (const auto& [word, official] : pairs) add(official, official);
  for (const auto& [word, official] : pairs) add(word, official);
}

/// Whether `written` can be a slip of the keyboard for `meant`, which sounds alike.
bool Lexicon::is_slip(char32_t written, char32_t meant, bool exactly) const {
  if (no_slips_.find(written) != std::u32string::npos) return false;
  return !exactly || reading_of(written) == reading_of(meant);
}

Lexicon::Match Lexicon::written(std::u32string_view text, std::size_t at) const {
  Match best;
  std::uint32_t node = WordTrie::kRoot;
  for (std::size_t end = at + 1; end <= text.size(); ++end) {
    node = by_writing_.step(node, text[end - 1]);
    if (node == WordTrie::kNone) break;
    const std::uint32_t value = by_writing_.value(node);
    if (value != 0 && !cuts_word(text, at, end)) best = {end - at, words_[value - 1].term};
  }
  return best;
}

bool Lexicon::is_meant(const Word& word, std::u32string_view text,
                       std::span<const Syllable> syllables) const {
  std::size_t spelt = 0;
  std::size_t same = 0;
  bool slips = true;
  for (std::size_t i = 0; i < syllables.size(); ++i) {
    const char32_t written = text[syllables[i].begin];
    const char32_t meant = word.spelling[i];
    if (syllables[i].latin) {
      ++spelt;
    } else if (written == meant) {
      ++same;
    } else {
      slips &= is_slip(written, meant, syllables.size() == kSoundMinChars);
    }
  }
  const std::size_t size = syllables.back().end - syllables.front().begin;
  const bool is_short = syllables.size() < kSoundMinChars && spelt == syllables.size();
  if (is_short && size < kLettersMin) return false;  // "age" is English, no 阿哥
  if (spelt + same == syllables.size()) return spelt > 0;
  const bool known_enough = 3 * (spelt + same) >= syllables.size();
  return syllables.size() >= kSoundMinChars && word.is_name && slips && known_enough;
}

Lexicon::Match Lexicon::sounding(std::u32string_view text,
                                 std::span<const Syllable> syllables) const {
  Match best;
  std::uint32_t node = WordTrie::kRoot;
  for (std::size_t i = 0; i < syllables.size() && syllables[i].sound != 0; ++i) {
    node = by_sound_.step(node, syllables[i].sound);
    if (node == WordTrie::kNone) break;
    const std::uint32_t value = by_sound_.value(node);
    if (value == 0) continue;
    const Word& word = words_[value - 1];
    if (is_meant(word, text, syllables.first(i + 1))) best = {i + 1, word.term};
  }
  return best;
}

}  // namespace zheli::text
