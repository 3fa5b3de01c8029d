#include "assistant/dialogue/option_meant.h"

#include <algorithm>

#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/contains.h"

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

/// A message as its key, and the places in it that a mark or a space stood before.
struct SaidText {
  std::string key;
  std::vector<std::size_t> breaks;
};

SaidText said_text(const std::string& text) {
  SaidText out;
  for (const char32_t c : text::points(text)) {
    const std::string kept = key_of(text::bytes(std::u32string(1, c)));
    if (kept.empty() && (out.breaks.empty() || out.breaks.back() != out.key.size())) {
      out.breaks.push_back(out.key.size());
    }
    out.key += kept;
  }
  return out;
}

/// Whether `word` stands in what is said without a negation right before it: "没有，老百姓" denies
/// nothing.
bool stands(const Pack& pack, const SaidText& said, const std::string& word) {
  const auto negations = pack.words.find("negation");
  for (std::size_t at = said.key.find(word); at != std::string::npos;
       at = said.key.find(word, at + 1)) {
    const bool apart = !is_ascii(word) && core::contains(said.breaks, at);
    const std::string_view before = std::string_view(said.key).substr(0, at);
    const bool negated =
        !apart && negations != pack.words.end() &&
        std::any_of(negations->second.begin(), negations->second.end(),
                    [&](const std::string& no) { return before.ends_with(key_of(no)); });
    if (!negated) return true;
  }
  return false;
}

/// The longest word of any option that is said decides.
class Longest {
 public:
  Longest(const Pack& pack, const SaidText& text) : pack_(pack), text_(text) {}

  void add(const Option& option, const std::string& word) {
    const std::string wanted = key_of(word);
    if (wanted.size() <= size_ || !stands(pack_, text_, wanted)) return;
    said_ = &option;
    size_ = wanted.size();
  }
  const Option* said() const { return said_; }

 private:
  const Pack& pack_;
  const SaidText& text_;
  const Option* said_ = nullptr;
  std::size_t size_ = 0;
};

/// The option whose words or label are said; `loose`: by words that only answer, too.
const Option* said_by_words(const Pack& pack, const Asking& asked, const SaidText& text,
                            bool loose) {
  Longest longest(pack, text);
  const bool ascii = is_ascii(text.key);
  for (const Option& option : asked.options) {
    for (const std::string& word : option.says) longest.add(option, word);
    if (loose) {
      for (const std::string& word : option.answers) longest.add(option, word);
    }
    if (text::letters(option.label) >= kLabelPartMin) longest.add(option, option.label);
    const std::string& english = option.english.label;
    if (ascii && english.size() >= kLabelPartMin) longest.add(option, english);
  }
  return longest.said();
}

/// "外公家，四川" asked where from: any place of a region will do; of several the longest.
const Option* said_by_place(const Pack& pack, const Asking& asked, const SaidText& text) {
  Longest longest(pack, text);
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

/// Whether it denies something; what does is alike only to what does, too.
bool denies(const Pack& pack, const std::string& text) {
  const auto negations = pack.words.find("negation");
  return negations != pack.words.end() && says_one_of(negations->second, text);
}

Alike alike_to(const std::u32string& said, const std::string& word) {
  const std::u32string all = text::points(key_of(word));
  double characters = 0, pairs = 0;
  for (std::size_t i = 0; i < said.size(); ++i) {
    characters += all.find(said[i]) != std::u32string::npos;
    pairs += i + 1 < said.size() && all.find(said.substr(i, 2)) != std::u32string::npos;
  }
  const auto count = static_cast<double>(said.size());
  return {characters / count, pairs / (count - 1)};
}

/// "小轿车" for the label "小汽车C1或C2": a short answer most of whose characters one option has,
/// and no other so many.
const Option* said_alike(const Pack& pack, const Asking& asked, const Heard& heard) {
  MostAlike found;
  found.consider(pack, asked, heard);
  const bool clear = found.most.characters >= kAlikeMin && found.most.both() > found.second;
  return clear ? found.option : nullptr;
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

namespace {

const Option* said(const Pack& pack, const Asking& asked, const std::string& text,
                   const Heard& heard, bool loose) {
  if (const Option* labelled = option_labelled(asked, text, heard)) return labelled;
  if (heard.unsure) return nullptr;
  const SaidText spoken = said_text(text);
  if (const Option* option = said_by_words(pack, asked, spoken, loose)) return option;
  return said_by_place(pack, asked, spoken);
}

}  // namespace

const Option* option_said(const Pack& pack, const Asking& asked, const std::string& text,
                          const Heard& heard) {
  return said(pack, asked, text, heard, !heard.asks);
}

const Option* option_stated(const Pack& pack, const Asking& asked, const std::string& text,
                            const Heard& heard) {
  return said(pack, asked, text, heard, false);
}

const Option* option_meant(const Pack& pack, const Asking& asked, const std::string& text,
                           const Heard& heard) {
  if (text.size() == 1 && text[0] >= '1' && text[0] <= '9') {
    const auto index = static_cast<std::size_t>(text[0] - '1');
    return index < asked.options.size() ? &asked.options[index] : nullptr;
  }
  if (const Option* option = option_said(pack, asked, text, heard)) return option;
  if (heard.unsure || heard.asks) return nullptr;
  if (const Option* option = said_in_part(asked, key_of(text), heard)) return option;
  if (const Option* option = said_alike(pack, asked, heard)) return option;
  if (asked.options.size() == 2 && (heard.yes || heard.no))
    return &asked.options[heard.yes ? 0 : 1];
  return nullptr;
}

Alike alike(const Pack& pack, const Option& option, const Heard& heard) {
  const std::u32string said = text::points(heard.rest);
  Alike most;
  if (said.size() < kAlikeCharactersMin || said.size() > kAlikeCharactersMax) return most;
  if (is_ascii(heard.rest)) return most;
  const bool denied = denies(pack, heard.rest);
  const auto consider = [&](const std::string& word) {
    if (denies(pack, word) != denied) return;
    const Alike one = alike_to(said, word);
    if (one.both() > most.both()) most = one;
  };
  consider(option.label);
  for (const std::string& word : option.says) consider(word);
  for (const std::string& word : option.answers) consider(word);
  return most;
}

void MostAlike::consider(const Pack& pack, const Asking& of, const Heard& heard) {
  for (const Option& one : of.options) {
    const Alike share = alike(pack, one, heard);
    second = std::max(second, std::min(most.both(), share.both()));
    if (share.both() <= most.both()) continue;
    asked = &of;
    option = &one;
    most = share;
  }
}

}  // namespace zheli::dialogue
