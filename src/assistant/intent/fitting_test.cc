#include "assistant/intent/fitting.h"

#include <gtest/gtest.h>

#include <cmath>

#include "assistant/intent/model.h"

namespace zheli::intent {
namespace {

TEST(Rank, GivesProbabilitiesWithinEachSide) {
  const std::vector<float> scores = {1.0F, 3.0F, 2.0F, 0.0F};
  const Ranking ranking = rank(scores, Bend{1, 1}, {false, true, false, true});
  ASSERT_EQ(ranking.inside.size(), 2u);
  EXPECT_EQ(ranking.inside[0].label, 2);
  EXPECT_NEAR(ranking.inside[0].probability, 1 / (1 + std::exp(-1.0)), 1e-6);
  EXPECT_EQ(ranking.outside[0].label, 1);
  // A slope of 1 measures from the knee.
  EXPECT_NEAR(ranking.inside_log_mass, std::log(std::exp(1) + std::exp(2)) - Bend::kKnee, 1e-6);
}

/// A thousand judgements of two matters and one outside label; the truth scores higher, mostly.
std::vector<Judgement> judgements() {
  std::vector<Judgement> out;
  for (int i = 0; i < 1000; ++i) {
    Judgement one;
    one.label = i % 3;
    one.scores = {-0.5F, -0.5F, -0.5F};
    const int said = i % 10 == 0 ? (i + 1) % 3 : i % 3;
    one.scores[static_cast<std::size_t>(said)] = 0.5F;
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
    const Calibration fitted = calibrate(judgements(), {}, is_outside, rate, rate);
    int refused = 0;
    int inside = 0;
    for (const Judgement& one : judgements()) {
      if (one.label == 2) continue;
      const Ranking ranking = rank(one.scores, fitted.bend, is_outside);
      const double meant =
          logistic(fitted.refusal, signs_of(ranking, one, is_outside)) * named_mass(ranking);
      ++inside;
      refused += 1 - meant > fitted.refuse_at;
    }
    EXPECT_LE(refused, rate * inside + 1) << rate;
  }
}

TEST(Fit, MissesNoMoreAlarmsThanStated) {
  // A third are alarms; one in ten of them sounds calm, one in ten of the rest like an alarm.
  std::vector<Judgement> judged = judgements();
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const bool sounds = (judged[i].label == 2) != (i % 10 == 0);
    judged[i].alarm = (sounds ? 0.5F : -0.5F) + 0.0001F * static_cast<float>(i);
  }
  const std::vector<bool> is_outside = {false, false, true};
  const std::vector<bool> is_alarm = {false, false, true};
  for (const double rate : {0.01, 0.05, 0.2}) {
    Calibration fitted = calibrate(judged, {}, is_outside, 0.05, 0.05);
    calibrate_alarm(judged, is_outside, is_alarm, rate, fitted);
    int alarms = 0;
    int missed = 0;
    for (const Judgement& one : judged) {
      if (one.label != 2) continue;
      const Ranking ranking = rank(one.scores, fitted.bend, is_outside);
      ++alarms;
      missed += logistic(fitted.alarm, alarm_signs(ranking, one, is_alarm)) < fitted.alarm_at;
    }
    EXPECT_LE(missed, rate * alarms) << rate;
    EXPECT_GE(missed, rate * alarms - 2) << rate;
  }
}

TEST(Fit, ProbabilitiesAreHonest) {
  // Said rightly nine times in ten: the top label's probability must come out near that.
  const Calibration fitted = calibrate(judgements(), {}, {false, false, false}, 0.01, 0.01);
  const std::vector<float> scores = {0.5F, -0.5F, -0.5F};
  EXPECT_NEAR(rank(scores, fitted.bend, {false, false, false}).inside[0].probability, 0.9, 0.02);
}

TEST(Fit, TrustsValidationWhereThereIsAny) {
  // Outside questions are a third of the lessons but half of what is asked, and 40 % of what is
  // asked was said wrongly: probabilities must follow what is asked.
  std::vector<Judgement> asked;
  for (Judgement one : judgements()) {
    if (one.label == 1) continue;
    if (asked.size() % 5 < 2) std::swap(one.scores[0], one.scores[2]);
    asked.push_back(one);
  }
  const std::vector<bool> is_outside = {false, false, true};
  const Calibration fitted = calibrate(judgements(), asked, is_outside, 0.05, 0.05);
  double said = 0;
  double is = 0;
  for (const Judgement& one : asked) {
    said += logistic(fitted.refusal,
                     signs_of(rank(one.scores, fitted.bend, is_outside), one, is_outside));
    is += is_outside[static_cast<std::size_t>(one.label)] ? 0 : 1;
  }
  EXPECT_NEAR(said / is, 1, 0.02);
}

TEST(Fit, LearnsAnOpenSetFromLabelsLeftOut) {
  // No label is outside; what was left out is half explained and scores low. How near a lesson lies
  // would tell the two apart here, and must not: people's own questions lie further off.
  std::vector<Judgement> all;
  for (int i = 0; i < 600; ++i) {
    Judgement one;
    one.label = i % 2 == 0 ? 0 : Judgement::kNone;
    const auto spread = static_cast<float>(i % 20) / 40;
    one.scores = {i % 2 == 0 ? 0.2F + spread : -0.4F + spread, -1};
    one.known = i % 2 == 0 ? 0.9F : 0.6F + spread / 2;
    one.explained = i % 2 == 0 ? 0.7F : 0.3F + spread / 2;
    one.nearest = {{0, i % 2 == 0 ? 0.9F : 0.1F}};
    all.push_back(one);
  }
  const std::vector<bool> none = {false, false};
  const Calibration fitted = calibrate(all, {}, none, 0.05, 0.05);
  const auto meant = [&](Judgement one) {
    return logistic(fitted.refusal, signs_of(rank(one.scores, fitted.bend, none), one, none));
  };
  EXPECT_GT(meant(all[0]), 0.5);  // the least of them
  EXPECT_LT(meant(all[1]), 0.2);
  Judgement near = all[1];
  near.nearest = {{0, 1.0F}};
  EXPECT_EQ(meant(near), meant(all[1]));
}

TEST(Bend, FindsBothSlopes) {
  // Truths drawn, by a grid of shares, from the probabilities that a known bend gives.
  const Bend truth{2, 7};
  std::vector<Scored> judged;
  for (int i = 0; i < 400; ++i) {
    const std::vector<float> scores = {-0.4F + 0.003F * static_cast<float>(i), -0.45F,
                                       -0.9F + 0.002F * static_cast<float>(i % 200)};
    std::vector<double> p;
    double sum = 0;
    for (const float s : scores) sum += p.emplace_back(std::exp(truth(s)));
    for (std::size_t l = 0; l < 3; ++l) {
      for (int k = 0; k < std::lround(100 * p[l] / sum); ++k) judged.push_back({scores, l});
    }
  }
  const Bend found = fit_bend(judged);
  EXPECT_NEAR(found.above, truth.above, 0.1);
  EXPECT_NEAR(found.below, truth.below, 0.4);
}

}  // namespace
}  // namespace zheli::intent
