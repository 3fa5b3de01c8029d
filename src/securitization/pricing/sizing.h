// The largest tranches that reach their target ratings under the deal's own waterfall: senior
// first, then mezzanine, the rest subordinated. Tested by sizing_test.cc.
//
// The search is by halving: a larger senior is never better off, and with the same seed for every
// size (common random numbers) the simulated risk follows. A sample deal takes about a dozen
// simulations a tranche.
#pragma once

#include <functional>
#include <vector>

#include "securitization/pricing/rating.h"
#include "securitization/waterfall/terms.h"

namespace zheli::pricing {

/// What is sized: tranches in order of seniority that have a target; what is left of `total` goes
/// to the last tranche of the deal.
struct SizingTask {
  core::Money total;           ///< all tranches together
  core::Money step;            ///< sizes are multiples of this, above 0
  core::Money least_rest;      ///< subordination that must remain
  std::vector<Grade> targets;  ///< [sized tranche], senior first
};

struct Sizing {
  std::vector<core::Money> sizes;    ///< [sized tranche], then the rest
  std::vector<Assessment> assessed;  ///< [sized tranche] at these sizes
  int evaluations = 0;
};

/// Sizes ([sized tranche], then the rest, adding up to the total) → each sized tranche's risk.
using Evaluate = std::function<std::vector<Assessment>(const std::vector<core::Money>& sizes)>;

/// The senior is the largest that meets its target while there is no mezzanine; then each next one
/// the largest at which it and all before it meet theirs. A tranche that cannot meet its target at
/// one step gets 0: an outcome, not an error. Assessments are compared by Assessment::grade.
/// A step or total that is not positive is a caller's bug (CHECK).
Sizing size_tranches(const SizingTask& task, const Evaluate& evaluate);

/// The terms with other sizes, [tranche]. Scheduled balances keep their proportion to the size,
/// rounded half to even.
waterfall::Terms with_sizes(waterfall::Terms terms, const std::vector<core::Money>& sizes);

}  // namespace zheli::pricing
