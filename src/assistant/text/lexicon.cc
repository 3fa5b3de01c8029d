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

// Particles, pronouns and everyday verbs: too common to be a slip for another character.
constexpr std::u32string_view kNoSlips =
    U"\u7684\u4e86\u662f\u4e0d\u5728\u6709\u4e5f\u628a\u8bf4\u627e\u67e5\u540d\u600e"
    U"\u88ab\u548c\u6211\u4f60\u4ed6\u5979\u5c31\u90fd\u8981\u4f1a\u80fd\u53ef\u5417"
    U"\u5462\u5427\u554a\u53bb\u6765\u5230\u7ed9\u8ba9\u5bf9\u4e0a\u4e0b\u6ca1\u8fd8"
    U"\u53c8\u5f88\u518d\u5f97\u5730\u7740\u8fc7\u90a3\u8fd9\u54ea\u505a\u7528\u4e3a"
    U"\u60f3\u4e0e\u6216\u4eba\u5e2e\u544a\u95ee";

/// Whether `written` can be a slip of the keyboard for `meant`, which sounds alike.
bool is_slip(char32_t written, char32_t meant, bool exactly) {
  if (kNoSlips.find(written) != std::u32string_view::npos) return false;
  return !exactly || reading_of(written) == reading_of(meant);
}

}  // namespace

Lexicon::Lexicon(const std::vector<WordPair>& pairs, const Sounds& sounds) {
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
