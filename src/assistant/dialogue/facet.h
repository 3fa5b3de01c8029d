// The side of a matter that was asked for: 要带什么, 多少钱, 几天 … → the lines that answer it, and
// whether they hang on a fact still unknown. Tested by guide_test.cc.
#pragma once

#include "assistant/dialogue/reply.h"

namespace zheli::dialogue {

/// True if what `item` says on `facet` is the same whatever the unknown facts turn out to be.
bool facet_is_settled(const knowledge::Item& item, Facet facet, const knowledge::Facts& facts);

/// The answer to `facet`, line by line, in the pack's words, the first with its name before it; a
/// field without a statement says so, and what nobody verified ends with " *". Of a side that no
/// field is for, every sentence of the guide that mentions it, else the pack's advice ("no-post").
/// Not for Facet::whole (CHECK).
std::vector<std::string> facet_lines(const knowledge::Pack& pack, bool english, const Guide& guide,
                                     Facet facet);

/// The lines of every facet of the guide, as a text without folds shows them.
std::vector<std::string> guide_lines(const knowledge::Pack& pack, bool english, const Guide& guide);

/// The sentence that says what the mark of `lines` means; empty where none of them has it.
std::string mark_note(const knowledge::Pack& pack, bool english,
                      const std::vector<std::string>& lines);

/// A statement as shown: a fee's amount before its text, its name before that ("工本费：40元/证").
std::string shown_text(const knowledge::Pack& pack, bool english,
                       const knowledge::Statement& statement);

}  // namespace zheli::dialogue
