// The normal distribution where a firm's default is a normal variable below a threshold. Tested by
// coalitions_test.cc, banding_test.cc and rating_test.cc.
#pragma once

#include <cmath>
#include <numbers>

#include "core/random.h"

namespace zheli::pricing {

/// P(Z < z).
inline double normal(double z) {
  return 0.5 * std::erfc(-z * std::numbers::sqrt2 / 2);
}

/// z below which a latent variable defaults with probability p; far out for 0 and 1.
inline double threshold(double p) {
  constexpr double kFar = 40;
  if (p <= 0) return -kFar;
  if (p >= 1) return kFar;
  return core::inverse_normal(p);
}

}  // namespace zheli::pricing
