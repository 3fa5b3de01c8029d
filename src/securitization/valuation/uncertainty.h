// How far a value may be off: an interval by simulation, and what each driver alone would change.
// Both move the same drivers by the same spreads (Assumptions::uncertainty). Tested by
// uncertainty_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "securitization/valuation/appraisal.h"

namespace zheli::valuation {

/// The drivers that are uncertain, in the order of Uncertainty.
constexpr std::array<const char*, 6> kDrivers = {"revenue",  "growth", "royalty",
                                                 "discount", "cost",   "market"};

/// 5, 25, 50, 75 and 95 % of the simulated values, yuan.
struct Interval {
  double p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0;
};

/// What the whole is worth if one driver of every right lies at its 10 % or 90 % point, the others
/// where they are expected; the widest first.
struct Swing {
  int driver = 0;            ///< of kDrivers
  double low = 0, high = 0;  ///< yuan, with the driver low and high
};

struct Portfolio {
  const std::vector<Asset>& assets;
  const std::vector<Appraisal>& appraisals;  ///< of the same rights, in their order
  const Assumptions& assumptions;
  core::Date on;
};

struct Ranges {
  std::vector<Interval> assets;
  Interval total;
};

/// The same seed, the same digits. Cost: about two microseconds a right and path.
Ranges ranges(const Portfolio& portfolio, int paths, std::uint64_t seed);

std::vector<Swing> tornado(const Portfolio& portfolio);

}  // namespace zheli::valuation
