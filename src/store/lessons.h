// Lessons that were taught after the pack. Every function is one step of a transaction that the
// desk holds together; what may be done is desk/lessons.h's to say.
//
// Tested by lessons_test.cc on both engines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/identity/session.h"
#include "store/connection.h"

namespace zheli::store {

/// stopped     its trial stopped it; it waits for another person
/// in_force    the assistant is taught it
/// refused     another person left it stopped, for good
/// taken_back  it was in force and is not any more
enum class LessonState { stopped, in_force, refused, taken_back };
std::string_view word(LessonState state);  // "stopped", "in-force", "refused", "taken-back"

struct TaughtLesson {
  std::string id;
  std::string question, label;
  LessonState state = LessonState::stopped;
  std::string author;  // an account's id
  identity::Instant at;
  std::string stops;  // as teaching::word() has them, blanks between; empty where it passed
};

/// Failure (unique) where the id is taken.
void add_lesson(Connection& connection, const TaughtLesson& lesson);
std::optional<TaughtLesson> lesson(Connection& connection, const std::string& id);

/// Those in a state, the oldest first.
std::vector<TaughtLesson> lessons(Connection& connection, LessonState state);
/// The newest of all, the newest first.
std::vector<TaughtLesson> newest_lessons(Connection& connection, std::int64_t count);

/// False where the lesson is in another state than `from`, or is not there.
bool change_lesson(Connection& connection, const std::string& id, LessonState from, LessonState to);

}  // namespace zheli::store
