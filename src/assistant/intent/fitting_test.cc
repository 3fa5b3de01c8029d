#include "assistant/intent/fitting.h"

#include <gtest/gtest.h>

#include <cmath>

#include "assistant/intent/model.h"

namespace zheli::intent {
namespace {

TEST(Rank, GivesProbabilitiesWithinEachSide) {
  const std::vector<float> scores = {1.0F, 3.0F, 2.0F, 0.0F};
  const Ranking ranking = rank(scores, {false, true, false, true});
  ASSERT_EQ(ranking.inside.size(), 2u);
  EXPECT_EQ(ranking.inside[0].label, 2);
  EXPECT_NEAR(ranking.inside[0].probability, 1 / (1 + std::exp(-1.0)), 1e-6);
  EXPECT_EQ(ranking.outside[0].label, 1);
  EXPECT_NEAR(ranking.inside_log_mass, std::log(std::exp(1) + std::exp(2)), 1e-6);
}

/// A thousand judgements of two matters and one outside label; the truth scores higher, mostly.
std::vector<Judgement> judgements() {
  std::vector<Judgement> out;
  for (int i = 0; i < 1000; ++i) {
    Judgement one;
    one.label = i % 3;
    one.linear = {-0.5F, -0.5F, -0.5F};
    const int said = i % 10 == 0 ? (i + 1) % 3 : i % 3;
    one.linear[static_cast<std::size_t>(said)] = 0.5F;
    one.bayes = {0, 0, 0};
    one.nearest = {{said, 0.5F}};
    one.known = 0.8F;
    one.characters = 10;
    out.push_back(one);
  }
  return out;
}

TEST(Fit, KeepsTheStatedErrorRates) {
  const std::vector<bool> is_outside = {false, false, true};
  for (const double rate : {0.01, 0.05, 0.2}) {
    const Fit fit = fit_judgements(judgements(), is_outside, rate, rate);
    int refused = 0;
    int inside = 0;
    for (const Judgement& one : judgements()) {
      if (one.label == 2) continue;
      std::vector<float> scores;
      for (const float s : one.linear) scores.push_back(s * fit.linear_scale);
      const Signs signs =
          signs_of(rank(scores, is_outside), one.nearest, is_outside, one.known, one.characters);
      ++inside;
      refused += 1 - logistic(fit.refusal, signs) > fit.refuse_at;
    }
    EXPECT_LE(refused, rate * inside + 1) << rate;
  }
}

TEST(Fit, TemperatureIsHonest) {
  // Said rightly nine times in ten: the top label's probability must come out near that.
  const Fit fit = fit_judgements(judgements(), {false, false, false}, 0.01, 0.01);
  std::vector<float> scores = {0.5F * fit.linear_scale, -0.5F * fit.linear_scale,
                               -0.5F * fit.linear_scale};
  EXPECT_NEAR(rank(scores, {false, false, false}).inside[0].probability, 0.9, 0.02);
}

}  // namespace
}  // namespace zheli::intent
