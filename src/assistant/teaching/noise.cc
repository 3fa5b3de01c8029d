#include "assistant/teaching/noise.h"

#include <unicode/brkiter.h>
#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "assistant/text/readings.h"
#include "assistant/text/sound.h"
#include "assistant/text/utf8.h"
#include "core/hash.h"

namespace zheli::teaching {
namespace {

constexpr std::size_t kHanStretch = 10;    // characters to one accident; about five words
constexpr std::size_t kLatinStretch = 30;  // letters and spaces, where no word is Chinese
constexpr std::size_t kLettersMin = 4;     // fewer bear no missing or swapped character
constexpr std::size_t kHomophonesMax = 6;  // a keyboard's first row

/// Numbers that depend on the seed alone. Source: Steele, Lea & Flood, "Fast splittable
/// pseudorandom number generators" (2014), SplitMix64.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t count) {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>((z ^ (z >> 31)) % count);
  }

 private:
  std::uint64_t state_;
};

bool is_letter(char32_t c) {
  return text::is_han(c) || text::is_latin(c) || (c >= 'A' && c <= 'Z');
}

std::size_t letters(std::u32string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_letter));
}

bool is_chinese(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), text::is_han);
}

/// One place in each stretch of the text, where there is one that `fits`.
template <typename Fits>
std::vector<std::size_t> places(std::u32string_view text, std::uint64_t seed, const Fits& fits) {
  Draw draw(seed);
  const std::size_t size = text.size();
  const std::size_t stretches =
      std::max<std::size_t>(1, size / (is_chinese(text) ? kHanStretch : kLatinStretch));
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < stretches; ++k) {
    std::vector<std::size_t> fitting;
    for (std::size_t at = k * size / stretches; at < (k + 1) * size / stretches; ++at) {
      if (fits(at)) fitting.push_back(at);
    }
    if (!fitting.empty()) out.push_back(fitting[draw.below(fitting.size())]);
  }
  return out;
}

std::u32string with_dropped(std::u32string text, std::uint64_t seed) {
  if (letters(text) < kLettersMin) return text;
  const auto out = places(text, seed, [&](std::size_t at) { return is_letter(text[at]); });
  for (auto at = out.rbegin(); at != out.rend(); ++at) text.erase(*at, 1);
  return text;
}

std::u32string with_swapped(std::u32string text, std::uint64_t seed) {
  if (letters(text) < kLettersMin) return text;
  const auto fits = [&](std::size_t at) {
    return at + 1 < text.size() && is_letter(text[at]) && is_letter(text[at + 1]) &&
           text::is_han(text[at]) == text::is_han(text[at + 1]) && text[at] != text[at + 1];
  };
  for (const std::size_t at : places(text, seed, fits)) std::swap(text[at], text[at + 1]);
  return text;
}

bool has_reading(char32_t c) {
  return text::reading_of(c) != 0;
}

/// The words of a text, and what stands between them, in order.
std::vector<std::u32string> words(const std::string& question) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no word breaks on this machine");
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(question);
  breaks->setText(text);
  std::vector<std::u32string> out;
  for (int from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks->next()) {
    std::string word;
    text.tempSubStringBetween(from, to).toUTF8String(word);
    out.push_back(text::points(word));
  }
  return out;
}

bool is_spelt(const std::u32string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), has_reading);
}

std::u32string spelt(const std::u32string& word) {
  std::u32string out;
  for (const char32_t c : word) out += text::points(text::kSyllables[text::reading_of(c)]);
  return out;
}

std::u32string with_pinyin_word(const std::string& question, std::uint64_t seed) {
  std::vector<std::u32string> all = words(question);
  std::vector<std::u32string*> fitting;
  for (std::u32string& word : all) {
    if (word.size() > 1 && is_spelt(word)) fitting.push_back(&word);
  }
  if (!fitting.empty()) {
    std::u32string& word = *fitting[Draw(seed).below(fitting.size())];
    word = spelt(word);
  }
  std::u32string out;
  for (const std::u32string& word : all) out += word;
  return out;
}

std::u32string in_pinyin(const std::string& question) {
  std::u32string out;
  bool after_spelt = false;
  for (const std::u32string& word : words(question)) {
    const bool now_spelt = is_spelt(word);
    const bool touches = !out.empty() && is_letter(out.back()) && is_letter(word.front());
    if (touches && (after_spelt || now_spelt)) out += U' ';
    out += now_spelt ? spelt(word) : word;
    after_spelt = now_spelt;
  }
  return out;
}

std::string in_other_script(const std::string& question) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> other(icu::Transliterator::createInstance(
      "Simplified-Traditional; Halfwidth-Fullwidth", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no Simplified-Traditional here");
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(question);
  other->transliterate(text);
  std::string out;
  return text.toUTF8String(out);
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) text::append(c, out);
  return out;
}

}  // namespace

std::string_view name(Attack attack) {
  constexpr std::array<std::string_view, kAttacks.size()> kNames = {
      "homophone", "pinyin-word", "pinyin", "dropped", "swapped", "padding", "script"};
  return kNames[static_cast<std::size_t>(attack)];
}

Noise::Noise(std::span<const std::string> texts, knowledge::Padding padding)
    : padding_(std::move(padding)) {
  std::map<char32_t, int> counts;
  for (const std::string& text : texts) {
    for (const char32_t c : text::points(text)) counts[c] += has_reading(c);
  }
  std::vector<std::pair<int, char32_t>> common;
  for (const auto& [c, count] : counts) common.emplace_back(-count, c);
  std::sort(common.begin(), common.end());
  for (const auto& [count, c] : common) {
    std::u32string& same = by_reading_[text::reading_of(c)];
    if (has_reading(c) && same.size() < kHomophonesMax) same += c;
  }
}

std::u32string Noise::with_homophones(std::u32string text, std::uint64_t seed) const {
  const auto others = [&](std::size_t at) {
    const auto same = by_reading_.find(text::reading_of(text[at]));
    std::u32string out = has_reading(text[at]) && same != by_reading_.end() ? same->second : U"";
    std::erase(out, text[at]);
    return out;
  };
  for (const std::size_t at :
       places(text, seed, [&](std::size_t i) { return !others(i).empty(); })) {
    const std::u32string choice = others(at);
    text[at] = choice[Draw(seed + at).below(choice.size())];
  }
  return text;
}

std::string Noise::padded(const std::string& question, std::uint64_t seed) const {
  if (!is_chinese(text::points(question)) || padding_.before.empty() || padding_.after.empty())
    return question;
  Draw draw(seed);
  const std::string& before = padding_.before[draw.below(padding_.before.size())];
  return before + question + padding_.after[draw.below(padding_.after.size())];
}

std::string Noise::operator()(Attack attack, const std::string& question) const {
  const std::uint64_t seed = core::fnv1a(name(attack), core::fnv1a(question));
  switch (attack) {
    case Attack::homophone:
      return utf8(with_homophones(text::points(question), seed));
    case Attack::pinyin_word:
      return utf8(with_pinyin_word(question, seed));
    case Attack::pinyin:
      return utf8(in_pinyin(question));
    case Attack::dropped:
      return utf8(with_dropped(text::points(question), seed));
    case Attack::swapped:
      return utf8(with_swapped(text::points(question), seed));
    case Attack::padding:
      return padded(question, seed);
    case Attack::script:
      break;
  }
  return in_other_script(question);
}

}  // namespace zheli::teaching
