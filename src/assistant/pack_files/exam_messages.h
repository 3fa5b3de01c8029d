// First messages with what deserves to come back, as tab-separated lines:
//
//   message<TAB>moves<TAB>ids[<TAB>fact=option; fact=option]
//   message<TAB>urgent|calm
//
// See "First messages" in docs/formats/pack.md.
//
// Tested by exam_messages_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "assistant/knowledge/exam.h"
#include "files/problem.h"

namespace zheli::pack_files {

/// A file of first messages. Rows with an unknown move, id, fact or option are reported.
std::vector<knowledge::ExamMessage> read_exam_messages(std::string_view bytes,
                                                       const knowledge::Pack& pack,
                                                       files::Findings& findings);

/// A file of dangers and of calm messages that look alike.
std::vector<knowledge::ExamAlarm> read_exam_alarms(std::string_view bytes,
                                                   files::Findings& findings);

}  // namespace zheli::pack_files
