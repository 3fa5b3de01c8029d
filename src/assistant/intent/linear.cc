#include "assistant/intent/linear.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "assistant/intent/bayes.h"
#include "core/check.h"

namespace zheli::intent {
namespace {

constexpr float kBias = -1.0F;  // as Linear::bias_ before blending

/// A small counter-based generator, for the order in which lessons are visited.
std::uint32_t shuffled(std::uint32_t seed, std::uint32_t i) {
  std::uint32_t h = seed * 0x9e3779b9U + i;
  h = (h ^ (h >> 16)) * 0x85ebca6bU;
  h = (h ^ (h >> 13)) * 0xc2b2ae35U;
  return h ^ (h >> 16);
}

/// What every label's training shares.
struct Lessons {
  std::span<const Taught> all;
  std::vector<float> squares;  // |x|²
  std::size_t feature_count;
};

/// Four sums at once: an addition need not wait for the one before.
float product(const std::vector<float>& w, const Vector& x) {
  float sums[4] = {kBias, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= x.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += w[x[i + k].feature] * x[i + k].value;
  }
  for (; i < x.size(); ++i) sums[0] += w[x[i].feature] * x[i].value;
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void add_scaled(std::vector<float>& w, const Vector& x, float scale) {
  for (const Entry& e : x) w[e.feature] += scale * e.value;
}

/// Trains label `label` against the rest. Lessons found safely on the right side are not looked at
/// again ("shrinking"), which spares most of the work: few lessons are near any one label.
std::vector<float> train_one(const Lessons& lessons, int label, const LinearOptions& options) {
  const std::size_t n = lessons.all.size();
  std::vector<float> w(lessons.feature_count, 0.0F);
  std::vector<float> alpha(n, 0.0F);
  std::vector<std::uint32_t> active(n);
  std::iota(active.begin(), active.end(), 0U);
  const auto diagonal = static_cast<float>(0.5 / options.cost);
  for (int round = 0; round < options.rounds && !active.empty(); ++round) {
    for (std::size_t i = active.size(); i > 1; --i) {
      const std::uint32_t j = shuffled(static_cast<std::uint32_t>(round * 7919 + label),
                                       static_cast<std::uint32_t>(i)) %
                              i;
      std::swap(active[i - 1], active[j]);
    }
    float worst = 0;
    std::size_t kept = 0;
    for (const std::uint32_t i : active) {
      const float y = lessons.all[i].label == label ? 1.0F : -1.0F;
      const float gradient = y * product(w, *lessons.all[i].vector) - 1 + diagonal * alpha[i];
      if (alpha[i] == 0 && gradient > 0) continue;
      active[kept++] = i;
      const float projected = alpha[i] == 0 ? std::min(gradient, 0.0F) : gradient;
      worst = std::max(worst, std::abs(projected));
      if (projected == 0) continue;
      const float before = alpha[i];
      alpha[i] = std::max(before - gradient / (lessons.squares[i] + diagonal), 0.0F);
      add_scaled(w, *lessons.all[i].vector, (alpha[i] - before) * y);
    }
    active.resize(kept);
    if (worst < options.tolerance) break;
  }
  return w;
}

}  // namespace

Linear::Linear(std::span<const Taught> given, int label_count, std::size_t feature_count,
               const LinearOptions& options)
    : label_count_(label_count), weights_(feature_count * static_cast<std::size_t>(label_count)) {
  Lessons lessons{given, {}, feature_count};
  for (const Taught& lesson : given) {
    float square = 0;
    for (const Entry& e : *lesson.vector) square += e.value * e.value;
    lessons.squares.push_back(square);
  }
  // Labels are trained in groups whose weights fill whole cache lines of the feature-major table.
  constexpr int kGroup = 16;
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int first = next.fetch_add(kGroup); first < label_count; first = next.fetch_add(kGroup)) {
      std::vector<std::vector<float>> group;
      for (int label = first; label < std::min(first + kGroup, label_count); ++label) {
        group.push_back(train_one(lessons, label, options));
      }
      for (std::size_t f = 0; f < feature_count; ++f) {
        float* row =
            &weights_[f * static_cast<std::size_t>(label_count) + static_cast<std::size_t>(first)];
        for (std::size_t i = 0; i < group.size(); ++i) row[i] = group[i][f];
      }
    }
  };
  std::vector<std::jthread> threads;
  for (int t = 1; t < options.threads; ++t) threads.emplace_back(work);
  work();
}

void Linear::blend(const Bayes& other, float mine, float bayes) {
  const auto count = static_cast<std::size_t>(label_count_);
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    weights_[i] = mine * weights_[i] + bayes * other.weight(i / count, i % count);
  }
  bias_ *= mine;
}

void Linear::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == static_cast<std::size_t>(label_count_));
  std::fill(scores.begin(), scores.end(), bias_);
  const auto count = static_cast<std::size_t>(label_count_);
  for (const Entry& e : question) {
    const float* row = &weights_[e.feature * count];
    for (std::size_t label = 0; label < count; ++label) scores[label] += e.value * row[label];
  }
}

}  // namespace zheli::intent
