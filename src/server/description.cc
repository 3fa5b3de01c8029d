#include "server/description.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/check.h"
#include "server/service.h"

namespace zheli::server {
namespace {

using files::Json;
using Kind = Json::Kind;

/// What a schema may say without a check of answers: notes, and bounds of what is asked.
bool is_note(std::string_view keyword) {
  return keyword == "description" || keyword == "format" || keyword == "maxLength";
}

bool is_type(std::string_view type, const Json& value) {
  static const std::map<std::string_view, Kind> kKinds = {
      {"null", Kind::null},      {"boolean", Kind::boolean}, {"number", Kind::number},
      {"integer", Kind::number}, {"string", Kind::text},     {"array", Kind::list},
      {"object", Kind::object},
  };
  const auto kind = kKinds.find(type);
  if (kind == kKinds.end() || !value.is(kind->second)) return false;
  return type != "integer" || value.whole().has_value();
}

bool is_one_of(const Json& values, const Json& value) {
  return std::any_of(values.children.begin(), values.children.end(), [&](const Json& one) {
    return one.kind == value.kind && one.text == value.text;
  });
}

/// "/items/{id}" fits "/items/lost".
bool fits(std::string_view pattern, std::string_view path) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path;
  return path.size() > open && path.starts_with(pattern.substr(0, open)) &&
         path.find('/', open) == std::string_view::npos;
}

}  // namespace

Json read_whole(std::string_view bytes) {
  files::Findings findings("answer");
  Json json = files::read_json(bytes, findings);
  CHECK(findings.problems().empty());
  return json;
}

const Json& at(const Json& json, std::string_view path) {
  static const Json kNone;
  if (path.empty()) return json;
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view name = path.substr(0, end);
  const std::string_view rest = path.substr(std::min(end + 1, path.size()));
  if (json.is(Kind::list)) {
    const std::size_t index = std::stoul(std::string(name));
    return index < json.children.size() ? at(json.children[index], rest) : kNone;
  }
  const Json* member = json.find(name);
  return member != nullptr ? at(*member, rest) : kNone;
}

Description::Description() : api_(read_whole(openapi())) {}

const Json* Description::operation(const Request& request) const {
  for (const Json& path : at(api_, "paths").children) {
    if (fits(path.name, request.path)) return path.find(request.method == "POST" ? "post" : "get");
  }
  return nullptr;
}

const Json& Description::referred(std::string_view reference) const {
  CHECK(reference.starts_with("#/"));
  return at(api_, reference.substr(2));
}

Description::Faults Description::faults(const Request& request, const Response& response) {
  Faults faults;
  const std::string media = response.content_type.substr(0, response.content_type.find(';'));
  if (media == "application/problem+json") {
    const Json* problem = at(api_, "components/responses/Problem/content").find(media);
    check(at(*problem, "schema"), read_whole(response.body), request.path, faults);
    return faults;
  }
  const Json* described = operation(request);
  if (described == nullptr) {
    if (media == "application/json") faults.push_back(request.path + " is not described");
    return faults;
  }
  const Json* content = at(*described, "responses/200/content").find(media);
  if (content == nullptr || response.status != 200) {
    faults.push_back(
        fmt::format("{}: {} with {} is not described", request.path, media, response.status));
  } else if (media == "application/json") {
    check(at(*content, "schema"), read_whole(response.body), request.path, faults);
  } else {
    seen_.insert(&at(*content, "schema"));
  }
  return faults;
}

void Description::check(const Json& schema, const Json& value, const std::string& place,
                        Faults& faults) {
  seen_.insert(&schema);
  for (const Json& keyword : schema.children) {
    if (!is_note(keyword.name)) check_keyword(schema, keyword, value, place, faults);
  }
}

void Description::check_keyword(const Json& schema, const Json& keyword, const Json& value,
                                const std::string& place, Faults& faults) {
  const std::string& word = keyword.name;
  const auto wrong = [&](const std::string& what) { faults.push_back(place + ": " + what); };
  if (word == "$ref") {
    check(referred(keyword.text), value, place, faults);
  } else if (word == "type") {
    if (!is_type(keyword.text, value)) wrong("is no " + keyword.text);
  } else if (word == "enum") {
    if (!is_one_of(keyword, value)) wrong("\"" + value.text + "\" is none of the values");
  } else if (word == "minimum") {
    if (value.number() && *value.number() < *keyword.number()) wrong("is below the minimum");
  } else if (word == "maximum") {
    if (value.number() && *value.number() > *keyword.number()) wrong("is above the maximum");
  } else if (word == "required") {
    for (const Json& name : keyword.children) {
      if (value.find(name.text) == nullptr) wrong(name.text + " is missing");
    }
  } else if (word == "properties") {
    for (const Json& property : keyword.children) {
      const Json* member = value.find(property.name);
      if (member != nullptr) check(property, *member, place + "/" + property.name, faults);
    }
  } else if (word == "items") {
    for (const Json& one : value.children) check(keyword, one, place + "/*", faults);
  } else if (word == "allOf") {
    for (const Json& part : keyword.children) check(part, value, place, faults);
  } else if (word == "anyOf") {
    check_any(keyword, value, place, faults);
  } else if (word == "additionalProperties" || word == "unevaluatedProperties") {
    check_others(schema, keyword, value, place, faults);
  } else {
    wrong("the description's keyword " + word + " is not known here");
  }
}

void Description::check_any(const Json& branches, const Json& value, const std::string& place,
                            Faults& faults) {
  Faults first;
  for (const Json& branch : branches.children) {
    const std::set<const Json*> before = seen_;
    Faults its;
    check(branch, value, place, its);
    if (its.empty()) return;
    seen_ = before;
    if (first.empty()) first = its;
  }
  faults.insert(faults.end(), first.begin(), first.end());
}

/// Members of an object that the schema does not name.
void Description::check_others(const Json& schema, const Json& allowed, const Json& value,
                               const std::string& place, Faults& faults) {
  const std::set<std::string> names = named(schema);
  for (const Json& member : value.children) {
    if (names.contains(member.name)) continue;
    if (allowed.is(Kind::object)) {
      check(allowed, member, place + "/" + member.name, faults);
    } else if (!allowed.flag().value_or(true)) {
      faults.push_back(place + ": " + member.name + " is not described");
    }
  }
}

/// The members that a schema names, in what it refers to as well.
std::set<std::string> Description::named(const Json& schema) const {
  std::set<std::string> names;
  for (const Json& property : at(schema, "properties").children) names.insert(property.name);
  if (const Json* reference = schema.find("$ref")) names.merge(named(referred(reference->text)));
  for (const Json& part : at(schema, "allOf").children) names.merge(named(part));
  return names;
}

Description::Faults Description::unseen() const {
  Faults unseen;
  std::set<const Json*> visited;
  for (const Json& path : at(api_, "paths").children) {
    for (const Json& method : path.children) {
      for (const Json& response : at(method, "responses").children) {
        const Json* reference = response.find("$ref");
        const Json& answer = reference != nullptr ? referred(reference->text) : response;
        for (const Json& media : at(answer, "content").children) {
          find_unseen(at(media, "schema"), path.name, visited, unseen);
        }
      }
    }
  }
  return unseen;
}

void Description::find_unseen(const Json& node, const std::string& place,
                              std::set<const Json*>& visited, Faults& unseen) const {
  if (!visited.insert(&node).second) return;
  if (!seen_.contains(&node)) {
    unseen.push_back(place);
    return;  // what is below it was not seen for the same reason
  }
  if (const Json* reference = node.find("$ref")) {
    find_unseen(referred(reference->text), place, visited, unseen);
  }
  for (const Json& property : at(node, "properties").children) {
    find_unseen(property, place + "/" + property.name, visited, unseen);
  }
  for (const char* list : {"allOf", "anyOf"}) {
    for (const Json& part : at(node, list).children) find_unseen(part, place, visited, unseen);
  }
  if (const Json* items = node.find("items")) find_unseen(*items, place + "/*", visited, unseen);
  const Json* others = node.find("additionalProperties");
  if (others != nullptr && others->is(Kind::object)) {
    find_unseen(*others, place + "/*", visited, unseen);
  }
}

}  // namespace zheli::server
