// How groups are joined: every question begins as a group of its own. A queue holds pairs of
// neighbouring groups, the most alike first; the first pair that still stands is joined, and the
// pairs of the new group are weighed anew. What is left in the queue of the old groups is passed
// by.
#include "assistant/teaching/grouping.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>
#include <unordered_map>

#include "assistant/search/grams.h"
#include "core/parallel.h"

namespace zheli::teaching {
namespace {

constexpr float kScoresShare = 0.35F;     // measured: docs/methods/teaching.md
constexpr float kRarityPower = 1.5F;      // measured likewise
constexpr std::size_t kNeighbours = 16;   // looked at for each question
constexpr std::size_t kCommonShare = 50;  // a gram in more than a fiftieth finds no neighbour
constexpr std::size_t kCommonMin = 40;    // unless it is in so few

struct Entry {
  std::uint32_t gram;
  float value;
};

/// A question, or the sum of several: of unit vectors, the scores' share already in.
struct Sum {
  std::vector<Entry> grams;  // ascending
  std::vector<float> scores;
};

void to_length(std::vector<float>& values, float length) {
  float square = 0;
  for (const float v : values) square += v * v;
  if (square == 0) return;
  for (float& v : values) v *= length / std::sqrt(square);
}

/// Grams as they are written or officially called; the others say it again.
bool is_told(search::Block block) {
  return block == search::Block::written || block == search::Block::official ||
         block == search::Block::word;
}

std::vector<float> centred(std::vector<float> scores) {
  float mean = 0;
  for (const float s : scores) mean += s / static_cast<float>(scores.size());
  for (float& s : scores) s -= mean;
  to_length(scores, std::sqrt(kScoresShare));
  return scores;
}

/// Grams numbered as they come, and by number how much each weighs and how many questions have it.
struct Numbered {
  std::vector<std::vector<std::uint32_t>> grams;  // by question, ascending, each once
  std::vector<std::uint32_t> questions_with;
  std::vector<float> rarity;
};

Numbered numbered(const std::vector<std::vector<search::Gram>>& all, const intent::Model& model) {
  Numbered out;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (const auto& some : all) {
    std::vector<std::uint32_t>& to = out.grams.emplace_back();
    for (const search::Gram& gram : some) {
      if (!is_told(gram.block)) continue;
      const auto next = static_cast<std::uint32_t>(numbers.size());
      const auto [number, is_new] = numbers.emplace(gram.key, next);
      if (is_new) out.rarity.push_back(std::pow(model.rarity(gram), kRarityPower));
      to.push_back(number->second);
    }
    std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
    out.questions_with.resize(numbers.size(), 0);
    for (const std::uint32_t g : to) ++out.questions_with[g];
  }
  return out;
}

std::vector<Entry> weighed(const std::vector<std::uint32_t>& grams, const Numbered& all) {
  std::vector<float> values;
  for (const std::uint32_t g : grams) values.push_back(all.rarity[g]);
  to_length(values, 1);
  std::vector<Entry> out;
  for (std::size_t i = 0; i < grams.size(); ++i) out.push_back({grams[i], values[i]});
  return out;
}

float product(const Sum& a, const Sum& b) {
  float sum = 0;
  auto x = a.grams.begin();
  auto y = b.grams.begin();
  while (x != a.grams.end() && y != b.grams.end()) {
    if (x->gram == y->gram)
      sum += (x++)->value * (y++)->value;
    else if (x->gram < y->gram)
      ++x;
    else
      ++y;
  }
  for (std::size_t l = 0; l < a.scores.size(); ++l) sum += a.scores[l] * b.scores[l];
  return sum;
}

void add(const Sum& more, Sum& to) {
  std::vector<Entry> both;
  both.reserve(to.grams.size() + more.grams.size());
  std::merge(to.grams.begin(), to.grams.end(), more.grams.begin(), more.grams.end(),
             std::back_inserter(both),
             [](const Entry& a, const Entry& b) { return a.gram < b.gram; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < both.size(); ++i) {
    if (kept > 0 && both[kept - 1].gram == both[i].gram)
      both[kept - 1].value += both[i].value;
    else
      both[kept++] = both[i];
  }
  both.resize(kept);
  to.grams = std::move(both);
  for (std::size_t l = 0; l < to.scores.size(); ++l) to.scores[l] += more.scores[l];
}

/// By question, the others nearest to it by the grams that few questions have.
std::vector<std::vector<std::uint32_t>> neighbours(const std::vector<Sum>& questions,
                                                   const Numbered& all, int threads) {
  std::vector<std::vector<std::pair<std::uint32_t, float>>> postings(all.questions_with.size());
  const std::size_t common = std::max(kCommonMin, questions.size() / kCommonShare);
  for (std::uint32_t q = 0; q < questions.size(); ++q) {
    for (const Entry& e : questions[q].grams) {
      if (all.questions_with[e.gram] <= common) postings[e.gram].emplace_back(q, e.value);
    }
  }
  std::vector<std::vector<std::uint32_t>> out(questions.size());
  core::parallel_for(threads, questions.size(), [&](std::size_t q) {
    std::unordered_map<std::uint32_t, float> near;
    for (const Entry& e : questions[q].grams) {
      for (const auto& [other, value] : postings[e.gram]) near[other] += e.value * value;
    }
    near.erase(static_cast<std::uint32_t>(q));
    std::vector<std::pair<float, std::uint32_t>> best;
    for (const auto& [other, value] : near) best.emplace_back(-value, other);
    const std::size_t count = std::min(kNeighbours, best.size());
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end());
    for (std::size_t i = 0; i < count; ++i) out[q].push_back(best[i].second);
  });
  return out;
}

class Joining {
 public:
  Joining(std::vector<Sum> questions, const std::vector<std::vector<std::uint32_t>>& near,
          float least)
      : sums_(std::move(questions)),
        least_(least),
        near_(sums_.size()),
        members_(sums_.size()),
        changed_(sums_.size(), 0) {
    for (std::uint32_t q = 0; q < sums_.size(); ++q) {
      members_[q] = {q};
      for (const std::uint32_t other : near[q]) {
        near_[q].insert(other);
        near_[other].insert(q);
      }
    }
    for (std::uint32_t q = 0; q < sums_.size(); ++q) {
      for (const std::uint32_t other : near_[q]) {
        if (q < other) weigh(q, other);
      }
    }
  }

  std::vector<std::vector<std::size_t>> run() {
    while (!queue_.empty()) {
      const Pair pair = queue_.top();
      queue_.pop();
      if (changed_[pair.a] == pair.a_was && changed_[pair.b] == pair.b_was) join(pair.a, pair.b);
    }
    std::vector<std::vector<std::size_t>> out;
    for (std::vector<std::size_t>& some : members_) {
      if (some.empty()) continue;
      std::sort(some.begin(), some.end());
      out.push_back(std::move(some));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front();
    });
    return out;
  }

 private:
  struct Pair {
    float alike;
    std::uint32_t a, b;          // a < b
    std::uint32_t a_was, b_was;  // how often they had been joined
    bool operator<(const Pair& other) const {
      if (alike != other.alike) return alike < other.alike;
      return std::pair(a, b) > std::pair(other.a, other.b);
    }
  };

  void weigh(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    const auto pairs = static_cast<float>(members_[a].size() * members_[b].size());
    const float alike = product(sums_[a], sums_[b]) / pairs;
    if (alike >= least_) queue_.push({alike, a, b, changed_[a], changed_[b]});
  }

  /// `b` becomes part of `a`.
  void join(std::uint32_t a, std::uint32_t b) {
    add(sums_[b], sums_[a]);
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    sums_[b] = {};
    ++changed_[a];
    ++changed_[b];
    for (const std::uint32_t other : near_[b]) {
      near_[other].erase(b);
      if (other == a) continue;
      near_[other].insert(a);
      near_[a].insert(other);
    }
    near_[b].clear();
    for (const std::uint32_t other : near_[a]) weigh(a, other);
  }

  std::vector<Sum> sums_;
  const float least_;
  std::vector<std::set<std::uint32_t>> near_;
  std::vector<std::vector<std::size_t>> members_;  // empty: part of another
  std::vector<std::uint32_t> changed_;
  std::priority_queue<Pair> queue_;
};

}  // namespace

std::vector<std::vector<std::size_t>> grouped(const dialogue::Trained& trained,
                                              std::span<const std::string> questions, float least,
                                              int threads) {
  std::vector<std::vector<search::Gram>> grams(questions.size());
  std::vector<Sum> sums(questions.size());
  core::parallel_for(threads, questions.size(), [&](std::size_t q) {
    const text::Analysis read = trained.reader(trained.reader.language.normalise()(questions[q]));
    grams[q] = search::grams(read);
    sums[q].scores = centred(trained.model.scores(read));
  });
  const Numbered all = numbered(grams, trained.model);
  core::parallel_for(threads, questions.size(),
                     [&](std::size_t q) { sums[q].grams = weighed(all.grams[q], all); });
  const auto near = neighbours(sums, all, threads);
  return Joining(std::move(sums), near, least).run();
}

}  // namespace zheli::teaching
