#include "securitization/valuation/uncertainty.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/valuation/small_portfolio.h"

namespace zheli::valuation {
namespace {

TEST(Ranges, OfALognormalRevenueAreItsQuantiles) {
  const std::vector<Asset> assets(1, small_asset());
  Assumptions assumptions = small_assumptions();
  assumptions.uncertainty = {};
  assumptions.uncertainty.revenue = 0.2;
  const std::vector<Appraisal> appraisals = {appraise(assets[0], assumptions, {}, kOn)};
  const Ranges found = ranges({assets, appraisals, assumptions, kOn}, 40'000, 1);
  const double value = appraisals[0].worth.reconciled;
  const double z95 = 1.6448536269514722;
  EXPECT_NEAR(found.total.p50 / value, 1, 0.01);
  EXPECT_NEAR(found.total.p95 / (value * std::exp(0.2 * z95)), 1, 0.01);
  EXPECT_NEAR(found.total.p5 / (value * std::exp(-0.2 * z95)), 1, 0.01);
  EXPECT_EQ(found.assets[0].p25, found.total.p25);
}

TEST(Ranges, AreTheSameForTheSameSeedAndNarrowerTogether) {
  std::vector<Asset> assets(9, small_asset());
  const Assumptions assumptions = small_assumptions();
  std::vector<Appraisal> appraisals(9, appraise(assets[0], assumptions, {}, kOn));
  const Portfolio portfolio{assets, appraisals, assumptions, kOn};
  const Ranges once = ranges(portfolio, 2'000, 7), again = ranges(portfolio, 2'000, 7);
  EXPECT_EQ(once.total.p5, again.total.p5);
  EXPECT_NE(once.total.p5, ranges(portfolio, 2'000, 8).total.p5);
  for (const Interval& one : once.assets) {
    EXPECT_LT(one.p5, one.p25);
    EXPECT_LT(one.p25, one.p50);
    EXPECT_LT(one.p50, one.p75);
    EXPECT_LT(one.p75, one.p95);
  }
  EXPECT_LT((once.total.p95 - once.total.p5) / once.total.p50,
            (once.assets[0].p95 - once.assets[0].p5) / once.assets[0].p50);
}

TEST(Tornado, TheWidestFirst) {
  const std::vector<Asset> assets(1, small_asset());
  const Assumptions assumptions = small_assumptions();
  const std::vector<Appraisal> appraisals = {appraise(assets[0], assumptions, {}, kOn)};
  const std::vector<Swing> swings = tornado({assets, appraisals, assumptions, kOn});
  ASSERT_EQ(swings.size(), kDrivers.size());
  EXPECT_STREQ(kDrivers[static_cast<std::size_t>(swings[0].driver)], "revenue");
  const double value = appraisals[0].worth.reconciled;
  EXPECT_NEAR(swings[0].high / value, std::exp(0.2 * 1.2815515655446004), 1e-9);
  for (std::size_t i = 1; i < swings.size(); ++i)
    EXPECT_GE(std::abs(swings[i - 1].high - swings[i - 1].low),
              std::abs(swings[i].high - swings[i].low));
}

}  // namespace
}  // namespace zheli::valuation
