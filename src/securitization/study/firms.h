// What banding together (抱团) brings a deal's firms: the risk of 1, 2 … n of them, and what
// financing costs each. Formulas and sources: docs/methods/pricing.md.
//
// Tested by firms_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "securitization/pricing/banding.h"
#include "securitization/study/model.h"

namespace zheli::study {

/// [n − 1] the pool of the first n firms: its risk, and the subordination that the senior's target
/// needs; without a target: to fail less than once in a hundred.
std::vector<pricing::Band> bands(const Model& model);

/// What financing costs one firm that borrows.
struct Cost {
  std::size_t borrower = 0;     ///< in the deal's borrowers
  core::Money balance;          ///< of all its loans, at the cut-off day
  core::Money average;          ///< balance by the day, from there to the last maturity
  double all_in = 0;            ///< effective, a year, with the subsidy
  std::optional<double> alone;  ///< the same of its loans at the rate alone; none: it is not known
  core::Money saved;       ///< a year: (alone − all_in) · average; 0 where alone is not known
  core::Money fair_share;  ///< of what all save, by what the firm brings to the pool
  core::Money fair_error;  ///< its standard error where it was sampled; 0: it is exact
};

/// One for each borrower with a loan, in the deal's order; the fair shares add up to what all save.
/// They are exact up to 20 firms (pricing/coalitions.h); of more, paths.seed orders the coalitions;
/// paths.count is not asked. Errors: a borrower whose cost has no root.
core::Result<std::vector<Cost>> costs(const Model& model, const Paths& paths);

}  // namespace zheli::study
