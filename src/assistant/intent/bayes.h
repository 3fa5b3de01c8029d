// Multinomial naive Bayes over tf-idf values: counts where the linear classifier separates. Blended
// with it, it is right on questions whose words are spread over many lessons.
//
//   weight(f, l) = ln((mass(f, l) + a) / Σ_f (mass(f, l) + a)),   mass = Σ of values over lessons
//   of l
//
// Source: McCallum & Nigam (1998); Rennie, Shih, Teevan & Karger (2003) for tf-idf values.
// Tested by linear_test.cc.
#pragma once

#include <span>
#include <vector>

#include "assistant/intent/linear.h"

namespace zheli::intent {

class Bayes {
 public:
  /// As Linear.
  Bayes(std::span<const Taught> lessons, int label_count, std::size_t feature_count);

  void score(const Vector& question, std::span<float> scores) const;

  float weight(std::size_t feature, std::size_t label) const {
    return weights_[feature * label_count_ + label];
  }

 private:
  static constexpr float kSmoothing = 0.05F;
  std::size_t label_count_;
  std::vector<float> weights_;  // feature-major
};

}  // namespace zheli::intent
