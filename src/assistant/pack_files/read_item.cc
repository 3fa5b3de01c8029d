#include "assistant/pack_files/read_item.h"

#include <fmt/format.h>

#include "assistant/knowledge/situations.h"
#include "assistant/pack_files/english.h"
#include "assistant/pack_files/read_asking.h"
#include "assistant/pack_files/read_fact.h"
#include "assistant/pack_files/read_statement.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::refuse_twice;
using files::unknown;
using knowledge::Attend;
using knowledge::Can;
using knowledge::check_situations;
using knowledge::Hold;
using knowledge::Law;
using knowledge::Outcome;
using knowledge::Possible;
using knowledge::TableFault;
namespace {

constexpr std::size_t kNamesMin = 3;
constexpr std::size_t kNamesMax = 8;
constexpr std::size_t kEverydayMax = 12;  // characters

const std::vector<std::string> kCan = {"yes", "no", "later"};                  // enum Can
const std::vector<std::string> kLaw = {"licence", "confirmation", "service"};  // enum Law
const std::vector<std::string> kAttend = {"never", "once"};                    // enum Attend

/// Reads one item; holds what its parts share.
class ItemReader {
 public:
  ItemReader(const Node& root, const English& english, const Pack& pack, Findings& findings)
      : english_(english), pack_(pack), fields_(root, "an item", findings), findings_(findings) {}

  ReadItem read() {
    read_head();
    item().facts = read_item_facts(fields_, english_, pack_.facts, result_.own_facts);
    read_outcomes();
    item().materials = read_materials(fields_, pack_, item().facts, english_);
    check_one_card();
    read_handling();
    read_all_statements();
    read_lists();
    fields_.done();
    if (fields_.usable()) check();
    return std::move(result_);
  }

 private:
  Item& item() { return result_.item; }

  void read_head();
  void read_outcomes();
  Outcome read_outcome(const Node& node);
  void read_outcome_english(Fields& fields, Outcome& outcome);
  void read_all_statements();
  void read_lists();
  void check();
  void check_place();
  void check_one_card();
  void read_handling();
  void mention(const std::string& id, int line) {
    if (!id.empty()) result_.mentions.push_back({id, {findings_.file(), line}});
  }

  const English& english_;
  const Pack& pack_;
  Fields fields_;
  Findings& findings_;
  ReadItem result_;
  std::vector<int> outcome_lines_;
};

void ItemReader::read_head() {
  item().id = fields_.id();
  item().title = fields_.text("title");
  item().everyday = fields_.text("everyday");
  check_button(fields_, "everyday", item().everyday, kEverydayMax);
  item().domain = fields_.text("domain");
  fields_.need("one_card");
  item().one_card = fields_.flag("one_card").value_or(false);
  item().names = fields_.texts("names");
  item().summary = fields_.text("summary");
  english_.need(fields_, [&](Fields& english) {
    item().english = {english.text("title"), english.text("summary"), english.text("everyday")};
    check_button(english, "everyday", item().english.everyday, kEnglishButtonMax);
  });
  const Node* valid = fields_.find("valid");
  if (valid != nullptr) {
    Fields dates(*valid, "\"valid\"", findings_);
    item().validity = dates.validity();
    dates.done();
  }
}

void ItemReader::read_outcome_english(Fields& fields, Outcome& outcome) {
  english_.read(fields, [&](Fields& english) {
    outcome.english = {english.text("title"), english.text("say"), {}};
    if (!outcome.steps.empty()) outcome.english.steps = english.texts("steps");
  });
}

Outcome ItemReader::read_outcome(const Node& node) {
  Fields fields(node, "an outcome", findings_);
  Outcome outcome;
  outcome.id = fields.id();
  outcome.title = fields.text("title");
  outcome.say = fields.text("say");
  outcome.steps = fields.texts_if_any("steps");
  if (fields.need("can") != nullptr) {
    outcome.can = static_cast<Can>(fields.choice("can", kCan).value_or(0));
  }
  outcome.go_to = fields.text_if_any("goto");
  mention(outcome.go_to, fields.line_of("goto"));
  outcome.when = read_when(fields, item().facts);
  outcome.validity = fields.validity();
  read_outcome_english(fields, outcome);
  fields.done();
  outcome_lines_.push_back(fields.line_of("id"));
  refuse_twice(item().outcomes, outcome.id, fields.line_of("id"), findings_);
  return outcome;
}

void ItemReader::read_outcomes() {
  fields_.need("outcomes");
  fields_.each("outcomes",
               [&](const Node& node) { item().outcomes.push_back(read_outcome(node)); });
}

void ItemReader::read_all_statements() {
  const auto read = [&](std::string_view key, StatementKind kind = StatementKind::plain) {
    return read_statements(fields_, key, kind, item().facts, english_);
  };
  item().who = read("who");
  item().conditions = read("conditions", StatementKind::conditions);
  item().online = read("online", StatementKind::online);
  item().counter = read("counter");
  item().statutory = read("statutory", StatementKind::deadline);
  item().promised = read("promised", StatementKind::deadline);
  item().fee = read("fee", StatementKind::fee);
  item().result = read("result");
  for (const Statement& online : item().online) {
    const bool differs = item().online_possible && item().online_possible != online.possible;
    item().online_possible = differs ? Possible::part : online.possible;
  }
}

void ItemReader::read_lists() {
  item().basis = fields_.texts_if_any("basis");
  item().related = fields_.texts_if_any("related");
  item().sources = fields_.texts_if_any("sources");
  item().unverified = fields_.texts_if_any("unverified");
  for (const std::string& id : item().related) mention(id, fields_.line_of("related"));
}

void ItemReader::check_place() {
  const std::vector<std::string> domains = ids_of(pack_.domains);
  const std::string& domain = item().domain;
  if (!domain.empty() && !core::contains(domains, domain)) {
    findings_.add(fields_.line_of("domain"), unknown("domain", domain, domains));
    return;
  }
  const std::string path = fmt::format("items/{}/{}.yaml", domain, item().id);
  if (!domain.empty() && !item().id.empty() && findings_.file() != path) {
    findings_.add(
        fields_.line_of("id"),
        fmt::format("the file's place does not fit its id and domain; move it to {}", path));
  }
}

/// One card is all the citizen brings in the common case: what must be brought always forbids it.
void ItemReader::check_one_card() {
  if (!item().one_card) return;
  for (const Material& material : item().materials) {
    if (material.hold != Hold::bring || !material.when.empty()) continue;
    findings_.add(fields_.line_of("one_card"),
                  fmt::format("one_card: true, but \"{}\" must always be brought; name the case in "
                              "its \"when\", or write one_card: false",
                              material.name));
  }
}

void ItemReader::read_handling() {
  if (const auto law = fields_.choice("law", kLaw)) item().law = static_cast<Law>(*law);
  item().law_sources = fields_.texts_if_any("law_source");
  if (const auto attend = fields_.choice("attend", kAttend))
    item().attend = static_cast<Attend>(*attend);
  if (const auto approvals = fields_.choice("approvals", {"1", "2"}))
    item().approvals = static_cast<int>(*approvals) + 1;
  item().form = fields_.texts_if_any("form");
  if (item().one_card && fields_.find("law") == nullptr) {
    findings_.add(fields_.line_of("one_card"),
                  "one_card: true without \"law\"; say licence, confirmation or service");
  }
  const std::vector<std::string> known = ids_of(pack_.form.fields);
  for (const std::string& id : item().form) {
    const auto* const field = pack_.form.field(id);
    if (field == nullptr) {
      findings_.add(fields_.line_of("form"), unknown("field", id, known));
    } else if (field->ask.empty()) {
      findings_.add(fields_.line_of("form"), fmt::format("field \"{}\" has no \"ask\"", id));
    }
  }
}

void ItemReader::check() {
  check_place();
  const std::size_t names = item().names.size();
  if (names > 0 && (names < kNamesMin || names > kNamesMax)) {
    findings_.add(fields_.line_of("names"),
                  fmt::format("{} everyday names; give {} to {}", names, kNamesMin, kNamesMax));
  }
  for (const TableFault& fault : check_situations(item())) {
    const int line = fault.outcome ? outcome_lines_[*fault.outcome] : fields_.line_of(fault.key);
    findings_.add(line, fault.message);
  }
}

}  // namespace

ReadItem read_item(const Node& root, const English& english, const Pack& pack, Findings& findings) {
  return ItemReader(root, english, pack, findings).read();
}

}  // namespace zheli::pack_files
