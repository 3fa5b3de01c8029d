// exam/ → questions that are never lessons, and conversations with the moves they deserve. Read
// beside the pack, since only teaching needs it. See docs/formats/pack.md.
//
// Tested by read_pack_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "assistant/knowledge/exam.h"
#include "files/problem.h"

namespace zheli::pack_files {

using files::Findings;
using files::Folder;
using files::Problem;
using knowledge::Exam;
using knowledge::ExamQuestion;
using knowledge::Pack;

struct ReadExam {
  Exam exam;
  std::vector<Problem> problems;  // sorted by file and line
};

/// Reads what lies under exam/ in `folder`. Never fails.
ReadExam read_exam(const Folder& folder, const Pack& pack);

/// One file of questions, with or without a pack: without one, any label is taken as it stands.
std::vector<ExamQuestion> read_exam_questions(std::string_view bytes, const Pack* pack,
                                              Findings& findings);

}  // namespace zheli::pack_files
