#include "assistant/teaching/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "assistant/teaching/first_replies.h"
#include "assistant/text/mask.h"
#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::teaching {
namespace {

using dialogue::Assistant;
using dialogue::Reply;
using knowledge::Lesson;

/// From here on the assistant holds a label for certain. Measured: docs/methods/teaching.md.
constexpr double kSureOtherwise = 0.9;
constexpr double kFallMax = 0.005;

/// By which the same words are known again, however they are spelt and marked.
std::string plain(const School& school, const std::string& words) {
  return dialogue::without_marks(school.trained->reader.language.normalise()(words));
}

/// Sorted by words and label, each once: what makes the order of lessons matter nothing.
std::vector<Lesson> in_order(const School& school, std::span<const Lesson> lessons) {
  std::map<std::pair<std::string, std::string>, const Lesson*> once;
  for (const Lesson& one : lessons)
    once.emplace(std::pair(plain(school, one.question), one.label), &one);
  std::vector<Lesson> out;
  for (const auto& [key, lesson] : once) out.push_back(*lesson);
  return out;
}

bool is_alarm(const std::string& label) {
  return label.starts_with("urgent/");
}

/// Stops the lessons that cannot be one, whoever asks for it.
void look_at(const School& school, const InForce& now, std::span<const Lesson> more,
             std::vector<Stop>& stops) {
  const text::Mask mask(school.pack->words, school.trained->reader.language.normalise());
  std::map<std::string, std::string> here;
  for (const Lesson& one : now.lessons) here[plain(school, one.question)] = one.label;
  for (const Lesson& one : more) {
    const std::string words = plain(school, one.question);
    const auto stop = [&](Why why, std::string says = {}) {
      stops.push_back({why, one.question, std::move(says)});
    };
    if (words.empty() || text::points(words).size() > kLessonMax) stop(Why::empty);
    if (!core::contains(school.trained->labels, one.label)) stop(Why::no_label, one.label);
    const auto taught = school.label_of.find(words);
    if (taught != school.label_of.end() && taught->second != one.label)
      stop(Why::two_labels, taught->second);
    const auto other = here.emplace(words, one.label).first;
    if (other->second != one.label) stop(Why::two_labels, other->second);
    if (school.in_exam.contains(words)) stop(Why::in_exam);
    const std::string said = school.trained->reader.language.normalise()(one.question);
    if (mask(said) != said) stop(Why::personal);
  }
}

bool leads(const Reply& reply, const std::string& label) {
  return !reply.explanation.labels.empty() && reply.explanation.labels.front().first == label;
}

/// The label that is meant for certain, where it is not `label` and the covering set holds that
/// not even as one of several.
std::optional<std::string> surely_other(const dialogue::Explanation& said,
                                        const std::string& label) {
  if (said.labels.empty() || said.labels.front().second < kSureOtherwise) return std::nullopt;
  if (said.labels.front().first == label || core::contains(said.covering, label))
    return std::nullopt;
  return std::string(said.labels.front().first);
}

/// What the lessons' own words, and the lessons near them, say of the two assistants.
class Beside {
 public:
  Beside(const School& school, const InForce& now, Trial& to)
      : school_(school), now_(now), to_(to) {}

  void look(const Lesson& lesson) {
    const Reply before = reply(*now_.assistant, lesson.question);
    const Reply after = reply(*to_.assistant, lesson.question);
    to_.learned.push_back({lesson.question, lesson.label, described(*school_.pack, before),
                           described(*school_.pack, after), leads(after, lesson.label)});
    if (const auto other = surely_other(before.explanation, lesson.label))
      stop(Why::contradicts, lesson.question, *other);
    if (before.move == dialogue::Move::urgent && !is_alarm(lesson.label))
      stop(Why::danger_lost, lesson.question, described(*school_.pack, before));
    for (const dialogue::NearLesson& near : before.explanation.lessons) {
      if (near.lesson->label != lesson.label) look_at_neighbour(*near.lesson);
    }
  }

 private:
  void look_at_neighbour(const Lesson& near) {
    if (!seen_.insert(near.question).second) return;
    if (!leads(reply(*now_.assistant, near.question), near.label)) return;
    const Reply after = reply(*to_.assistant, near.question);
    if (leads(after, near.label)) return;
    stop(is_alarm(near.label) ? Why::danger_lost : Why::lesson_lost, near.question,
         described(*school_.pack, after));
  }
  Reply reply(const Assistant& assistant, const std::string& words) const {
    return assistant.reply({}, {words, "", ""}, school_.day);
  }
  void stop(Why why, std::string about, std::string says) {
    to_.stops.push_back({why, std::move(about), std::move(says)});
  }

  const School& school_;
  const InForce& now_;
  Trial& to_;
  std::set<std::string> seen_;
};

void compare(const Sat& before, const Sat& after, Trial& to) {
  for (std::size_t i = 0; i < before.answers.size(); ++i) {
    const Answered &was = before.answers[i], &is = after.answers[i];
    if (was.reply == is.reply && was.worth == is.worth) continue;
    to.flips.push_back({was.question, was.part, was.reply, is.reply, was.worth, is.worth});
    if (was.worth < 2 || is.worth == 2) continue;
    if (was.part == Part::danger) to.stops.push_back({Why::danger_lost, was.question, is.reply});
    if (was.part == Part::pinned) to.stops.push_back({Why::pinned_lost, was.question, is.reply});
  }
  std::stable_sort(to.flips.begin(), to.flips.end(), [](const Flip& a, const Flip& b) {
    return a.worth_after - a.worth_before < b.worth_after - b.worth_before;
  });
}

struct Row {
  const char* exam;
  double Figures::*figure;
};
constexpr Row kRows[] = {{"items", &Figures::items},     {"offered", &Figures::offered},
                         {"outside", &Figures::outside}, {"replies", &Figures::replies},
                         {"dangers", &Figures::dangers}, {"calm", &Figures::calm},
                         {"pinned", &Figures::pinned}};

void hold_floors(const Floors& floors, Trial& to) {
  for (const Row& row : kRows) {
    const double is = to.after.*row.figure, floor = floors.*row.figure;
    // What lay below before is not this lesson's doing, unless it falls further.
    if (is >= floor || is >= to.before.*row.figure) continue;
    to.stops.push_back({Why::below_floor, row.exam, fmt::format("{:.4f} < {:.4f}", is, floor)});
  }
}

}  // namespace

School school_of(std::shared_ptr<const knowledge::Pack> pack,
                 std::shared_ptr<const dialogue::Trained> trained, knowledge::Exam exam,
                 core::Date day) {
  School out{std::move(pack), std::move(trained), std::move(exam), day, {}, {}};
  for (const Lesson& one : out.pack->lessons) out.label_of[plain(out, one.question)] = one.label;
  for (const auto* list : {&out.exam.questions, &out.exam.outside}) {
    for (const auto& one : *list) out.in_exam.insert(plain(out, one.question));
  }
  for (const auto* list : {&out.exam.messages, &out.exam.pinned}) {
    for (const auto& one : *list) out.in_exam.insert(plain(out, one.message));
  }
  for (const auto& one : out.exam.alarms) out.in_exam.insert(plain(out, one.message));
  return out;
}

Assistant teach(const School& school, std::span<const Lesson> lessons) {
  if (lessons.empty()) return {school.pack, school.trained};
  const std::vector<Lesson> ordered = in_order(school, lessons);
  auto pack = std::make_shared<knowledge::Pack>(*school.pack);
  pack->lessons.insert(pack->lessons.end(), ordered.begin(), ordered.end());
  return {std::move(pack),
          std::make_shared<const dialogue::Trained>(dialogue::taught(*school.trained, ordered))};
}

std::string_view word(Why why) {
  constexpr std::string_view kWords[] = {"empty",       "no-label",    "two-labels",  "in-exam",
                                         "personal",    "contradicts", "danger-lost", "pinned-lost",
                                         "lesson-lost", "below-floor"};
  return kWords[static_cast<std::size_t>(why)];
}

Floors floors_of(const Figures& pack_alone) {
  Floors out = pack_alone;
  for (const Row& row : kRows) out.*row.figure -= kFallMax;
  out.dangers = pack_alone.dangers;
  return out;
}

InForce in_force(const School& school, std::vector<Lesson> lessons, int threads) {
  InForce out{std::move(lessons), nullptr, {}};
  out.assistant = std::make_shared<const Assistant>(teach(school, out.lessons));
  out.sat = sit_whole(school.exam, *out.assistant, school.day, threads);
  return out;
}

Trial try_lessons(const School& school, const InForce& now, std::span<const Lesson> more,
                  const Floors& floors, int threads) {
  Trial out;
  out.before = out.after = now.sat.figures;
  look_at(school, now, more, out.stops);
  if (!out.stops.empty()) return out;
  std::vector<Lesson> all = now.lessons;
  all.insert(all.end(), more.begin(), more.end());
  out.assistant = std::make_shared<const Assistant>(teach(school, all));
  out.sat = sit_whole(school.exam, *out.assistant, school.day, threads);
  out.after = out.sat.figures;
  Beside beside(school, now, out);
  for (const Lesson& one : more) beside.look(one);
  compare(now.sat, out.sat, out);
  hold_floors(floors, out);
  return out;
}

}  // namespace zheli::teaching
