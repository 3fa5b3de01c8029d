// A right's value: every method that its data allow, reconciled by the appraiser's weights, what a
// lender takes it at, what a forced sale would bring. Tested by appraisal_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "core/money.h"
#include "securitization/valuation/assumptions.h"
#include "securitization/valuation/legal_status.h"

namespace zheli::valuation {

/// What moves a value. The factors multiply what the other methods find.
struct Drivers {
  double revenue = 0, growth = 0, royalty = 0, discount = 0;
  double cost = 1, market = 1;
};

/// What one right is worth before rounding.
struct Worth {
  std::optional<double> by[kMethods];  ///< yuan; nothing: the data do not allow the method
  double reconciled = 0;               ///< by weight, times the chance that the right stands
};

struct Appraisal {
  LegalStatus legal_status;
  std::optional<double> score;  ///< nothing: none given, taken as 50
  Drivers drivers;
  Worth worth;
  core::Money value;  ///< rounded as appraisers do
  double spread = 0;  ///< (largest − smallest method) / reconciled
  double pledge_rate = 0;
  core::Money pledge_value;       ///< value · pledge rate
  core::Money liquidation_value;  ///< of a forced sale, discounted, after its costs
};

/// Worth under given drivers. Cost: a microsecond.
Worth worth(const Asset& asset, const LegalStatus& legal_status, const Assumptions& assumptions,
            const Drivers& drivers, core::Date on);

/// A kind the assumptions lack is a CHECK: `check` reports it first.
Appraisal appraise(const Asset& asset, const Assumptions& assumptions,
                   const std::vector<Indicator>& tree, core::Date on);

}  // namespace zheli::valuation
