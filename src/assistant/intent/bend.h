// Scores → log-odds: a line with a knee. Above the knee several labels may be meant and a
// difference says little; below it nothing speaks for a label and a difference says much. One
// temperature for both makes small probabilities far too small and middling ones too large.
//
// Source: a piecewise-linear kin of temperature scaling, Guo et al. (2017). Tested by
// fitting_test.cc.
#pragma once

#include <span>
#include <vector>

namespace zheli::intent {

struct Bend {
  static constexpr float kKnee = -0.5F;  // half way from a label's boundary to its margin
  float above = 3;
  float below = 9;

  float operator()(float score) const {
    return score > kKnee ? above * (score - kKnee) : below * (score - kKnee);
  }
};

/// Scores of the labels that one question might have meant, and which of them it did.
struct Scored {
  std::vector<float> scores;
  std::size_t truth = 0;
};

/// The bend of least surprise: -Σ ln p(truth), p ∝ exp(bend(score)). Convex; by Newton's method.
Bend fit_bend(std::span<const Scored> judged);

}  // namespace zheli::intent
