// A table of weights as a model keeps it: every weight a byte, every feature's row with a scale of
// its own. A quarter of the table's memory, and of what a question waits for while rows come in.
//
//   weight ≈ scale · byte,  scale = the row's largest / 127: off by at most a 254th of that
//
// Tested by packed_weights_test.cc against the table itself.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "assistant/intent/weights.h"
#include "core/bytes.h"

namespace zheli::intent {

class PackedWeights {
 public:
  explicit PackedWeights(const Weights& weights);

  /// Nothing where the bytes are no such table of `columns` and `features`.
  void write(core::ByteWriter& to) const;
  static std::optional<PackedWeights> read(std::size_t columns, std::size_t features,
                                           core::ByteReader& from);

  /// scores[column] = constant + Σ value · weight, written into `scores` (`columns` floats).
  /// Features beyond the table's say nothing.
  void score(const Vector& question, std::span<float> scores) const;

  std::size_t columns() const { return constants_.size(); }
  std::size_t features() const { return scales_.size(); }

 private:
  PackedWeights() = default;

  std::vector<std::int8_t> table_;  // feature-major
  std::vector<float> scales_;       // by feature
  std::vector<float> constants_;
};

}  // namespace zheli::intent
