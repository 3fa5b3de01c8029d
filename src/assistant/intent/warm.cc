#include "assistant/intent/warm.h"

#include <algorithm>
#include <cmath>

#include "assistant/intent/bend.h"

namespace zheli::intent {
namespace {

constexpr float kStiffness = 0.03F;  // measured: docs/methods/teaching.md
constexpr float kDiagonal = 0.5F;    // 1 / 2C, as linear.h
constexpr float kTolerance = 0.05F;
constexpr int kRoundsMax = 40;

/// A lesson while it is learned: its features by their rows here, and the same as a step moves
/// them; what the table said of it before; its variables, one a column.
struct Learning {
  const Taught* taught;
  Vector rows, steps;
  float square = 0;  // Σ value · step
  std::vector<float> before, alpha;
};

std::vector<std::uint32_t> features_of(std::span<const Taught> lessons) {
  std::vector<std::uint32_t> all;
  for (const Taught& lesson : lessons) {
    for (const Entry& e : *lesson.vector) all.push_back(e.feature);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Learning begin(const Taught& lesson, const PackedWeights& weights, const Features& features,
               const std::vector<std::uint32_t>& used) {
  Learning out;
  out.taught = &lesson;
  for (const Entry& e : *lesson.vector) {
    const auto at = std::lower_bound(used.begin(), used.end(), e.feature);
    const auto row = static_cast<std::uint32_t>(at - used.begin());
    const bool is_new = e.feature >= features.size();
    const auto with = is_new ? 0.0F : static_cast<float>(features.lessons_with(e.feature));
    const float step = e.value / (1 + kStiffness * with);
    out.rows.push_back({row, e.value});
    out.steps.push_back({row, step});
    out.square += e.value * step;
  }
  out.before.resize(weights.columns());
  out.alpha.resize(weights.columns(), 0.0F);
  weights.score(*lesson.vector, out.before);
  return out;
}

/// One visit of a lesson: how far it was from right where a column moved. `scores` is scratch.
float visit(Learning& lesson, Weights& added, std::vector<float>& scores) {
  added.score(lesson.rows, scores);
  float worst = 0;
  for (std::size_t c = 0; c < scores.size(); ++c) {
    const int column = static_cast<int>(c);
    const bool own = lesson.taught->label == column || lesson.taught->also == column;
    const float y = own ? 1.0F : -1.0F;
    const float score = lesson.before[c] + scores[c];
    float& alpha = lesson.alpha[c];
    scores[c] = 0;  // from here on the step
    if (!own && alpha == 0 && score < Bend::kKnee) continue;
    const float gradient = y * score - 1 + kDiagonal * alpha;
    const float after = std::max(alpha - gradient / (lesson.square + kDiagonal), 0.0F);
    if (after == alpha) continue;
    worst = std::max(worst, std::abs(gradient));
    scores[c] = (after - alpha) * y;
    alpha = after;
  }
  if (worst == 0) return 0;
  for (const Entry& e : lesson.steps) {
    const std::span<float> row = added.row(e.feature);
    for (std::size_t c = 0; c < row.size(); ++c) row[c] += e.value * scores[c];
  }
  return worst;
}

}  // namespace

Besides::Besides(const PackedWeights& weights, const Features& features,
                 std::span<const Taught> lessons) {
  const std::vector<std::uint32_t> used = features_of(lessons);
  Weights added(static_cast<int>(weights.columns()), used.size());
  std::vector<Learning> learning;
  for (const Taught& lesson : lessons) learning.push_back(begin(lesson, weights, features, used));
  std::vector<float> scores(weights.columns());
  for (int round = 0; round < kRoundsMax; ++round) {
    float worst = 0;
    for (Learning& lesson : learning) worst = std::max(worst, visit(lesson, added, scores));
    if (worst < kTolerance) break;
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    std::vector<Weight>& row = rows_[used[i]];
    for (std::uint32_t c = 0; c < added.columns(); ++c) {
      if (added.row(i)[c] != 0) row.push_back({c, added.row(i)[c]});
    }
  }
}

void Besides::score(const Vector& question, std::span<float> scores) const {
  if (rows_.empty()) return;
  for (const Entry& e : question) {
    const auto row = rows_.find(e.feature);
    if (row == rows_.end()) continue;
    for (const Weight& one : row->second) scores[one.column] += e.value * one.value;
  }
}

}  // namespace zheli::intent
