#include "assistant/search/index.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.h"

namespace zheli::search {
namespace {

constexpr std::size_t kLargeCorpus = 1000;
constexpr float kCommonShare = 0.01F;
constexpr std::size_t kBlockOfScores = 64;  // one look tells whether any of them is worth another
constexpr std::size_t kAhead = 4;           // so many terms' postings are on their way from memory

bool is_searched(Block block) {
  return block != Block::sound && block != Block::pairs && block != Block::loose;
}

float idf_of(float document_count, float documents_with) {
  return std::log(1 + (document_count - documents_with + 0.5F) / (documents_with + 0.5F));
}

float length_of(const Counted& document) {
  float length = 0;
  for (const Counted::Term& term : document.terms) {
    if (is_searched(term.block)) length += static_cast<float>(term.count);
  }
  return length;
}

/// The formula without idf; `length` as a share of the mean.
float weight_of(const Counted::Term& term, float length) {
  const auto tf = static_cast<float>(term.count);
  return tf * (Index::kK1 + 1) / (tf + Index::kK1 * (1 - Index::kB + Index::kB * length));
}

/// Without a branch inside, so that the compiler looks at all of them at once.
bool any_above(const float* scores, float bar) {
  int above = 0;
  for (std::size_t i = 0; i < kBlockOfScores; ++i) above |= scores[i] > bar ? 1 : 0;
  return above != 0;
}

}  // namespace

Index::Index(const Vocabulary& vocabulary)
    : document_count_(vocabulary.document_count()),
      idf_unseen_(idf_of(static_cast<float>(document_count_), 0)),
      terms_(vocabulary.size() + 1) {
  const auto n = static_cast<float>(document_count_);
  for (std::uint32_t t = 0; t < vocabulary.size(); ++t) {
    const auto df = static_cast<float>(vocabulary.documents_with(t));
    const bool common = document_count_ >= kLargeCorpus && df > kCommonShare * n;
    if (is_searched(vocabulary.block(t)) && !common) terms_[t].idf = idf_of(n, df);
    const bool kept = terms_[t].idf > 0;
    terms_[t + 1].from = terms_[t].from + (kept ? vocabulary.documents_with(t) : 0);
  }
}

Index::Index(const Vocabulary& vocabulary, std::span<const Counted> documents) : Index(vocabulary) {
  CHECK(documents.size() == document_count_);
  postings_.resize(terms_.back().from);
  float total = 0;
  for (const Counted& document : documents) total += length_of(document);
  const float mean = std::max(total / std::max(static_cast<float>(document_count_), 1.0F), 1.0F);
  std::vector<std::uint32_t> next;
  for (const Term& term : terms_) next.push_back(term.from);
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    for (const Counted::Term& term : documents[d].terms) {
      const float idf = terms_[term.id].idf;
      if (idf == 0) continue;
      postings_[next[term.id]++] = {d, idf * weight_of(term, length_of(documents[d]) / mean)};
    }
  }
}

Index::Index(std::shared_ptr<const Index> before, const Vocabulary& vocabulary,
             std::span<const Counted> more)
    : document_count_(before->document_count_ + more.size()),
      idf_unseen_(before->idf_unseen_),
      before_(std::move(before)) {
  CHECK(before_->before_ == nullptr && vocabulary.document_count() == document_count_);
  float total = 0;
  for (const Counted& document : more) total += length_of(document);
  const float mean = std::max(total / std::max(static_cast<float>(more.size()), 1.0F), 1.0F);
  const auto n = static_cast<float>(document_count_);
  auto number = static_cast<std::uint32_t>(before_->document_count_);
  for (const Counted& document : more) {
    for (const Counted::Term& term : document.terms) {
      const bool is_new = term.id >= vocabulary.first();
      float idf = 0;
      if (!is_new) idf = before_->terms_[term.id].idf;
      if (is_new && is_searched(term.block))
        idf = idf_of(n, static_cast<float>(vocabulary.documents_with(term.id)));
      if (idf == 0) continue;
      Own& own = own_[term.id];
      own.idf = idf;
      own.postings.push_back({number, idf * weight_of(term, length_of(document) / mean)});
    }
    ++number;
  }
}

Index::Found Index::find(std::uint32_t term) const {
  if (before_ == nullptr) {
    const std::size_t from = terms_[term].from;
    const auto all = std::span(postings_).subspan(from, terms_[term + 1].from - from);
    return {terms_[term].idf, {}, all};
  }
  Found out;
  if (term + 1 < before_->terms_.size()) {
    const Found there = before_->find(term);
    out = {there.idf, there.own, {}};
  }
  if (const auto own = own_.find(term); own != own_.end()) {
    out.idf = own->second.idf;
    out.own = own->second.postings;
  }
  return out;
}

void Index::write(core::ByteWriter& to) const {
  CHECK(before_ == nullptr);
  to.put_all(postings_);
}

std::optional<Index> Index::read(const Vocabulary& vocabulary, core::ByteReader& from) {
  Index out(vocabulary);
  out.postings_ = from.get_all<Posting>();
  if (out.postings_.size() != out.terms_.back().from) return std::nullopt;
  for (const Posting& one : out.postings_) {
    if (one.document >= out.document_count_ || !std::isfinite(one.weight)) return std::nullopt;
  }
  return out;
}

std::vector<Hit> Index::best(const Counted& question, std::size_t count,
                             const std::vector<bool>& skip) const {
  const std::size_t blocks = (document_count_ + kBlockOfScores - 1) / kBlockOfScores;
  std::vector<float> scores(blocks * kBlockOfScores, 0.0F);
  constexpr float kBest = (kK1 + 1) / (1 + kK1 * (1 - kB));
  float possible = unknown_of(question);
  const auto& asked = question.terms;
  const Index& core = before_ == nullptr ? *this : *before_;  // where most postings are
  const auto known = [&](std::uint32_t id) { return id + 1 < core.terms_.size(); };
  for (const Counted::Term& term : asked) {
    if (known(term.id)) __builtin_prefetch(&core.terms_[term.id]);
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (i + kAhead < asked.size() && known(asked[i + kAhead].id)) {
      __builtin_prefetch(core.postings_.data() + core.terms_[asked[i + kAhead].id].from);
    }
    const Found found = find(asked[i].id);
    possible += found.idf * kBest;
    for (const Posting& one : found.before) scores[one.document] += one.weight;
    for (const Posting& one : found.own) scores[one.document] += one.weight;
  }
  const auto better = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.document < b.document;
  };
  std::vector<Hit> hits;  // the best so far, best first; `count` is small
  float bar = 0;          // what a score must exceed to be among them
  for (std::size_t from = 0; from < scores.size(); from += kBlockOfScores) {
    if (!any_above(&scores[from], bar)) continue;
    for (std::size_t d = from; d < from + kBlockOfScores; ++d) {
      if (scores[d] <= bar || (!skip.empty() && skip[d])) continue;
      const Hit hit{static_cast<std::uint32_t>(d), scores[d], std::min(1.0F, scores[d] / possible)};
      hits.insert(std::upper_bound(hits.begin(), hits.end(), hit, better), hit);
      if (hits.size() > count) hits.pop_back();
      if (hits.size() == count) bar = hits.back().score;
    }
  }
  return hits;
}

float Index::unknown_of(const Counted& question) const {
  float sum = 0;
  for (std::size_t b = 0; b < kBlocks; ++b) {
    if (is_searched(static_cast<Block>(b))) sum += idf_unseen_ * question.unknown[b];
  }
  return sum;
}

float Index::explained(const Counted& question, std::span<const int> labels, int label,
                       const std::vector<bool>& skip) const {
  float all = unknown_of(question);
  float found_sum = 0;
  for (const Counted::Term& asked : question.terms) {
    const Found found = find(asked.id);
    all += found.idf;
    const auto of_label = [&](const Posting& one) {
      return labels[one.document] == label && (skip.empty() || !skip[one.document]);
    };
    const auto explains = [&](std::span<const Posting> some) {
      return std::any_of(some.begin(), some.end(), of_label);
    };
    if (explains(found.before) || explains(found.own)) found_sum += found.idf;
  }
  return all > 0 ? found_sum / all : 0;
}

}  // namespace zheli::search
