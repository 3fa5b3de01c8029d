#include "assistant/intent/linear.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "assistant/intent/added.h"

namespace zheli::intent {
namespace {

/// Points of the plane, as sparse vectors over two features.
const std::vector<Vector> kPoints = {{{0, 1.0F}, {1, 0.2F}},
                                     {{0, 0.9F}},
                                     {{0, 0.1F}, {1, 1.0F}},
                                     {{1, 0.8F}},
                                     {{0, 0.5F}, {1, 0.6F}}};
const std::vector<Taught> kTaught = {
    {&kPoints[0], 0}, {&kPoints[1], 0}, {&kPoints[2], 1}, {&kPoints[3], 1}, {&kPoints[4], 1}};

Weights trained(std::span<const Taught> lessons, int columns, std::size_t features,
                const LinearOptions& options = {}) {
  return train_linear(lessons, {}, columns, features, options).front();
}

/// ½(w0² + w1² + (w2 + 1)²) + C Σ max(0, 1 − y w·x)², what Linear minimises for one label; x ends
/// with a 1.
double loss(const std::array<double, 3>& w, int label, double cost) {
  double sum = 0.5 * (w[0] * w[0] + w[1] * w[1] + (w[2] + 1) * (w[2] + 1));
  for (const Taught& one : kTaught) {
    double x[3] = {0, 0, 1};
    for (const Entry& e : *one.vector) x[e.feature] = e.value;
    const double y = one.label == label ? 1 : -1;
    const double slack = std::max(0.0, 1 - y * (w[0] * x[0] + w[1] * x[1] + w[2] * x[2]));
    sum += cost * slack * slack;
  }
  return sum;
}

/// The weights, read off through the scores of unit vectors.
std::array<double, 3> weights(const Weights& linear, std::size_t label) {
  std::vector<float> bias(2), first(2), second(2);
  linear.score({}, bias);
  linear.score({{0, 1.0F}}, first);
  linear.score({{1, 1.0F}}, second);
  return {first[label] - bias[label], second[label] - bias[label], bias[label]};
}

TEST(Linear, FindsTheLeastLoss) {
  LinearOptions options;
  options.passes = 2000;
  options.tolerance = 1e-6;
  const Weights linear = trained(kTaught, 2, 2, options);
  for (int label = 0; label < 2; ++label) {
    const std::array<double, 3> w = weights(linear, static_cast<std::size_t>(label));
    const double found = loss(w, label, options.cost);
    for (int i = 0; i < 3; ++i) {
      for (const double step : {-0.01, 0.01}) {
        std::array<double, 3> moved = w;
        moved[static_cast<std::size_t>(i)] += step;
        EXPECT_GE(loss(moved, label, options.cost), found - 1e-5) << label << " " << i;
      }
    }
  }
}

TEST(Linear, LabelsDoNotSeeEachOther) {
  // Twenty labels are trained in two groups; each must come out as it does alone against the rest.
  std::vector<Vector> points;
  for (std::uint32_t i = 0; i < 60; ++i) {
    points.push_back({{i % 20, 1.0F}, {20 + i % 7, 0.5F}, {27 + i % 3, 0.25F}});
  }
  std::vector<Taught> all;
  for (int i = 0; i < 60; ++i) all.push_back({&points[static_cast<std::size_t>(i)], i % 20});
  const Weights together = trained(all, 20, 30);
  std::vector<float> scores(20);
  std::vector<float> alone(2);
  for (const int label : {0, 7, 15, 16, 19}) {
    std::vector<Taught> against = all;
    for (Taught& one : against) one.label = one.label == label ? 0 : 1;
    const Weights single = trained(against, 2, 30);
    for (const Vector& point : points) {
      together.score(point, scores);
      single.score(point, alone);
      EXPECT_EQ(scores[static_cast<std::size_t>(label)], alone[0]) << label;
    }
  }
}

TEST(Linear, ALessonMayHaveASecondColumn) {
  std::vector<Taught> sided = kTaught;
  std::vector<Taught> alone = kTaught;
  for (std::size_t i = 0; i < sided.size(); ++i) {
    sided[i].also = i % 2 == 0 ? 2 : -1;
    alone[i].label = i % 2 == 0 ? 0 : 1;
  }
  std::vector<float> both(3), single(2);
  trained(sided, 3, 2).score(kPoints[0], both);
  trained(alone, 2, 2).score(kPoints[0], single);
  EXPECT_EQ(both[2], single[0]);
}

TEST(Linear, AFoldsModelIsThatOfTheOthers) {
  // The seeded model without a fold is nearly the one trained afresh without it; only lessons that
  // begin to matter because the fold is gone are not looked at.
  std::vector<Vector> points;
  for (std::uint32_t i = 0; i < 60; ++i) {
    points.push_back({{i % 3, 1.0F}, {3 + i % 7, 0.5F}, {10 + i % 11, 0.25F}});
  }
  std::vector<Taught> all, others;
  std::vector<std::vector<bool>> folds(2);
  for (std::size_t i = 0; i < 60; ++i) {
    all.push_back({&points[i], static_cast<int>(i % 3)});
    folds[0].push_back(i / 3 % 2 == 0);
    folds[1].push_back(i / 3 % 2 == 1);
    if (!folds[1].back()) others.push_back(all.back());
  }
  LinearOptions options;
  options.passes = 500;
  options.rounds = 500;
  options.tolerance = 1e-6;
  const std::vector<Weights> models = train_linear(all, folds, 3, 21, options);
  ASSERT_EQ(models.size(), 3u);
  const Weights afresh = trained(others, 3, 21, options);
  std::vector<float> seeded(3), fresh(3);
  for (const Vector& point : points) {
    models[2].score(point, seeded);
    afresh.score(point, fresh);
    for (std::size_t l = 0; l < 3; ++l) EXPECT_NEAR(seeded[l], fresh[l], 2e-2);
  }
}

TEST(Bayes, WeighsByShareOfMassLessTheMean) {
  Weights weights(2, 2);
  add_bayes(weights, kTaught, 2, 1);
  // Label 0 holds 1.9 of feature 0 and 0.2 of feature 1, label 1 holds 0.6 and 2.4; smoothing is
  // 0.05 each.
  const double mine = std::log((1.9 + 0.05) / (2.1 + 0.1));
  const double other = std::log((0.6 + 0.05) / (3.0 + 0.1));
  EXPECT_NEAR(weights.row(0)[0], mine - (mine + other) / 2, 1e-5);
  EXPECT_NEAR(weights.row(0)[1], other - (mine + other) / 2, 1e-5);
}

TEST(Texts, AreDirections) {
  Weights weights(2, 2);
  add_texts(weights, std::vector<Taught>{{&kPoints[0], 1}, {&kPoints[1], 1}}, 2, 10);
  const double length = std::sqrt(1.9 * 1.9 + 0.2 * 0.2);
  EXPECT_NEAR(weights.row(0)[1], 19 / length, 1e-4);
  EXPECT_NEAR(weights.row(1)[1], 2 / length, 1e-4);
  EXPECT_EQ(weights.row(0)[0], 0);
}

}  // namespace
}  // namespace zheli::intent
