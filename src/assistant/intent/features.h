// A counted question → a sparse vector: what the classifiers look at. Grams (search/grams.h) are
// weighed in blocks, so that a long block does not drown a short one:
//
//   value = (1 + ln count) · idf,  idf = 1 + ln((1 + N) / (1 + df))
//   each block is divided by its length to the power 0.6, then has its weight
//
// Dividing by the whole length would let chatter around a question drown it; by none, long stories
// would shout. Grams that no lesson has count half for the length of their block: a question of
// mostly unknown words has small values everywhere, and is not forced into what little of it is
// known. The less of the spelling is known, the more the sound speaks.
//
// Source: tf-idf with sublinear counts, Salton & Buckley (1988). Tested by model_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "assistant/search/vocabulary.h"

namespace zheli::intent {

/// One entry of a sparse vector.
struct Entry {
  std::uint32_t feature;
  float value;
};
using Vector = std::vector<Entry>;  // features ascending, each once

/// Numbers the grams found in at least three lessons (in one, where there are few), and all
/// Latin words.
class Features {
 public:
  explicit Features(const search::Vocabulary& vocabulary);

  /// The features of `before`, and of the grams that `vocabulary` has besides those with enough
  /// lessons of their own, numbered after them. `before` has no other before it (CHECK).
  Features(std::shared_ptr<const Features> before, const search::Vocabulary& vocabulary);

  struct Read {
    Vector vector;
    float known = 0;  // share of the question's grams, by rarity, that lessons have
  };
  /// Lessons that a reader is to know nothing of: the question itself, where it is one of them
  /// (its words are then no words known), or, by term, how many of those that have it. A term that
  /// is left to none of the others is unknown.
  struct Forgotten {
    bool itself = false;
    std::span<const std::uint32_t> by_term;
  };
  Read read(const search::Counted& question, const Forgotten& forgotten) const;
  Read read(const search::Counted& question) const { return read(question, {}); }

  /// In how many lessons a feature of these, not of `before`, was found.
  std::uint32_t lessons_with(std::uint32_t feature) const { return lessons_with_[feature]; }

  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  struct Term {
    std::uint32_t feature = kNone;
    std::uint32_t documents_with = 0;
    float idf = 0;
  };
  void number(const search::Vocabulary& vocabulary);
  const Term& term_of(std::uint32_t id) const {
    return id < first_ ? before_->terms_[id] : terms_[id - first_];
  }

  std::shared_ptr<const Features> before_;  // nullptr: all are its own
  std::size_t first_ = 0;                   // the terms from here on are its own
  std::vector<Term> terms_;
  std::vector<std::uint32_t> lessons_with_;  // by feature, of its own
  float idf_unseen_;
  std::uint32_t documents_min_;
  std::size_t size_ = 0;
};

}  // namespace zheli::intent
