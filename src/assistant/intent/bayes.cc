#include "assistant/intent/bayes.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace zheli::intent {

Bayes::Bayes(std::span<const Taught> lessons, int label_count, std::size_t feature_count)
    : label_count_(static_cast<std::size_t>(label_count)),
      weights_(feature_count * label_count_, 0.0F) {
  std::vector<float> totals(label_count_, kSmoothing * static_cast<float>(feature_count));
  for (const Taught& lesson : lessons) {
    const auto label = static_cast<std::size_t>(lesson.label);
    for (const Entry& e : *lesson.vector) {
      weights_[e.feature * label_count_ + label] += e.value;
      totals[label] += e.value;
    }
  }
  const float smallest = std::log(kSmoothing);
  for (float& total : totals) total = std::log(total);
  for (std::size_t f = 0; f < feature_count; ++f) {
    for (std::size_t label = 0; label < label_count_; ++label) {
      float& weight = weights_[f * label_count_ + label];
      weight = (weight == 0 ? smallest : std::log(weight + kSmoothing)) - totals[label];
    }
  }
}

void Bayes::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == label_count_);
  std::fill(scores.begin(), scores.end(), 0.0F);
  for (const Entry& e : question) {
    const float* row = &weights_[e.feature * label_count_];
    for (std::size_t label = 0; label < label_count_; ++label)
      scores[label] += e.value * row[label];
  }
}

}  // namespace zheli::intent
