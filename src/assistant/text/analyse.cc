#include "assistant/text/analyse.h"

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr std::size_t kSyllablesMin = 3;  // of a word that may be followed by more letters

std::vector<WordPair> normalised(const Normaliser& normalise, const std::vector<WordPair>& pairs) {
  std::vector<WordPair> out;
  out.reserve(pairs.size());
  for (const auto& [word, official] : pairs) out.emplace_back(normalise(word), normalise(official));
  return out;
}

/// A match by sound may start inside a Latin word only where another match ended, and end inside
/// one only after three syllables: "jiashizheng|diule", but no "li|cence".
bool keeps_words(std::u32string_view text, std::span<const Syllable> match, std::size_t matched) {
  const std::size_t begin = match.front().begin;
  const std::size_t end = match.back().end;
  const bool starts =
      begin == 0 || begin == matched || !is_latin(text[begin]) || !is_latin(text[begin - 1]);
  const bool ends = end == text.size() || !is_latin(text[end]) || !is_latin(text[end - 1]);
  return starts && (ends || match.size() >= kSyllablesMin);
}

}  // namespace

Language::Language(const std::vector<WordPair>& pairs, const WordLists& words)
    : lexicon_(normalised(normalise_, pairs), characters(words, "no-slip", normalise_), sounds_) {}

/// The term at `at`: as written, or by sound where that reaches further.
std::optional<Language::Found> Language::term_at(std::u32string_view text, std::size_t at,
                                                 std::size_t matched,
                                                 std::span<const Syllable> syllables) const {
  const Lexicon::Match written = lexicon_.written(text, at);
  if (!syllables.empty() && syllables[0].begin == at) {
    const Lexicon::Match heard = lexicon_.sounding(text, syllables);
    const std::size_t end = heard.length > 0 ? syllables[heard.length - 1].end : at;
    if (end > at + written.length && keeps_words(text, syllables.first(heard.length), matched))
      return Found{heard.term, end, true};
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
  std::size_t matched = 0;  // where the last term ended
  for (std::size_t at = 0; at < text.size();) {
    while (!rest.empty() && rest[0].begin < at) rest = rest.subspan(1);
    const auto found = term_at(text, at, matched, rest);
    if (!found) {
      append(text[at++], out.canonical);
      continue;
    }
    out.terms.push_back({lexicon_.term(found->term), at, found->end, found->by_sound});
    out.canonical += out.terms.back().official;
    at = matched = found->end;
  }
  out.sounds.reserve(heard.size());
  for (const Syllable& one : heard) {
    if (one.sound != 0) out.sounds.push_back(one.sound);
  }
  return out;
}

}  // namespace zheli::text
