// zheli pack check DIR: every problem of a pack in one run, and English that nobody has read beside
// its Chinese as it is now. --english-done keeps that somebody has.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "assistant/pack_files/exam_file.h"
#include "assistant/pack_files/read_pack.h"
#include "cli/commands.h"
#include "cli/read_folder.h"
#include "files/durable_write.h"

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
  return fmt::format(
      "{} items ({} one-card), {} lessons, {} exam questions, {} first messages, {} "
      "conversations",
      grouped(pack.items.size()), grouped(static_cast<std::size_t>(one_card)),
      grouped(pack.lessons.size()),
      grouped(exam.questions.size() + exam.outside.size() + exam.ambiguous.size()),
      grouped(exam.messages.size() + exam.alarms.size()), grouped(exam.conversations.size()));
}

struct Options {
  std::string folder;
  std::string english_done;
};

/// Takes the English below `path` as read beside its Chinese, and keeps that in the folder.
void take_as_seen(const std::filesystem::path& folder, const std::string& path,
                  pack_files::ReadPack& read) {
  const std::string below = path == "." ? "" : path;
  const std::string bytes = pack_files::seen_file(read.translations, read.seen, below);
  read.seen = pack_files::read_seen(bytes);
  files::write_durably(folder / pack_files::kSeenFile, bytes, files::Readers::all);
}

void check(const Options& options) {
  const std::filesystem::path place = pack_folder(options.folder);
  const files::Folder folder = read_folder(place);
  pack_files::ReadPack read = pack_files::read_pack(folder);
  if (!options.english_done.empty()) take_as_seen(place, options.english_done, read);
  const pack_files::ReadExam exam = pack_files::read_exam(folder, read.pack);
  std::vector<files::Problem>& problems = read.problems;
  problems.insert(problems.end(), exam.problems.begin(), exam.problems.end());
  const std::vector<files::Problem> unseen = pack_files::unseen(read.translations, read.seen);
  problems.insert(problems.end(), unseen.begin(), unseen.end());
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
  const auto options = std::make_shared<Options>();
  Command check_command{
      .name = "check",
      .what = "Report every problem of a pack in one run",
      .options = {{"DIR", &options->folder, "the pack's folder (default: as for --pack elsewhere)"},
                  {"--english-done", &options->english_done,
                   "the English in files whose path starts so was read beside its Chinese and is "
                   "right; . is all"}},
      .footer =
          "Prints file:line: what is wrong; what would be right. Exit code 1 if there is a "
          "problem.\n"
          "\nExamples:\n"
          "  zheli pack check packs/huzhou-police\n"
          "  zheli pack check packs/huzhou-police | grep items/driver/\n"
          "  zheli pack check --english-done items/driver/driver-licence-first.en.yaml",
      .run = [options] { check(*options); }};
  return {.name = "pack",
          .what = "Work on a pack of knowledge",
          .subcommands = {std::move(check_command)}};
}

}  // namespace zheli::cli
