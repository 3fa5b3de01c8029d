// What facts and questions share: what is asked, its options, what to look at when unsure. See
// docs/formats/pack.md. Tested by read_pack_test.cc.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Fields;
using files::Node;
using knowledge::Asking;
using knowledge::Option;

/// Reports `text`, read under `key`, where it has more than `count_max` characters.
void check_button(Fields& fields, std::string_view key, const std::string& text,
                  std::size_t count_max);
constexpr std::size_t kEnglishButtonMax = 40;

/// `ask` and `unsure`, with their English.
void read_wording(Fields& fields, const English& english, Asking& asking);

/// The key `options`: two or more. `more` reads what these options have besides.
std::vector<Option> read_options(Fields& asking, const English& english,
                                 const std::function<void(Fields&, Option&)>& more);

/// One list of an option's words: &Option::says or &Option::answers.
using Words = std::vector<std::string> Option::*;

/// The key `key` of a file: fact or question → option → words by which it is heard. Words of fewer
/// than `characters_min` characters are reported.
void read_words_of(Fields& file, std::string_view key, const std::vector<Asking*>& askings,
                   Words words, std::size_t characters_min);

template <typename T>
std::vector<Asking*> askings_of(std::vector<T>& all) {
  std::vector<Asking*> askings;
  for (T& one : all) askings.push_back(&one);
  return askings;
}

/// A file's list of facts or questions under `key`, each with its own id; `read` reads the rest of
/// one.
template <typename T, typename Read>
std::vector<T> read_askings(Fields& file, std::string_view key, std::string_view what,
                            const Read& read) {
  std::vector<T> all;
  file.need(key);
  file.each(key, [&](const Node& node) {
    Fields fields(node, what, file.findings());
    T one = read(fields, fields.id());
    fields.done();
    files::refuse_twice(all, one.id, fields.line_of("id"), file.findings());
    all.push_back(std::move(one));
  });
  return all;
}

}  // namespace zheli::pack_files
