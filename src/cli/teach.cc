// zheli teach: may these lessons be taught? Tries a file of them on the pack's assistant, with all
// exams before and after, and says what would change. Changes nothing.
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "assistant/pack_files/exam_file.h"
#include "assistant/teaching/trial.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/exam_replies.h"
#include "cli/read_folder.h"
#include "files/yaml_tree.h"

namespace zheli::cli {
namespace {

using knowledge::Lesson;
using teaching::Figures;
using teaching::Trial;

struct Options {
  AssistantOptions assistant;
  std::string file;
};

std::vector<Lesson> read_lessons(const std::string& path) {
  files::Findings findings(path);
  const std::string bytes = read_file(path);
  if (!files::readable(bytes, findings)) stop_at(findings);
  std::vector<Lesson> lessons;
  for (const auto& row : pack_files::read_exam_questions(bytes, nullptr, findings)) {
    if (row.expected.size() > 1) findings.add(row.place.line, "a lesson belongs to one label");
    lessons.push_back({row.question, row.expected.front(), {}, row.place});
  }
  stop_at(findings);
  if (lessons.empty()) throw std::runtime_error(path + " holds no lesson");
  return lessons;
}

void print_figures(const Figures& before, const Figures& after) {
  const struct {
    const char* what;
    double Figures::*figure;
  } rows[] = {{"items, leading", &Figures::items}, {"items, offered", &Figures::offered},
              {"outside", &Figures::outside},      {"first replies", &Figures::replies},
              {"dangers", &Figures::dangers},      {"calm", &Figures::calm},
              {"pinned", &Figures::pinned}};
  fmt::print("\n{:<16}{:>9}{:>9}\n", "exam", "before", "after");
  for (const auto& row : rows)
    fmt::print("{:<16}{:>8.2f}%{:>8.2f}%\n", row.what, 100 * before.*row.figure,
               100 * after.*row.figure);
}

void print_trial(const Trial& trial) {
  for (const teaching::Learned& one : trial.learned) {
    fmt::print("{}  {} > {}\n    before  {}\n    after   {}\n",
               one.is_followed ? "learned    " : "not learned", one.question, one.label, one.before,
               one.after);
  }
  if (trial.assistant != nullptr) print_figures(trial.before, trial.after);
  if (!trial.flips.empty()) fmt::print("\nreplies that change: {}\n", trial.flips.size());
  for (const teaching::Flip& one : trial.flips) {
    const int gain = one.worth_after - one.worth_before;
    fmt::print("  {:<7}{}\n    before  {}\n    after   {}\n",
               gain > 0   ? "better"
               : gain < 0 ? "worse"
                          : "other",
               one.question, one.before, one.after);
  }
  for (const teaching::Stop& one : trial.stops) {
    fmt::print("stopped: {}: {}{}{}{}\n", word(one.why), one.about, one.says.empty() ? "" : ": ",
               one.says, may_be_overruled(one.why) ? "" : " (nobody may overrule this)");
  }
  fmt::print("{}\n", trial.passed() ? "passed" : "not taught");
}

void teach(const Options& options) {
  const std::vector<Lesson> lessons = read_lessons(options.file);
  const Taught taught = options.assistant.taught();
  const knowledge::Exam exam =
      pack_files::read_exam(read_folder(pack_folder(options.assistant.pack)), *taught.pack).exam;
  const teaching::School school =
      teaching::school_of(taught.pack, taught.trained, exam, options.assistant.day());
  const int threads = options.assistant.thread_count();
  const teaching::InForce alone = teaching::in_force(school, {}, threads);
  const Trial trial = teaching::try_lessons(school, alone, lessons,
                                            teaching::floors_of(alone.sat.figures), threads);
  print_trial(trial);
  if (!trial.passed()) throw Exit{1};
}

}  // namespace

Command teach_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "teach",
      .what = "Try lessons: what would change, and may they be taught?",
      .options = joined({{{.name = "FILE",
                           .to = &options->file,
                           .what = "question<TAB>item, topic/…, outside/… or urgent/…",
                           .required = true}},
                         options->assistant.described()}),
      .footer =
          "Examples:\n"
          "  printf '亮证卡不见了咋弄\\tidcard-reissue-lost\\n' > mine.tsv\n"
          "  zheli teach mine.tsv\n"
          "Ends with 1 where a lesson is stopped. What passes is kept by adding it to lessons/.",
      .run = [options] { teach(*options); }};
}

}  // namespace zheli::cli
