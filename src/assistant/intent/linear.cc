#include "assistant/intent/linear.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "assistant/intent/bayes.h"
#include "core/check.h"

namespace zheli::intent {
namespace {

constexpr float kBiasInput = 1.0F;  // every lesson has one more feature, always on

/// A small counter-based generator, for the order in which lessons are visited.
std::uint32_t shuffled(std::uint32_t seed, std::uint32_t i) {
  std::uint32_t h = seed * 0x9e3779b9U + i;
  h = (h ^ (h >> 16)) * 0x85ebca6bU;
  h = (h ^ (h >> 13)) * 0xc2b2ae35U;
  return h ^ (h >> 16);
}

struct OneLabel {
  std::vector<float> w;  // feature_count, then the bias
};

/// What every label's training shares.
struct Lessons {
  std::span<const Taught> all;
  std::vector<float> squares;  // |x|² + bias²
  std::size_t feature_count;
};

float product(const std::vector<float>& w, const Vector& x, std::size_t bias) {
  float sum = w[bias] * kBiasInput;
  for (const Entry& e : x) sum += w[e.feature] * e.value;
  return sum;
}

void add_scaled(std::vector<float>& w, const Vector& x, float scale, std::size_t bias) {
  for (const Entry& e : x) w[e.feature] += scale * e.value;
  w[bias] += scale * kBiasInput;
}

/// Trains label `label` against the rest. Lessons that satisfy their bound by a margin are set
/// aside
/// ("shrinking"), which spares most of the work: few lessons are near any one label.
OneLabel train_one(const Lessons& lessons, int label, const LinearOptions& options) {
  const std::size_t n = lessons.all.size();
  const std::size_t bias = lessons.feature_count;
  OneLabel out{std::vector<float>(bias + 1, 0.0F)};
  std::vector<float> alpha(n, 0.0F);
  std::vector<std::uint32_t> active(n);
  std::iota(active.begin(), active.end(), 0U);
  const auto diagonal = static_cast<float>(0.5 / options.cost);
  float shrink_at = std::numeric_limits<float>::infinity();
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
      const float gradient =
          y * product(out.w, *lessons.all[i].vector, bias) - 1 + diagonal * alpha[i];
      if (alpha[i] == 0 && gradient > shrink_at) continue;
      active[kept++] = i;
      const float projected = alpha[i] == 0 ? std::min(gradient, 0.0F) : gradient;
      worst = std::max(worst, std::abs(projected));
      if (projected == 0) continue;
      const float before = alpha[i];
      alpha[i] = std::max(before - gradient / (lessons.squares[i] + diagonal), 0.0F);
      add_scaled(out.w, *lessons.all[i].vector, (alpha[i] - before) * y, bias);
    }
    active.resize(kept);
    if (worst < options.tolerance) break;
    shrink_at = std::max(worst * 0.5F, 0.1F);
  }
  return out;
}

}  // namespace

Linear::Linear(std::span<const Taught> given, int label_count, std::size_t feature_count,
               const LinearOptions& options)
    : label_count_(label_count),
      weights_(feature_count * static_cast<std::size_t>(label_count), 0.0F),
      bias_(static_cast<std::size_t>(label_count), 0.0F) {
  Lessons lessons{given, {}, feature_count};
  for (const Taught& lesson : given) {
    float square = kBiasInput * kBiasInput;
    for (const Entry& e : *lesson.vector) square += e.value * e.value;
    lessons.squares.push_back(square);
  }
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int label = next++; label < label_count; label = next++) {
      const OneLabel one = train_one(lessons, label, options);
      const auto column = static_cast<std::size_t>(label);
      for (std::size_t f = 0; f < feature_count; ++f) {
        if (one.w[f] != 0) weights_[f * static_cast<std::size_t>(label_count) + column] = one.w[f];
      }
      bias_[column] = one.w[feature_count] * kBiasInput;
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
  for (float& bias : bias_) bias *= mine;
}

void Linear::score(const Vector& question, std::span<float> scores) const {
  CHECK(scores.size() == static_cast<std::size_t>(label_count_));
  std::copy(bias_.begin(), bias_.end(), scores.begin());
  const auto count = static_cast<std::size_t>(label_count_);
  for (const Entry& e : question) {
    const float* row = &weights_[e.feature * count];
    for (std::size_t label = 0; label < count; ++label) scores[label] += e.value * row[label];
  }
}

}  // namespace zheli::intent
