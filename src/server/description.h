// openapi.json as a check of what the server answers, so that the code and the description of it
// cannot drift apart. Tests only. Knows the part of JSON Schema 2020-12 that the description uses;
// another keyword is a fault of the description.
//
// Tested by description_test.cc.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "files/json_tree.h"
#include "server/http.h"

namespace zheli::server {

/// The value of bytes that must be JSON (CHECK).
files::Json read_whole(std::string_view bytes);

/// The value at a path of member names and indices, "guides/0/fee"; a null where there is none.
const files::Json& at(const files::Json& json, std::string_view path);

class Description {
 public:
  using Faults = std::vector<std::string>;

  /// Of what the program says about itself.
  Description();

  /// What of an answer is not as described, each with its place; empty where all of it is.
  Faults faults(const Request& request, const Response& response);

  /// Parts of the described answers that no answer so far had.
  Faults unseen() const;

 private:
  using Json = files::Json;

  const Json* operation(const Request& request) const;
  const Json& referred(std::string_view reference) const;
  void check(const Json& schema, const Json& value, const std::string& place, Faults& faults);
  void check_keyword(const Json& schema, const Json& keyword, const Json& value,
                     const std::string& place, Faults& faults);
  void check_any(const Json& branches, const Json& value, const std::string& place, Faults& faults);
  void check_others(const Json& schema, const Json& allowed, const Json& value,
                    const std::string& place, Faults& faults);
  std::set<std::string> named(const Json& schema) const;
  void find_unseen(const Json& node, const std::string& place, std::set<const Json*>& visited,
                   Faults& unseen) const;

  const Json api_;
  std::set<const Json*> seen_;  // schemas that a value was checked against
};

}  // namespace zheli::server
