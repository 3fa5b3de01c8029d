#include "securitization/valuation/track.h"

#include <gtest/gtest.h>

#include "securitization/valuation/small_portfolio.h"

namespace zheli::valuation {
namespace {

TEST(Track, IsReadAsItWasWritten) {
  const Asset asset = small_asset();
  const Appraisal appraisal = appraise(asset, small_assumptions(), {}, kOn);
  const std::vector<Entry> entries = {entry_of(asset, appraisal, kOn)};
  files::Findings findings("track.csv");
  const std::vector<Entry> read = read_track(to_csv(entries, true), findings);
  ASSERT_TRUE(findings.problems().empty());
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].value, appraisal.value);
  EXPECT_EQ(to_csv(read, true), to_csv(entries, true));
}

TEST(Change, HasCausesThatAddUp) {
  Asset asset = small_asset();
  const Assumptions assumptions = small_assumptions();
  const std::vector<Indicator> tree = {{"legal", "", "法律价值", "", 1}};
  const Appraisal before = appraise(asset, assumptions, tree, kOn);
  const std::vector<Entry> track = {entry_of(asset, before, kOn)};
  const core::Date later = core::add_months(kOn, 12);
  asset.revenue *= 2;
  asset.scores["legal"] = 80;
  const Appraisal now = appraise(asset, assumptions, tree, later);
  const Change found = change(asset, now, assumptions, track, later);
  EXPECT_EQ(found.since, kOn);
  EXPECT_LT(found.time, 0);
  EXPECT_GT(found.revenue, 0);
  EXPECT_GT(found.royalty, 0);
  EXPECT_GT(found.discount, 0);
  EXPECT_NEAR(found.time + found.revenue + found.royalty + found.discount + found.rest,
              static_cast<double>((now.value - before.value).fen) / 100, 1e-6);
  EXPECT_LT(std::abs(found.rest), 10'000);  // rounding
}

TEST(Change, ANewRightIsNew) {
  const Asset asset = small_asset();
  const Appraisal appraisal = appraise(asset, small_assumptions(), {}, kOn);
  const std::vector<Entry> track = {entry_of(asset, appraisal, kOn)};
  const Change same_day = change(asset, appraisal, small_assumptions(), track, kOn);
  EXPECT_FALSE(same_day.since);
  EXPECT_DOUBLE_EQ(same_day.rest, 1'000'000);
}

}  // namespace
}  // namespace zheli::valuation
