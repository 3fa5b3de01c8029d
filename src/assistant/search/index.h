// Terms → the best taught texts, by Okapi BM25: the proof under an answer, and a second opinion for
// the classifier on whether anything here is meant at all.
//
// Tested by index_test.cc against the plain formula.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "assistant/search/vocabulary.h"

namespace zheli::search {

struct Hit {
  std::uint32_t document = 0;  // in the order given
  float score = 0;             // BM25, comparable within one question
  float share = 0;             // of the best score this question could have had, 0 to 1
};

/// An inverted index over short texts: their written and official grams and those inside Latin
/// words. Grams found in more than a hundredth of a large corpus carry no news and are left out.
///
///   score  = Σ_t idf(t) · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean_length))
///   idf(t) = ln(1 + (N − df + 0.5) / (df + 0.5))
///
/// Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009).
class Index {
 public:
  /// `documents` were counted by `vocabulary`, which was made of exactly them.
  Index(const Vocabulary& vocabulary, std::span<const Counted> documents);

  /// `before` and a few documents more, without a copy of it: those that `vocabulary` has besides.
  /// What is found of the others keeps its score, a gram its rarity. `before` has no other before
  /// it (CHECK).
  Index(std::shared_ptr<const Index> before, const Vocabulary& vocabulary,
        std::span<const Counted> more);

  /// The postings; what else there is follows from `vocabulary`, the one it was made with. Nothing
  /// where the bytes are no postings of it.
  void write(core::ByteWriter& to) const;
  static std::optional<Index> read(const Vocabulary& vocabulary, core::ByteReader& from);

  /// The best `count` documents, best first; ties in document order. Documents for which `skip` is
  /// true (empty: none) are passed over. Cost: the postings of the question's grams.
  std::vector<Hit> best(const Counted& question, std::size_t count,
                        const std::vector<bool>& skip = {}) const;

  /// What share of the question, by the rarity of its grams, stands in documents of `label`, 0 to
  /// 1; `labels` by document, `skip` as above. 0 where nothing of it is searched.
  float explained(const Counted& question, std::span<const int> labels, int label,
                  const std::vector<bool>& skip = {}) const;

  static constexpr float kK1 = 0.9F;
  static constexpr float kB = 0.4F;

 private:
  struct Posting {
    std::uint32_t document;
    float weight;  // all of the formula: it depends on the document and the term only
  };
  struct Term {
    float idf = 0;           // 0: left out
    std::uint32_t from = 0;  // its postings: [from, from of the next term)
  };
  explicit Index(const Vocabulary& vocabulary);  // without its postings
  /// A gram: its rarity, and what documents have it; the latter first those of `before_`.
  struct Found {
    float idf = 0;
    std::span<const Posting> before, own;
  };
  Found find(std::uint32_t term) const;
  float unknown_of(const Counted& question) const;  // idf of its grams that no document has

  std::size_t document_count_;
  float idf_unseen_;
  std::vector<Term> terms_;  // and one past the last
  std::vector<Posting> postings_;

  // Of an index that goes on from another; instead of the two lists above.
  struct Own {
    float idf = 0;
    std::vector<Posting> postings;
  };
  std::shared_ptr<const Index> before_;
  std::unordered_map<std::uint32_t, Own> own_;  // by term
};

}  // namespace zheli::search
