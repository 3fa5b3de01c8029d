#include "assistant/dialogue/hear.h"

#include <algorithm>
#include <array>

#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

/// Kinds that are looked for apart, not on the way through the message.
constexpr std::array<std::string_view, 7> kOfWholes = {"yes",      "no",   "joins", "breaks",
                                                       "together", "asks", "denies"};

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Bytes of the UTF-8 character that starts with `lead`.
std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

/// Spaces and ASCII or CJK punctuation say nothing about the matter. By Unicode block, whatever the
/// language: CJK symbols, full-width forms, the ellipsis and curly quotes.
bool is_mark(std::string_view character) {
  if (character.size() == 1) return !is_ascii_word(character[0]);
  const char32_t c = text::decode(character, 0).point;
  return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff3f) || c == 0x2026 ||
         c == 0x201c || c == 0x201d;
}

bool stands_alone(std::string_view message, std::size_t at, std::size_t size) {
  const bool latin_start = is_ascii_word(message[at]);
  const bool latin_end = is_ascii_word(message[at + size - 1]);
  if (latin_start && at > 0 && is_ascii_word(message[at - 1])) return false;
  return !latin_end || at + size == message.size() || !is_ascii_word(message[at + size]);
}

void note(std::string_view kind, Heard& heard) {
  constexpr std::string_view kFacet = "facet-";
  if (kind.starts_with(kFacet)) {
    const std::optional<Facet> facet = facet_of(kind.substr(kFacet.size()));
    if (facet && !core::contains(heard.facets, *facet)) heard.facets.push_back(*facet);
    return;
  }
  heard.unsure |= kind == "unsure";
  heard.none |= kind == "none-of-these";
  heard.correction |= kind == "correction";
  heard.leaves |= kind == "leaves";
  heard.person |= kind == "person";
  heard.again |= kind == "again";
  heard.thanks |= kind == "thanks";
  heard.greeting |= kind == "greeting";
}

std::vector<std::string> list(const std::map<std::string, std::vector<std::string>>& words,
                              const std::string& id) {
  const auto found = words.find(id);
  return found == words.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

std::string without_marks(std::string_view message) {
  std::string kept;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t size = std::min(character_size(message[at]), message.size() - at);
    if (!is_mark(message.substr(at, size))) kept.append(message.substr(at, size));
    at += size;
  }
  return kept;
}

bool says_one_of(const std::vector<std::string>& words, const std::string& message) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return message.find(word) != std::string::npos;
  });
}

Hearing::Hearing(const std::map<std::string, std::vector<std::string>>& words)
    : yes_(list(words, "yes")),
      no_(list(words, "no")),
      joins_(list(words, "joins")),
      breaks_(list(words, "breaks")),
      together_(list(words, "together")),
      asks_(list(words, "asks")),
      denies_(list(words, "denies")) {
  for (const auto& [kind, texts] : words) {
    if (core::contains(kOfWholes, kind) || kind.starts_with("found-")) continue;
    for (const std::string& text : texts) add(text, kind, kind == "chatter" ? chatter_ : words_);
  }
  longest_first(words_);
  longest_first(chatter_);
}

void Hearing::add(const std::string& text, const std::string& kind, ByFirst& to) {
  if (!text.empty()) to[text.substr(0, character_size(text[0]))].push_back({text, kind});
}

void Hearing::longest_first(ByFirst& words) {
  for (auto& [first, group] : words) {
    std::stable_sort(group.begin(), group.end(),
                     [](const Word& a, const Word& b) { return a.text.size() > b.text.size(); });
  }
}

const Hearing::Word* Hearing::longest_at(const ByFirst& words, std::string_view message,
                                         std::size_t at) {
  const std::size_t size = std::min(character_size(message[at]), message.size() - at);
  const auto group = words.find(std::string(message.substr(at, size)));
  if (group == words.end()) return nullptr;
  for (const Word& word : group->second) {
    if (message.substr(at, word.text.size()) != word.text) continue;
    if (stands_alone(message, at, word.text.size())) return &word;
  }
  return nullptr;
}

std::string Hearing::without_chatter(std::string_view message) const {
  std::string kept;
  for (std::size_t at = 0; at < message.size();) {
    if (const Word* word = longest_at(chatter_, message, at)) {
      at += word->text.size();
      continue;
    }
    const std::size_t size = std::min(character_size(message[at]), message.size() - at);
    kept.append(message.substr(at, size));
    at += size;
  }
  return without_marks(kept).empty() ? std::string(message) : kept;
}

std::optional<Hearing::Denied> Hearing::denied(std::string_view message) const {
  for (const std::string& word : denies_) {
    const std::size_t at = message.find(word);
    if (at == std::string_view::npos || !stands_alone(message, at, word.size())) continue;
    const std::size_t from = at + word.size();
    std::size_t to = from;
    while (to < message.size()) {
      const std::size_t size = std::min(character_size(message[to]), message.size() - to);
      if (to > from && is_mark(message.substr(to, size))) break;
      to += size;
    }
    Denied out{without_marks(message.substr(from, to - from)), std::string(message.substr(0, at))};
    if (out.what.empty()) continue;
    out.rest.append(message.substr(to));
    return out;
  }
  return std::nullopt;
}

Heard Hearing::hear(std::string_view message) const {
  Heard heard;
  for (std::size_t at = 0; at < message.size();) {
    if (const Word* word = longest_at(words_, message, at)) {
      note(word->kind, heard);
      at += word->text.size();
      continue;
    }
    const std::size_t size = std::min(character_size(message[at]), message.size() - at);
    if (!is_mark(message.substr(at, size))) heard.rest.append(message.substr(at, size));
    at += size;
  }
  const std::string whole = without_marks(message);
  heard.yes = core::contains(yes_, whole);
  heard.no = core::contains(no_, whole);
  heard.asks =
      !heard.facets.empty() || std::any_of(asks_.begin(), asks_.end(), [&](const auto& ask) {
        const std::size_t at = message.find(ask);
        return at != std::string_view::npos && stands_alone(message, at, ask.size());
      });
  return heard;
}

}  // namespace zheli::dialogue
