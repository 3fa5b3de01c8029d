#include "assistant/intent/weights.h"

#include <algorithm>

#include "assistant/intent/wide.h"
#include "core/check.h"

namespace zheli::intent {

ZHELI_WIDE
void Weights::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == columns_);
  std::copy(constants_.begin(), constants_.end(), scores.begin());
  float* out = scores.data();
  for (const Entry& e : question) {
    const float* row = &table_[e.feature * columns_];
    for (std::size_t c = 0; c < columns_; ++c) out[c] += e.value * row[c];
  }
}

}  // namespace zheli::intent
