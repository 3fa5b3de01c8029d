// The obvious way to check an item's table of outcomes: write down every combination of every fact
// and count the outcomes that match. Reference for assistant/knowledge/situations.h, in tests only.
#pragma once

#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::reference {

/// Every combination of the item's facts.
inline std::vector<knowledge::Facts> combinations(const knowledge::Item& item) {
  std::vector<knowledge::Facts> all = {{}};
  for (const knowledge::Fact& fact : item.facts) {
    std::vector<knowledge::Facts> longer;
    for (const knowledge::Facts& facts : all) {
      for (const knowledge::Option& option : fact.options) {
        longer.push_back(facts);
        longer.back()[fact.id] = option.id;
      }
    }
    all = std::move(longer);
  }
  return all;
}

/// The indices of the outcomes that match a combination on a day.
inline std::vector<std::size_t> matching(const knowledge::Item& item, const knowledge::Facts& facts,
                                         core::Date day) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < item.outcomes.size(); ++i) {
    const knowledge::Outcome& outcome = item.outcomes[i];
    if (!outcome.validity.covers(day)) continue;
    if (knowledge::holds(outcome.when, facts) == knowledge::Truth::yes) indices.push_back(i);
  }
  return indices;
}

}  // namespace zheli::reference
