#include "assistant/text/sound.h"

#include <algorithm>
#include <array>

#include "assistant/text/readings.h"
#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr std::size_t kLatinMax = 64;  // longer runs of letters are no pinyin
constexpr std::uint8_t kUnreached = 0xff;

std::string merged(std::string syllable) {
  const bool retroflex = syllable.size() > 1 && syllable[1] == 'h' &&
                         (syllable[0] == 'z' || syllable[0] == 'c' || syllable[0] == 's');
  if (retroflex) syllable.erase(1, 1);
  if (syllable.size() > 2 && syllable.ends_with("ng")) syllable.pop_back();
  return syllable;
}

}  // namespace

std::uint16_t reading_of(char32_t c) {
  return c >= kReadingsFirst && c <= kReadingsLast ? kReadings[c - kReadingsFirst] : 0;
}

Sounds::Sounds() : names_{""} {
  std::unordered_map<std::string, std::uint16_t> sounds;
  for (const std::string_view syllable : kSyllables) {
    const std::string spelling(syllable);
    if (spelling.empty()) {
      sound_of_.push_back(0);
      continue;
    }
    const std::string name = merged(spelling);
    const auto [sound, fresh] = sounds.try_emplace(name, static_cast<std::uint16_t>(names_.size()));
    if (fresh) names_.push_back(name);
    sound_of_.push_back(sound->second);
    spellings_.add(points(spelling), sound->second);
    spellings_.add(points(name), sound->second);
  }
  // Keyboards write ü as v.
  for (const auto& [plain, typed] : {std::pair("lu", "lv"), std::pair("nu", "nv")}) {
    spellings_.add(points(typed), sounds.at(plain));
  }
}

std::uint16_t Sounds::of(char32_t c) const {
  return sound_of_[reading_of(c)];
}

/// Cuts letters into the fewest syllables, the longer one first: "dangan" is dang-an. Letters that
/// are not pinyin throughout are one syllable without sound.
void Sounds::add_latin(std::u32string_view text, std::uint32_t begin, std::uint32_t end,
                       std::vector<Syllable>& out) const {
  const std::u32string_view word = text.substr(begin, end - begin);
  std::array<std::uint8_t, kLatinMax + 1> count;  // fewest syllables that end here
  std::array<std::uint8_t, kLatinMax + 1> size;   // letters of the last of them
  std::array<std::uint16_t, kLatinMax + 1> sound;
  count.fill(kUnreached);
  count[0] = 0;
  const bool may_be_pinyin = word.size() > 1 && word.size() <= kLatinMax;
  for (std::size_t at = 0; may_be_pinyin && at < word.size(); ++at) {
    if (count[at] == kUnreached) continue;
    std::uint32_t node = WordTrie::kRoot;
    for (std::size_t to = at + 1; to <= word.size(); ++to) {
      node = spellings_.step(node, word[to - 1]);
      if (node == WordTrie::kNone) break;
      if (spellings_.value(node) == 0 || count[at] + 1 > count[to]) continue;
      count[to] = static_cast<std::uint8_t>(count[at] + 1);
      size[to] = static_cast<std::uint8_t>(to - at);
      sound[to] = static_cast<std::uint16_t>(spellings_.value(node));
    }
  }
  if (!may_be_pinyin || count[word.size()] == kUnreached) {
    out.push_back({0, true, begin, end});
    return;
  }
  const std::size_t first = out.size();
  for (std::size_t to = word.size(); to > 0; to -= size[to]) {
    const auto stop = static_cast<std::uint32_t>(begin + to);
    out.push_back({sound[to], true, stop - size[to], stop});
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
}

std::vector<Syllable> Sounds::operator()(std::u32string_view text) const {
  std::vector<Syllable> out;
  out.reserve(text.size());
  for (std::uint32_t at = 0; at < text.size();) {
    if (is_latin(text[at])) {
      std::uint32_t end = at;
      while (end < text.size() && is_latin(text[end])) ++end;
      add_latin(text, at, end, out);
      at = end;
      continue;
    }
    if (text[at] != U' ') out.push_back({of(text[at]), false, at, at + 1});
    ++at;
  }
  return out;
}

}  // namespace zheli::text
