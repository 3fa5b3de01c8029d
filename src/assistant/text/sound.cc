#include "assistant/text/sound.h"

#include <unicode/translit.h>

#include <memory>
#include <stdexcept>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

constexpr char32_t kFirst = 0x4e00;
constexpr char32_t kLast = 0x9fff;
constexpr std::size_t kSyllableMax = 6;

/// The common reading of every character, one a line.
std::string readings() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no Han-Latin transliterator");
  icu::UnicodeString all;
  for (char32_t c = kFirst; c <= kLast; ++c) all.append(static_cast<UChar32>(c)).append(u'\n');
  latin->transliterate(all);
  std::string out;
  all.toUTF8String(out);
  return out;
}

std::string merged(std::string syllable) {
  const bool retroflex = syllable.size() > 1 && syllable[1] == 'h' &&
                         (syllable[0] == 'z' || syllable[0] == 'c' || syllable[0] == 's');
  if (retroflex) syllable.erase(1, 1);
  if (syllable.size() > 2 && syllable.ends_with("ng")) syllable.pop_back();
  return syllable;
}

bool is_syllable(std::string_view text) {
  if (text.empty() || text.size() > kSyllableMax) return false;
  for (const char c : text) {
    if (c < 'a' || c > 'z') return false;
  }
  return true;
}

}  // namespace

Sounds::Sounds() : of_han_(kLast - kFirst + 1, 0), names_{""} {
  const std::string all = readings();
  std::size_t from = 0;
  for (char32_t c = kFirst; c <= kLast; ++c) {
    const std::size_t end = all.find('\n', from);
    std::string syllable = all.substr(from, end - from);
    std::erase(syllable, ' ');
    from = end + 1;
    if (is_syllable(syllable)) of_han_[c - kFirst] = id(syllable);
  }
}

std::uint16_t Sounds::id(const std::string& syllable) {
  const std::string name = merged(syllable);
  const auto [found, fresh] = by_name_.try_emplace(name, static_cast<std::uint16_t>(names_.size()));
  if (fresh) names_.push_back(name);
  const std::uint16_t id = found->second;
  by_name_.try_emplace(syllable, id);
  return id;
}

std::uint16_t Sounds::of(char32_t c) const {
  return c >= kFirst && c <= kLast ? of_han_[c - kFirst] : 0;
}

std::vector<std::uint16_t> Sounds::cut(std::string_view latin) const {
  // ways[i]: the longest syllable that ends a full cut of the first i letters, 0 if there is none.
  std::vector<std::uint8_t> ways(latin.size() + 1, 0);
  for (std::size_t end = 1; end <= latin.size(); ++end) {
    for (std::size_t size = std::min(kSyllableMax, end); size > 0; --size) {
      const std::size_t start = end - size;
      if (start > 0 && ways[start] == 0) continue;
      if (!by_name_.contains(std::string(latin.substr(start, size)))) continue;
      ways[end] = static_cast<std::uint8_t>(size);
      break;
    }
  }
  std::vector<std::uint16_t> syllables;
  for (std::size_t end = latin.size(); end > 0 && ways[end] > 0; end -= ways[end]) {
    const auto syllable = std::string(latin.substr(end - ways[end], ways[end]));
    syllables.insert(syllables.begin(), by_name_.at(syllable));
  }
  return syllables;
}

}  // namespace zheli::text
