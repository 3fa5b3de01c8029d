#include "assistant/intent/weights.h"

#include <algorithm>

#include "core/check.h"

namespace zheli::intent {

void Weights::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == columns_);
  std::copy(constants_.begin(), constants_.end(), scores.begin());
  for (const Entry& e : question) {
    const std::span<const float> weights = row(e.feature);
    for (std::size_t c = 0; c < columns_; ++c) scores[c] += e.value * weights[c];
  }
}

}  // namespace zheli::intent
