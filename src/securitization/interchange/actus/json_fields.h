// One object of the test bed's JSON read by field name: values with the types wanted, and a problem
// with its line and place for each that has another. That form is lenient: numbers may stand in
// strings, with blanks around; null and "" are absent; one value where a list is allowed. Private
// to the room. Tested through contract_json_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/json_tree.h"
#include "securitization/contracts/terms.h"

namespace zheli::actus {

using files::Json;

/// The words allowed for a field and what they mean.
template <typename Value>
using Words = std::span<const std::pair<std::string_view, Value>>;

class Fields {
 public:
  /// `object` and `findings` must outlive this; an `object` that is none is a problem. `place`
  /// leads to it: "terms/contractStructure/0", or "".
  Fields(const Json& object, std::string place, files::Findings& findings);

  /// The value, or nullptr where the field is missing, null or an empty string.
  const Json* find(std::string_view name) const;

  std::optional<double> number(std::string_view name) const;
  std::optional<std::string> text(std::string_view name) const;
  std::optional<contracts::Time> time(std::string_view name) const;
  std::optional<contracts::Cycle> cycle(std::string_view name) const;
  std::optional<contracts::Period> period(std::string_view name) const;
  contracts::Rhythm rhythm(std::string_view anchor, std::string_view cycle) const;

  /// Fields that may be one value or a list of them.
  std::vector<double> numbers(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<contracts::Time> times(std::string_view name) const;
  std::vector<contracts::Cycle> cycles(std::string_view name) const;

  template <typename Value>
  std::optional<Value> word(std::string_view name, Words<Value> words) const {
    const std::optional<std::string> found = text(name);
    if (!found) return std::nullopt;
    std::string known;
    for (const auto& [word, value] : words) {
      if (*found == word) return value;
      known += (known.empty() ? "" : ", ") + std::string(word);
    }
    problem(name, "\"" + found->substr(0, 40) + "\" is none of " + known);
    return std::nullopt;
  }

  /// Calls `read` with the fields of each element of a list, "NAME/0" on; a missing list is none,
  /// anything else is a problem.
  template <typename Read>
  void each(std::string_view name, const Read& read) const {
    const Json* const list = entries(name);
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->children.size(); ++i)
      read(Fields(list->children[i], place_of(name) + "/" + std::to_string(i), findings_));
  }

  /// Says what is wrong with a field; with the object itself where `name` is empty.
  void problem(std::string_view name, std::string_view message) const;
  std::string place_of(std::string_view name) const;
  files::Findings& findings() const { return findings_; }

 private:
  const Json* entries(std::string_view name) const;
  template <typename Value, typename Read>
  std::vector<Value> list(std::string_view name, const Read& read) const;
  template <typename Value>
  std::optional<Value> parsed(std::string_view name, const Json* value,
                              core::Result<Value> (*parse)(std::string_view)) const;
  std::optional<double> as_number(std::string_view name, const Json& value) const;
  std::optional<std::string> as_text(std::string_view name, const Json& value) const;

  const Json& object_;
  std::string place_;
  files::Findings& findings_;
};

}  // namespace zheli::actus
