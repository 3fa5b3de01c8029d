// One weight a feature and column, and a constant a column: what every linear judgement comes to.
// Classifiers add up in one table while they are trained, so a question costs one walk over its
// features' rows, however many had their say; packed_weights.h is the table as questions meet it.
//
// Tested by linear_test.cc.
#pragma once

#include <span>
#include <vector>

#include "assistant/intent/features.h"

namespace zheli::intent {

/// Columns beside those of the labels: "a matter of ours", then "an alarm".
constexpr int kColumnsBeside = 2;

/// A lesson to learn from: its vector, borrowed, and the columns it belongs to.
struct Taught {
  const Vector* vector;
  int label;
  int also = -1;  // the column of "a matter of ours" or of "an alarm", or -1
};

class Weights {
 public:
  Weights(int columns, std::size_t features)
      : columns_(static_cast<std::size_t>(columns)),
        table_(features * columns_, 0.0F),
        constants_(columns_, 0.0F) {}

  /// scores[column] = constant + Σ value · weight, written into `scores` (`columns` floats).
  void score(const Vector& question, std::span<float> scores) const;

  std::span<float> row(std::size_t feature) {
    return std::span(table_).subspan(feature * columns_, columns_);
  }
  std::span<const float> row(std::size_t feature) const {
    return std::span(table_).subspan(feature * columns_, columns_);
  }
  std::span<float> constants() { return constants_; }
  std::span<const float> constants() const { return constants_; }

  std::size_t columns() const { return columns_; }
  std::size_t features() const { return table_.size() / columns_; }

 private:
  std::size_t columns_;
  std::vector<float> table_;  // feature-major
  std::vector<float> constants_;
};

}  // namespace zheli::intent
