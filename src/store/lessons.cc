#include "store/lessons.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace zheli::store {
namespace {

constexpr std::string_view kStates[] = {"stopped", "in-force", "refused", "taken-back"};
constexpr std::string_view kColumns =
    "SELECT id, question, label, state, author, at, stops FROM lesson ";

TaughtLesson lesson_of(const Row& row) {
  const auto* const state = std::ranges::find(kStates, row.text(3));
  if (state == std::end(kStates))
    throw Failure(Failure::Kind::other, "lesson.state is none that is known");
  return {.id = row.text(0),
          .question = row.text(1),
          .label = row.text(2),
          .state = static_cast<LessonState>(state - std::begin(kStates)),
          .author = row.text(4),
          .at = identity::Instant{std::chrono::seconds(row.whole(5))},
          .stops = row.text(6)};
}

std::vector<TaughtLesson> lessons_of(const Rows& rows) {
  std::vector<TaughtLesson> all;
  for (const Row& row : rows) all.push_back(lesson_of(row));
  return all;
}

std::string with(std::string_view where) {
  return std::string(kColumns) + std::string(where);
}

}  // namespace

std::string_view word(LessonState state) {
  return kStates[static_cast<std::size_t>(state)];
}

void add_lesson(Connection& connection, const TaughtLesson& lesson) {
  connection.run(
      "INSERT INTO lesson (id, question, label, state, author, at, stops) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {lesson.id, lesson.question, lesson.label, std::string(word(lesson.state)), lesson.author,
       std::int64_t{lesson.at.time_since_epoch().count()}, lesson.stops});
}

std::optional<TaughtLesson> lesson(Connection& connection, const std::string& id) {
  const Rows rows = connection.run(with("WHERE id = $1"), {id});
  if (rows.empty()) return std::nullopt;
  return lesson_of(rows[0]);
}

std::vector<TaughtLesson> lessons(Connection& connection, LessonState state) {
  return lessons_of(
      connection.run(with("WHERE state = $1 ORDER BY at, id"), {std::string(word(state))}));
}

std::vector<TaughtLesson> newest_lessons(Connection& connection, std::int64_t count) {
  return lessons_of(connection.run(with("ORDER BY at DESC, id LIMIT $1"), {count}));
}

bool change_lesson(Connection& connection, const std::string& id, LessonState from,
                   LessonState to) {
  return !connection
              .run("UPDATE lesson SET state = $3 WHERE id = $1 AND state = $2 RETURNING id",
                   {id, std::string(word(from)), std::string(word(to))})
              .empty();
}

}  // namespace zheli::store
