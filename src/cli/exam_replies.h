// What `zheli exam` does with first messages: reads a file of them, or a folder of such files, and
// shows what a teacher reads, or the figures as JSON.
#pragma once

#include <string>

#include "assistant/dialogue/assistant.h"
#include "assistant/teaching/first_replies.h"
#include "files/problem.h"

namespace zheli::cli {

/// Prints each problem as file:line and throws Exit{2}, if there is one.
void stop_at(const files::Findings& findings);

/// zheli exam --replies PATH
void sit_replies(const std::string& path, const dialogue::Assistant& assistant, core::Date day,
                 bool json);

/// zheli exam --urgent PATH
void sit_alarms(const std::string& path, const dialogue::Assistant& assistant, core::Date day,
                bool json);

/// Message, what came, what was wanted; under a heading for each kind of fault.
void print_wrong(const std::vector<teaching::WrongReply>& wrong);

}  // namespace zheli::cli
