// The exact distribution of a pool's loss at one horizon under the Gaussian copula: no path, no
// large-pool limit. Conditional on the factors names default independently, so their losses add up
// one name after the other; the factors are integrated out. Tested by exact_test.cc.
//
// Source: L. Andersen, J. Sidenius, S. Basu, "All your hedges in one basket" (Risk, 2003). The
// trapezoid rule on the normal density, 401 points over ±10, is exact to about 1e-12 here.
#pragma once

#include <vector>

#include "securitization/credit/pool.h"

namespace zheli::credit {

/// A name at the horizon: it defaults with `probability` and loses `units` whole units (of any
/// size the caller likes, 1 to count defaults).
struct Exposure {
  double probability = 0;
  int units = 1;
  int sector = 0;
};

/// [k] the probability of losing k units; as long as all units and one. Regions and Student's t
/// have no place here: copula.region and copula.freedom are 0, else CHECK.
/// Cost: names × units × 401, times 401 again where copula.sector > 0.
std::vector<double> loss_distribution(const std::vector<Exposure>& exposures, const Copula& copula);

/// What a stretch [attach, detach) of the loss, in units, loses: `expected` as a share of its
/// thickness, `touched` the probability of losing anything.
struct TrancheLoss {
  double expected = 0;
  double touched = 0;
};
/// k lost units lose k · loss_per_unit; attach < detach in the same measure.
TrancheLoss tranche_loss(const std::vector<double>& distribution, double loss_per_unit,
                         double attach, double detach);

/// The smallest number of units that is lost or undercut with at least this probability.
int quantile(const std::vector<double>& distribution, double probability);

}  // namespace zheli::credit
