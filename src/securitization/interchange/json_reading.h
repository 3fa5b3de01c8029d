// Reading JSON of another program: the first thing that cannot be read is refused with its place
// ("input.assets[3].type"). Used by this room's readers only. Tested through absbox_test.cc.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "files/json_tree.h"

namespace zheli::interchange {

using files::Json;
using Kind = Json::Kind;

constexpr double kYuanMost = 1e12;

/// Thrown inside the readers, caught by read_absbox.
struct Refusal {
  std::string message;
};

[[noreturn]] inline void refuse(const std::string& at, std::string_view why) {
  throw Refusal{fmt::format("{}: {}", at, why)};
}

[[noreturn]] inline void refuse_word(const std::string& at, std::string_view word) {
  refuse(at, fmt::format("\"{}\" is not read", word.substr(0, 40)));
}

inline const Json& member(const Json& json, std::string_view key, const std::string& at) {
  if (!json.is(Kind::object)) refuse(at, "an object should stand here");
  const Json* const found = json.find(key);
  if (found == nullptr) refuse(at, fmt::format("\"{}\" is missing", key));
  return *found;
}

/// The member, or null.
inline const Json& member_if_any(const Json& json, std::string_view key) {
  static const Json kNothing;
  const Json* const found = json.find(key);
  return found == nullptr ? kNothing : *found;
}

inline bool holds(const Json& json, std::string_view key) {
  return json.find(key) != nullptr;
}

inline const std::vector<Json>& elements(const Json& json, const std::string& at) {
  if (!json.is(Kind::list)) refuse(at, "a list should stand here");
  return json.children;
}

inline const Json& element(const Json& json, std::size_t number, const std::string& at) {
  if (!json.is(Kind::list) || json.children.size() <= number)
    refuse(at, fmt::format("a list of more than {} elements should stand here", number));
  return json.children[number];
}

inline double number(const Json& json, const std::string& at, double least, double most) {
  const std::optional<double> value = json.number();
  if (!value) refuse(at, "a number should stand here");
  if (*value < least || *value > most)
    refuse(at, fmt::format("a number from {:g} to {:g} should stand here", least, most));
  return *value;
}

/// A whole number; what comes after a point is refused.
inline int whole(const Json& json, const std::string& at, int least, int most) {
  const double value = number(json, at, least, most);
  if (value != static_cast<int>(value)) refuse(at, "a whole number should stand here");
  return static_cast<int>(value);
}

inline core::Money yuan(const Json& json, const std::string& at) {
  return core::round_fen(core::kFenInYuan * number(json, at, 0, kYuanMost));
}

inline const std::string& text(const Json& json, const std::string& at) {
  if (!json.is(Kind::text)) refuse(at, "text should stand here");
  return json.text;
}

inline core::Date date(const Json& json, const std::string& at) {
  const auto read = core::parse_date(text(json, at));
  if (!read) refuse(at, read.error().message);
  return read.value();
}

/// The entries of a list of [name, value] or of an object; of an object by name.
template <typename Visit>
void each_named(const Json& json, const std::string& at, const Visit& visit) {
  if (json.is(Kind::object)) {
    for (const Json& one : json.children) visit(one.name, one, at + "." + one.name);
  } else if (json.is(Kind::list)) {
    for (std::size_t i = 0; i < json.children.size(); ++i) {
      const std::string place = fmt::format("{}[{}]", at, i);
      const Json& one = json.children[i];
      visit(text(element(one, 0, place), place), element(one, 1, place), place);
    }
  } else if (!json.is(Kind::null)) {
    refuse(at, "a list of names and values should stand here");
  }
}

inline std::vector<std::string> texts(const Json& json, const std::string& at) {
  if (json.is(Kind::text)) return {json.text};
  std::vector<std::string> to;
  if (!json.is(Kind::list) || json.children.empty())
    refuse(at, "a name or a list of names should stand here");
  for (const Json& one : json.children) to.push_back(text(one, at));
  return to;
}

}  // namespace zheli::interchange
