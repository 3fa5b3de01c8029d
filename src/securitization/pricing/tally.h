// Sums over columns of paths, exact or of the same digits on every machine: eight running sums,
// whatever the width of the registers. Only losses.cc uses it. Tested by losses_test.cc.
#pragma once

#include <span>

namespace zheli::pricing {

/// Of one payment date: Σ first, Σ second and Σ (first + second)² over the paths. Whole fen below
/// 2^53 altogether: the first two are exact.
struct Sums {
  double first = 0, second = 0, squares = 0;
};
Sums sums(std::span<const double> first, std::span<const double> second);

/// Σ values; exact as above.
double total(std::span<const double> values);

/// Σ values².
double squares(std::span<const double> values);

/// to[i] = the largest of columns[·][i]; 0 where there are none.
void highest(std::span<const double* const> columns, std::span<double> to);

/// to[i] = Σ columns[·][i].
void together(std::span<const double* const> columns, std::span<double> to);

}  // namespace zheli::pricing
