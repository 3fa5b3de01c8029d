// What a right is worth by income, by cost and by the market. Pure formulas, yuan in doubles; each
// says its source in docs/methods/valuation.md. Tested by methods_test.cc against sums by hand.
#pragma once

#include <span>
#include <vector>

#include "securitization/valuation/asset.h"
#include "securitization/valuation/legal_status.h"

namespace zheli::valuation {

/// Twelve months of revenue after twelve months, until the years are over; the last year in part.
/// Growth g in the second year, g · fade in the third, …
struct Forecast {
  double revenue = 0;  ///< of the first twelve months
  double growth = 0;
  double fade = 1;
  double years = 0;
};

/// Σ revenue_k · rate · (1 − tax) · part_k / (1 + discount)^(t_k): `rate` is what the right earns
/// of revenue, t_k the middle of year k (or of its part). Never negative for a rate ≥ 0.
double income(const Forecast& forecast, double rate, double tax, double discount);

/// Relief from royalty: what its owner need not pay for a licence, less the annual fees.
double relief_from_royalty(const Forecast& forecast, double royalty, double tax, double discount,
                           std::span<const DatedFee> fees, core::Date on);

/// Multi-period excess earnings: the margin less what other assets contribute; at least 0.
double excess_earnings(const Forecast& forecast, double margin, double charges, double tax,
                       double discount);

/// What was spent, at the rate it would have earned since, less obsolescence.
double replacement_cost(double spent, double years, double opportunity, double obsolescence);

/// The median of the adjusted prices. At least one comparable, else CHECK.
double market_value(std::span<const Comparable> comparables);

}  // namespace zheli::valuation
