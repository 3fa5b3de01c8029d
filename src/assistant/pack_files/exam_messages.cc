#include "assistant/pack_files/exam_messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/pack_files/sheet.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::unknown;
using knowledge::ExamAlarm;
using knowledge::ExamMessage;
using knowledge::Fact;
using knowledge::Item;
namespace {

constexpr std::string_view kHandOver = "hand-over";

const std::vector<std::string> kMovesMeant = {"answer",  "clarify", "offer", std::string(kHandOver),
                                              "outside", "urgent"};

/// What a row is checked against: whatever a reply may be about, and every fact.
struct Known {
  std::vector<std::string> ids;
  std::vector<Fact> facts;
};

Known known_of(const Pack& pack) {
  Known known;
  known.facts = pack.facts;
  for (const Item& item : pack.items) {
    known.facts.insert(known.facts.end(), item.facts.begin(), item.facts.end());
  }
  for (const auto& ids : {ids_of(pack.items), ids_of(pack.questions), ids_of(known.facts),
                          ids_of(pack.topics), ids_of(pack.not_ours), ids_of(pack.urgent)}) {
    known.ids.insert(known.ids.end(), ids.begin(), ids.end());
  }
  return known;
}

std::string id_fault(std::string_view id, const std::vector<std::string>& ids) {
  if (id.empty()) return "an empty id; drop the | or + beside it";
  if (!id.ends_with('*')) {
    return core::contains(ids, std::string(id))
               ? ""
               : unknown("item, question, fact, topic or danger", id, ids);
  }
  const std::string_view start = id.substr(0, id.size() - 1);
  const bool met = std::any_of(ids.begin(), ids.end(),
                               [&](const std::string& one) { return one.starts_with(start); });
  return met ? "" : fmt::format("no id starts with \"{}\"; write one that does", start);
}

std::vector<std::string> read_moves(std::string_view text, int line, Findings& findings) {
  std::vector<std::string> moves;
  for (const std::string_view part : split(text, '|')) {
    const std::string move(trim(part));
    if (!core::contains(kMovesMeant, move)) findings.add(line, unknown("move", move, kMovesMeant));
    moves.push_back(move);
  }
  return moves;
}

std::vector<std::vector<std::string>> read_about(std::string_view text, const Known& known,
                                                 int line, Findings& findings) {
  std::vector<std::vector<std::string>> about;
  for (const std::string_view alternative : split(text, '|')) {
    std::vector<std::string>& matters = about.emplace_back();
    for (const std::string_view part : split(alternative, '+')) {
      const std::string_view id = trim(part);
      const std::string fault = id_fault(id, known.ids);
      if (!fault.empty()) findings.add(line, fault);
      matters.emplace_back(id);
    }
  }
  return about;
}

}  // namespace

std::vector<ExamMessage> read_exam_messages(std::string_view bytes, const Pack& pack,
                                            Findings& findings) {
  const Known known = known_of(pack);
  std::vector<ExamMessage> messages;
  for (const Row& row : read_rows(bytes, 3, 4, findings)) {
    ExamMessage& one = messages.emplace_back();
    one.message = row.columns[0];
    one.moves = read_moves(row.columns[1], row.line, findings);
    one.about = read_about(row.columns[2], known, row.line, findings);
    if (row.columns.size() > 3) {
      one.facts = read_stated(row.columns[3], known.facts, "the pack", row.line, findings);
    }
    one.place = {findings.file(), row.line};
  }
  return messages;
}

std::vector<ExamAlarm> read_exam_alarms(std::string_view bytes, Findings& findings) {
  const std::vector<std::string> kinds = {"urgent", "calm"};
  std::vector<ExamAlarm> alarms;
  for (const Row& row : read_rows(bytes, 2, 2, findings)) {
    const std::string kind(row.columns[1]);
    if (!core::contains(kinds, kind)) findings.add(row.line, unknown("kind", kind, kinds));
    alarms.push_back({std::string(row.columns[0]), kind == "urgent", {findings.file(), row.line}});
  }
  return alarms;
}

}  // namespace zheli::pack_files
