// A table of weights and a few lessons more → what they add to it, without the lessons that it was
// trained on: a lesson is learned in milliseconds instead of seconds.
//
// Each column goes on as linear.h trained it, by dual coordinate descent on the squared hinge loss,
// with three differences, since the old lessons are not there to speak up:
//
//   stiffness   a step moves a feature's weight by value / (1 + 0.03 · lessons that have it):
//               what a feature says was settled by its lessons, and so is each column's constant,
//               which stays. The diagonal of the old problem's curvature, as in Crammer, Kulesza &
//               Dredze, "Adaptive Regularization of Weight Vectors" (2009).
//   a knee      a column that a lesson does not belong to is pushed back only where it scores above
//               Bend::kKnee, where several labels may be meant.
//   no memory   only the new lessons have variables. So a lesson that is forgotten leaves nothing,
//               and the same lessons in the same order add the same digits.
//
// What naive Bayes added stays, too. How far all this is from a training anew:
// docs/methods/teaching.md. Tested by warm_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "assistant/intent/packed_weights.h"

namespace zheli::intent {

class Besides {
 public:
  Besides() = default;  // adds nothing

  /// Learns `lessons`, whose vectors are of `features` or of features numbered after them, besides
  /// what `weights` says. Ends when no step of a round was larger than a tolerance, or after 40
  /// rounds. Cost: about 30 microseconds a lesson and round.
  Besides(const PackedWeights& weights, const Features& features, std::span<const Taught> lessons);

  /// Adds to `scores`, one a column.
  void score(const Vector& question, std::span<float> scores) const;

 private:
  struct Weight {
    std::uint32_t column;
    float value;
  };
  std::unordered_map<std::uint32_t, std::vector<Weight>> rows_;  // by feature, without noughts
};

}  // namespace zheli::intent
