// JSON values made in the program, for readers that turn one form of a case into another. Used by
// this room's readers only. Tested through absbox_tagged_test.cc.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/json_tree.h"

namespace zheli::interchange {

inline files::Json word(std::string_view text) {
  files::Json to{files::Json::Kind::text};
  to.text = text;
  return to;
}

inline files::Json zero() {
  files::Json to{files::Json::Kind::number};
  to.text = "0";
  return to;
}

inline files::Json list(std::vector<files::Json> elements) {
  files::Json to{files::Json::Kind::list};
  to.children = std::move(elements);
  return to;
}

using Member = std::pair<std::string_view, files::Json>;

/// The names must differ.
inline files::Json object(const std::vector<Member>& members) {
  files::Json to{files::Json::Kind::object};
  for (const auto& [name, value] : members) to.children.emplace_back(value).name = name;
  std::sort(to.children.begin(), to.children.end(),
            [](const files::Json& a, const files::Json& b) { return a.name < b.name; });
  return to;
}

}  // namespace zheli::interchange
