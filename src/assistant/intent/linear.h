// One linear classifier a column, each against all others: L2-regularised squared hinge loss by
// dual coordinate descent, with a constant learned from -1 on. Columns are trained apart, sixteen
// side by side, on any number of threads, with the same result. Models that leave out a fold of the
// lessons start from the whole model less what the fold had put in ("alpha seeding") and look again
// only at the lessons near a boundary, which spares most of the work of cross-validation.
//
// Sources: Hsieh, Chang, Lin, Keerthi & Sundararajan, "A Dual Coordinate Descent Method for
// Large-scale Linear SVM" (2008), algorithm 1 with L2 loss; DeCoste & Wagstaff, "Alpha seeding for
// support vector machines" (2000). Tested by linear_test.cc against its optimality conditions.
#pragma once

#include <span>
#include <vector>

#include "assistant/intent/weights.h"

namespace zheli::intent {

struct LinearOptions {
  double cost = 1.0;       // C: how much a lesson on the wrong side weighs
  int passes = 2;          // over all lessons
  int rounds = 5;          // after each pass, over the lessons near a boundary, at most
  double tolerance = 0.1;  // fewer rounds when the optimality gap is below
  int threads = 1;
};

/// The model of all lessons, then for every fold the model of the lessons outside it. A fold says
/// of each lesson whether it is left out; there may be none, and they may overlap. Labels and the
/// columns beside them are below `columns`, features below `feature_count`.
std::vector<Weights> train_linear(std::span<const Taught> lessons,
                                  std::span<const std::vector<bool>> folds, int columns,
                                  std::size_t feature_count, const LinearOptions& options);

}  // namespace zheli::intent
