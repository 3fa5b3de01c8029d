#include "assistant/dialogue/option_meant.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Option;

constexpr std::size_t kPartMin = 6;  // bytes: two Chinese characters

/// Letters, digits and characters alone, in lower case: "C1，在手里" and "c1,在手里" are the same
/// answer.
std::string key_of(std::string_view text) {
  std::string key = without_marks(text);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

/// The option whose words are in `text`; the longest word decides.
const Option* said_by_words(const Fact& fact, const std::string& text) {
  const Option* said = nullptr;
  std::size_t longest = 0;
  for (const Option& option : fact.options) {
    for (const std::string& word : option.says) {
      if (word.size() > longest && text.find(word) != std::string::npos) {
        said = &option;
        longest = word.size();
      }
    }
  }
  return said;
}

/// "外省" for the label "在外省", where no other label has it.
const Option* said_in_part(const Fact& fact, const std::string& text) {
  if (text.size() < kPartMin) return nullptr;
  const Option* said = nullptr;
  for (const Option& option : fact.options) {
    if (option.label.find(text) == std::string::npos) continue;
    if (said != nullptr) return nullptr;
    said = &option;
  }
  return said;
}

}  // namespace

const Option* option_meant(const Fact& fact, const std::string& text, const Heard& heard) {
  const std::string key = key_of(text);
  for (const Option& option : fact.options) {
    const std::string label = key_of(option.label);
    if (!label.empty() && (key == label || heard.rest == label)) return &option;
  }
  if (text.size() == 1 && text[0] >= '1' && text[0] <= '9') {
    const auto index = static_cast<std::size_t>(text[0] - '1');
    return index < fact.options.size() ? &fact.options[index] : nullptr;
  }
  if (const Option* said = said_by_words(fact, text)) return said;
  if (const Option* said = said_in_part(fact, text)) return said;
  if (fact.options.size() == 2 && (heard.yes || heard.no)) return &fact.options[heard.yes ? 0 : 1];
  return nullptr;
}

}  // namespace zheli::dialogue
