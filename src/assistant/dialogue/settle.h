// What an answer leaves of a conversation: candidates narrowed, a matter settled on, facts of
// matters left behind forgotten. Nothing is said here; decide.cc does that.
//
// Tested by settle_test.cc and decide_test.cc.
#pragma once

#include "assistant/dialogue/conversation.h"
#include "core/date.h"

namespace zheli::dialogue {

/// Keeps the candidates that the answer to `question` leaves; `option` nullptr: none of these. A
/// question answered before is answered anew: what was answered after it, and every question that
/// the citizen could not answer, is open again.
void narrow(const knowledge::Pack& pack, const knowledge::Question& question,
            const knowledge::Option* option, Conversation& conversation);

/// A fact that only one candidate asks for tells which one is meant.
void settle_on_the_one_that_asks(const knowledge::Pack& pack, const std::string& fact,
                                 Conversation& conversation);

/// Whether the first candidate leads the others by so much that it is taken for meant where asking
/// on is no help.
bool leads(const Conversation& conversation);

/// Candidates that the known facts lead to one item are one, by the name of the likeliest; one
/// whose every outcome a known fact rules out falls away, but for the last.
void join_what_falls_together(const knowledge::Pack& pack, core::Date day,
                              Conversation& conversation);

/// Drops every fact that neither several items share nor one of the candidates asks for: words of
/// one matter often sound like facts of another.
void keep_facts_of_matter(const knowledge::Pack& pack, core::Date day, Conversation& conversation);

/// A token may be older than the pack: what the pack no longer has is dropped.
void forget_unknown_items(const knowledge::Pack& pack, Conversation& conversation);

}  // namespace zheli::dialogue
