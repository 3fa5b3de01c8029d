// zheli pack check DIR: every problem of a pack in one run.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "assistant/pack_files/exam_file.h"
#include "assistant/pack_files/read_pack.h"
#include "cli/commands.h"
#include "cli/read_folder.h"

namespace zheli::cli {
namespace {

/// 5210 → "5,210".
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, 1, ',');
  return digits;
}

std::string summary(const knowledge::Pack& pack, const knowledge::Exam& exam) {
  const auto one_card = std::count_if(pack.items.begin(), pack.items.end(),
                                      [](const knowledge::Item& item) { return item.one_card; });
  return fmt::format("{} items ({} one-card), {} lessons, {} exam questions, {} conversations",
                     grouped(pack.items.size()), grouped(static_cast<std::size_t>(one_card)),
                     grouped(pack.lessons.size()),
                     grouped(exam.questions.size() + exam.outside.size() + exam.ambiguous.size()),
                     grouped(exam.conversations.size()));
}

void check(const std::string& option) {
  const files::Folder folder = read_folder(pack_folder(option));
  pack_files::ReadPack read = pack_files::read_pack(folder);
  const pack_files::ReadExam exam = pack_files::read_exam(folder, read.pack);
  std::vector<files::Problem>& problems = read.problems;
  problems.insert(problems.end(), exam.problems.begin(), exam.problems.end());
  std::sort(problems.begin(), problems.end());
  for (const files::Problem& problem : problems) {
    fmt::print("{}:{}: {}\n", problem.file, problem.line, problem.message);
  }
  if (problems.empty()) {
    fmt::print("{}: no problems\n", summary(read.pack, exam.exam));
    return;
  }
  fmt::print("{}: {} problem{}\n", summary(read.pack, exam.exam), grouped(problems.size()),
             problems.size() == 1 ? "" : "s");
  throw Exit{1};
}

}  // namespace

Command pack_command() {
  const auto folder = std::make_shared<std::string>();
  Command check_command{
      .name = "check",
      .what = "Report every problem of a pack in one run",
      .options = {{"DIR", folder.get(), "the pack's folder (default: as for --pack elsewhere)"}},
      .footer =
          "Prints file:line: what is wrong; what would be right. Exit code 1 if there is a "
          "problem.\n"
          "\nExamples:\n"
          "  zheli pack check packs/huzhou-police\n"
          "  zheli pack check packs/huzhou-police | grep items/driver/",
      .run = [folder] { check(*folder); }};
  return {.name = "pack",
          .what = "Work on a pack of knowledge",
          .subcommands = {std::move(check_command)}};
}

}  // namespace zheli::cli
