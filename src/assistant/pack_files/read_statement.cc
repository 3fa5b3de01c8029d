#include "assistant/pack_files/read_statement.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/pack_files/english.h"
#include "assistant/pack_files/read_fact.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using knowledge::DayUnit;
using knowledge::Deadline;
using knowledge::Hold;
using knowledge::Made;
using knowledge::Possible;
namespace {

const std::vector<std::string> kHolds = {"carry", "register", "form", "bring"};  // enum Hold
const std::vector<std::string> kPossible = {"yes", "no", "part"};                // enum Possible
const std::vector<std::string> kUnits = {"working", "calendar", "at-once"};      // enum DayUnit
const std::vector<std::string> kMade = {"answer", "application", "on-site"};     // enum Made
constexpr double kDaysMax = 3650;

void read_fee(Fields& fields, Statement& fee) {
  const bool priced = fields.find("amount") != nullptr;
  if (priced) fee.amount = fields.money_if_any("amount");
  fee.unit = fields.text_if_any("unit");
  Findings& findings = fields.findings();
  if (priced && fee.unit.empty()) {
    findings.add(fields.line_of("amount"), "a fee without \"unit\"; add the unit it is paid by");
  }
  if (!priced && !fee.unit.empty()) {
    findings.add(fields.line_of("unit"),
                 "\"unit\" without \"amount\"; give both, or only \"text\"");
  }
  if (!priced && fee.text.empty()) {
    findings.add(fields.line(), "a fee needs \"amount\" and \"unit\", or \"text\"");
  }
}

/// `unit`, and `days` unless it is at-once; nothing where the text is not exact.
std::optional<Deadline> read_deadline(Fields& fields) {
  const auto unit = fields.choice("unit", kUnits);
  const bool counted = fields.find("days") != nullptr;
  if (!unit) {
    if (counted && fields.find("unit") == nullptr)
      fields.findings().add(fields.line_of("days"), "\"days\" without \"unit\"; say which days");
    return std::nullopt;
  }
  Deadline deadline{0, static_cast<DayUnit>(*unit)};
  const bool counts = deadline.unit != DayUnit::at_once;
  if (counts != counted) {
    fields.findings().add(fields.line_of("unit"), counts ? "\"unit\" without \"days\"; add them"
                                                         : "at-once has no \"days\"; drop them");
  }
  if (!counted) return deadline;
  const double days = fields.number("days", 1, kDaysMax);
  deadline.days = static_cast<int>(days);
  if (deadline.days != days)
    fields.findings().add(fields.line_of("days"), "\"days\" must be whole days");
  return deadline;
}

Statement read_statement(const Node& node, StatementKind kind, const std::vector<Fact>& facts,
                         const English& english, Findings& findings) {
  Fields fields(node, "a statement", findings);
  Statement statement;
  statement.name = fields.text_if_any("name");
  statement.text = kind == StatementKind::fee ? fields.text_if_any("text") : fields.text("text");
  if (kind == StatementKind::fee && fields.usable()) read_fee(fields, statement);
  if (kind == StatementKind::online && fields.need("possible") != nullptr) {
    const auto choice = fields.choice("possible", kPossible);
    if (choice) statement.possible = static_cast<Possible>(*choice);
  }
  if (kind == StatementKind::deadline) statement.deadline = read_deadline(fields);
  Backing backing = read_backing(fields);
  statement.verified = backing.verified;
  statement.sources = std::move(backing.sources);
  statement.when = read_when(fields, facts);
  statement.validity = fields.validity();
  english.read(fields, [&](Fields& in_english) {
    statement.english = {text_beside(in_english, "name", statement.name),
                         text_beside(in_english, "text", statement.text),
                         text_beside(in_english, "unit", statement.unit)};
  });
  fields.done();
  return statement;
}

/// Whether some case meets both conditions.
bool compatible(const When& one, const When& other) {
  return std::all_of(one.begin(), one.end(), [&](const auto& entry) {
    const auto found = other.find(entry.first);
    if (found == other.end()) return true;
    return std::any_of(entry.second.begin(), entry.second.end(), [&](const std::string& option) {
      return std::count(found->second.begin(), found->second.end(), option) > 0;
    });
  });
}

/// Reports `added` if an earlier value speaks in the same case on the same day.
template <typename T>
void refuse_overlap(const std::vector<T>& earlier, const std::vector<int>& lines, const T& added,
                    Findings& findings) {
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    const T& other = earlier[i];
    if (other.name != added.name || !other.validity.overlaps(added.validity)) continue;
    if (!compatible(other.when, added.when)) continue;
    findings.add(
        lines.back(),
        fmt::format("holds in the same case on the same days as the one in line {}{}; give "
                    "them different \"name\", \"when\" or \"from\" and \"to\"",
                    lines[i], added.name.empty() ? "" : " (" + added.name + ")"));
    return;
  }
}

void read_hold(Fields& fields, const Pack& pack, Material& material) {
  fields.need("hold");
  const auto hold = fields.choice("hold", kHolds);
  if (hold) material.hold = static_cast<Hold>(*hold);
  const bool pulled = material.hold == Hold::from_register;
  const Node* named = pulled ? fields.need("register") : fields.find("register");
  if (named == nullptr) return;
  const std::vector<std::string> registers = ids_of(pack.registers);
  const auto choice = fields.choice("register", registers);
  if (choice) material.register_id = registers[*choice];
  if (hold && !pulled) {
    fields.findings().add(fields.line_of("register"),
                          "\"register\" without hold: register; change one of them");
  }
}

void read_made(Fields& fields, Material& material) {
  const auto made = fields.choice("made", kMade);
  if (!made) return;
  material.made = static_cast<Made>(*made);
  if (material.hold != Hold::form)
    fields.findings().add(fields.line_of("made"), "\"made\" without hold: form; drop it");
}

/// A register gives what it lists and nothing else.
void check_granted(Fields& fields, const Pack& pack, const Material& material) {
  for (const knowledge::Register& one : pack.registers) {
    if (one.id != material.register_id || core::contains(one.grants, material.name)) continue;
    fields.findings().add(
        fields.line_of("register"),
        fmt::format("register \"{}\" does not grant \"{}\"; once its owner agrees, "
                    "add it to \"grants\" there in pack.yaml",
                    one.id, material.name));
  }
}

Material read_material(const Node& node, const Pack& pack, const std::vector<Fact>& facts,
                       const English& english, Findings& findings) {
  Fields fields(node, "a material", findings);
  Material material;
  material.name = fields.text("name");
  read_hold(fields, pack, material);
  read_made(fields, material);
  check_granted(fields, pack, material);
  material.note = fields.text_if_any("note");
  Backing backing = read_backing(fields);
  material.verified = backing.verified;
  material.sources = std::move(backing.sources);
  material.when = read_when(fields, facts);
  material.validity = fields.validity();
  english.read(fields, [&](Fields& in_english) {
    material.english = {in_english.text("name"), text_beside(in_english, "note", material.note)};
  });
  fields.done();
  return material;
}

}  // namespace

Backing read_backing(Fields& fields) {
  Backing backing{fields.flag("verified").value_or(false), fields.texts_if_any("source")};
  if (backing.verified && backing.sources.empty()) {
    fields.findings().add(fields.line_of("verified"),
                          "verified: true without a source; add source: [...], or say false");
  }
  return backing;
}

std::vector<Statement> read_statements(Fields& item, std::string_view key, StatementKind kind,
                                       const std::vector<Fact>& facts, const English& english) {
  std::vector<Statement> statements;
  const Node* node = item.find(key);
  if (node == nullptr) return statements;
  std::vector<int> lines;
  const auto read = [&](const Node& one) {
    Statement statement = read_statement(one, kind, facts, english, item.findings());
    lines.push_back(one.line);
    if (kind != StatementKind::conditions) {
      refuse_overlap(statements, lines, statement, item.findings());
    }
    statements.push_back(std::move(statement));
  };
  if (node->kind == Node::Kind::list) {
    for (const Node& child : node->children) read(child);
  } else {
    read(*node);
  }
  return statements;
}

std::vector<Material> read_materials(Fields& item, const Pack& pack, const std::vector<Fact>& facts,
                                     const English& english) {
  std::vector<Material> materials;
  std::vector<int> lines;
  item.each("materials", [&](const Node& node) {
    Material material = read_material(node, pack, facts, english, item.findings());
    lines.push_back(node.line);
    refuse_overlap(materials, lines, material, item.findings());
    materials.push_back(std::move(material));
  });
  return materials;
}

}  // namespace zheli::pack_files
