// zheli exam: how good is it? Sits the pack's own exam, any file of questions, or a public
// benchmark.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "assistant/pack_files/exam_file.h"
#include "assistant/teaching/conversations.h"
#include "assistant/teaching/examinees.h"
#include "assistant/teaching/first_replies.h"
#include "assistant/teaching/noise_exam.h"
#include "assistant/text/mask.h"
#include "assistant/text/normalise.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/exam_replies.h"
#include "cli/read_folder.h"
#include "files/json_text.h"

namespace zheli::cli {
namespace {

using knowledge::ExamQuestion;
using Clock = std::chrono::steady_clock;

struct Options {
  AssistantOptions assistant;
  std::string questions, lessons, validation, replies, urgent;
  bool json = false;
  bool wrong = false;
  bool noise = false;
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<ExamQuestion> read_questions(const std::string& path, const knowledge::Pack* pack) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::stringstream bytes;
  bytes << file.rdbuf();
  files::Findings findings(path);
  std::vector<ExamQuestion> questions =
      pack_files::read_exam_questions(bytes.str(), pack, findings);
  stop_at(findings);
  if (questions.empty()) throw std::runtime_error(path + " holds no question");
  return questions;
}

std::vector<ExamQuestion> all_questions(const knowledge::Exam& exam) {
  std::vector<ExamQuestion> all = exam.questions;
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

void put_figures(files::JsonText& to, const teaching::Score& score, double train_seconds,
                 double microseconds) {
  to.field("questions", score.questions);
  to.field("top1", score.top1);
  to.field("top1_forced", score.top1_forced);
  to.field("offered", score.offered);
  to.field("outside_recall", score.outside_recall);
  to.field("outside_false", score.outside_false);
  to.field("calibration_error", score.calibration_error);
  to.field("mcc", score.mcc);
  to.field("microseconds_per_question", microseconds);
  to.field("train_seconds", train_seconds);
}

/// Numbers of people and cars masked, as questions may be shown.
void mask_broken(const text::WordLists& words, teaching::NoiseScore& score) {
  const text::Normaliser normalise;
  const text::Mask mask(words, normalise);
  for (teaching::Broken& one : score.broken) {
    one.question = mask(normalise(one.question));
    one.attacked = mask(normalise(one.attacked));
  }
}

void print_attack(std::string_view name, const teaching::Attacked& attacked) {
  const auto& [questions, inside, before, after] = attacked;
  fmt::print("{:<12}{:>10}{:>9.1f}{:>8.1f}{:>7.1f}{:>9.1f}{:>8.1f}{:>12.1f}{:>8.1f}\n", name,
             questions, 100 * before.offered, 100 * after.offered,
             100 * (before.offered - after.offered), 100 * before.top1, 100 * after.top1,
             100 * before.outside_recall, 100 * after.outside_recall);
}

void print_noise(const teaching::NoiseScore& score) {
  constexpr std::size_t kBrokenShown = 20;
  fmt::print("\n{:<12}{:>10}{:>17}{:>7}{:>17}{:>20}\n", "attack", "questions", "offered, %", "fall",
             "top1, %", "outside_recall, %");
  for (const auto& [attack, attacked] : score.attacks) print_attack(name(attack), attacked);
  if (!score.attacks.empty()) print_attack("total", score.total);
  for (const teaching::Attack attack : score.left_out) {
    fmt::print("{:<12}left out: nothing here for it to change\n", name(attack));
  }
  fmt::print("\nmost broken: attacked questions that were met and no longer are\n");
  for (std::size_t i = 0; i < std::min(kBrokenShown, score.broken.size()); ++i) {
    const teaching::Broken& item = score.broken[i];
    fmt::print("  {} lost of {}  {} (", item.lost_count, item.questions, item.label);
    bool first = true;
    for (const auto& [attack, count] : item.lost) {
      fmt::print("{}{} {}", first ? "" : ", ", name(attack), count);
      first = false;
    }
    fmt::print(")\n      {} > {}\n", item.question, item.attacked);
  }
}

void put_attacked(files::JsonText& to, std::string_view title, const teaching::Attacked& attacked) {
  const auto& [questions, inside, before, after] = attacked;
  to.field(title);
  to.object([&, questions = questions, &before = before, &after = after] {
    to.field("questions", questions);
    to.field("offered_before", before.offered);
    to.field("offered_after", after.offered);
    to.field("offered_fall", before.offered - after.offered);
    to.field("top1_before", before.top1);
    to.field("top1_after", after.top1);
    to.field("outside_recall_before", before.outside_recall);
    to.field("outside_recall_after", after.outside_recall);
  });
}

void put_broken(files::JsonText& to, const teaching::Broken& item) {
  to.field("expected", item.label);
  to.field("questions", item.questions);
  to.field("lost");
  to.object([&] {
    for (const auto& [attack, count] : item.lost) to.field(name(attack), count);
  });
  to.field("question", item.question);
  to.field("attack", name(item.attack));
  to.field("attacked", item.attacked);
}

void put_noise(files::JsonText& to, const teaching::NoiseScore& score) {
  to.field("attacks");
  to.object([&] {
    for (const auto& [attack, attacked] : score.attacks) put_attacked(to, name(attack), attacked);
  });
  put_attacked(to, "total", score.total);
  to.field("left_out");
  to.array(score.left_out, [&](teaching::Attack attack) { to.put(name(attack)); });
  to.field("broken");
  to.objects(score.broken, [&](const teaching::Broken& item) { put_broken(to, item); });
}

/// `examinee`, counting its questions on a terminal's last line; silent elsewhere.
teaching::Examinee with_progress(const teaching::Examinee& examinee) {
  if (isatty(STDERR_FILENO) == 0) return examinee;
  return [&examinee, count = std::make_shared<int>(0)](const std::string& question) {
    if (++*count % 100 == 0) fmt::print(stderr, "\r{} questions asked", *count);
    return examinee(question);
  };
}

/// What an exam is made of: its questions, who sits it, what its noise draws from.
struct Sheet {
  std::vector<ExamQuestion> questions;
  std::vector<std::string> lessons;
  knowledge::Padding padding;
  text::WordLists words;  // of the pack: how numbers are written
};

/// What only a pack's own exam holds.
struct Talks {
  teaching::AmbiguousScore ambiguous;
  teaching::Talked talked;
};

/// How often what was ambiguous was met with all it may mean, and how the conversations went;
/// `wrong` shows each that went otherwise.
void print_talks(const Talks& talks, bool wrong) {
  const auto& [ambiguous, talked] = talks;
  fmt::print(
      "ambiguous {}, met with every meaning {}\n"
      "conversations {}, as written {}, ended as written {}, {:.2f} questions each; turns {}, "
      "otherwise {}\n",
      ambiguous.questions, ambiguous.right, talked.conversations, talked.conversations_right,
      talked.ended_right, talked.questions_per_talk, talked.turns, talked.slips.size());
  if (!wrong) return;
  print_wrong(ambiguous.wrong);
  fmt::print("\nturns that went otherwise\n");
  for (const teaching::Slip& slip : talked.slips) {
    fmt::print("  {} (line {}): \"{}\"\n    expected {}\n    came     {}\n", slip.conversation,
               slip.line, slip.said, slip.expected, slip.came);
  }
}

void put_talks(files::JsonText& to, const Talks& talks) {
  to.field("ambiguous", talks.ambiguous.questions);
  to.field("ambiguous_right", talks.ambiguous.right);
  to.field("talks", talks.talked.conversations);
  to.field("talks_right", talks.talked.ended_right);
  to.field("talks_as_written", talks.talked.conversations_right);
  to.field("questions_per_talk", talks.talked.questions_per_talk);
}

void sit_and_print(const Options& options, const Sheet& sheet, const teaching::Examinee& examinee,
                   double train_seconds, const std::optional<Talks>& talks) {
  const Clock::time_point start = Clock::now();
  const teaching::Score score = teaching::sit(sheet.questions, examinee);
  const double microseconds =
      seconds_since(start) * 1e6 / static_cast<double>(sheet.questions.size());
  std::optional<teaching::NoiseScore> noise;
  if (options.noise) {
    noise = sit_noise(sheet.questions, with_progress(examinee),
                      teaching::Noise(sheet.lessons, sheet.padding));
    mask_broken(sheet.words, *noise);
    if (isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r{:30}\r", "");
  }
  if (options.json) {
    files::JsonText json(files::JsonText::Layout::indented);
    json.object([&] {
      put_figures(json, score, train_seconds, microseconds);
      if (talks) put_talks(json, *talks);
      if (!noise) return;
      json.field("noise");
      json.object([&] { put_noise(json, *noise); });
    });
    return fmt::print("{}\n", std::move(json).take());
  }
  print_tables(score, train_seconds, microseconds);
  if (noise) print_noise(*noise);
  if (options.wrong) {
    fmt::print("\nquestion\texpected\tsaid\n");
    for (const std::string& line : score.wrong) fmt::print("{}\n", line);
  }
  if (talks) print_talks(*talks, options.wrong);
}

void exam_on_lessons(const Options& options) {
  if (options.questions.empty())
    throw std::runtime_error("--lessons needs --questions FILE.tsv too");
  const std::vector<ExamQuestion> lessons = read_questions(options.lessons, nullptr);
  std::vector<ExamQuestion> validation;
  if (!options.validation.empty()) validation = read_questions(options.validation, nullptr);
  Sheet sheet{read_questions(options.questions, nullptr), {}, {}, {}};
  for (const ExamQuestion& lesson : lessons) sheet.lessons.push_back(lesson.question);
  const Clock::time_point start = Clock::now();
  const teaching::Examinee examinee =
      teaching::bare_model(lessons, validation, options.assistant.thread_count());
  sit_and_print(options, sheet, examinee, seconds_since(start), std::nullopt);
}

/// Each of these is an exam of its own.
void check_one_is_asked_for(const Options& options) {
  const bool others = !options.questions.empty() || !options.lessons.empty();
  if (!options.replies.empty() && (others || !options.urgent.empty())) {
    throw Unusable{"--replies", "is an exam of its own; leave the other files out"};
  }
  if (!options.urgent.empty() && others) {
    throw Unusable{"--urgent", "is an exam of its own; leave the other files out"};
  }
}

void exam(const Options& options) {
  check_one_is_asked_for(options);
  if (!options.lessons.empty()) return exam_on_lessons(options);
  const core::Date day = options.assistant.day();
  const Clock::time_point start = Clock::now();
  const dialogue::Assistant assistant = options.assistant.assistant();
  const double train_seconds = seconds_since(start);
  if (!options.replies.empty()) {
    return sit_replies(options.replies, assistant, day, options.json);
  }
  if (!options.urgent.empty()) return sit_alarms(options.urgent, assistant, day, options.json);
  const knowledge::Pack& pack = assistant.pack();
  const knowledge::Exam own =
      pack_files::read_exam(read_folder(pack_folder(options.assistant.pack)), pack).exam;
  Sheet sheet{
      options.questions.empty() ? all_questions(own) : read_questions(options.questions, &pack),
      {},
      own.padding,
      pack.words};
  for (const knowledge::Lesson& lesson : pack.lessons) sheet.lessons.push_back(lesson.question);
  name_domains(sheet.questions, pack);
  std::optional<Talks> talks;
  if (options.questions.empty()) {
    talks = Talks{teaching::sit_ambiguous(own.ambiguous, assistant, day),
                  teaching::talk(own.conversations, assistant, day)};
  }
  sit_and_print(options, sheet, teaching::first_turn(assistant, day), train_seconds, talks);
}

}  // namespace

Command exam_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "exam",
      .what = "Sit an exam: how good are the answers?",
      .options =
          joined({{{"--questions", &options->questions, "a file of question<TAB>expected"},
                   {"--replies", &options->replies, "first messages with the replies they deserve"},
                   {"--urgent", &options->urgent, "a file of message<TAB>urgent|calm"},
                   {"--lessons", &options->lessons, "train on this file alone, without a pack"},
                   {"--validation", &options->validation, "with --lessons: for thresholds"},
                   {"--json", &options->json, "the figures as JSON"},
                   {"--wrong", &options->wrong, "list the questions answered wrongly"},
                   {"--noise", &options->noise, "attack each question; show what breaks"}},
                  options->assistant.described()}),
      .footer =
          "Examples:\n"
          "  zheli exam                              the pack's own exam\n"
          "  zheli exam --questions mine.tsv --wrong question<TAB>expected lines, and what went "
          "wrong\n"
          "  zheli exam --noise                      each question misspelt, in pinyin, cut, "
          "padded: "
          "what "
          "breaks\n"
          "  zheli exam --lessons train.tsv --validation val.tsv --questions test.tsv --json\n"
          "                                          any benchmark on the same engine, without a "
          "pack\n"
          "  zheli exam --replies first.tsv          first replies: message, what came, what was "
          "wanted\n"
          "  zheli exam --urgent alarms.tsv          dangers missed, and false alarms\n"
          "expected: an item id, alternatives joined by |, a trailing * for all ids that start so, "
          "or "
          "outside.\n"
          "--replies: lines message<TAB>moves<TAB>ids[<TAB>fact=option; fact=option], of a file or "
          "a folder of them.\n"
          "moves: answer, clarify, offer, outside, hand-over, urgent, alternatives joined by |. "
          "ids: "
          "items,\n"
          "questions, facts, topics or dangers; alternatives by |, two matters by +, a trailing * "
          "for all that\n"
          "start so, * for any. Facts are the citizen's case: the talk is played on with them to "
          "its outcome.\n"
          "The pack's own exam tells besides how ambiguous questions are met and how its talks go "
          "(--wrong: which).\n"
          "--noise asks every question again after each attack (homophone, pinyin-word, pinyin, "
          "dropped,\n"
          "swapped, padding, script) and shows offered, top1 and outside_recall before and after. "
          "The "
          "total\n"
          "counts every attacked question once; aim at a fall in offered of at most 5 points. What "
          "is "
          "padded\n"
          "around a question stands in the pack's exam/padding.yaml; with --lessons it is left "
          "out.",
      .run = [options] { exam(*options); }};
}

}  // namespace zheli::cli
