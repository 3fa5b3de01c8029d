#include "securitization/valuation/appraisal.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/day_count.h"
#include "securitization/valuation/methods.h"

namespace zheli::valuation {
namespace {

constexpr double kNoScore = 50;
constexpr double kValueMost = 1e13;

core::Money rounded(double yuan, double to) {
  return core::round_fen(core::kFenInYuan * to * std::round(yuan / to));
}

Drivers drivers_of(const Asset& asset, const Kind& kind, const Assumptions& assumptions,
                   double score) {
  return {asset.revenue, asset.growth, kind.royalty.at(score),
          assumptions.risk_free + assumptions.premiums.at(score)};
}

double spread(const Worth& worth) {
  double least = 0, most = 0;
  bool any = false;
  for (const auto& value : worth.by) {
    if (!value) continue;
    least = any ? std::min(least, *value) : *value;
    most = any ? std::max(most, *value) : *value;
    any = true;
  }
  return worth.reconciled > 0 ? (most - least) / worth.reconciled : 0;
}

}  // namespace

Worth worth(const Asset& asset, const LegalStatus& legal_status, const Assumptions& assumptions,
            const Drivers& drivers, core::Date on) {
  Worth to;
  const Forecast forecast{drivers.revenue, drivers.growth, assumptions.fade,
                          legal_status.years_left};
  to.by[0] = relief_from_royalty(forecast, drivers.royalty, assumptions.tax, drivers.discount,
                                 legal_status.fees, on);
  if (asset.margin)
    to.by[1] =
        excess_earnings(forecast, *asset.margin, asset.charges, assumptions.tax, drivers.discount);
  if (asset.spent && asset.spent_on) {
    const double years = core::years(*asset.spent_on, on);
    to.by[2] = drivers.cost *
               replacement_cost(*asset.spent, years, assumptions.opportunity, asset.obsolescence);
  }
  if (!asset.comparables.empty()) to.by[3] = drivers.market * market_value(asset.comparables);
  double weights = 0;
  for (int m = 0; m < kMethods; ++m) {
    if (!to.by[m]) continue;
    to.by[m] = std::min(*to.by[m], kValueMost);
    to.reconciled += asset.weights[m] * *to.by[m];
    weights += asset.weights[m];
  }
  to.reconciled = weights > 0 ? to.reconciled / weights : *to.by[0];
  to.reconciled *= legal_status.years_left > 0 ? legal_status.chance : 0;
  return to;
}

Appraisal appraise(const Asset& asset, const Assumptions& assumptions,
                   const std::vector<Indicator>& tree, core::Date on) {
  const Kind* const kind = assumptions.kind(asset.kind);
  CHECK(kind != nullptr);
  Appraisal to;
  to.legal_status = legal_status(asset, *kind, assumptions, on);
  to.score = score(tree, asset);
  const double points = to.score.value_or(kNoScore);
  to.drivers = drivers_of(asset, *kind, assumptions, points);
  to.worth = worth(asset, to.legal_status, assumptions, to.drivers, on);
  to.spread = spread(to.worth);
  to.value = rounded(to.worth.reconciled, assumptions.round_to);
  to.pledge_rate = kind->pledge_rate.at(points);
  const double value = core::in_yuan(to.value);
  to.pledge_value = rounded(value * to.pledge_rate, assumptions.round_to);
  const double discount = asset.sale_discount.value_or(assumptions.sale_discount);
  const double sold =
      value * (1 - discount) * (1 - assumptions.sale_costs) /
      std::pow(1 + to.drivers.discount, assumptions.sale_months / double{core::kMonthsInYear});
  to.liquidation_value = rounded(sold, assumptions.round_to);
  return to;
}

}  // namespace zheli::valuation
