// A number at which a function is nothing: found between two places where its signs differ, so that
// it is found always. Tested by analytics_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <utility>

namespace zheli::pricing {

/// The root of a continuous `f` in [low, high], whose values there have different signs (or are 0),
/// else CHECK; to the last few digits. At most 200 calls.
///
/// Source: Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4.
double root_between(const std::function<double(double)>& f, double low, double high);

/// The pair of neighbouring places of a walk outwards from `start` (steps of `step`, up to `reach`
/// either way) between which `f` changes sign: the nearest one to `start`. None: no change of sign.
std::optional<std::pair<double, double>> bracket(const std::function<double(double)>& f,
                                                 double start, double step, double reach);

}  // namespace zheli::pricing
