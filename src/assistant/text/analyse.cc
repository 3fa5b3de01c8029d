#include "assistant/text/analyse.h"

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

std::vector<WordPair> normalised(const Normaliser& normalise, const std::vector<WordPair>& pairs) {
  std::vector<WordPair> out;
  out.reserve(pairs.size());
  for (const auto& [word, official] : pairs) out.emplace_back(normalise(word), normalise(official));
  return out;
}

/// The syllables of a text, each with the characters it came from.
struct Sounding {
  std::vector<std::uint16_t> syllables;  // 0 where a character has no sound
  std::vector<std::size_t> begin;        // first character of each syllable
  std::vector<std::size_t> end;
};

Sounding sound_out(const std::u32string& text, const Sounds& sounds) {
  Sounding out;
  const auto add = [&](std::uint16_t syllable, std::size_t begin, std::size_t end) {
    out.syllables.push_back(syllable);
    out.begin.push_back(begin);
    out.end.push_back(end);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_latin(text[at])) {
      if (text[at] != U' ') add(sounds.of(text[at]), at, at + 1);
      ++at;
      continue;
    }
    std::string word;
    std::size_t end = at;
    while (end < text.size() && is_latin(text[end])) word += static_cast<char>(text[end++]);
    const std::vector<std::uint16_t> cut =
        word.size() > 1 ? sounds.cut(word) : std::vector<std::uint16_t>{};
    if (cut.empty()) add(0, at, end);
    for (const std::uint16_t syllable : cut) add(syllable, at, end);
    at = end;
  }
  return out;
}

/// A match by sound must not cut a Latin word in two.
bool ends_whole(const Sounding& sounding, std::size_t first, std::size_t last) {
  const bool starts = first == 0 || sounding.begin[first - 1] != sounding.begin[first];
  const bool ends =
      last + 1 == sounding.begin.size() || sounding.begin[last + 1] != sounding.begin[last];
  return starts && ends;
}

}  // namespace

Language::Language(const std::vector<WordPair>& pairs)
    : lexicon_(normalised(normalise_, pairs), sounds_) {}

Analysis Language::analyse(std::string_view raw) const {
  Analysis out;
  out.normalised = normalise_(raw);
  const std::u32string text = points(out.normalised);
  const Sounding sounding = sound_out(text, sounds_);
  out.characters = text.size();
  std::size_t syllable = 0;
  for (std::size_t at = 0; at < text.size();) {
    while (syllable < sounding.begin.size() && sounding.begin[syllable] < at) ++syllable;
    const Lexicon::Match written = lexicon_.written(text, at);
    Lexicon::Match heard;
    std::size_t heard_end = at;
    if (syllable < sounding.begin.size() && sounding.begin[syllable] == at) {
      heard = lexicon_.sounding(sounding.syllables, syllable);
      if (heard.length > 0 && !ends_whole(sounding, syllable, syllable + heard.length - 1))
        heard = {};
      if (heard.length > 0) heard_end = sounding.end[syllable + heard.length - 1];
    }
    const std::size_t written_end = at + written.length;
    const bool by_sound = heard.length > 0 && heard_end > written_end;
    if (!by_sound && written.length == 0) {
      append(text[at++], out.canonical);
      continue;
    }
    const std::size_t end = by_sound ? heard_end : written_end;
    out.terms.push_back({lexicon_.term(by_sound ? heard.term : written.term), at, end, by_sound});
    out.canonical += out.terms.back().official;
    at = end;
  }
  for (const std::uint16_t one : sounding.syllables) {
    if (one != 0) out.sounds.push_back(one);
  }
  return out;
}

}  // namespace zheli::text
