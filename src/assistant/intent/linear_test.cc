#include "assistant/intent/linear.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "assistant/intent/bayes.h"

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

/// ½|w|² + C Σ max(0, 1 − y w·x)², the loss that Linear minimises for one label; x ends with a 1.
double loss(const std::array<double, 3>& w, int label, double cost) {
  double sum = 0.5 * (w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
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
std::array<double, 3> weights(const Linear& linear, std::size_t label) {
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
  const Linear linear(kTaught, 2, 2, options);
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
  const Linear together(all, 20, 30, {});
  std::vector<float> scores(20);
  std::vector<float> alone(2);
  for (const int label : {0, 7, 15, 16, 19}) {
    std::vector<Taught> against = all;
    for (Taught& one : against) one.label = one.label == label ? 0 : 1;
    const Linear single(against, 2, 30, {});
    for (const Vector& point : points) {
      together.score(point, scores);
      single.score(point, alone);
      EXPECT_EQ(scores[static_cast<std::size_t>(label)], alone[0]) << label;
    }
  }
}

TEST(Bayes, WeighsByShareOfMass) {
  const Bayes bayes(kTaught, 2, 2);
  // Label 0 holds 1.9 of feature 0 and 0.2 of feature 1; smoothing is 0.05 each.
  EXPECT_NEAR(bayes.weight(0, 0), std::log((1.9 + 0.05) / (2.1 + 0.1)), 1e-5);
  EXPECT_NEAR(bayes.weight(1, 0), std::log((0.2 + 0.05) / (2.1 + 0.1)), 1e-5);
}

TEST(Linear, BlendsAsASum) {
  Linear linear(kTaught, 2, 2, {});
  const Bayes bayes(kTaught, 2, 2);
  std::vector<float> mine(2), counts(2), both(2);
  linear.score(kPoints[4], mine);
  bayes.score(kPoints[4], counts);
  linear.blend(bayes, 2.0F, 0.5F);
  linear.score(kPoints[4], both);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(both[i], 2 * mine[i] + 0.5 * counts[i], 1e-4);
}

}  // namespace
}  // namespace zheli::intent
