#include "assistant/pack_files/read_asking.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "assistant/pack_files/english.h"

namespace zheli::pack_files {
namespace {

constexpr std::size_t kLabelCharactersMax = 16;

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !U8_IS_TRAIL(static_cast<std::uint8_t>(c)); }));
}

}  // namespace

void check_button(Fields& fields, std::string_view key, const std::string& text,
                  std::size_t count_max) {
  const std::size_t count = characters(text);
  if (count <= count_max) return;
  fields.findings().add(
      fields.line_of(key),
      fmt::format("{} \"{}\" has {} characters; a button holds {}", key, text, count, count_max));
}

void read_wording(Fields& fields, const English& english, Asking& asking) {
  asking.ask = fields.text("ask");
  asking.unsure = fields.text("unsure");
  english.read(fields, [&](Fields& in_english) {
    asking.english = {in_english.text("ask"), in_english.text("unsure")};
  });
}

std::vector<Option> read_options(Fields& asking, const English& english,
                                 const std::function<void(Fields&, Option&)>& more) {
  std::vector<Option> options;
  if (asking.need("options") == nullptr) return options;
  asking.each("options", [&](const Node& node) {
    Fields fields(node, "an option", asking.findings());
    Option option;
    option.id = fields.id();
    option.label = fields.text("label");
    option.clause = fields.text_if_any("clause");
    more(fields, option);
    english.read(fields, [&](Fields& in_english) {
      option.english = {in_english.text("label"), text_beside(in_english, "clause", option.clause)};
      check_button(in_english, "label", option.english.label, kEnglishButtonMax);
    });
    fields.done();
    check_button(fields, "label", option.label, kLabelCharactersMax);
    files::refuse_twice(options, option.id, fields.line_of("id"), asking.findings());
    options.push_back(std::move(option));
  });
  if (options.size() == 1) {
    asking.findings().add(asking.line_of("options"), "one option is no choice; give at least two");
  }
  return options;
}

void read_words_of(Fields& file, std::string_view key, const std::vector<Asking*>& askings,
                   Words words, std::size_t characters_min) {
  const Node* node = file.find(key);
  if (node == nullptr) return;
  Fields all(*node, fmt::format("\"{}\"", key), file.findings());
  for (Asking* asking : askings) {
    const Node* own = all.find(asking->id);
    if (own == nullptr) continue;
    Fields options(*own, fmt::format("\"{}\" of \"{}\"", key, asking->id), file.findings());
    for (Option& option : asking->options) {
      option.*words = options.texts_if_any(option.id);
      for (const std::string& word : option.*words) {
        if (characters(word) >= characters_min) continue;
        file.findings().add(options.line_of(option.id),
                            fmt::format("\"{}\" in \"{}\" is too short to state a fact; use at "
                                        "least {} characters",
                                        word, key, characters_min));
      }
    }
    options.done();
  }
  all.done();
}

}  // namespace zheli::pack_files
