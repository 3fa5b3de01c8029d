#include "assistant/dialogue/option_meant.h"

#include <algorithm>

#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"

namespace zheli::dialogue {
namespace {

using knowledge::Asking;
using knowledge::Option;
using knowledge::Pack;

/// Letters, digits and characters alone, in lower case: "C1，在手里" and "c1,在手里" are the same
/// answer.
std::string key_of(std::string_view text) {
  std::string key = without_marks(text);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

/// What is said without a Chinese character may be the English label of a button.
bool is_ascii(const std::string& key) {
  return std::none_of(key.begin(), key.end(), [](char c) { return (c & 0x80) != 0; });
}

bool is_label(const std::string& label, const std::string& key, const Heard& heard) {
  const std::string wanted = key_of(label);
  return !wanted.empty() && (key == wanted || heard.rest == wanted);
}

/// Whether `key` is a part of `label`. Yes and no must begin it.
bool is_in_label(const std::string& label, const std::string& key, const Heard& heard) {
  const std::size_t at = key_of(label).find(key);
  return at != std::string::npos && (at == 0 || !(heard.yes || heard.no));
}

/// Where `word` stands in `key` without a negation right before it; npos if nowhere.
std::size_t place_of(const Pack& pack, const std::string& key, const std::string& word) {
  const auto negations = pack.words.find("negation");
  for (std::size_t at = key.find(word); at != std::string::npos; at = key.find(word, at + 1)) {
    const std::string_view before = std::string_view(key).substr(0, at);
    const bool negated = negations != pack.words.end() &&
                         std::any_of(negations->second.begin(), negations->second.end(),
                                     [&](const std::string& no) { return before.ends_with(no); });
    if (!negated) return at;
  }
  return std::string::npos;
}

/// The longest word of any option that `key` says decides.
class Longest {
 public:
  Longest(const Pack& pack, const std::string& key) : pack_(pack), key_(key) {}

  void add(const Option& option, const std::string& word) {
    const std::string wanted = key_of(word);
    if (wanted.size() <= size_ || place_of(pack_, key_, wanted) == std::string::npos) return;
    said_ = &option;
    size_ = wanted.size();
  }
  const Option* said() const { return said_; }

 private:
  const Pack& pack_;
  const std::string& key_;
  const Option* said_ = nullptr;
  std::size_t size_ = 0;
};

/// The option whose words or label are in `key`.
const Option* said_by_words(const Pack& pack, const Asking& asked, const std::string& key) {
  Longest longest(pack, key);
  const bool ascii = is_ascii(key);
  for (const Option& option : asked.options) {
    for (const std::string& word : option.says) longest.add(option, word);
    for (const std::string& word : option.answers) longest.add(option, word);
    if (text::letters(option.label) >= kLabelPartMin) longest.add(option, option.label);
    const std::string& english = option.english.label;
    if (ascii && english.size() >= kLabelPartMin) longest.add(option, english);
  }
  return longest.said();
}

/// "外公家，四川" asked where from: any place of a region will do; of several the longest.
const Option* said_by_place(const Pack& pack, const Asking& asked, const std::string& key) {
  Longest longest(pack, key);
  for (const Option& option : asked.options) {
    for (const std::string& region : option.regions) {
      const auto places = pack.words.find("place-" + region);
      if (places == pack.words.end()) continue;
      for (const std::string& place : places->second) longest.add(option, place);
    }
  }
  return longest.said();
}

/// "外省" for the label "在外省", where no other label has it.
const Option* said_in_part(const Asking& asked, const std::string& key, const Heard& heard) {
  const bool ascii = is_ascii(key);
  if (text::letters(key) < (ascii ? kEnglishPartMin : kLabelPartMin)) return nullptr;
  const Option* said = nullptr;
  for (const Option& option : asked.options) {
    const std::string& label = ascii ? option.english.label : option.label;
    if (!is_in_label(label, key, heard)) continue;
    if (said != nullptr) return nullptr;
    said = &option;
  }
  return said;
}

/// How many of `characters` `word` has.
std::size_t shared(const std::u32string& characters, const std::string& word) {
  const std::u32string all = text::points(key_of(word));
  return static_cast<std::size_t>(
      std::count_if(characters.begin(), characters.end(),
                    [&](char32_t c) { return all.find(c) != std::u32string::npos; }));
}

/// "小轿车" for the label "小汽车C1或C2": a short answer most of whose characters one option has,
/// and no other so many. What is denied is no such answer.
const Option* said_alike(const Pack& pack, const Asking& asked, const Heard& heard) {
  const std::u32string characters = text::points(heard.rest);
  if (characters.size() < kAlikeCharactersMin || characters.size() > kAlikeCharactersMax) {
    return nullptr;
  }
  const auto negations = pack.words.find("negation");
  if (negations != pack.words.end() && says_one_of(negations->second, heard.rest)) return nullptr;
  const Option* best = nullptr;
  std::size_t most = 0, second = 0;
  for (const Option& option : asked.options) {
    std::vector<std::string> words = {option.label};
    words.insert(words.end(), option.says.begin(), option.says.end());
    words.insert(words.end(), option.answers.begin(), option.answers.end());
    std::size_t count = 0;
    for (const std::string& word : words) count = std::max(count, shared(characters, word));
    second = std::max(second, std::min(most, count));
    if (count > most) best = &option;
    most = std::max(most, count);
  }
  const double share = static_cast<double>(most) / static_cast<double>(characters.size());
  return share >= kAlikeMin && most > second ? best : nullptr;
}

}  // namespace

const Option* option_labelled(const Asking& asked, const std::string& text, const Heard& heard) {
  const std::string key = key_of(text);
  const bool ascii = is_ascii(key);
  for (const Option& option : asked.options) {
    if (is_label(option.label, key, heard)) return &option;
    if (ascii && is_label(option.english.label, key, heard)) return &option;
  }
  return nullptr;
}

const Option* option_said(const Pack& pack, const Asking& asked, const std::string& text,
                          const Heard& heard) {
  if (const Option* said = option_labelled(asked, text, heard)) return said;
  if (heard.unsure) return nullptr;
  const std::string key = key_of(text);
  if (const Option* said = said_by_words(pack, asked, key)) return said;
  return said_by_place(pack, asked, key);
}

const Option* option_meant(const Pack& pack, const Asking& asked, const std::string& text,
                           const Heard& heard) {
  if (text.size() == 1 && text[0] >= '1' && text[0] <= '9') {
    const auto index = static_cast<std::size_t>(text[0] - '1');
    return index < asked.options.size() ? &asked.options[index] : nullptr;
  }
  if (const Option* said = option_said(pack, asked, text, heard)) return said;
  if (heard.unsure) return nullptr;
  if (const Option* said = said_in_part(asked, key_of(text), heard)) return said;
  if (!is_ascii(key_of(text))) {
    if (const Option* said = said_alike(pack, asked, heard)) return said;
  }
  if (asked.options.size() == 2 && (heard.yes || heard.no))
    return &asked.options[heard.yes ? 0 : 1];
  return nullptr;
}

}  // namespace zheli::dialogue
