// What facts and questions share: what is asked, its options, what to look at when unsure. See
// docs/formats/pack.md. Tested by read_pack_test.cc.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Fields;
using files::Findings;
using files::Node;
using knowledge::Asking;
using knowledge::Option;

/// `ask` and `unsure`, with their English.
void read_wording(Fields& fields, Asking& asking);

/// The key `options`: two or more. `more` reads what these options have besides.
std::vector<Option> read_options(Fields& asking, const std::function<void(Fields&, Option&)>& more);

/// How many characters, not bytes, `text` has.
std::size_t characters(const std::string& text);

/// A file's list of facts or questions, each with its own id; `read` reads the rest of one.
template <typename T, typename Read>
std::vector<T> read_askings(const Node& root, std::string_view what, Findings& findings,
                            const Read& read) {
  std::vector<T> all;
  if (root.kind == Node::Kind::null) return all;
  if (root.kind != Node::Kind::list) {
    findings.add(root.line, "the file must be a list; start each entry with - id:");
    return all;
  }
  for (const Node& node : root.children) {
    Fields fields(node, what, findings);
    T one = read(fields, fields.id());
    fields.done();
    files::refuse_twice(all, one.id, fields.line_of("id"), findings);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace zheli::pack_files
