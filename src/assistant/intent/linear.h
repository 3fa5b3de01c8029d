// One linear classifier a label, each against all others: L2-regularised squared hinge loss by dual
// coordinate descent, with a learned bias. Labels are trained apart, sixteen side by side, on any
// number of threads, with the same result.
//
// Source: Hsieh, Chang, Lin, Keerthi & Sundararajan, "A Dual Coordinate Descent Method for
// Large-scale Linear SVM" (2008), algorithm 1 with L2 loss. Tested by linear_test.cc against its
// optimality conditions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assistant/intent/features.h"

namespace zheli::intent {

/// A lesson to learn from: its vector, borrowed, and its label in [0, label_count).
struct Taught {
  const Vector* vector;
  int label;
};

struct LinearOptions {
  double cost = 1.0;       // C: how much a lesson on the wrong side weighs
  int passes = 2;          // over all lessons
  int rounds = 5;          // after each pass, over the lessons near a boundary, at most
  double tolerance = 0.1;  // fewer rounds when the optimality gap is below
  int threads = 1;
};

/// Scores by label, as sums of one weight a feature; comparable between labels of one question.
class Linear {
 public:
  /// Every label is below `label_count`, every feature below `feature_count`.
  Linear(std::span<const Taught> lessons, int label_count, std::size_t feature_count,
         const LinearOptions& options);

  /// scores[label] for a question, written into `scores` (label_count floats).
  void score(const Vector& question, std::span<float> scores) const;

  int label_count() const { return label_count_; }

  /// This classifier's scores times `mine`, plus naive Bayes' times `bayes`, as one set of weights.
  void blend(const class Bayes& other, float mine, float bayes);

 private:
  int label_count_;
  std::vector<float> weights_;  // feature-major
  std::vector<float> bias_;     // by label
};

}  // namespace zheli::intent
