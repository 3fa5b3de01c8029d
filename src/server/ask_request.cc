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

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::optional<core::Error> too_long(const char* field, const std::string& text) {
  const std::size_t size = text::points(text).size();
  if (size <= AskRequest::kTextMax) return std::nullopt;
  return core::Error{fmt::format("\"{}\" has {} characters; at most {} are read", field, size,
                                 AskRequest::kTextMax)};
}

core::Result<AskRequest> bounded(Fields fields) {
  AskRequest request;
  if (auto wrong = too_long("text", fields.text)) return *wrong;
  if (fields.question.empty() != fields.option.empty()) {
    return core::Error{"an answer needs both \"question\" and \"option\""};
  }
  if (!fields.lang.empty() && fields.lang != "zh" && fields.lang != "en") {
    return core::Error{"\"lang\" must be \"zh\" or \"en\""};
  }
  if (!fields.lang.empty()) request.english = fields.lang == "en";
  const auto as_of = read_as_of(fields.as_of);
  if (!as_of) return as_of.error();
  request.as_of = as_of.value();
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

/// A body that is one object with "text" in it.
core::Result<Json> read_object(std::string_view json) {
  files::Findings findings("the body");
  Json body = files::read_json(json, findings);
  if (!findings.problems().empty()) {
    const files::Problem& first = findings.problems().front();
    return core::Error{fmt::format("the body, line {}: {}", first.line, first.message)};
  }
  if (!body.is(Json::Kind::object)) {
    return core::Error{"the body must be a JSON object with \"text\""};
  }
  return body;
}

}  // namespace

core::Result<AskRequest> read_ask_body(std::string_view json) {
  const core::Result<Json> read = read_object(json);
  if (!read) return read.error();
  const Json& body = read.value();
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
  if (is_blank(fields.text) && fields.question.empty() && fields.option.empty()) {
    return core::Error{"\"text\" is empty; write the question in it"};
  }
  if (const Json* explain = body.find("explain")) {
    if (!explain->flag()) return core::Error{"\"explain\" must be true or false"};
    fields.explain = *explain->flag();
  }
  return bounded(std::move(fields));
}

core::Result<AskRequest> read_ask_form(const std::map<std::string, std::string>& fields) {
  const auto value = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
  };
  return bounded({value("text"), value("conversation"), value("lang"), value("as_of"),
                  value("question"), value("option"), false});
}

core::Result<std::optional<core::Date>> read_as_of(const std::string& text) {
  if (text.empty()) return std::optional<core::Date>();
  const core::Result<core::Date> day = core::parse_date(text);
  if (!day) return core::Error{"\"as_of\": " + day.error().message};
  return std::optional(day.value());
}

core::Result<Feedback> read_feedback_body(std::string_view json) {
  const core::Result<Json> body = read_object(json);
  if (!body) return body.error();
  Feedback said;
  if (auto wrong = read_texts(body.value(), {{"text", &said.text},
                                             {"question", &said.question},
                                             {"conversation", &said.conversation}})) {
    return *wrong;
  }
  if (is_blank(said.text)) return core::Error{"\"text\" is empty; write what was missing in it"};
  if (auto wrong = too_long("text", said.text)) return *wrong;
  if (auto wrong = too_long("question", said.question)) return *wrong;
  return said;
}

}  // namespace zheli::server
