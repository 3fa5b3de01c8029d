#include "assistant/pack_files/exam_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "assistant/pack_files/check_pack.h"
#include "assistant/pack_files/exam_messages.h"
#include "assistant/pack_files/sheet.h"
#include "core/contains.h"
#include "files/fields.h"
#include "files/yaml_tree.h"

namespace zheli::pack_files {

using files::Fields;
using files::ids_of;
using files::Node;
using files::read_yaml;
using files::readable;
using files::scalar;
using files::scalars;
using files::unknown;
using knowledge::Domain;
using knowledge::ExamAlarm;
using knowledge::ExamConversation;
using knowledge::ExamMessage;
using knowledge::ExamTurn;
using knowledge::Fact;
using knowledge::Facts;
using knowledge::Option;
namespace {

const std::vector<std::string> kMoves = {"answer",   "clarify", "offer",
                                         "handover", "outside", "urgent"};
const std::vector<std::string> kFacets = {"materials", "fee", "time", "place",
                                          "online",    "who", "basis"};

std::string expected_fault(std::string_view expected, const Pack& pack) {
  if (expected == "outside" || expected == "urgent") return {};
  if (!expected.ends_with('*')) return label_fault(expected, pack);
  const std::string_view start = expected.substr(0, expected.size() - 1);
  const bool matches = std::any_of(pack.items.begin(), pack.items.end(),
                                   [&](const Item& item) { return item.id.starts_with(start); });
  return matches ? "" : fmt::format("no item id starts with \"{}\"; write one that does", start);
}

std::vector<std::string> read_moves(Fields& fields) {
  std::vector<std::string> moves;
  const Node* node = fields.need("move");
  if (node == nullptr) return moves;
  moves = node->kind == Node::Kind::list
              ? scalars(*node, "\"move\"", fields.findings())
              : std::vector<std::string>{scalar(*node, "\"move\"", fields.findings())};
  for (const std::string& move : moves) {
    if (move.empty() || core::contains(kMoves, move)) continue;
    fields.findings().add(node->line, unknown("move", move, kMoves));
  }
  return moves;
}

/// The options a fact id may have: of the turn's item if it is named, else anywhere in the pack.
std::vector<std::string> options_of(const std::string& fact_id, const Item* item,
                                    const Pack& pack) {
  std::vector<std::string> options;
  const auto add = [&](const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) {
      if (fact.id != fact_id) continue;
      for (const Option& option : fact.options) options.push_back(option.id);
    }
  };
  if (item != nullptr) {
    add(item->facts);
    return options;
  }
  add(pack.facts);
  for (const Item& one : pack.items) add(one.facts);
  return options;
}

Facts read_turn_facts(Fields& turn, const Item* item, const Pack& pack) {
  Facts facts;
  const Node* node = turn.find("facts");
  if (node == nullptr) return facts;
  if (node->kind != Node::Kind::mapping) {
    turn.findings().add(node->line, "\"facts\" must be a mapping; write {fact: option}");
    return facts;
  }
  for (std::size_t i = 0; i < node->children.size(); i += 2) {
    const Node& key = node->children[i];
    const std::vector<std::string> options = options_of(key.text, item, pack);
    const std::string option = scalar(node->children[i + 1], "the option", turn.findings());
    if (options.empty()) {
      turn.findings().add(key.line,
                          unknown("fact", key.text, ids_of(item ? item->facts : pack.facts)));
    } else if (!core::contains(options, option)) {
      turn.findings().add(key.line,
                          unknown(fmt::format("option of \"{}\"", key.text), option, options));
    }
    facts[key.text] = option;
  }
  return facts;
}

/// The outcome that a talk ends at: one of the turn's item if it is named, else any of the pack's.
std::string read_outcome(Fields& turn, const Item* item, const Pack& pack) {
  std::string outcome = turn.text_if_any("outcome");
  if (outcome.empty()) return outcome;
  std::vector<std::string> outcomes;
  for (const Item& one : pack.items) {
    if (item != nullptr && item != &one) continue;
    const std::vector<std::string> ids = ids_of(one.outcomes);
    outcomes.insert(outcomes.end(), ids.begin(), ids.end());
  }
  if (!core::contains(outcomes, outcome)) {
    turn.findings().add(turn.line_of("outcome"), unknown("outcome", outcome, outcomes));
  }
  return outcome;
}

ExamTurn read_turn(const Node& node, const Pack& pack, Findings& findings) {
  Fields fields(node, "a turn", findings);
  ExamTurn turn;
  turn.line = node.line;
  turn.say = fields.text("say");
  turn.moves = read_moves(fields);
  turn.label = fields.text_if_any("item");
  const std::string fault = turn.label.empty() ? "" : label_fault(turn.label, pack);
  if (!fault.empty()) findings.add(fields.line_of("item"), fault);
  turn.facts = read_turn_facts(fields, pack.item(turn.label), pack);
  const auto facet = fields.choice("facet", kFacets);
  if (facet) turn.facet = kFacets[*facet];
  turn.outcome = read_outcome(fields, pack.item(turn.label), pack);
  fields.done();
  return turn;
}

std::vector<ExamConversation> read_conversations(const Node& root, const Pack& pack,
                                                 Findings& findings) {
  std::vector<ExamConversation> conversations;
  if (root.kind != Node::Kind::list) {
    findings.add(root.line, "the file must be a list; start each conversation with - name:");
    return conversations;
  }
  for (const Node& node : root.children) {
    Fields fields(node, "a conversation", findings);
    ExamConversation conversation{fields.text("name"), {}, {findings.file(), node.line}};
    fields.need("turns");
    fields.each("turns", [&](const Node& turn) {
      conversation.turns.push_back(read_turn(turn, pack, findings));
    });
    fields.done();
    for (std::size_t i = 0; i + 1 < conversation.turns.size(); ++i) {
      if (conversation.turns[i].outcome.empty()) continue;
      findings.add(conversation.turns[i].line,
                   "a talk ends at its outcome; move \"outcome\" to the last turn");
    }
    conversations.push_back(std::move(conversation));
  }
  return conversations;
}

/// Whether `path` is a file of the exam's folder with that ending.
bool is_in(std::string_view folder, std::string_view ending, const std::string& path) {
  return path.starts_with(fmt::format("exam/{}/", folder)) && path.ends_with(ending);
}

/// Reads each file into the list of the exam that its place names.
class ExamReader {
 public:
  explicit ExamReader(const Pack& pack) : pack_(pack) {
    for (const Domain& domain : pack.domains) domains_.push_back(domain.id);
  }

  void read(const std::string& path, const std::string& bytes, Findings& findings) {
    if (!readable(bytes, findings)) return;
    for (const std::string& domain : domains_) {
      if (path == fmt::format("exam/{}.tsv", domain)) {
        return add(exam.questions, domain, bytes, findings);
      }
    }
    if (is_in("ambiguous", ".tsv", path)) return add_ambiguous(bytes, findings);
    if (is_in("conversations", ".yaml", path)) return add_conversations(bytes, findings);
    if (is_in("replies", ".tsv", path)) {
      return core::append(exam.messages, read_exam_messages(bytes, pack_, findings));
    }
    if (is_in("urgent", ".tsv", path)) {
      return core::append(exam.alarms, read_exam_alarms(bytes, findings));
    }
    if (path == "exam/outside.tsv") return add(exam.outside, "outside", bytes, findings);
    if (path == "exam/urgent.tsv") return add(exam.outside, "urgent", bytes, findings);
    if (path == "exam/pinned.tsv")
      return core::append(exam.pinned, read_exam_messages(bytes, pack_, findings));
    if (path == "exam/padding.yaml") return read_padding(bytes, findings);
    findings.add(0,
                 "unknown file; exam/ holds DOMAIN.tsv, outside.tsv, urgent.tsv, pinned.tsv, "
                 "padding.yaml, and "
                 "ambiguous/, replies/, urgent/ with any .tsv, conversations/ with any .yaml");
  }

  Exam exam;

 private:
  void add(std::vector<ExamQuestion>& list, const std::string& domain, const std::string& bytes,
           Findings& findings) {
    for (ExamQuestion& question : read_exam_questions(bytes, &pack_, findings)) {
      question.domain = domain;
      list.push_back(std::move(question));
    }
  }
  void add_ambiguous(const std::string& bytes, Findings& findings) {
    const std::size_t before = exam.ambiguous.size();
    add(exam.ambiguous, "", bytes, findings);
    for (std::size_t i = before; i < exam.ambiguous.size(); ++i) {
      const ExamQuestion& one = exam.ambiguous[i];
      if (one.expected.size() > 1 || one.expected.front().ends_with('*')) continue;
      findings.add(one.place.line,
                   "an ambiguous question may mean two items or more; join them by |");
    }
  }
  void add_conversations(const std::string& bytes, Findings& findings) {
    const Node root = read_yaml(bytes, findings);
    if (root.kind == Node::Kind::null) return;
    core::append(exam.conversations, read_conversations(root, pack_, findings));
  }

  void read_padding(const std::string& bytes, Findings& findings) {
    const Node root = read_yaml(bytes, findings);
    if (root.kind == Node::Kind::null) return;
    Fields fields(root, "padding.yaml", findings);
    exam.padding = {fields.texts("before"), fields.texts("after")};
    fields.done();
  }

  const Pack& pack_;
  std::vector<std::string> domains_;
};

std::vector<Asked> all_asked(const Exam& exam) {
  std::vector<Asked> asked;
  for (const auto* list : {&exam.questions, &exam.outside, &exam.ambiguous}) {
    for (const ExamQuestion& one : *list) asked.push_back({one.question, one.place});
  }
  for (const auto* list : {&exam.messages, &exam.pinned}) {
    for (const ExamMessage& one : *list) asked.push_back({one.message, one.place});
  }
  for (const ExamAlarm& one : exam.alarms) asked.push_back({one.message, one.place});
  return asked;
}

}  // namespace

std::vector<ExamQuestion> read_exam_questions(std::string_view bytes, const Pack* pack,
                                              Findings& findings) {
  std::vector<ExamQuestion> questions;
  for (const Row& row : read_rows(bytes, 2, 2, findings)) {
    ExamQuestion question{std::string(row.columns[0]), {}, {}, {findings.file(), row.line}};
    for (const std::string_view part : split(row.columns[1], '|')) {
      const std::string_view expected = trim(part);
      const std::string fault = expected.empty() ? "an empty alternative; drop the |"
                                : pack           ? expected_fault(expected, *pack)
                                                 : "";
      if (!fault.empty()) findings.add(row.line, fault);
      question.expected.emplace_back(expected);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

ReadExam read_exam(const Folder& folder, const Pack& pack) {
  ExamReader reader(pack);
  std::vector<Problem> problems;
  for (auto file = folder.lower_bound("exam/"); file != folder.end(); ++file) {
    if (!file->first.starts_with("exam/")) break;
    Findings findings(file->first);
    reader.read(file->first, file->second, findings);
    problems.insert(problems.end(), findings.problems().begin(), findings.problems().end());
  }
  const std::vector<Problem> seen =
      check_unseen({&pack.lessons, &pack.calibration}, all_asked(reader.exam));
  problems.insert(problems.end(), seen.begin(), seen.end());
  std::sort(problems.begin(), problems.end());
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
  return {std::move(reader.exam), std::move(problems)};
}

}  // namespace zheli::pack_files
