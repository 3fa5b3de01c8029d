// A right of a million a year for four years, for the tests of this room.
#pragma once

#include "securitization/valuation/appraisal.h"

namespace zheli::valuation {

inline constexpr core::Date kOn{std::chrono::year{2021}, std::chrono::June, std::chrono::day{30}};

/// Ten million of revenue a year, used until 2025-06-30.
inline Asset small_asset() {
  Asset asset;
  asset.id = "P1";
  asset.owner = "F1";
  asset.kind = "invention";
  asset.filed = {std::chrono::year{2015}, std::chrono::June, std::chrono::day{30}};
  asset.useful_until = {std::chrono::year{2025}, std::chrono::June, std::chrono::day{30}};
  asset.revenue = 10'000'000;
  return asset;
}

/// Royalty 1 to 5 %, discount 10 % at score 50, no tax, no fees.
inline Assumptions small_assumptions() {
  Assumptions to;
  Kind kind{"invention", "invention", 20};
  kind.royalty = {0.01, 0.05};
  kind.pledge_rate = {0.1, 0.5};
  to.kinds = {kind};
  to.risk_free = 0.03;
  to.premiums = {0.1, 0.04};
  to.pending = 0.6;
  to.sale_discount = 0.7;
  to.sale_costs = 0.05;
  to.sale_months = 12;
  to.uncertainty = {0.2, 0.03, 0.15, 0.015, 0.1, 0.2, 0.3};
  to.round_to = 10'000;
  return to;
}

}  // namespace zheli::valuation
