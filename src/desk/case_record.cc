#include "desk/case_record.h"

#include "core/base64.h"
#include "core/check.h"
#include "files/json_tree.h"
#include "ledger/hash.h"

namespace zheli::desk {
namespace {

using applications::Act;
using files::Json;

constexpr std::array<std::string_view, 3> kLaws = {"licence", "confirmation", "service"};
constexpr std::array<std::string_view, 3> kUnits = {"working", "calendar", "at-once"};

/// "id=value", one a pair: an id holds no "=".
template <typename All, typename Value>
std::vector<std::string> pairs(const All& all, Value value) {
  std::vector<std::string> lines;
  for (const auto& one : all) lines.push_back(value(one));
  return lines;
}

std::pair<std::string, std::string> split(const std::string& line) {
  const std::size_t at = line.find('=');
  CHECK(at != std::string::npos);
  return {line.substr(0, at), line.substr(at + 1)};
}

/// A record of ours, read.
class Reader {
 public:
  explicit Reader(std::string_view record) {
    files::Findings findings("record");
    root_ = files::read_json(record, findings);
    CHECK(findings.problems().empty());
  }

  std::string text(std::string_view name) const {
    const Json* const found = root_.find(name);
    return found != nullptr && found->is(Json::Kind::text) ? found->text : std::string();
  }
  int whole(std::string_view name) const {
    const Json* const found = root_.find(name);
    const auto value = found == nullptr ? std::nullopt : found->whole();
    return static_cast<int>(value.value_or(0));
  }
  std::vector<std::string> texts(std::string_view name) const {
    std::vector<std::string> all;
    const Json* const found = root_.find(name);
    if (found == nullptr) return all;
    for (const Json& one : found->children) all.push_back(one.text);
    return all;
  }
  bool has(std::string_view name) const { return root_.find(name) != nullptr; }

  std::vector<Answer> answers() const {
    std::map<std::string, std::string> labels;
    for (const std::string& line : texts("labels")) labels.insert(split(line));
    std::vector<Answer> all;
    for (const std::string& line : texts("answers")) {
      auto [id, value] = split(line);
      all.push_back({id, labels[id], std::move(value)});
    }
    return all;
  }

 private:
  Json root_;
};

template <typename T, std::size_t N>
T read_word(const std::array<std::string_view, N>& words, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == text) return static_cast<T>(i);
  }
  CHECK(false);
  return {};
}

void put_application(Fields& fields, const Application& one) {
  fields["item"] = one.item;
  fields["outcome"] = one.outcome;
  fields["pack"] = one.pack;
  fields["facts"] =
      pairs(one.facts, [](const auto& fact) { return fact.first + "=" + fact.second; });
  fields["pulls"] = one.pulls;
  fields["on_site"] = one.on_site;
  fields["law"] = std::string(kLaws[static_cast<std::size_t>(one.terms.law)]);
  fields["attends"] = std::int64_t{one.terms.attends};
  fields["approvals"] = std::int64_t{one.terms.approvals};
  if (!one.terms.deadline) return;
  fields["days"] = std::int64_t{one.terms.deadline->days};
  fields["unit"] = std::string(kUnits[static_cast<std::size_t>(one.terms.deadline->unit)]);
}

}  // namespace

ledger::Kind kind_of(Act act) {
  return act == Act::decide ? ledger::Kind::decision : ledger::Kind::case_event;
}

Fields event_fields(const std::string& number, const CaseEvent& one, std::string_view state,
                    const std::string& until, const Application& application) {
  const applications::Event& event = one.event;
  Fields fields{{"case", number},
                {"event", std::string(word(event.act))},
                {"state", std::string(state)},
                {"day", core::to_string(event.day)}};
  if (!until.empty()) fields["until"] = until;
  if (!event.basis.empty()) fields["basis"] = event.basis;
  if (!event.reason.empty()) fields["words"] = event.reason;
  if (event.deemed) fields["deemed"] = std::int64_t{1};
  if (event.act == Act::rate) fields["stars"] = std::int64_t{event.stars};
  if (event.act == Act::decide) {
    fields["granted"] = std::int64_t{event.granted};
    fields["reason"] = core::base64(ledger::bytes_of(ledger::sha256(event.reason)));
    fields["approved_by"] = event.by;
  }
  if (!one.answers.empty()) {
    fields["answers"] =
        pairs(one.answers, [](const Answer& answer) { return answer.id + "=" + answer.value; });
    fields["labels"] =
        pairs(one.answers, [](const Answer& answer) { return answer.id + "=" + answer.label; });
  }
  if (event.act == Act::submit) put_application(fields, application);
  return fields;
}

CaseEvent read_event(std::string_view record) {
  const Reader from(record);
  const auto act = applications::read_act(from.text("event"));
  CHECK(act);
  return {.event = {.act = *act,
                    .day = core::parse_date(from.text("day")).value(),
                    .by = from.text("by"),
                    .reason = from.text("words"),
                    .basis = from.text("basis"),
                    .granted = from.whole("granted") != 0,
                    .stars = from.whole("stars"),
                    .deemed = from.has("deemed")},
          .at = from.text("at"),
          .answers = from.answers()};
}

Application read_application(std::string_view record) {
  const Reader from(record);
  Application one{.item = from.text("item"),
                  .outcome = from.text("outcome"),
                  .pack = from.text("pack"),
                  .facts = {},
                  .answers = from.answers(),
                  .pulls = from.texts("pulls"),
                  .on_site = from.texts("on_site"),
                  .terms = {}};
  for (const std::string& line : from.texts("facts")) one.facts.insert(split(line));
  one.terms.law = read_word<knowledge::Law>(kLaws, from.text("law"));
  one.terms.attends = from.whole("attends") != 0;
  one.terms.approvals = from.whole("approvals");
  if (from.has("unit")) {
    const auto unit = read_word<knowledge::DayUnit>(kUnits, from.text("unit"));
    one.terms.deadline = knowledge::Deadline{from.whole("days"), unit};
  }
  return one;
}

}  // namespace zheli::desk
