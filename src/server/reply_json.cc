#include "server/reply_json.h"

#include <fmt/format.h>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/facet.h"
#include "assistant/text/normalise.h"

namespace zheli::server {
namespace {

using dialogue::Shown;
using knowledge::Hold;
using knowledge::Item;
using knowledge::Material;
using knowledge::Pack;
using knowledge::Statement;

constexpr const char* kHolds[] = {"carry", "register", "form", "bring"};
constexpr const char* kCans[] = {"yes", "no", "later"};
constexpr const char* kPossibles[] = {"yes", "no", "part"};

Json statements_json(const Pack& pack, bool english, const dialogue::ShownStatements& all) {
  Json rows = Json::array();
  for (const Shown<Statement>& one : all) {
    rows.push_back({{"name", one.what->name},
                    {"text", dialogue::shown_text(pack, english, *one.what)},
                    {"condition", one.condition},
                    {"verified", one.what->verified},
                    {"sources", one.what->sources}});
  }
  return rows;
}

Json material_json(const Pack& pack, const Shown<Material>& shown) {
  const Material& material = *shown.what;
  Json row{
      {"name", material.name},         {"hold", kHolds[static_cast<std::size_t>(material.hold)]},
      {"note", material.note},         {"condition", shown.condition},
      {"verified", material.verified}, {"sources", material.sources}};
  for (const knowledge::Register& one : pack.registers) {
    if (material.hold != Hold::from_register || one.id != material.register_id) continue;
    row["register"] = one.title;
    row["owner"] = one.owner;
  }
  return row;
}

Json titled(const Item& item) {
  return {{"item", item.id}, {"title", item.title}, {"title_en", item.english.title}};
}

Json options_json(const knowledge::Fact& fact) {
  Json rows = Json::array();
  for (const knowledge::Option& option : fact.options) {
    rows.push_back({{"id", option.id}, {"label", option.label}});
  }
  return rows;
}

Json referral_json(const knowledge::Referral& referral) {
  return {{"id", referral.id},     {"title", referral.title},      {"who", referral.who},
          {"say", referral.say},   {"phone", referral.phone},      {"url", referral.url},
          {"call", referral.call}, {"verified", referral.verified}};
}

Json ask_json(const dialogue::AskBack& ask) {
  return {{"id", ask.question->id},
          {"ask", ask.question->ask},
          {"about", ask.item == nullptr ? Json() : titled(*ask.item)},
          {"options", options_json(*ask.question)},
          {"unsure", ask.question->unsure}};
}

Json candidates_json(const Pack& pack, const std::vector<dialogue::Candidate>& candidates) {
  Json rows = Json::array();
  for (const dialogue::Candidate& candidate : candidates) {
    Json row = item_row(*pack.item(candidate.item));
    row["probability"] = candidate.probability;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json facts_json(const std::vector<dialogue::KnownFact>& facts) {
  Json rows = Json::array();
  for (const dialogue::KnownFact& known : facts) {
    rows.push_back({{"id", known.fact->id},
                    {"ask", known.fact->ask},
                    {"option", known.option->id},
                    {"label", known.option->label},
                    {"stated", known.stated},
                    {"options", options_json(*known.fact)}});
  }
  return rows;
}

Json proof_json(const dialogue::Proof& proof) {
  if (proof.lesson == nullptr) return nullptr;
  return {{"lesson", proof.lesson->question},
          {"similarity", proof.similarity},
          {"probability", proof.probability}};
}

core::Result<std::string> text_field(const Json& body, const char* field) {
  const auto found = body.find(field);
  if (found == body.end() || found->is_null()) return std::string{};
  if (!found->is_string()) return core::Error{fmt::format("\"{}\" must be a string", field)};
  return found->get<std::string>();
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

core::Result<AskRequest> read_answer(const Json& answer, AskRequest request) {
  if (!answer.is_object()) {
    return core::Error{"\"answer\" must be an object with \"question\" and \"option\""};
  }
  const auto question = text_field(answer, "question");
  const auto option = text_field(answer, "option");
  if (!question) return question.error();
  if (!option) return option.error();
  if (question.value().empty() || option.value().empty()) {
    return core::Error{"\"answer\" needs both \"question\" and \"option\""};
  }
  request.message.question = question.value();
  request.message.option = option.value();
  return request;
}

core::Result<AskRequest> check_text(AskRequest request) {
  const std::string& text = request.message.text;
  const bool tapped = !request.message.question.empty();
  const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && !tapped) return core::Error{"\"text\" is empty; write the question in it"};
  if (character_count(text) > AskRequest::kTextMax) {
    return core::Error{fmt::format("\"text\" has {} characters; at most {} are read",
                                   character_count(text), AskRequest::kTextMax)};
  }
  return request;
}

}  // namespace

core::Result<AskRequest> read_ask(std::string_view body) {
  if (!text::is_valid_utf8(body)) return core::Error{"the body is not valid UTF-8"};
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return core::Error{"the body is not JSON"};
  if (!json.is_object()) return core::Error{"the body must be a JSON object with \"text\""};

  AskRequest request;
  const auto text = text_field(json, "text");
  const auto conversation = text_field(json, "conversation");
  const auto lang = text_field(json, "lang");
  const auto as_of = text_field(json, "as_of");
  for (const auto* field : {&text, &conversation, &lang, &as_of}) {
    if (!*field) return field->error();
  }
  request.message.text = text.value();
  request.conversation = conversation.value();
  request.lang = lang.value();
  if (!request.lang.empty() && request.lang != "zh" && request.lang != "en") {
    return core::Error{"\"lang\" must be \"zh\" or \"en\""};
  }
  if (!as_of.value().empty()) {
    const auto day = core::parse_date(as_of.value());
    if (!day) return core::Error{"\"as_of\": " + day.error().message};
    request.as_of = day.value();
  }
  if (const auto explain = json.find("explain"); explain != json.end()) {
    if (!explain->is_boolean()) return core::Error{"\"explain\" must be true or false"};
    request.explain = explain->get<bool>();
  }
  if (const auto answer = json.find("answer"); answer != json.end() && !answer->is_null()) {
    const auto read = read_answer(*answer, request);
    if (!read) return read.error();
    request = read.value();
  }
  return check_text(std::move(request));
}

Json item_row(const Item& item) {
  return {{"item", item.id},
          {"title", item.title},
          {"title_en", item.english.title},
          {"summary", item.summary},
          {"summary_en", item.english.summary},
          {"domain", item.domain},
          {"one_card", item.one_card}};
}

Json to_json(const knowledge::Fact& fact) {
  return {
      {"id", fact.id}, {"ask", fact.ask}, {"options", options_json(fact)}, {"unsure", fact.unsure}};
}

Json to_json(const knowledge::Outcome& outcome, const Pack& pack) {
  const Item* target = pack.item(outcome.go_to);
  return {{"id", outcome.id},
          {"title", outcome.title},
          {"say", outcome.say},
          {"steps", outcome.steps},
          {"can", kCans[static_cast<std::size_t>(outcome.can)]},
          {"goto", target == nullptr ? Json() : titled(*target)}};
}

Json to_json(const Pack& pack, const dialogue::Guide& guide, bool english) {
  const Item& item = *guide.item;
  Json json = item_row(item);
  Json outcomes = Json::array();
  for (const knowledge::Outcome* outcome : guide.outcomes)
    outcomes.push_back(to_json(*outcome, pack));
  Json materials = Json::array();
  for (const auto& material : guide.materials) materials.push_back(material_json(pack, material));
  Json related = Json::array();
  for (const std::string& id : item.related) related.push_back(titled(*pack.item(id)));

  json["outcomes"] = std::move(outcomes);
  json["materials"] = std::move(materials);
  json["who"] = statements_json(pack, english, guide.who);
  json["conditions"] = statements_json(pack, english, guide.conditions);
  json["online"] = statements_json(pack, english, guide.online);
  json["online_possible"] = item.online_possible
                                ? Json(kPossibles[static_cast<std::size_t>(*item.online_possible)])
                                : Json();
  json["counter"] = statements_json(pack, english, guide.counter);
  json["statutory"] = statements_json(pack, english, guide.statutory);
  json["promised"] = statements_json(pack, english, guide.promised);
  json["fee"] = statements_json(pack, english, guide.fee);
  json["result"] = statements_json(pack, english, guide.result);
  json["basis"] = item.basis;
  json["nearest"] = nullptr;
  if (guide.nearest) {
    json["nearest"] = {{"condition", guide.nearest->condition},
                       {"title", guide.nearest->outcome->title},
                       {"say", guide.nearest->outcome->say}};
  }
  json["related"] = std::move(related);
  json["unverified_note"] = dialogue::phrase(pack, english, "unverified");
  return json;
}

Json to_json(const dialogue::Explanation& explanation) {
  Json labels = Json::array();
  for (const auto& [label, probability] : explanation.labels) {
    labels.push_back({{"label", label}, {"probability", probability}});
  }
  Json lessons = Json::array();
  for (const dialogue::NearLesson& near : explanation.lessons) {
    lessons.push_back({{"question", near.lesson->question},
                       {"label", near.lesson->label},
                       {"similarity", near.similarity}});
  }
  return {{"normalised", explanation.normalised},
          {"canonical", explanation.canonical},
          {"terms", explanation.terms},
          {"heard", explanation.heard},
          {"labels", std::move(labels)},
          {"outside", explanation.outside},
          {"none_meant", explanation.none_meant},
          {"refuse_at", explanation.refuse_at},
          {"covering", explanation.covering},
          {"lessons", std::move(lessons)},
          {"steps", explanation.steps}};
}

Json to_json(const Pack& pack, const dialogue::Reply& reply, bool explain) {
  Json guides = Json::array();
  for (const dialogue::Guide& guide : reply.guides) {
    guides.push_back(to_json(pack, guide, reply.next.english));
  }
  Json json{{"move", dialogue::name(reply.move)},
            {"facet", dialogue::name(reply.facet)},
            {"say", reply.say},
            {"guides", std::move(guides)},
            {"question", reply.ask ? ask_json(*reply.ask) : Json()},
            {"candidates", candidates_json(pack, reply.candidates)},
            {"referral", reply.referral == nullptr ? Json() : referral_json(*reply.referral)},
            {"facts", facts_json(reply.facts)},
            {"proof", proof_json(reply.proof)}};
  if (explain) json["explanation"] = to_json(reply.explanation);
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zheli::server
