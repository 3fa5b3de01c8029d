// One JSON object read by field name: values with the types wanted, and a problem with its place
// for each that has another. Private to the room; the only header here that knows the JSON library.
// Tested through contract_json_test.cc.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "securitization/interchange/actus/contract_json.h"

namespace zheli::actus {

using Json = nlohmann::json;

/// The words allowed for a field and what they mean.
template <typename Value>
using Words = std::span<const std::pair<std::string_view, Value>>;

class Fields {
 public:
  /// `object` and `problems` must outlive this; an `object` that is none is a problem.
  Fields(const Json& object, std::string place, std::vector<Problem>& problems);

  /// The value, or null where the field is missing, null or an empty string.
  const Json* find(const char* name) const;

  std::optional<double> number(const char* name) const;
  std::optional<std::string> text(const char* name) const;
  std::optional<contracts::Time> time(const char* name) const;
  std::optional<contracts::Cycle> cycle(const char* name) const;
  std::optional<contracts::Period> period(const char* name) const;
  contracts::Rhythm rhythm(const char* anchor, const char* cycle) const;

  /// Fields that may be one value or an array of them.
  std::vector<double> numbers(const char* name) const;
  std::vector<std::string> texts(const char* name) const;
  std::vector<contracts::Time> times(const char* name) const;
  std::vector<contracts::Cycle> cycles(const char* name) const;

  template <typename Value>
  std::optional<Value> word(const char* name, Words<Value> words) const {
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

  void problem(const char* name, std::string message) const;
  const std::string& place() const { return place_; }
  std::vector<Problem>& problems() const { return *problems_; }

 private:
  template <typename Value, typename Read>
  std::vector<Value> list(const char* name, const Read& read) const;
  template <typename Value>
  std::optional<Value> parsed(const char* name, const Json* value,
                              core::Result<Value> (*parse)(std::string_view)) const;
  std::optional<double> as_number(const char* name, const Json& value) const;
  std::optional<std::string> as_text(const char* name, const Json& value) const;

  const Json* object_;  // null where it is none
  std::string place_;
  std::vector<Problem>* problems_;
};

}  // namespace zheli::actus
