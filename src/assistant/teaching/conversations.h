// Conversations with the moves they deserve → which turns went otherwise, and where they ended.
// Tested by conversations_test.cc.
#pragma once

#include <string>
#include <vector>

#include "assistant/dialogue/assistant.h"
#include "assistant/knowledge/exam.h"

namespace zheli::teaching {

/// A turn that did not go as written: where, what was said, what came and what should have.
struct Slip {
  std::string conversation;
  int line = 0;
  std::string said;
  std::string expected;
  std::string came;
};

struct Talked {
  int turns = 0;
  int conversations = 0;
  int conversations_right = 0;    // every turn as written
  int ended_right = 0;            // the last turn as written, at its outcome if it names one
  double questions_per_talk = 0;  // replies that ask or list, a conversation
  std::vector<Slip> slips;
};

/// Plays every conversation from its start on `day`. A conversation goes on after a slip.
Talked talk(const std::vector<knowledge::ExamConversation>& conversations,
            const dialogue::Assistant& assistant, core::Date day);

}  // namespace zheli::teaching
