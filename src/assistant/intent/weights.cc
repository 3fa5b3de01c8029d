#include "assistant/intent/weights.h"

#include <algorithm>

#include "core/check.h"
#include "core/wide.h"

namespace zheli::intent {
namespace {

constexpr std::size_t kAhead = 2;      // so many rows are on their way from memory
constexpr std::size_t kLineSize = 16;  // floats that arrive together

}  // namespace

ZHELI_WIDE
void Weights::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == columns_);
  std::copy(constants_.begin(), constants_.end(), scores.begin());
  float* out = scores.data();
  for (std::size_t i = 0; i < question.size(); ++i) {
    const Entry& e = question[i];
    const float* row = &table_[e.feature * columns_];
    if (i + kAhead < question.size()) {
      const float* next = &table_[question[i + kAhead].feature * columns_];
      for (std::size_t c = 0; c < columns_; c += kLineSize) __builtin_prefetch(next + c);
    }
    for (std::size_t c = 0; c < columns_; ++c) out[c] += e.value * row[c];
  }
}

}  // namespace zheli::intent
