// Reading JSON of another program: the first thing that cannot be read is refused with its place.
// Used by this room's readers only.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"

namespace zheli::interchange {

using Json = nlohmann::json;

constexpr double kYuanMost = 1e12;

/// Thrown inside the readers, caught by read_absbox.
struct Refusal {
  std::string message;
};

[[noreturn]] inline void refuse(const std::string& at, std::string_view why) {
  throw Refusal{fmt::format("{}: {}", at, why)};
}

inline const Json& member(const Json& json, const char* key, const std::string& at) {
  if (!json.is_object()) refuse(at, "an object should stand here");
  const auto found = json.find(key);
  if (found == json.end()) refuse(at, fmt::format("\"{}\" is missing", key));
  return *found;
}

/// The member, or null.
inline const Json& member_if_any(const Json& json, const char* key) {
  static const Json kNothing;
  if (!json.is_object()) return kNothing;
  const auto found = json.find(key);
  return found == json.end() ? kNothing : *found;
}

inline const Json& element(const Json& json, std::size_t number, const std::string& at) {
  if (!json.is_array() || json.size() <= number)
    refuse(at, fmt::format("a list of more than {} elements should stand here", number));
  return json[number];
}

inline double number(const Json& json, const std::string& at, double least, double most) {
  if (!json.is_number()) refuse(at, "a number should stand here");
  const double value = json.get<double>();
  if (!std::isfinite(value) || value < least || value > most)
    refuse(at, fmt::format("a number from {:g} to {:g} should stand here", least, most));
  return value;
}

inline core::Money yuan(const Json& json, const std::string& at) {
  return core::round_fen(100 * number(json, at, 0, kYuanMost));
}

inline std::string text(const Json& json, const std::string& at) {
  if (!json.is_string()) refuse(at, "text should stand here");
  return json.get<std::string>();
}

inline core::Date date(const Json& json, const std::string& at) {
  const auto read = core::parse_date(text(json, at));
  if (!read) refuse(at, read.error().message);
  return read.value();
}

/// The entries of a list of [name, value] or of an object.
template <typename Visit>
void each_named(const Json& json, const std::string& at, const Visit& visit) {
  if (json.is_object()) {
    for (const auto& [name, value] : json.items()) visit(name, value, at + "." + name);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) {
      const std::string place = fmt::format("{}[{}]", at, i);
      visit(text(element(json[i], 0, place), place), element(json[i], 1, place), place);
    }
  } else if (!json.is_null()) {
    refuse(at, "a list of names and values should stand here");
  }
}

inline std::vector<std::string> texts(const Json& json, const std::string& at) {
  if (json.is_string()) return {json.get<std::string>()};
  std::vector<std::string> to;
  if (!json.is_array() || json.empty()) refuse(at, "a name or a list of names should stand here");
  for (const Json& one : json) to.push_back(text(one, at));
  return to;
}

}  // namespace zheli::interchange
