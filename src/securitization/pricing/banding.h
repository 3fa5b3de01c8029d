// Banding together (抱团): what firms risk and need alone, and in a pool of 1, 2 … n of them,
// without and with a commitment; what financing then costs a firm. Exact: no paths, no large-pool
// limit.
//
// Defaults follow credit's Gaussian copula with a global factor and one for each sector; the
// supporter hangs on the global factor with its own share. Tested by banding_test.cc.
#pragma once

#include <vector>

#include "core/money.h"
#include "securitization/credit/pool.h"
#include "securitization/pricing/analytics.h"

namespace zheli::pricing {

struct Firm {
  core::Money exposure;
  double probability = 0;         ///< of default within the horizon
  double loss_given_default = 0;  ///< of the exposure, in [0, 1]
  int sector = 0;
};

/// A supporter's commitment: it pays losses up to `limit` in all, unless it has defaulted itself.
struct Commitment {
  core::Money limit;
  double probability = 0;  ///< of its own default within the horizon
  double global = 0;       ///< share of its variance that is the global factor's
};

/// How firms are weighed together. copula.region and copula.freedom must be 0, else CHECK.
struct Banding {
  std::vector<Firm> firms;
  credit::Copula copula;
  Commitment commitment;
  double allowed = 0;  ///< probability of default that the target rating allows
  core::Money unit;    ///< losses are rounded to whole units of this, firm by firm; above 0
};

/// The exact law of a pool's loss: [k] the probability that k units are lost while the supporter
/// stands, and while it has fallen. Both together are credit::loss_distribution.
///
/// Cost: 67 points of each factor times names times units, 2 ms for 20 firms of 5 sectors.
/// Source: Andersen, Sidenius, Basu (2003), as credit/exact.h.
struct JointLaw {
  std::vector<double> stands, falls;
};
JointLaw joint_law(const Banding& banding, const std::vector<int>& firms);

/// The least subordination at which what stands before it is hurt with at most the allowed
/// probability: without the commitment, and with it.
struct Needed {
  core::Money alone;
  core::Money supported;
};
Needed needed(const Banding& banding, const std::vector<int>& firms);

/// A pool of the first n firms.
struct Band {
  core::Money exposure;
  double expected_loss = 0;  ///< of the exposure
  double deviation = 0;      ///< standard deviation of the loss, of the exposure
  double tail = 0;           ///< 99 % quantile of the loss, of the exposure
  double needed_alone = 0;   ///< subordination, of the exposure
  double needed_supported = 0;
};
std::vector<Band> bands(const Banding& banding);

/// Interest that a district pays back: the part subsidy_rate / loan_rate of each interest payment,
/// `most` in all. Amounts are fen; payments are given as positive amounts. loan_rate > 0, else
/// CHECK.
struct Subsidy {
  double loan_rate = 0;
  double rate = 0;
  core::Money most;
};
std::vector<CashFlow> subsidies(std::span<const CashFlow> interest, const Subsidy& subsidy);

/// What financing costs a firm a year, all in: the rate at which all it gets and pays is worth
/// nothing. `loan` as the firm sees it, drawings positive and payments negative; `fees` positive
/// amounts that it pays (guarantee, valuation, registration); `got` subsidies. Errors: as xirr.
core::Result<double> all_in_cost(std::span<const CashFlow> loan, std::span<const CashFlow> fees,
                                 std::span<const CashFlow> got);

}  // namespace zheli::pricing
