// First messages with what deserves to come back → which first replies are right, what is wrong
// with the others, how many questions it takes to an outcome; which dangers are missed; which
// ambiguous questions are met with all that they may mean.
//
// A reply is right if its move is one of the row's and what it is about is too:
//
//   answer           the items it guides through; an item beside the row's is a matter invented
//   clarify          the question or fact asked, the item that asks the fact, or an item to which
//   an
//                    answer to the question leads
//   offer            the items listed
//   outside, urgent  the topic or danger named
//   hand over        nothing: ids do not bind it
//
// An answer may ask beneath its guide what would narrow it; that is beside the point here, but is
// played on by. Does not: read what is said, only what was decided.
//
// Tested by first_replies_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assistant/dialogue/assistant.h"
#include "assistant/knowledge/exam.h"

namespace zheli::teaching {

/// What is wrong with a first reply, worst first. A new enumerator also needs a row in name().
enum class Fault {
  danger_missed,      // only urgent was right
  wrong_guide,        // answered about something else
  turned_away,        // sent off with a matter of ours
  taken_in,           // taken for a matter of ours, and is none
  false_alarm,        // urgent, and is not
  wrong_address,      // rightly sent on, to the wrong place
  other_matter,       // asks or lists something else
  silly,              // asks what the message says
  asked_needlessly,   // asks or lists where the answer was due
  answered_too_soon,  // answers where more than one thing may be meant
};
std::string_view name(Fault fault);  // "danger missed", …

/// One reply as a teacher reads it.
struct WrongReply {
  Fault fault;
  std::string message;
  std::string came;    // "clarify lost-now of idcard-reissue-lost: 确实找不到了吗？"
  std::string wanted;  // "answer|clarify idcard-reissue-lost"
  knowledge::Place place;
};

struct ReplyScore {
  int replies = 0;
  int right = 0;
  int silly = 0;                  // right or not: asks what the message says
  int played = 0;                 // rows with facts, played to the end with those answers
  int arrived = 0;                // of them: ended at a fitting guide that shows one outcome
  double turns_mean = 0;          // questions and lists until there, of those that arrived
  std::vector<WrongReply> wrong;  // and the silly ones; worst first, then as in the file
};

/// Whether a first reply is right.
bool fits(const knowledge::Pack& pack, const dialogue::Reply& reply,
          const knowledge::ExamMessage& wanted);

/// A reply as a teacher reads it: its move and what it is about; of a question back its words too.
std::string described(const knowledge::Pack& pack, const dialogue::Reply& reply);

/// Whether `message` itself says an option of what the reply asks. Words that mean an option only
/// in answer to the question do not count.
bool asks_what_is_said(const dialogue::Assistant& assistant, const dialogue::Reply& reply,
                       const std::string& message);

/// Sends each message as a conversation's first on `day`. Where a row carries facts, what is asked
/// is answered by them ("不清楚" where they do not say) until nothing more is asked.
ReplyScore sit_replies(const std::vector<knowledge::ExamMessage>& messages,
                       const dialogue::Assistant& assistant, core::Date day);

/// Rates are shares in [0, 1].
struct AlarmScore {
  int urgent = 0, calm = 0;                   // messages
  double urgent_recall = 0;                   // urgent ones met with an urgent reply
  double false_alarms = 0;                    // calm ones met with one
  std::vector<knowledge::ExamAlarm> missed;   // urgent ones
  std::vector<knowledge::ExamAlarm> alarmed;  // calm ones
};

AlarmScore sit_alarms(const std::vector<knowledge::ExamAlarm>& alarms,
                      const dialogue::Assistant& assistant, core::Date day);

struct AmbiguousScore {
  int questions = 0;
  int right = 0;  // a question back, or a list, that names every meaning
  std::vector<WrongReply> wrong;
};

AmbiguousScore sit_ambiguous(const std::vector<knowledge::ExamQuestion>& questions,
                             const dialogue::Assistant& assistant, core::Date day);

}  // namespace zheli::teaching
