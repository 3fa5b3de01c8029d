// How a lesson comes to be in force: it is taught with what its trial said, and is live where that
// stopped nothing; where it was stopped, another person may let it pass, with a reason, or refuse
// it. What is in force is taken back the same way. Each step stands with its record and leaf.
//
//   teach ─┬ passed ──▶ in force ──▶ taken back
//          └ stopped ─┬ approve ──▶ in force
//                     └ refuse
//
// Whoever approves, refuses or takes back is another than who taught it, and has shown a passkey
// (identity::Action::approve). A command that is sent twice, by its key, is done once. The trial is
// teaching::try_lessons(), run by whoever calls.
//
// Safe on any thread. Throws store::Failure where nothing is written. Tested by lessons_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "desk/desk.h"
#include "store/lessons.h"

namespace zheli::desk {

/// `stops` as teaching::word() has them, none where its trial passed. One that nobody may overrule
/// is not taught at all.
struct TeachLesson {
  std::string question, label;
  std::vector<std::string> stops;
};
/// With a reason of 1 to 500 bytes, as the other two.
struct ApproveLesson {
  std::string lesson, reason;
};
struct RefuseLesson {
  std::string lesson, reason;
};
struct TakeBackLesson {
  std::string lesson, reason;
};
using LessonCommand = std::variant<TeachLesson, ApproveLesson, RefuseLesson, TakeBackLesson>;

struct LessonOrder {
  LessonCommand command;
  std::string key;  // the sender's own for this command
};

struct LessonOutcome {
  std::string lesson;
  std::int64_t record = 0;
};

class Lessons {
 public:
  /// Borrows `store`.
  explicit Lessons(store::Store& store) : store_(store) {}

  /// Refusal: unknown, no such lesson; stale, it is in another state by now; unusable, words that
  /// are none.
  std::variant<LessonOutcome, Refusal> act(const LessonOrder& order, const identity::Who& who,
                                           identity::Instant now);

  /// What the assistant is taught, for it to be taught: anybody's to ask.
  std::vector<store::TaughtLesson> in_force();

  /// The newest kShown, for who may teach.
  std::variant<std::vector<store::TaughtLesson>, Refusal> newest(const identity::Who& who);
  static constexpr std::int64_t kShown = 200;

 private:
  store::Store& store_;
};

}  // namespace zheli::desk
