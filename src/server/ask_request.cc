#include "server/ask_request.h"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "assistant/text/utf8.h"
#include "files/json_tree.h"

namespace zheli::server {
namespace {

using files::Json;

/// The fields of either door as they came; empty where a field is missing.
struct Fields {
  std::string text, conversation, lang, as_of, question, option;
  bool explain = false;
};

core::Result<AskRequest> bounded(Fields fields) {
  AskRequest request;
  if (const std::size_t size = text::points(fields.text).size(); size > AskRequest::kTextMax) {
    return core::Error{
        fmt::format("\"text\" has {} characters; at most {} are read", size, AskRequest::kTextMax)};
  }
  if (fields.question.empty() != fields.option.empty()) {
    return core::Error{"an answer needs both \"question\" and \"option\""};
  }
  if (!fields.lang.empty() && fields.lang != "zh" && fields.lang != "en") {
    return core::Error{"\"lang\" must be \"zh\" or \"en\""};
  }
  if (!fields.lang.empty()) request.english = fields.lang == "en";
  if (!fields.as_of.empty()) {
    const core::Result<core::Date> day = core::parse_date(fields.as_of);
    if (!day) return core::Error{"\"as_of\": " + day.error().message};
    request.as_of = day.value();
  }
  request.message = {std::move(fields.text), std::move(fields.question), std::move(fields.option)};
  request.conversation = std::move(fields.conversation);
  request.explain = fields.explain;
  return request;
}

/// Puts the texts of an object where they belong; a field missing or null leaves its place empty.
/// Returns what is wrong, or nothing.
std::optional<core::Error> read_texts(
    const Json& object, std::initializer_list<std::pair<const char*, std::string*>> places) {
  for (const auto& [field, place] : places) {
    const Json* found = object.find(field);
    if (found == nullptr || found->is(Json::Kind::null)) continue;
    if (!found->is(Json::Kind::text)) {
      return core::Error{fmt::format("\"{}\" must be a string", field)};
    }
    *place = found->text;
  }
  return std::nullopt;
}

std::optional<core::Error> read_answer(const Json& answer, Fields& fields) {
  if (!answer.is(Json::Kind::object)) {
    return core::Error{"\"answer\" must be an object with \"question\" and \"option\""};
  }
  if (auto wrong = read_texts(answer, {{"question", &fields.question}, {"option", &fields.option}}))
    return wrong;
  if (fields.question.empty() && fields.option.empty()) {
    return core::Error{"\"answer\" needs \"question\" and \"option\""};
  }
  return std::nullopt;
}

}  // namespace

core::Result<AskRequest> read_ask_body(std::string_view json) {
  files::Findings findings("the body");
  const Json body = files::read_json(json, findings);
  if (!findings.problems().empty()) {
    const files::Problem& first = findings.problems().front();
    return core::Error{fmt::format("the body, line {}: {}", first.line, first.message)};
  }
  if (!body.is(Json::Kind::object)) {
    return core::Error{"the body must be a JSON object with \"text\""};
  }
  Fields fields;
  if (auto wrong = read_texts(body, {{"text", &fields.text},
                                     {"conversation", &fields.conversation},
                                     {"lang", &fields.lang},
                                     {"as_of", &fields.as_of}})) {
    return *wrong;
  }
  if (const Json* answer = body.find("answer"); answer && !answer->is(Json::Kind::null)) {
    if (auto wrong = read_answer(*answer, fields)) return *wrong;
  }
  const bool blank = fields.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && fields.question.empty() && fields.option.empty()) {
    return core::Error{"\"text\" is empty; write the question in it"};
  }
  if (const Json* explain = body.find("explain")) {
    if (!explain->flag()) return core::Error{"\"explain\" must be true or false"};
    fields.explain = *explain->flag();
  }
  return bounded(std::move(fields));
}

core::Result<AskRequest> read_ask_query(const std::map<std::string, std::string>& query) {
  const auto value = [&](const char* name) {
    const auto found = query.find(name);
    return found == query.end() ? std::string{} : found->second;
  };
  return bounded({value("text"), value("conversation"), value("lang"), value("as_of"),
                  value("question"), value("option"), false});
}

}  // namespace zheli::server
