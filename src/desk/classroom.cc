#include "desk/classroom.h"

#include <algorithm>
#include <utility>

#include "core/check.h"
#include "core/contains.h"

namespace zheli::desk {
namespace {

using identity::Action;
using identity::Instant;
using identity::Leave;
using identity::Who;
using knowledge::Lesson;
using teaching::Trial;

std::vector<std::string> words(const std::vector<teaching::Stop>& stops) {
  std::vector<std::string> out;
  for (const teaching::Stop& one : stops) {
    if (!core::contains(out, word(one.why))) out.emplace_back(word(one.why));
  }
  return out;
}

}  // namespace

Classroom::Classroom(store::Store& store, teaching::School school, int threads)
    : school_(std::move(school)),
      threads_(threads),
      lessons_(store),
      now_(teaching::in_force(school_, {}, threads)),
      live_(now_.assistant) {
  floors_ = teaching::floors_of(now_.sat.figures);
  if (!lessons_.in_force().empty()) take_up();
}

void Classroom::take_up() {
  std::vector<Lesson> lessons;
  for (const store::TaughtLesson& one : lessons_.in_force()) {
    if (core::contains(school_.trained->labels, one.label))
      lessons.push_back({one.question, one.label, {}, {}});
  }
  now_ = teaching::in_force(school_, std::move(lessons), threads_);
  live_.store(now_.assistant);
}

Trial Classroom::trial_of(const Lesson& lesson) const {
  return teaching::try_lessons(school_, now_, std::span(&lesson, 1), floors_, threads_);
}

std::variant<Trial, Refusal> Classroom::try_one(const Lesson& lesson, const Who& who) {
  if (may(who, Action::propose, {}) != Leave::yes) return Refusal::not_allowed;
  const std::scoped_lock alone(one_at_a_time_);
  return trial_of(lesson);
}

std::variant<Classroom::Taught, Refusal> Classroom::teach(const Lesson& lesson,
                                                          const std::string& key, const Who& who,
                                                          Instant now) {
  if (may(who, Action::propose, {}) != Leave::yes) return Refusal::not_allowed;
  const std::scoped_lock alone(one_at_a_time_);
  Taught out{trial_of(lesson), std::nullopt};
  const std::vector<teaching::Stop>& stops = out.trial.stops;
  if (!std::ranges::all_of(stops, [](const auto& one) { return may_be_overruled(one.why); }))
    return out;
  const auto kept =
      lessons_.act({TeachLesson{lesson.question, lesson.label, words(stops)}, key}, who, now);
  if (const auto* no = std::get_if<Refusal>(&kept)) return *no;
  out.kept = std::get<LessonOutcome>(kept);
  if (!out.trial.passed()) return out;
  // What was tried is what is in force now: nobody else teaches meanwhile in this house.
  now_.lessons.push_back(lesson);
  now_.assistant = out.trial.assistant;
  now_.sat = out.trial.sat;
  live_.store(now_.assistant);
  return out;
}

std::variant<LessonOutcome, Refusal> Classroom::judge(const LessonOrder& order, const Who& who,
                                                      Instant now) {
  CHECK(!std::holds_alternative<TeachLesson>(order.command));
  const std::scoped_lock alone(one_at_a_time_);
  auto done = lessons_.act(order, who, now);
  const bool changes = !std::holds_alternative<RefuseLesson>(order.command);
  if (changes && std::holds_alternative<LessonOutcome>(done)) take_up();
  return done;
}

}  // namespace zheli::desk
