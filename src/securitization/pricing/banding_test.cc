#include "securitization/pricing/banding.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

#include "securitization/credit/exact.h"
#include "securitization/pricing/rating.h"

namespace zheli::pricing {
namespace {

core::Date on(const char* text) {
  return core::parse_date(text).value();
}

std::vector<int> first(std::size_t count) {
  std::vector<int> to(count);
  std::iota(to.begin(), to.end(), 0);
  return to;
}

/// Twenty equal firms of 10 million, PD 5 %, LGD 60 %, in units of 6 million: one a default.
Banding twenty(double correlation) {
  Banding of;
  of.firms.assign(20, {core::yuan(10'000'000), 0.05, 0.6, 0});
  of.copula.global = correlation;
  of.unit = core::yuan(6'000'000);
  of.allowed = 0.01;
  return of;
}

TEST(JointLaw, PublishedPoolsOfTwenty) {
  // Exact quadrature of the reference figures: 20 equal names, PD 5 %.
  struct Row {
    double correlation;
    double p[4];
  };
  const Row rows[] = {{0.15, {.46530289, .28034561, .13763447, .06402072}},
                      {0.30, {.55478601, .21320420, .10151196, .05399640}}};
  for (const Row& row : rows) {
    const JointLaw law = joint_law(twenty(row.correlation), first(20));
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(law.stands[k] + law.falls[k], row.p[k], 1e-8) << row.correlation << " " << k;
  }
}

TEST(JointLaw, IsCreditsDistributionInTwoParts) {
  struct Row {
    double global, sector;
    Commitment commitment;
  };
  const Row rows[] = {{0, 0, {{}, 0.3, 0.8}},
                      {0.6, 0, {{}, 0.001, 0}},
                      {0.15, 0.1, {{}, 0.02, 0.3}},
                      {0, 0.3, {{}, 0.1, 0.5}}};
  for (const Row& row : rows) {
    Banding of;
    of.unit = core::yuan(1'000'000);
    of.copula.global = row.global;
    of.copula.sector = row.sector;
    of.commitment = row.commitment;
    std::vector<credit::Exposure> exposures;
    for (int i = 0; i < 7; ++i) {  // a firm that owes nothing among them
      of.firms.push_back({core::yuan(1'000'000) * i, 0.01 * (i + 1), 1, i % 3});
      exposures.push_back({0.01 * (i + 1), i, i % 3});
    }
    const JointLaw law = joint_law(of, first(of.firms.size()));
    const auto exact = credit::loss_distribution(exposures, of.copula);
    ASSERT_EQ(exact.size(), law.stands.size());
    for (std::size_t k = 0; k < exact.size(); ++k)
      EXPECT_NEAR(law.stands[k] + law.falls[k], exact[k], 1e-10) << row.global << " " << k;
    const double fallen = std::accumulate(law.falls.begin(), law.falls.end(), 0.0);
    EXPECT_NEAR(fallen, row.commitment.probability, 1e-10) << row.global;
  }
}

/// One firm and its supporter are two names: their joint default is the bivariate normal's.
TEST(JointLaw, OfOneFirmIsTheBivariateNormal) {
  for (const double share : {0.0, 0.3, 0.6}) {
    Banding of = twenty(0.2);
    of.commitment = {{}, 0.02, share};
    const JointLaw law = joint_law(of, {0});
    EXPECT_NEAR(law.falls[1], both_default(0.05, 0.02, std::sqrt(0.2 * share)), 1e-12) << share;
  }
}

TEST(Needed, ByHand) {
  Banding of = twenty(0);
  // Binomial(20, 5 %): P(> 3) = 1.59 %, P(> 4) = 0.26 %: four defaults of 6 million.
  EXPECT_EQ(needed(of, first(20)).alone, core::yuan(24'000'000));
  EXPECT_EQ(needed(of, {0}).alone, core::yuan(6'000'000));
  of.commitment.limit = core::yuan(12'000'000);  // covers two
  EXPECT_EQ(needed(of, first(20)).supported, core::yuan(12'000'000));
  of.commitment.limit = core::yuan(1'000'000'000);
  EXPECT_EQ(needed(of, first(20)).supported.fen, 0);
  of.commitment.probability = 1;
  EXPECT_EQ(needed(of, first(20)).supported, needed(of, first(20)).alone);
}

TEST(Needed, IsLessTheBetterTheSupporter) {
  EXPECT_TRUE(
      rc::check("a commitment never raises what is needed, whatever its supporter hangs on", [] {
        Banding of = twenty(*rc::gen::inRange(0, 50) / 100.0);
        of.commitment.limit = core::yuan(1'000'000) * *rc::gen::inRange(0, 200);
        of.commitment.probability = *rc::gen::inRange(0, 100) / 1000.0;
        of.allowed = *rc::gen::inRange(1, 100) / 10000.0;
        of.commitment.global = 0.1;
        const Needed apart = needed(of, first(20));
        of.commitment.global = 0.7;
        const Needed close = needed(of, first(20));
        RC_ASSERT(apart.alone == close.alone);
        RC_ASSERT(apart.supported <= apart.alone && close.supported <= close.alone);
      }));
}

TEST(Bands, PoolingLowersTheSpreadAndNotTheMean) {
  for (const double correlation : {0.0, 0.2}) {
    const auto of = bands(twenty(correlation));
    ASSERT_EQ(of.size(), 20U);
    for (std::size_t n = 0; n < of.size(); ++n) {
      EXPECT_NEAR(of[n].expected_loss, 0.05 * 0.6, 1e-12) << n;
      if (n == 0) continue;
      EXPECT_LT(of[n].deviation, of[n - 1].deviation) << n;
    }
    EXPECT_LT(of[19].needed_alone, of[0].needed_alone);
    EXPECT_EQ(of[0].needed_alone, 0.6);
  }
  // Independent firms: the deviation falls with the root of their number.
  const auto of = bands(twenty(0));
  EXPECT_NEAR(of[0].deviation, 0.6 * std::sqrt(0.05 * 0.95), 1e-12);
  EXPECT_NEAR(of[19].deviation, of[0].deviation / std::sqrt(20), 1e-12);
}

TEST(AllInCost, OfALoanIsItsRateUntilFeesAndSubsidiesCome) {
  const std::vector<CashFlow> loan{
      {on("2021-07-13"), 100}, {on("2022-07-13"), -5}, {on("2023-07-13"), -105}};
  EXPECT_NEAR(all_in_cost(loan, {}, {}).value(), 0.05, 1e-12);
  const std::vector<CashFlow> fee{{on("2021-07-13"), 1}};
  EXPECT_GT(all_in_cost(loan, fee, {}).value(), 0.05);
  const std::vector<CashFlow> interest{{on("2022-07-13"), 5}, {on("2023-07-13"), 5}};
  const auto got = subsidies(interest, {0.05, 0.015, core::Money{1000}});
  EXPECT_NEAR(got[0].amount, 1.5, 1e-12);
  EXPECT_NEAR(all_in_cost(loan, {}, got).value(), 0.035, 1e-12);
  const auto capped = subsidies(interest, {0.05, 0.015, core::Money{2}});
  EXPECT_NEAR(capped[1].amount, 0.5, 1e-12);
  EXPECT_FALSE(all_in_cost({}, {}, {}));
}

}  // namespace
}  // namespace zheli::pricing
