#include "assistant/intent/linear.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <thread>

#include "assistant/intent/bayes.h"
#include "core/check.h"

namespace zheli::intent {
namespace {

/// A small counter-based generator, for the order in which lessons are visited.
std::uint32_t shuffled(std::uint32_t seed, std::uint32_t i) {
  std::uint32_t h = seed * 0x9e3779b9U + i;
  h = (h ^ (h >> 16)) * 0x85ebca6bU;
  h = (h ^ (h >> 13)) * 0xc2b2ae35U;
  return h ^ (h >> 16);
}

/// Labels are trained sixteen side by side: their weights for one feature fill a cache line, and
/// each step is one vector operation. No label sees the others.
constexpr std::size_t kGroup = 16;
struct alignas(64) Lane {
  std::array<float, kGroup> of{};
};

/// What every group's training shares.
struct Lessons {
  std::span<const Taught> all;
  std::vector<float> squares;  // |x|² + 1, the bias' input
  std::size_t feature_count;
  float diagonal;
};

/// Fisher-Yates, in an order that depends on `seed` only.
void shuffle(std::vector<std::uint32_t>& order, std::uint32_t seed) {
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[shuffled(seed, static_cast<std::uint32_t>(i)) % i]);
  }
}

std::vector<std::uint32_t> shuffled_order(std::size_t count, int seed) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  shuffle(order, static_cast<std::uint32_t>(seed));
  return order;
}

/// A group in training: weights by feature, then the biases; and the dual variables by lesson.
struct Group {
  std::size_t first;
  std::vector<Lane> w;
  std::vector<Lane> alpha;
};

Lane product(const std::vector<Lane>& w, const Vector& x) {
  Lane sum = w.back();
  for (const Entry& e : x) {
    const Lane& row = w[e.feature];
    for (std::size_t l = 0; l < kGroup; ++l) sum.of[l] += e.value * row.of[l];
  }
  return sum;
}

void add_scaled(std::vector<Lane>& w, const Vector& x, const Lane& scale) {
  for (const Entry& e : x) {
    Lane& row = w[e.feature];
    for (std::size_t l = 0; l < kGroup; ++l) row.of[l] += e.value * scale.of[l];
  }
  for (std::size_t l = 0; l < kGroup; ++l) w.back().of[l] += scale.of[l];
}

/// Four sums at once: an addition need not wait for the one before.
float product(const std::vector<float>& w, const Vector& x) {
  float sums[4] = {w.back(), 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= x.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += w[x[i + k].feature] * x[i + k].value;
  }
  for (; i < x.size(); ++i) sums[0] += w[x[i].feature] * x[i].value;
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void add_scaled(std::vector<float>& w, const Vector& x, float scale) {
  for (const Entry& e : x) w[e.feature] += scale * e.value;
  w.back() += scale;
}

/// The method's step at one lesson for one label: the new dual variable.
float stepped(float alpha, float gradient, float curvature) {
  return std::max(alpha - gradient / curvature, 0.0F);
}

/// All lessons once, for all labels of the group.
void visit_all(const Lessons& lessons, Group& group, int round) {
  for (const std::uint32_t i : shuffled_order(lessons.all.size(), round)) {
    const Vector& x = *lessons.all[i].vector;
    const std::size_t own = static_cast<std::size_t>(lessons.all[i].label) - group.first;
    const Lane score = product(group.w, x);
    Lane& alpha = group.alpha[i];
    Lane change;
    bool changes = false;
    for (std::size_t l = 0; l < kGroup; ++l) {
      const float y = l == own ? 1.0F : -1.0F;
      const float gradient = y * score.of[l] - 1 + lessons.diagonal * alpha.of[l];
      const float after = stepped(alpha.of[l], gradient, lessons.squares[i] + lessons.diagonal);
      change.of[l] = (after - alpha.of[l]) * y;
      changes |= after != alpha.of[l];
      alpha.of[l] = after;
    }
    if (changes) add_scaled(group.w, x, change);
  }
}

/// The lessons near one label's boundary, again and again. A lesson found safely on the right side
/// is set aside ("shrinking"), which spares most of the work.
void visit_near(const Lessons& lessons, Group& group, std::size_t lane, int rounds,
                float tolerance) {
  std::vector<std::uint32_t> near;
  for (std::uint32_t i = 0; i < lessons.all.size(); ++i) {
    if (group.alpha[i].of[lane] > 0) near.push_back(i);
  }
  std::vector<float> w(group.w.size());
  for (std::size_t f = 0; f < w.size(); ++f) w[f] = group.w[f].of[lane];
  for (int round = 0; round < rounds; ++round) {
    float worst = 0;
    shuffle(near, static_cast<std::uint32_t>(round));
    for (const std::uint32_t i : near) {
      const Taught& lesson = lessons.all[i];
      const float y = static_cast<std::size_t>(lesson.label) == group.first + lane ? 1.0F : -1.0F;
      float& alpha = group.alpha[i].of[lane];
      const float gradient = y * product(w, *lesson.vector) - 1 + lessons.diagonal * alpha;
      const float after = stepped(alpha, gradient, lessons.squares[i] + lessons.diagonal);
      if (after == alpha) continue;
      worst = std::max(worst, std::abs(gradient));
      add_scaled(w, *lesson.vector, (after - alpha) * y);
      alpha = after;
    }
    if (worst < tolerance) break;
    std::erase_if(near, [&](std::uint32_t i) { return group.alpha[i].of[lane] == 0; });
  }
  for (std::size_t f = 0; f < w.size(); ++f) group.w[f].of[lane] = w[f];
}

std::vector<Lane> train_group(const Lessons& lessons, std::size_t first, std::size_t labels,
                              const LinearOptions& options) {
  Group group{first, std::vector<Lane>(lessons.feature_count + 1),
              std::vector<Lane>(lessons.all.size())};
  for (int pass = 0; pass < options.passes; ++pass) {
    visit_all(lessons, group, pass);
    for (std::size_t lane = 0; lane < labels; ++lane) {
      visit_near(lessons, group, lane, options.rounds, options.tolerance);
    }
  }
  return std::move(group.w);
}

}  // namespace

Linear::Linear(std::span<const Taught> given, int label_count, std::size_t feature_count,
               const LinearOptions& options)
    : label_count_(label_count),
      weights_(feature_count * static_cast<std::size_t>(label_count)),
      bias_(static_cast<std::size_t>(label_count)) {
  Lessons lessons{given, {}, feature_count, static_cast<float>(0.5 / options.cost)};
  for (const Taught& lesson : given) {
    float square = 1;
    for (const Entry& e : *lesson.vector) square += e.value * e.value;
    lessons.squares.push_back(square);
  }
  const auto count = static_cast<std::size_t>(label_count);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t first = next.fetch_add(kGroup); first < count;
         first = next.fetch_add(kGroup)) {
      const std::size_t labels = std::min(kGroup, count - first);
      const std::vector<Lane> w = train_group(lessons, first, labels, options);
      for (std::size_t f = 0; f < feature_count; ++f) {
        std::copy_n(w[f].of.begin(), labels, &weights_[f * count + first]);
      }
      std::copy_n(w.back().of.begin(), labels, &bias_[first]);
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
