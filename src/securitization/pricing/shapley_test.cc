#include "securitization/pricing/shapley.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace zheli::pricing {
namespace {

double sum(const std::vector<double>& of) {
  return std::accumulate(of.begin(), of.end(), 0.0);
}

/// Gloves: one left, two right; a pair is worth 1. Shapley (1953) gives 2/3, 1/6, 1/6.
double gloves(const std::vector<int>& coalition) {
  const bool left = std::count(coalition.begin(), coalition.end(), 0) > 0;
  return left && coalition.size() > 1 ? 1 : 0;
}

TEST(Shapley, PublishedGames) {
  const Shapley of = shapley_exact(3, gloves, 1);
  EXPECT_NEAR(of.value[0], 2.0 / 3, 1e-15);
  EXPECT_NEAR(of.value[1], 1.0 / 6, 1e-15);
  EXPECT_NEAR(of.value[2], 1.0 / 6, 1e-15);
  // The airport (Littlechild & Owen 1973): a runway of the longest; costs 1, 2, 4 → shares of
  // 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2.
  const double lengths[] = {1, 2, 4};
  const Shapley airport = shapley_exact(
      3, [&](const std::vector<int>& c) { return c.empty() ? 0 : lengths[c.back()]; }, 2);
  EXPECT_NEAR(airport.value[0], 1.0 / 3, 1e-15);
  EXPECT_NEAR(airport.value[1], 1.0 / 3 + 0.5, 1e-15);
  EXPECT_NEAR(airport.value[2], 1.0 / 3 + 0.5 + 2, 1e-15);
  EXPECT_TRUE(shapley_exact(0, gloves, 1).value.empty());
}

/// Worth: the squared sum of weights, whose Shapley value is w_i · Σw; player 0 weighs nothing,
/// 1 and 2 the same.
struct Squares {
  std::vector<double> weights;
  double operator()(const std::vector<int>& coalition) const {
    double all = 0;
    for (const int i : coalition) all += weights[static_cast<std::size_t>(i)];
    return all * all;
  }
};

TEST(Shapley, EfficientSymmetricAndNothingForADummy) {
  EXPECT_TRUE(rc::check("the three axioms, exact and sampled", [] {
    const int players = *rc::gen::inRange(3, 8);
    Squares game{{0, 3, 3}};
    for (int i = 3; i < players; ++i) game.weights.push_back(*rc::gen::inRange(0, 10));
    const double all = sum(game.weights);
    const Shapley exact = shapley_exact(players, game, 1);
    const Shapley sampled = shapley_sampled(players, game, {8, 7, 1});
    for (const Shapley& of : {exact, sampled}) {
      RC_ASSERT(std::abs(sum(of.value) - all * all) < 1e-9);
      RC_ASSERT(std::abs(of.value[0]) < 1e-12);
    }
    RC_ASSERT(std::abs(exact.value[1] - exact.value[2]) < 1e-9);
    for (std::size_t i = 0; i < exact.value.size(); ++i)
      RC_ASSERT(std::abs(exact.value[i] - game.weights[i] * all) < 1e-9);
    // A game of pairs is met exactly by an order and its reverse.
    for (std::size_t i = 0; i < exact.value.size(); ++i)
      RC_ASSERT(std::abs(exact.value[i] - sampled.value[i]) < 1e-9);
  }));
}

TEST(Shapley, SamplesWithinItsError) {
  const auto longest = [](const std::vector<int>& c) {
    return c.empty() ? 0.0 : std::pow(c.back() + 1.0, 2);
  };
  const Shapley exact = shapley_exact(12, longest, 2);
  const Shapley sampled = shapley_sampled(12, longest, {2000, 3, 2});
  EXPECT_NEAR(sum(sampled.value), 144, 1e-9);
  for (std::size_t i = 0; i < 12; ++i)
    EXPECT_NEAR(sampled.value[i], exact.value[i], 4 * sampled.error[i] + 1e-9) << i;
  const Shapley threads = shapley_sampled(12, longest, {2000, 3, 5});
  EXPECT_EQ(threads.value, sampled.value);
  EXPECT_EQ(threads.error, sampled.error);
}

TEST(Shapley, OfBandingTogether) {
  Banding of;
  of.copula.global = 0.2;
  of.unit = core::yuan(1'000'000);
  of.allowed = 0.01;
  of.commitment = {core::yuan(5'000'000), 0.01, 0.3};
  for (int i = 0; i < 6; ++i)
    of.firms.push_back({core::yuan(10'000'000), i < 5 ? 0.04 : 0.0, 0.6, 0});
  for (const bool supported : {false, true}) {
    const Game game = saved_subordination(of, supported);
    const Shapley split = shapley_exact(6, game, 2);
    EXPECT_NEAR(sum(split.value), game({0, 1, 2, 3, 4, 5}), 1e-3);
    EXPECT_GT(split.value[0], 0);
    for (std::size_t i = 1; i < 5; ++i) EXPECT_NEAR(split.value[i], split.value[0], 1e-3) << i;
    EXPECT_NEAR(split.value[5], 0, 1e-3);  // never defaults: needs nothing, saves nothing
  }
}

TEST(Shapley, SharesOfSavingAreThoseOfTheGame) {
  Banding of;
  of.copula.global = 0.2;
  of.copula.sector = 0.1;
  of.unit = core::yuan(1'000'000);
  of.allowed = 0.01;
  of.commitment = {core::yuan(5'000'000), 0.01, 0.3};
  for (int i = 0; i < 6; ++i)
    of.firms.push_back({core::yuan(5'000'000 + 2'000'000 * i), 0.04, 0.6, i % 2});
  const Shapley game = shapley_exact(6, saved_subordination(of, true), 2);
  const Shapley shares = shares_of_saving(of, true, {4, 1, 2});
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(shares.value[i], game.value[i], 1) << i;  // fen
    EXPECT_EQ(shares.error[i], 0) << i;
  }
  of.firms.resize(21,
                  of.firms[0]);  // too many to count: sampled, and it says how far it may be off
  EXPECT_GT(shares_of_saving(of, true, {4, 1, 2}).error[3], 0);
}

TEST(Split, LosesNoFen) {
  EXPECT_TRUE(rc::check("parts add up", [] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 20);
    std::vector<double> shares;
    for (std::size_t i = 0; i < count; ++i) shares.push_back(*rc::gen::inRange(-5, 100) / 7.0);
    const core::Money total{*rc::gen::inRange(-1'000'000, 1'000'000)};
    core::Money given;
    for (const core::Money part : split(total, shares)) given += part;
    RC_ASSERT(given == total);
  }));
  EXPECT_EQ(split({100}, {1, 1, 2})[2].fen, 50);
  EXPECT_EQ(split({100}, {0, 0})[0].fen, 50);
  EXPECT_EQ(split({100}, {0.1, 0.2, -0.3})[0].fen, 33);  // not exactly 0 in binary
  EXPECT_TRUE(split({}, {}).empty());
}

}  // namespace
}  // namespace zheli::pricing
