#include "assistant/intent/packed_weights.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/wide.h"

namespace zheli::intent {
namespace {

constexpr std::size_t kAhead = 3;      // so many rows are on their way from memory
constexpr std::size_t kLineSize = 64;  // bytes that arrive together
constexpr float kByteMax = 127;

/// Whether none is infinite or no number: nought times such a one is no nought.
bool all_finite(std::span<const float> values) {
  float nought = 0;
  for (const float value : values) nought += 0 * value;
  return nought == 0;
}

/// out[c] += factor · row[c]
ZHELI_WIDE
void add_row(const std::int8_t* row, float factor, std::size_t columns, float* out) {
  for (std::size_t c = 0; c < columns; ++c) out[c] += factor * static_cast<float>(row[c]);
}

}  // namespace

PackedWeights::PackedWeights(const Weights& weights)
    : table_(weights.features() * weights.columns()),
      scales_(weights.features()),
      constants_(weights.constants().begin(), weights.constants().end()) {
  for (std::size_t f = 0; f < scales_.size(); ++f) {
    const std::span<const float> row = weights.row(f);
    float largest = 0;
    for (const float w : row) largest = std::max(largest, std::abs(w));
    if (largest == 0) continue;
    scales_[f] = largest / kByteMax;
    std::transform(row.begin(), row.end(),
                   table_.begin() + static_cast<std::ptrdiff_t>(f * columns()),
                   [&](float w) { return static_cast<std::int8_t>(std::lround(w / scales_[f])); });
  }
}

void PackedWeights::write(core::ByteWriter& to) const {
  to.put_all(table_);
  to.put_all(scales_);
  to.put_all(constants_);
}

std::optional<PackedWeights> PackedWeights::read(std::size_t columns, std::size_t features,
                                                 core::ByteReader& from) {
  PackedWeights out;
  out.table_ = from.get_all<std::int8_t>();
  out.scales_ = from.get_all<float>();
  out.constants_ = from.get_all<float>();
  const bool fits = out.table_.size() == columns * features && out.scales_.size() == features &&
                    out.constants_.size() == columns;
  if (!fits || !all_finite(out.scales_) || !all_finite(out.constants_)) return std::nullopt;
  return out;
}

void PackedWeights::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == columns());
  std::copy(constants_.begin(), constants_.end(), scores.begin());
  const auto beyond = std::find_if(question.rbegin(), question.rend(),
                                   [&](const Entry& e) { return e.feature < features(); });
  const auto count = static_cast<std::size_t>(question.rend() - beyond);
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) {
      const std::int8_t* next = &table_[question[i + kAhead].feature * columns()];
      for (std::size_t c = 0; c < columns(); c += kLineSize) __builtin_prefetch(next + c);
    }
    const Entry& e = question[i];
    add_row(&table_[e.feature * columns()], e.value * scales_[e.feature], columns(), scores.data());
  }
}

}  // namespace zheli::intent
