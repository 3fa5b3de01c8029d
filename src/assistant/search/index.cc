#include "assistant/search/index.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zheli::search {
namespace {

constexpr std::size_t kLargeCorpus = 1000;
constexpr double kCommonShare = 0.1;

/// The grams that search looks at, with their counts: written ones, official ones and those inside
/// words.
std::map<std::uint64_t, int> counted(const text::Analysis& document) {
  std::map<std::uint64_t, int> counts;
  for (const Gram& gram : grams(document)) {
    if (gram.block != Block::sound && gram.block != Block::pairs) ++counts[gram.key];
  }
  return counts;
}

float length_of(const std::map<std::uint64_t, int>& counts) {
  float length = 0;
  for (const auto& [key, count] : counts) length += static_cast<float>(count);
  return length;
}

}  // namespace

Index::Index(std::span<const text::Analysis> documents) : document_count_(documents.size()) {
  std::vector<float> lengths;
  std::map<std::uint64_t, std::vector<std::pair<std::uint32_t, int>>> found;
  float total = 0;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const auto counts = counted(documents[d]);
    lengths.push_back(length_of(counts));
    total += lengths.back();
    for (const auto& [key, count] : counts) found[key].emplace_back(d, count);
  }
  const auto n = static_cast<float>(documents.size());
  const float mean = documents.empty() ? 1.0F : std::max(total / n, 1.0F);
  idf_unseen_ = std::log(1 + (n + 0.5F) / 0.5F);
  for (const auto& [key, in] : found) {
    const auto df = static_cast<float>(in.size());
    if (documents.size() >= kLargeCorpus && df > kCommonShare * n) continue;
    Range range{static_cast<std::uint32_t>(postings_.size()), 0,
                std::log(1 + (n - df + 0.5F) / (df + 0.5F))};
    for (const auto& [d, count] : in) {
      const auto tf = static_cast<float>(count);
      const float norm = kK1 * (1 - kB + kB * lengths[d] / mean);
      postings_.push_back({d, range.idf * tf * (kK1 + 1) / (tf + norm)});
    }
    range.to = static_cast<std::uint32_t>(postings_.size());
    ranges_.emplace(key, range);
  }
}

std::vector<Hit> Index::best(const text::Analysis& question, std::size_t count) const {
  std::vector<float> scores(document_count_, 0.0F);
  float possible = 0;
  for (const auto& [key, times] : counted(question)) {
    const auto range = ranges_.find(key);
    if (range == ranges_.end()) {
      possible += idf_unseen_;
      continue;
    }
    possible += range->second.idf * (kK1 + 1) / (1 + kK1 * (1 - kB));
    for (std::uint32_t p = range->second.from; p < range->second.to; ++p) {
      scores[postings_[p].document] += postings_[p].weight;
    }
  }
  std::vector<Hit> hits;
  for (std::uint32_t d = 0; d < scores.size(); ++d) {
    if (scores[d] > 0) hits.push_back({d, scores[d], std::min(1.0F, scores[d] / possible)});
  }
  const auto better = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.document < b.document;
  };
  const std::size_t kept = std::min(count, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                    better);
  hits.resize(kept);
  return hits;
}

}  // namespace zheli::search
