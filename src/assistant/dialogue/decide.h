// The one move: from what was understood, the conversation so far and a day → a reply. Pure
// dialogue; no model, no search, so that every branch can be tested with a few lines of values.
//
// First what the message answers is found (answer.h), then one move follows; decide.cc says in
// which order, docs/methods/dialogue.md why.
//
// Tested by decide_test.cc and tests/cases/dialogue.
#pragma once

#include "assistant/dialogue/ask_back.h"
#include "assistant/dialogue/conversation.h"
#include "assistant/dialogue/phrase.h"
#include "assistant/dialogue/understanding.h"
#include "core/date.h"

namespace zheli::dialogue {

/// The reply to `message`. Never fails: words that lead nowhere end in `hand_over`.
Reply decide(const Grounds& grounds, const Conversation& before, const Message& message,
             const Understanding& understood, core::Date day);

}  // namespace zheli::dialogue
