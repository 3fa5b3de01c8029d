// Bytes of JSON → a tree of values that know their lines. JSON comes from outside (requests, cases
// of other programs), so what is read is bounded: at most kJsonBytesMax bytes, kJsonValuesMax
// values and kJsonDepthMax levels; valid UTF-8; no name twice in an object. The time is n log n in
// the bytes, whatever they hold.
//
//   Findings findings("case.json");
//   const Json json = read_json(bytes, findings);
//   if (!findings.problems().empty()) …
//   if (const Json* term = json.find("term"); term && term->number()) …
//
// The syntax is nlohmann's (RFC 8259); only json_tree.cc knows it. What the values mean is the
// reader's business: a missing member, a null and a wrong type are told apart here, never judged.
//
// Tested by json_tree_test.cc, tests/fuzz/json_fuzz.cc, actus_fuzz.cc and deal_fuzz.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/problem.h"

namespace zheli::files {

struct Json {
  enum class Kind { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  int line = 0;                  // where it starts, from 1 on; 0: of no file
  std::string name{};            // of an object's member
  std::string text{};            // texts; "true" or "false"; numbers with the digits of the file
  std::vector<Json> children{};  // lists: in order; objects: by name, in the order of bytes

  bool is(Kind wanted) const { return kind == wanted; }

  /// Whether this is the text `word`.
  bool is(std::string_view word) const { return kind == Kind::text && text == word; }

  /// The member of an object; nullptr where there is none, or where this is no object. O(log n).
  const Json* find(std::string_view member) const;

  /// The double nearest to a number's digits; nothing where this is no number.
  std::optional<double> number() const;

  /// A number written without point and exponent, exactly; nothing where it is another, or does not
  /// fit.
  std::optional<std::int64_t> whole() const;

  /// true or false; nothing where this is neither.
  std::optional<bool> flag() const;
};

/// The text that a member of an object is; empty where there is none, or where it is no text.
std::string text_of(const Json& json, std::string_view member);

/// Reads one value. Bytes that cannot be read are one problem, with its line, and a null.
Json read_json(std::string_view bytes, Findings& findings);

constexpr std::size_t kJsonBytesMax = std::size_t{16} << 20;
constexpr std::size_t kJsonValuesMax = 1'000'000;
constexpr std::size_t kJsonDepthMax = 64;

}  // namespace zheli::files
