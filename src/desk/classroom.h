// What is taught while others ask: a lesson → its trial → kept with its leaf → the assistant that
// everyone asks from then on. One lesson at a time; nobody who asks waits for it.
//
//   Classroom classroom(store, school, threads);     // teaches what is in force
//   classroom.live()->reply(…);                      // any thread, holding what it got
//   auto done = classroom.teach({"亮证卡", "idcard-…"}, key, who, now);
//
// The new assistant is there only once its lesson is durable: after a crash it is in force or was
// never. Safe on any thread. Throws store::Failure where nothing is written; then nothing changes.
//
// Tested by classroom_test.cc.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "assistant/teaching/trial.h"
#include "desk/lessons.h"

namespace zheli::desk {

class Classroom {
 public:
  /// Borrows `store`. What is in force there and can no longer be taught (its label has no lesson
  /// in the pack any more) is left out.
  Classroom(store::Store& store, teaching::School school, int threads);

  std::shared_ptr<const dialogue::Assistant> live() const { return live_.load(); }

  /// What would come of a lesson; keeps nothing.
  std::variant<teaching::Trial, Refusal> try_one(const knowledge::Lesson& lesson,
                                                 const identity::Who& who);

  struct Taught {
    teaching::Trial trial;
    std::optional<LessonOutcome> kept;  // none: a stop that nobody may overrule
  };
  /// In force where its trial passed, else kept as stopped.
  std::variant<Taught, Refusal> teach(const knowledge::Lesson& lesson, const std::string& key,
                                      const identity::Who& who, identity::Instant now);

  /// Approves, refuses or takes back; what is in force afterwards is taught. TeachLesson is a
  /// caller's bug (CHECK).
  std::variant<LessonOutcome, Refusal> judge(const LessonOrder& order, const identity::Who& who,
                                             identity::Instant now);

  /// The kept lessons, as Lessons gives them.
  Lessons& lessons() { return lessons_; }

 private:
  teaching::Trial trial_of(const knowledge::Lesson& lesson) const;
  void take_up();  // what is in force in the store

  const teaching::School school_;
  const int threads_;
  Lessons lessons_;
  std::mutex one_at_a_time_;
  teaching::Floors floors_;
  teaching::InForce now_;
  std::atomic<std::shared_ptr<const dialogue::Assistant>> live_;
};

}  // namespace zheli::desk
