// An item, the facts known and a day → the guide: which outcome, which materials, which fee.
// Nothing is written here that the pack does not say. What hangs on an unknown fact is shown with
// its condition, worded in the conversation's language.
//
// Tested by guide_test.cc.
#pragma once

#include "assistant/dialogue/ask_back.h"
#include "assistant/dialogue/reply.h"
#include "core/date.h"

namespace zheli::dialogue {

/// The guide of `item` of `pack` for `facts` on `day`. Facts of other items are ignored. The guide
/// points into `item`, which must outlive it. Never fails.
Guide guide_for(const knowledge::Pack& pack, const knowledge::Item& item,
                const knowledge::Facts& facts, core::Date day, bool english);

/// The same with the likeliest of its outcomes first; one that holds four cases in five stands
/// alone, the next named in one line (`nearest`).
Guide likeliest_first(const Grounds& grounds, const knowledge::Item& item,
                      const knowledge::Facts& facts, core::Date day, bool english);

/// The facts of `items` that `facts` know, each once, in the order of the items; `stated` were
/// heard in the citizen's words.
std::vector<KnownFact> known_facts(const std::vector<const knowledge::Item*>& items,
                                   const knowledge::Facts& facts, const knowledge::Facts& stated);

}  // namespace zheli::dialogue
