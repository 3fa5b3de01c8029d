// An analysed question → a sparse vector: what the classifier and the nearest-lesson search look
// at.
//
// Grams (search/grams.h) are weighed in blocks, so that a long block does not drown a short one:
//
//   value = (1 + ln count) · idf,  idf = ln(1 + N / df);  each block has length 1, then its weight
//
// Source: tf-idf with sublinear counts, Salton & Buckley (1988). Tested by features_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assistant/search/grams.h"

namespace zheli::intent {

/// One entry of a sparse vector.
struct Entry {
  std::uint32_t feature;
  float value;
};
using Vector = std::vector<Entry>;  // features ascending, each once

/// The product of two vectors; both have length at most 1 if blocks' weights are normalised.
float dot(const Vector& a, const Vector& b);

/// The grams that lessons have, numbered, with their weights.
class Vocabulary {
 public:
  /// Grams found in fewer than two lessons are kept: a name that one lesson has may decide.
  explicit Vocabulary(std::span<const text::Analysis> lessons);

  struct Read {
    Vector vector;
    float known = 0;  // share of the question's written grams, by rarity, that lessons have
  };
  Read read(const text::Analysis& question) const;

  std::size_t size() const { return idf_.size(); }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  std::uint32_t find(std::uint64_t key) const;
  void add(std::uint64_t key);
  void grow();

  // Open addressing: a power of two of slots, at most half full.
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> slots_;
  std::vector<float> idf_;
  float idf_unseen_ = 0;
};

}  // namespace zheli::intent
