#include "assistant/intent/weights.h"

#include <algorithm>

#include "core/check.h"
#include "core/wide.h"

namespace zheli::intent {
namespace {

constexpr std::size_t kAhead = 2;      // so many rows are on their way from memory
constexpr std::size_t kLineSize = 16;  // floats that arrive together

/// Whether none is infinite or no number: nought times such a one is no nought.
bool all_finite(std::span<const float> values) {
  float nought = 0;
  for (const float value : values) nought += 0 * value;
  return nought == 0;
}

}  // namespace

void Weights::write(core::ByteWriter& to) const {
  to.put_all(table_);
  to.put_all(constants_);
}

std::optional<Weights> Weights::read(std::size_t columns, std::size_t features,
                                     core::ByteReader& from) {
  Weights out(static_cast<int>(columns), 0);
  out.table_ = from.get_all<float>();
  out.constants_ = from.get_all<float>();
  const bool fits = out.table_.size() == columns * features && out.constants_.size() == columns;
  if (!fits || !all_finite(out.table_) || !all_finite(out.constants_)) return std::nullopt;
  return out;
}

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
