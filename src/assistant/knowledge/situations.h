// The table of an item's outcomes: do the conditions send every combination of facts to exactly one
// outcome, on every day the item is valid?
//
// Method: combinations are split fact by fact, and only by facts that an undecided condition names,
// so that a gap is found (and named) by the facts that matter, not once per combination. Days are
// tried at every date where an outcome begins or ends. tests/reference/slow_situations.h walks
// every combination.
//
// Tested by situations_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::knowledge {

/// One thing wrong with a table: at an outcome, or at the item's key "facts" or "outcomes".
struct TableFault {
  std::optional<std::size_t> outcome;  // index into the item's outcomes
  std::string key;
  std::string message;
};

/// Everything wrong with the table of `item`. Tables that name unknown facts or options, or that
/// are too large, are not walked; the reader reports the names. Never fails.
std::vector<TableFault> check_situations(const Item& item);

/// A part of the table: the facts that lead there, and the outcomes (indices) that match.
struct Corner {
  Facts facts;
  std::vector<std::size_t> matching;

  bool operator==(const Corner&) const = default;
};

/// The corners in which not exactly one of `outcomes` (indices into item.outcomes) matches. Corners
/// are disjoint. Every condition names facts and options of the item (CHECK).
std::vector<Corner> faulty_corners(const Item& item, const std::vector<std::size_t>& outcomes);

/// One day in each span during which the same outcomes are valid, within the item's validity.
std::vector<core::Date> telling_days(const Item& item);

constexpr std::size_t kFactsMax = 6;
constexpr std::size_t kOptionsMax = 4;

}  // namespace zheli::knowledge
