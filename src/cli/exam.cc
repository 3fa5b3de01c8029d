// zheli exam: how good is it? Sits the pack's own exam, any file of questions, or a public
// benchmark.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "assistant/knowledge/exam_file.h"
#include "assistant/teaching/candidates.h"
#include "assistant/teaching/conversations.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/read_folder.h"

namespace zheli::cli {
namespace {

using knowledge::ExamQuestion;
using Clock = std::chrono::steady_clock;

struct Options {
  AssistantOptions assistant;
  std::string questions, lessons, validation;
  bool json = false;
  bool wrong = false;
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<ExamQuestion> read_questions(const std::string& path, const knowledge::Pack* pack) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::stringstream bytes;
  bytes << file.rdbuf();
  knowledge::Findings findings(path);
  std::vector<ExamQuestion> questions = read_exam_questions(bytes.str(), pack, findings);
  for (const knowledge::Problem& problem : findings.problems()) {
    fmt::print(stderr, "{}:{}: {}\n", problem.file, problem.line, problem.message);
  }
  if (!findings.problems().empty()) throw Exit{2};
  if (questions.empty()) throw std::runtime_error(path + " holds no question");
  return questions;
}

std::vector<ExamQuestion> pack_exam(const std::string& pack_option, const knowledge::Pack& pack) {
  knowledge::Exam exam = read_exam(read_folder(pack_folder(pack_option)), pack).exam;
  std::vector<ExamQuestion> all = std::move(exam.questions);
  all.insert(all.end(), exam.outside.begin(), exam.outside.end());
  return all;
}

/// Items show the domain they belong to, where the file did not say.
void name_domains(std::vector<ExamQuestion>& questions, const knowledge::Pack& pack) {
  for (ExamQuestion& question : questions) {
    const knowledge::Item* item = pack.item(question.expected.front());
    if (item != nullptr)
      question.domain = item->domain;
    else if (question.domain.empty())
      question.domain = question.expected.front().ends_with('*') ? "several" : "outside";
  }
}

void print_tables(const teaching::Score& score, double train_seconds, double microseconds) {
  fmt::print("{:<16}{:>10}{:>9}{:>9}\n", "domain", "questions", "right", "offered");
  for (const teaching::DomainScore& domain : score.domains) {
    fmt::print("{:<16}{:>10}{:>8.1f}%{:>8.1f}%\n", domain.domain, domain.questions,
               100.0 * domain.right / domain.questions, 100.0 * domain.offered / domain.questions);
  }
  fmt::print("\nmost confused (right > said)\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(12, score.confused.size()); ++i) {
    const auto& [pair, count] = score.confused[i];
    fmt::print("  {:>3}  {} > {}\n", count, pair.first, pair.second);
  }
  fmt::print("\nreliability\n  says        is      questions\n");
  for (const teaching::ReliabilityBin& bin : score.reliability) {
    if (bin.questions == 0) continue;
    fmt::print("  {:>5.1f}%  {:>6.1f}%  {:>9}\n", 100 * bin.predicted, 100 * bin.right,
               bin.questions);
  }
  fmt::print(
      "\nquestions {}  top1 {:.4f}  forced {:.4f}  offered {:.4f}\n"
      "outside_recall {:.4f}  outside_false {:.4f}  calibration_error {:.4f}  mcc {:.4f}\n"
      "{:.1f} microseconds a question, {:.2f} s to train\n",
      score.questions, score.top1, score.top1_forced, score.offered, score.outside_recall,
      score.outside_false, score.calibration_error, score.mcc, microseconds, train_seconds);
}

void print_json(const teaching::Score& score, double train_seconds, double microseconds) {
  const nlohmann::ordered_json json{{"questions", score.questions},
                                    {"top1", score.top1},
                                    {"top1_forced", score.top1_forced},
                                    {"offered", score.offered},
                                    {"outside_recall", score.outside_recall},
                                    {"outside_false", score.outside_false},
                                    {"calibration_error", score.calibration_error},
                                    {"mcc", score.mcc},
                                    {"microseconds_per_question", microseconds},
                                    {"train_seconds", train_seconds}};
  fmt::print("{}\n", json.dump(2));
}

void sit_and_print(const Options& options, const std::vector<ExamQuestion>& questions,
                   const teaching::Candidate& candidate, double train_seconds) {
  const Clock::time_point start = Clock::now();
  const teaching::Score score = teaching::sit(questions, candidate);
  const double microseconds = seconds_since(start) * 1e6 / static_cast<double>(questions.size());
  if (options.json) return print_json(score, train_seconds, microseconds);
  print_tables(score, train_seconds, microseconds);
  if (!options.wrong) return;
  fmt::print("\nquestion\texpected\tsaid\n");
  for (const std::string& line : score.wrong) fmt::print("{}\n", line);
}

void exam_on_lessons(const Options& options) {
  if (options.questions.empty())
    throw std::runtime_error("--lessons needs --questions FILE.tsv too");
  const std::vector<ExamQuestion> lessons = read_questions(options.lessons, nullptr);
  std::vector<ExamQuestion> validation;
  if (!options.validation.empty()) validation = read_questions(options.validation, nullptr);
  const std::vector<ExamQuestion> questions = read_questions(options.questions, nullptr);
  const Clock::time_point start = Clock::now();
  const teaching::Candidate candidate =
      teaching::bare_model(lessons, validation, options.assistant.thread_count());
  sit_and_print(options, questions, candidate, seconds_since(start));
}

/// The pack's conversations, turn by turn; --wrong shows where one went otherwise.
void talk_and_print(const Options& options, const dialogue::Assistant& assistant, core::Date day) {
  const knowledge::Exam exam =
      read_exam(read_folder(pack_folder(options.assistant.pack)), assistant.pack()).exam;
  const teaching::Talked talked = teaching::talk(exam.conversations, assistant, day);
  fmt::print("conversations {}, as written {}; turns {}, otherwise {}\n", talked.conversations,
             talked.conversations_right, talked.turns, talked.slips.size());
  if (!options.wrong) return;
  for (const teaching::Slip& slip : talked.slips) {
    fmt::print("  {} (line {}): \"{}\"\n    expected {}\n    came     {}\n", slip.conversation,
               slip.line, slip.said, slip.expected, slip.came);
  }
}

void exam(const Options& options) {
  if (!options.lessons.empty()) return exam_on_lessons(options);
  const core::Date day = options.assistant.day();
  const Clock::time_point start = Clock::now();
  const dialogue::Assistant assistant = options.assistant.assistant();
  const double train_seconds = seconds_since(start);
  std::vector<ExamQuestion> questions = options.questions.empty()
                                            ? pack_exam(options.assistant.pack, assistant.pack())
                                            : read_questions(options.questions, &assistant.pack());
  name_domains(questions, assistant.pack());
  sit_and_print(options, questions, teaching::first_turn(assistant, day), train_seconds);
  if (options.questions.empty() && !options.json) talk_and_print(options, assistant, day);
}

}  // namespace

void add_exam(CLI::App& program) {
  CLI::App* command = program.add_subcommand("exam", "Sit an exam: how good are the answers?");
  command->footer(
      "Examples:\n"
      "  zheli exam                              the pack's own exam\n"
      "  zheli exam --questions mine.tsv --wrong question<TAB>expected lines, and what went wrong\n"
      "  zheli exam --lessons train.tsv --validation val.tsv --questions test.tsv --json\n"
      "                                          any benchmark on the same engine, without a pack\n"
      "expected: an item id, alternatives joined by |, a trailing * for all ids that start so, or "
      "outside.");
  const auto options = std::make_shared<Options>();
  command->add_option("--questions", options->questions, "a file of question<TAB>expected");
  command->add_option("--lessons", options->lessons, "train on this file alone, without a pack");
  command->add_option("--validation", options->validation, "with --lessons: for thresholds");
  command->add_flag("--json", options->json, "the figures as JSON");
  command->add_flag("--wrong", options->wrong, "list the questions answered wrongly");
  options->assistant.add_to(*command);
  command->callback([options] { exam(*options); });
}

}  // namespace zheli::cli
