// Questions that are never lessons, and conversations with the moves they deserve: what the
// assistant is measured by. Plain values; pack_files reads them, teaching asks them.
#pragma once

#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::knowledge {

/// A question and what is right: item ids, "outside", "outside/topic", "urgent", "urgent/id"; a
/// trailing "*" stands for every item id that starts so.
struct ExamQuestion {
  std::string question;
  std::vector<std::string> expected;  // any of them; for an ambiguous question, all it may mean
  std::string domain;                 // "outside" and "urgent" for those files
  Place place;
};

/// One turn: what the citizen says, and what must come back. Empty: does not matter.
struct ExamTurn {
  std::string say;                 // or an option's label: a tap
  std::vector<std::string> moves;  // any of them
  std::string label;               // item id, "outside/topic" or "urgent/id"
  Facts facts;
  std::string facet;
  std::string outcome;  // the only one that the guide shows; the last turn's alone
  int line = 0;
};

struct ExamConversation {
  std::string name;
  std::vector<ExamTurn> turns;
  Place place;
};

/// A first message, and the first reply that it deserves.
struct ExamMessage {
  std::string message;
  std::vector<std::string> moves;  // any of them
  /// What the reply is about: any of these, each one matter or several that all must come. An id of
  /// an item, question, fact, topic of others or danger; a trailing "*" stands for all that start
  /// so.
  std::vector<std::vector<std::string>> about;
  Facts facts;  // of the citizen's case, for playing on to the outcome
  Place place;
};

/// A first message that cannot wait, or that only looks so.
struct ExamAlarm {
  std::string message;
  bool urgent = false;
  Place place;
};

/// What people write around a question, for `zheli exam --noise`. Both may be empty.
struct Padding {
  std::vector<std::string> before;
  std::vector<std::string> after;
};

struct Exam {
  std::vector<ExamQuestion> questions;
  std::vector<ExamQuestion> outside;
  std::vector<ExamQuestion> ambiguous;
  std::vector<ExamConversation> conversations;
  std::vector<ExamMessage> messages;
  std::vector<ExamAlarm> alarms;
  std::vector<ExamMessage> pinned;  // no lesson may make one of these go wrong
  Padding padding;
};

}  // namespace zheli::knowledge
