// Terms → the best lessons and items, by Okapi BM25: the proof under an answer, and a second
// opinion for the classifier on whether anything here is meant at all.
//
// Tested by index_test.cc against the plain formula in tests/reference/bm25.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "assistant/search/grams.h"

namespace zheli::search {

struct Hit {
  std::uint32_t document = 0;  // in the order given
  float score = 0;             // BM25, comparable within one question
  float share = 0;             // of the best score this question could have had, 0 to 1
};

/// An inverted index over short texts. Grams found in more than a tenth of a large corpus carry no
/// news and are left out.
///
///   score  = Σ_t idf(t) · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean_length))
///   idf(t) = ln(1 + (N − df + 0.5) / (df + 0.5))
///
/// Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009).
class Index {
 public:
  explicit Index(std::span<const text::Analysis> documents);

  /// The best `count` documents, best first; ties in document order. Cost: the postings of the
  /// question's grams, tens of microseconds for ten thousand lessons.
  std::vector<Hit> best(const text::Analysis& question, std::size_t count) const;

  std::size_t size() const { return document_count_; }

  static constexpr float kK1 = 0.9F;
  static constexpr float kB = 0.4F;

 private:
  struct Posting {
    std::uint32_t document;
    float weight;  // all of the formula: it depends on the document and the term only
  };
  struct Range {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    float idf = 0;
  };
  std::size_t document_count_;
  float idf_unseen_ = 0;
  std::unordered_map<std::uint64_t, Range> ranges_;
  std::vector<Posting> postings_;
};

}  // namespace zheli::search
