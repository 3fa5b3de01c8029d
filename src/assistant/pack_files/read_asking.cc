#include "assistant/pack_files/read_asking.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "assistant/pack_files/read_english.h"

namespace zheli::pack_files {
namespace {

constexpr std::size_t kLabelCharactersMax = 16;
constexpr std::size_t kEnglishLabelCharactersMax = 40;

void check_label(Fields& fields, const std::string& label, std::size_t count_max) {
  const std::size_t count = characters(label);
  if (count <= count_max) return;
  fields.findings().add(
      fields.line_of("label"),
      fmt::format("label \"{}\" has {} characters; a button holds {}", label, count, count_max));
}

}  // namespace

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !U8_IS_TRAIL(static_cast<std::uint8_t>(c)); }));
}

void read_wording(Fields& fields, Asking& asking) {
  asking.ask = fields.text("ask");
  asking.unsure = fields.text("unsure");
  read_english(fields, [&](Fields& english) {
    asking.english = {english.text("ask"), english.text("unsure")};
  });
}

std::vector<Option> read_options(Fields& asking,
                                 const std::function<void(Fields&, Option&)>& more) {
  std::vector<Option> options;
  if (asking.need("options") == nullptr) return options;
  asking.each("options", [&](const Node& node) {
    Fields fields(node, "an option", asking.findings());
    Option option;
    option.id = fields.id();
    option.label = fields.text("label");
    option.clause = fields.text_if_any("clause");
    option.says = fields.texts_if_any("says");
    more(fields, option);
    read_english(fields, [&](Fields& english) {
      option.english = {english.text("label"), text_beside(english, "clause", option.clause)};
      check_label(english, option.english.label, kEnglishLabelCharactersMax);
    });
    fields.done();
    check_label(fields, option.label, kLabelCharactersMax);
    files::refuse_twice(options, option.id, fields.line_of("id"), asking.findings());
    options.push_back(std::move(option));
  });
  if (options.size() == 1) {
    asking.findings().add(asking.line_of("options"), "one option is no choice; give at least two");
  }
  return options;
}

}  // namespace zheli::pack_files
