// Lessons and their trials as JSON, as /api/v1/desk/lessons of docs/formats/api.md has them.
//
// Tested by lesson_door_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "assistant/teaching/trial.h"
#include "desk/lessons.h"
#include "files/json_text.h"
#include "files/json_tree.h"

namespace zheli::server {

void trial_fields(files::JsonText& to, const teaching::Trial& trial);
void lesson_list(files::JsonText& to, const std::vector<store::TaughtLesson>& lessons);

/// {do: "approve" | "refuse" | "take-back", lesson, reason}; nothing where it is none.
std::optional<desk::LessonCommand> read_judgement(const files::Json& body);

}  // namespace zheli::server
