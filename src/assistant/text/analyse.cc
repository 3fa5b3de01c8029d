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

}  // namespace

Language::Language(const std::vector<WordPair>& pairs)
    : lexicon_(normalised(normalise_, pairs), sounds_) {}

/// The term at `at`: as written, or by sound where that reaches further.
std::optional<Language::Found> Language::term_at(std::u32string_view text, std::size_t at,
                                                 std::span<const Syllable> syllables) const {
  const Lexicon::Match written = lexicon_.written(text, at);
  if (!syllables.empty() && syllables[0].begin == at) {
    const Lexicon::Match heard = lexicon_.sounding(text, syllables);
    const std::size_t end = heard.length > 0 ? syllables[heard.length - 1].end : at;
    if (end > at + written.length) return Found{heard.term, end, true};
  }
  if (written.length == 0) return std::nullopt;
  return Found{written.term, at + written.length, false};
}

Analysis Language::analyse(std::string_view raw) const {
  Analysis out;
  out.normalised = normalise_(raw);
  const std::u32string text = points(out.normalised);
  const std::vector<Syllable> heard = sounds_(text);
  out.characters = text.size();
  out.canonical.reserve(out.normalised.size() * 2);
  std::span<const Syllable> rest = heard;
  for (std::size_t at = 0; at < text.size();) {
    while (!rest.empty() && rest[0].begin < at) rest = rest.subspan(1);
    const auto found = term_at(text, at, rest);
    if (!found) {
      append(text[at++], out.canonical);
      continue;
    }
    out.terms.push_back({lexicon_.term(found->term), at, found->end, found->by_sound});
    out.canonical += out.terms.back().official;
    at = found->end;
  }
  out.sounds.reserve(heard.size());
  for (const Syllable& one : heard) {
    if (one.sound != 0) out.sounds.push_back(one.sound);
  }
  return out;
}

}  // namespace zheli::text
