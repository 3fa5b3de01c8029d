#include "cli/exam_replies.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "assistant/pack_files/exam_messages.h"
#include "cli/command.h"
#include "cli/read_folder.h"
#include "files/json_text.h"
#include "files/yaml_tree.h"

namespace zheli::cli {
namespace {

using files::JsonText;
using knowledge::ExamAlarm;
using knowledge::ExamMessage;
using teaching::WrongReply;

std::vector<std::string> files_at(const std::string& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::string> files;
  for (const auto& [name, bytes] : read_folder(path)) {
    if (name.ends_with(".tsv")) files.push_back((std::filesystem::path(path) / name).string());
  }
  return files;
}

/// The rows of every file at `path`, by `read(bytes, findings)`.
template <typename Read>
auto read_all(const std::string& path, Read read) {
  decltype(read(std::string(), std::declval<files::Findings&>())) all;
  for (const std::string& name : files_at(path)) {
    files::Findings findings(name);
    const std::string bytes = read_file(name);
    if (!files::readable(bytes, findings)) stop_at(findings);
    auto rows = read(bytes, findings);
    stop_at(findings);
    all.insert(all.end(), std::make_move_iterator(rows.begin()),
               std::make_move_iterator(rows.end()));
  }
  if (all.empty()) throw std::runtime_error(path + " holds no message");
  return all;
}

std::string place_of(const knowledge::Place& place) {
  return fmt::format("{}:{}", place.file, place.line);
}

std::string lines(JsonText json) {
  return std::move(json).take() + "\n";
}

void put_wrong(JsonText& to, const WrongReply& one) {
  to.field("fault", name(one.fault));
  to.field("message", one.message);
  to.field("came", one.came);
  to.field("wanted", one.wanted);
  to.field("place", place_of(one.place));
}

std::string json_of(const teaching::ReplyScore& score) {
  JsonText json(JsonText::Layout::indented);
  json.object([&] {
    json.field("replies", score.replies);
    json.field("right", score.right);
    json.field("silly", score.silly);
    json.field("turns_mean", score.turns_mean);
    json.field("played", score.played);
    json.field("arrived", score.arrived);
    json.field("wrong");
    json.objects(score.wrong, [&](const WrongReply& one) { put_wrong(json, one); });
  });
  return lines(std::move(json));
}

void put_alarm(JsonText& to, const ExamAlarm& one) {
  to.field("message", one.message);
  to.field("place", place_of(one.place));
}

std::string json_of(const teaching::AlarmScore& score) {
  JsonText json(JsonText::Layout::indented);
  json.object([&] {
    json.field("urgent", score.urgent);
    json.field("calm", score.calm);
    json.field("urgent_recall", score.urgent_recall);
    json.field("false_alarms", score.false_alarms);
    json.field("missed");
    json.objects(score.missed, [&](const ExamAlarm& one) { put_alarm(json, one); });
    json.field("alarmed");
    json.objects(score.alarmed, [&](const ExamAlarm& one) { put_alarm(json, one); });
  });
  return lines(std::move(json));
}

void print_alarms(const char* title, const std::vector<ExamAlarm>& alarms) {
  if (!alarms.empty()) fmt::print("{}\n", title);
  for (const ExamAlarm& one : alarms) fmt::print("  {}  ({})\n", one.message, place_of(one.place));
}

}  // namespace

void stop_at(const files::Findings& findings) {
  for (const files::Problem& problem : findings.problems()) {
    fmt::print(stderr, "{}:{}: {}\n", problem.file, problem.line, problem.message);
  }
  if (!findings.problems().empty()) throw Exit{2};
}

void print_wrong(const std::vector<WrongReply>& wrong) {
  std::optional<teaching::Fault> kind;
  for (const WrongReply& one : wrong) {
    if (kind != one.fault) {
      const auto same = [&](const WrongReply& other) { return other.fault == one.fault; };
      fmt::print("\n{} ({})\n", name(one.fault), std::count_if(wrong.begin(), wrong.end(), same));
    }
    kind = one.fault;
    fmt::print("  {}  ({})\n    came    {}\n    wanted  {}\n", one.message, place_of(one.place),
               one.came, one.wanted);
  }
}

void sit_replies(const std::string& path, const dialogue::Assistant& assistant, core::Date day,
                 bool json) {
  const std::vector<ExamMessage> messages =
      read_all(path, [&](const std::string& bytes, files::Findings& findings) {
        return pack_files::read_exam_messages(bytes, assistant.pack(), findings);
      });
  const teaching::ReplyScore score = teaching::sit_replies(messages, assistant, day);
  if (json) return fmt::print("{}", json_of(score));
  print_wrong(score.wrong);
  fmt::print("\nreplies {}, right {} ({:.3f}), silly {}\n", score.replies, score.right,
             static_cast<double>(score.right) / score.replies, score.silly);
  if (score.played == 0) return;
  fmt::print("played to the end {}, at a fitting outcome {}, {:.2f} questions each\n", score.played,
             score.arrived, score.turns_mean);
}

void sit_alarms(const std::string& path, const dialogue::Assistant& assistant, core::Date day,
                bool json) {
  const std::vector<ExamAlarm> alarms =
      read_all(path, [](const std::string& bytes, files::Findings& findings) {
        return pack_files::read_exam_alarms(bytes, findings);
      });
  const teaching::AlarmScore score = teaching::sit_alarms(alarms, assistant, day);
  if (json) return fmt::print("{}", json_of(score));
  print_alarms("missed", score.missed);
  print_alarms("false alarms", score.alarmed);
  fmt::print("urgent {}, urgent_recall {:.3f}; calm {}, false_alarms {:.3f}\n", score.urgent,
             score.urgent_recall, score.calm, score.false_alarms);
}

}  // namespace zheli::cli
