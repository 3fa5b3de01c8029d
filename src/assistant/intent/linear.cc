// How the columns are trained.
//
// Each column is a linear classifier of its own: w minimises ½|w|² + C Σ max(0, 1 − y·w·x)², with
// the constant as one more weight whose input is 1. Solved in the dual, one variable α ≥ 0 a
// lesson: visiting lesson i sets
//
//   gradient = y·w·x − 1 + α / 2C          α ← max(0, α − gradient / (|x|² + 1 / 2C))
//
// and adds the change of α·y·x to w. Most lessons of most columns lie far on the right side and
// have α = 0; what decides are the few near the boundary. Hence three parts, in this order:
//
//   visit_all    every lesson once, for sixteen columns side by side. The walk over a lesson's
//                features is paid once for all of them, and a step is one vector operation.
//   cut, join    turn sixteen columns side by side into sixteen apart, and back: the next part
//                visits other lessons for each column.
//   visit_near   the lessons with α > 0, again and again, in a fresh order; one found safely on the
//                right side is set aside ("shrinking"). Ends when no step was larger than the
//                tolerance, or after `rounds`.
//
// Twice (`passes`): the second visit_all finds the lessons that the first boundary had wrongly
// passed.
//
// A fold's model starts from the whole one: `forget` takes back what the fold's lessons had put in
// (w − Σ α·y·x over them), and visit_near mends the boundary with the lessons that are left near it
// ("alpha seeding").
//
// Orders of visits come from a counter-based generator, sums are taken in a fixed order: the result
// is the same on any number of threads, to the last bit, on machines that round alike.
//
// Sources: Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), algorithms 1 and 3; DeCoste & Wagstaff
// (2000).
//
// Does not: reach the optimum (it stops at `tolerance`), weigh labels by their size, normalise
// vectors (features.cc did), or make scores probabilities (bend.h).
//
// Tested by linear_test.cc: the optimality conditions hold, columns do not see each other, a fold's
// model is that of the lessons outside it.

#include "assistant/intent/linear.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/parallel.h"
#include "core/wide.h"

namespace zheli::intent {
namespace {

/// A small counter-based generator, for the order in which lessons are visited.
std::uint32_t shuffled(std::uint32_t seed, std::uint32_t i) {
  std::uint32_t h = seed * 0x9e3779b9U + i;
  h = (h ^ (h >> 16)) * 0x85ebca6bU;
  h = (h ^ (h >> 13)) * 0xc2b2ae35U;
  return h ^ (h >> 16);
}

/// Columns are trained sixteen side by side: their weights for one feature fill a cache line, and
/// each step is one vector operation. No column sees the others.
constexpr std::size_t kGroup = 16;
constexpr float kNoLabel = -1;  // the constant before any lesson spoke: not this column
struct alignas(64) Lane {
  std::array<float, kGroup> of{};
};

/// What every group's training shares.
struct Lessons {
  std::span<const Taught> all;
  std::span<const std::vector<bool>> folds;
  std::vector<float> squares;  // |x|² + 1, the constant's input
  std::size_t feature_count;
  float diagonal;
};

/// +1 where the lesson belongs to the column, else -1.
float target(const Taught& lesson, std::size_t column) {
  const int c = static_cast<int>(column);
  return lesson.label == c || lesson.also == c ? 1.0F : -1.0F;
}

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

/// A group in training: weights by feature, then the constants; and the dual variables by lesson.
struct Group {
  std::size_t first;
  std::vector<Lane> w;
  std::vector<Lane> alpha;
};

/// The same, column by column.
struct Column {
  std::vector<float> w;
  std::vector<float> alpha;
};
using Columns = std::array<Column, kGroup>;

void cut(const std::vector<Lane>& lanes, Columns& to, std::vector<float> Column::*part) {
  for (Column& column : to) (column.*part).resize(lanes.size());
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    for (std::size_t l = 0; l < kGroup; ++l) (to[l].*part)[i] = lanes[i].of[l];
  }
}

void join(const Columns& columns, std::vector<float> Column::*part, std::vector<Lane>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    for (std::size_t l = 0; l < kGroup; ++l) to[i].of[l] = (columns[l].*part)[i];
  }
}

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

/// All lessons once, for all columns of the group.
ZHELI_WIDE
void visit_all(const Lessons& lessons, Group& group, int round) {
  for (const std::uint32_t i : shuffled_order(lessons.all.size(), round)) {
    const Taught& lesson = lessons.all[i];
    const Lane score = product(group.w, *lesson.vector);
    Lane& alpha = group.alpha[i];
    Lane change;
    bool changes = false;
    for (std::size_t l = 0; l < kGroup; ++l) {
      const float y = target(lesson, group.first + l);
      const float gradient = y * score.of[l] - 1 + lessons.diagonal * alpha.of[l];
      const float after = stepped(alpha.of[l], gradient, lessons.squares[i] + lessons.diagonal);
      change.of[l] = (after - alpha.of[l]) * y;
      changes |= after != alpha.of[l];
      alpha.of[l] = after;
    }
    if (changes) add_scaled(group.w, *lesson.vector, change);
  }
}

/// The lessons near column `number`'s boundary, again and again. A lesson found safely on the right
/// side is set aside ("shrinking"), which spares most of the work.
void visit_near(const Lessons& lessons, std::size_t number, Column& column,
                const LinearOptions& options) {
  std::vector<std::uint32_t> near;
  for (std::uint32_t i = 0; i < lessons.all.size(); ++i) {
    if (column.alpha[i] > 0) near.push_back(i);
  }
  for (int round = 0; round < options.rounds; ++round) {
    float worst = 0;
    shuffle(near, static_cast<std::uint32_t>(round));
    for (const std::uint32_t i : near) {
      const Taught& lesson = lessons.all[i];
      const float y = target(lesson, number);
      float& alpha = column.alpha[i];
      const float gradient = y * product(column.w, *lesson.vector) - 1 + lessons.diagonal * alpha;
      const float after = stepped(alpha, gradient, lessons.squares[i] + lessons.diagonal);
      if (after == alpha) continue;
      worst = std::max(worst, std::abs(gradient));
      add_scaled(column.w, *lesson.vector, (after - alpha) * y);
      alpha = after;
    }
    if (worst < static_cast<float>(options.tolerance)) break;
    std::erase_if(near, [&](std::uint32_t i) { return column.alpha[i] == 0; });
  }
}

/// Takes back what the lessons `left_out` had put in.
void forget(const Lessons& lessons, std::size_t number, const std::vector<bool>& left_out,
            Column& column) {
  for (std::size_t i = 0; i < lessons.all.size(); ++i) {
    if (!left_out[i] || column.alpha[i] == 0) continue;
    const float y = target(lessons.all[i], number);
    add_scaled(column.w, *lessons.all[i].vector, -column.alpha[i] * y);
    column.alpha[i] = 0;
  }
}

void write(const Columns& columns, std::size_t first, Weights& out) {
  const std::size_t count = std::min(kGroup, out.columns() - first);
  for (std::size_t f = 0; f < out.features(); ++f) {
    const auto row = out.row(f).subspan(first, count);
    for (std::size_t l = 0; l < count; ++l) row[l] = columns[l].w[f];
  }
  for (std::size_t l = 0; l < count; ++l) out.constants()[first + l] = columns[l].w.back();
}

/// The columns from `first` on, for all models.
void train_group(const Lessons& lessons, std::size_t first, std::vector<Weights>& out,
                 const LinearOptions& options) {
  const std::size_t count = std::min(kGroup, out[0].columns() - first);
  Group group{first, std::vector<Lane>(lessons.feature_count + 1),
              std::vector<Lane>(lessons.all.size())};
  group.w.back().of.fill(kNoLabel);
  Columns whole;
  for (int pass = 0; pass < options.passes; ++pass) {
    visit_all(lessons, group, pass);
    cut(group.w, whole, &Column::w);
    cut(group.alpha, whole, &Column::alpha);
    for (std::size_t l = 0; l < count; ++l) visit_near(lessons, first + l, whole[l], options);
    join(whole, &Column::w, group.w);
    join(whole, &Column::alpha, group.alpha);
  }
  write(whole, first, out[0]);
  for (std::size_t k = 1; k < out.size(); ++k) {
    Columns others = whole;
    for (std::size_t l = 0; l < count; ++l) {
      forget(lessons, first + l, lessons.folds[k - 1], others[l]);
      visit_near(lessons, first + l, others[l], options);
    }
    write(others, first, out[k]);
  }
}

}  // namespace

std::vector<Weights> train_linear(std::span<const Taught> given,
                                  std::span<const std::vector<bool>> folds, int columns,
                                  std::size_t feature_count, const LinearOptions& options) {
  Lessons lessons{given, folds, {}, feature_count, static_cast<float>(0.5 / options.cost)};
  for (const Taught& lesson : given) {
    float square = 1;
    for (const Entry& e : *lesson.vector) square += e.value * e.value;
    lessons.squares.push_back(square);
  }
  std::vector<Weights> out(folds.size() + 1, Weights(columns, feature_count));
  const std::size_t groups = (static_cast<std::size_t>(columns) + kGroup - 1) / kGroup;
  core::parallel_for(options.threads, groups,
                     [&](std::size_t g) { train_group(lessons, g * kGroup, out, options); });
  return out;
}

}  // namespace zheli::intent
