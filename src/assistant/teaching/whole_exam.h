// All exams of a pack in one sitting: items, first replies, dangers, pinned questions. What came of
// each question is kept, so that two sittings can be laid beside each other.
//
// Tested by trial_test.cc.
#pragma once

#include <string>
#include <vector>

#include "assistant/dialogue/assistant.h"
#include "assistant/knowledge/exam.h"

namespace zheli::teaching {

/// Which part of it a question belongs to. `danger` and `calm` are the two sides of the alarms.
enum class Part { item, outside, reply, danger, calm, pinned };

struct Answered {
  std::string question;
  Part part;
  std::string reply;  // described() in first_replies.h
  int worth = 0;      // 2 right, 1 the right item among those offered, 0 neither
};

/// Shares in [0, 1] of each exam that are right; 1 where it has no question.
struct Figures {
  double items = 1;    // the leading item is right
  double offered = 1;  // the right item is answered, or among those offered
  double outside = 1;
  double replies = 1;
  double dangers = 1;
  double calm = 1;
  double pinned = 1;
};

struct Sat {
  std::vector<Answered> answers;  // in the order of the exam
  Figures figures;
};

/// Every question as a conversation's first, on `day`. Questions for which declining and an item
/// are both right are left out. `threads` changes the time only.
Sat sit_whole(const knowledge::Exam& exam, const dialogue::Assistant& assistant, core::Date day,
              int threads);

}  // namespace zheli::teaching
