// Tab-separated lines of questions: `question<TAB>label[<TAB>fact=option; fact=option]`. Lines that
// start with "#" and empty lines are left out. Used for lessons and for exams.
//
// Tested by read_pack_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "files/problem.h"

namespace zheli::pack_files {

using files::Findings;
using knowledge::Facts;
using knowledge::Lesson;
using knowledge::Pack;

struct Row {
  int line = 0;
  std::vector<std::string_view> columns;  // into the bytes that were read
};

/// The rows of one file. Rows with fewer than `columns_min` or more than `columns_max` columns, or
/// with an empty one, are reported and left out.
std::vector<Row> read_rows(std::string_view bytes, std::size_t columns_min, std::size_t columns_max,
                           Findings& findings);

/// "fact=option; fact=option", against `facts`; `whose` they are is told where one is unknown.
Facts read_stated(std::string_view text, const std::vector<knowledge::Fact>& facts,
                  std::string_view whose, int line, Findings& findings);

/// A file of lessons. `pack` holds items, topics, not_ours and urgent already.
std::vector<Lesson> read_lessons(std::string_view bytes, const Pack& pack, Findings& findings);

/// What is wrong with a label ("item-id", "topic/id", "outside/id", "urgent/id"); empty if nothing.
std::string label_fault(std::string_view label, const Pack& pack);

/// A question as two that mean the same share it: compatibility forms and case folded, spaces and
/// punctuation left out.
std::string question_key(std::string_view question);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);

}  // namespace zheli::pack_files
