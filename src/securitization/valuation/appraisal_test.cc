#include "securitization/valuation/appraisal.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/valuation/small_portfolio.h"

namespace zheli::valuation {
namespace {

TEST(Appraisal, WeighsTheMethodsThatItsDataAllow) {
  Asset asset = small_asset();
  const Assumptions assumptions = small_assumptions();
  const Appraisal royalty = appraise(asset, assumptions, {}, kOn);
  // Score 50: royalty 3 %, discount 3 % + 7 %; four years to the end of use; no tax, no growth.
  double by_hand = 0;
  for (int year = 0; year < 4; ++year) by_hand += 300'000 / std::pow(1.1, year + 0.5);
  const double part = 1 / 365.0;  // of a fifth year: the leap day
  by_hand += 300'000 * part / std::pow(1.1, 4 + part / 2);
  EXPECT_NEAR(royalty.worth.reconciled, by_hand, 1e-6);
  EXPECT_EQ(royalty.value, core::yuan(1'000'000)) << by_hand;
  asset.spent = 2'000'000;
  asset.spent_on = kOn;
  asset.weights[0] = 0.75, asset.weights[2] = 0.25;
  const Appraisal both = appraise(asset, assumptions, {}, kOn);
  EXPECT_NEAR(both.worth.reconciled, 0.75 * by_hand + 0.25 * 2'000'000, 1e-6);
  EXPECT_NEAR(both.spread, (2'000'000 - by_hand) / both.worth.reconciled, 1e-12);
  asset.weights[3] = 1;  // no comparable: the weight drops out
  EXPECT_DOUBLE_EQ(appraise(asset, assumptions, {}, kOn).worth.reconciled, both.worth.reconciled);
}

TEST(Appraisal, AForcedSaleBringsLess) {
  Asset asset = small_asset();
  const Appraisal appraisal = appraise(asset, small_assumptions(), {}, kOn);
  // 1 000 000 · (1 − 0.7) · (1 − 0.05) / 1.1 = 259 091, in ten thousands.
  EXPECT_EQ(appraisal.liquidation_value, core::yuan(260'000));
  EXPECT_EQ(appraisal.pledge_value, core::yuan(300'000));  // 30 % at score 50
  asset.sale_discount = 1;
  EXPECT_EQ(appraise(asset, small_assumptions(), {}, kOn).liquidation_value.fen, 0);
}

TEST(Appraisal, ALapsedRightIsWorthNothing) {
  Asset asset = small_asset();
  asset.status = Status::lapsed;
  EXPECT_EQ(appraise(asset, small_assumptions(), {}, kOn).value.fen, 0);
  asset.status = Status::pending;
  const Appraisal pending = appraise(asset, small_assumptions(), {}, kOn);
  EXPECT_EQ(pending.value, core::yuan(600'000));
}

TEST(Appraisal, ABetterScoreIsWorthMore) {
  Asset asset = small_asset();
  const std::vector<Indicator> tree = {{"legal", "", "法律价值", "", 1}};
  core::Money last;
  for (const double points : {0.0, 25.0, 50.0, 75.0, 100.0}) {
    asset.scores["legal"] = points;
    const core::Money value = appraise(asset, small_assumptions(), tree, kOn).value;
    EXPECT_LT(last, value);
    last = value;
  }
}

}  // namespace
}  // namespace zheli::valuation
