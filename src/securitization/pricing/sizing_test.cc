#include "securitization/pricing/sizing.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "securitization/pricing/small_pool.h"

namespace zheli::pricing {
namespace {

SizingTask task() {
  return {core::yuan(100'000'000), core::yuan(100'000), core::yuan(5'000'000), {0, 5}};
}

/// A tranche has grade 0 where what lies behind it is at least a fifth, and one less for each
/// twentieth it lacks.
std::vector<Assessment> by_subordination(const std::vector<core::Money>& sizes) {
  std::vector<Assessment> to(sizes.size() - 1);
  double above = 0;
  for (std::size_t t = 0; t < to.size(); ++t) {
    above += core::in_fen(sizes[t]) / 1e10;
    to[t].grade = static_cast<Grade>(std::max(0.0, std::ceil((above - 0.8) * 20 - 1e-9)));
  }
  return to;
}

TEST(Sizing, FindsTheLargestThatMeetsItsTarget) {
  const Sizing sized = size_tranches(task(), by_subordination);
  EXPECT_EQ(sized.sizes[0], core::yuan(80'000'000));
  EXPECT_EQ(sized.sizes[1], core::yuan(15'000'000));  // the rest of 5 million has to remain
  EXPECT_EQ(sized.sizes[2], core::yuan(5'000'000));
  EXPECT_EQ(sized.assessed[0].grade, 0U);
  EXPECT_LE(sized.evaluations, 25);
}

TEST(Sizing, HoldsForAnyThreshold) {
  EXPECT_TRUE(rc::check("at the size it meets, one step above it does not", [] {
    const std::int64_t most = *rc::gen::inRange(0, 1000);
    const auto evaluate = [&](const std::vector<core::Money>& sizes) {
      std::vector<Assessment> to(1);
      to[0].grade = sizes[0].fen > core::yuan(100'000).fen * most ? 1 : 0;
      return to;
    };
    SizingTask one = task();
    one.targets = {0};
    one.least_rest = {};
    const Sizing sized = size_tranches(one, evaluate);
    RC_ASSERT(sized.sizes[0] == core::yuan(100'000) * most);
    RC_ASSERT(sized.evaluations <= 13);
  }));
}

TEST(Sizing, WhatCannotMeetGetsNothing) {
  const auto never = [](const std::vector<core::Money>& sizes) {
    std::vector<Assessment> to(sizes.size() - 1);
    for (Assessment& of : to) of.grade = 19;
    return to;
  };
  const Sizing sized = size_tranches(task(), never);
  EXPECT_EQ(sized.sizes[0].fen, 0);
  EXPECT_EQ(sized.sizes[1].fen, 0);
  EXPECT_EQ(sized.sizes[2], core::yuan(100'000'000));
  SizingTask tight = task();
  tight.least_rest = core::yuan(200'000'000);
  EXPECT_EQ(size_tranches(tight, by_subordination).sizes[0].fen, 0);
}

TEST(WithSizes, ScalesSchedules) {
  waterfall::Terms terms = waterfall::small_deal();
  terms.tranches[0].principal.kind = waterfall::PrincipalPlan::Kind::scheduled;
  terms.tranches[0].principal.balances = {core::yuan(60'000'000), core::yuan(20'000'000), {}, {}};
  terms = with_sizes(terms, {core::yuan(40'000'000), {}, core::yuan(60'000'000)});
  EXPECT_EQ(terms.tranches[0].size, core::yuan(40'000'000));
  EXPECT_EQ(terms.tranches[0].principal.balances[0], core::yuan(30'000'000));
  EXPECT_EQ(terms.tranches[2].size, core::yuan(60'000'000));
}

/// Under the deal's own waterfall, with the same paths for every size.
TEST(Sizing, UnderTheDealsOwnWaterfall) {
  files::Findings findings("t");
  const std::string text = "rating,y1\nA,0.01\nB,0.05\nC,0.2\n";
  const RatingScale scale = RatingScale::make(credit::DefaultTable::read(text, findings),
                                              credit::DefaultTable::read(text, findings), findings);
  ASSERT_TRUE(findings.problems().empty());
  const auto evaluate = [&](const std::vector<core::Money>& sizes) {
    const waterfall::Terms terms = with_sizes(waterfall::small_deal(), sizes);
    const auto deal = std::move(*waterfall::compile(terms).program);
    SmallPool pool;
    pool.severity = 8;
    const Losses losses = simulate(deal, small_sources(pool), {0, 4096}, {});
    return std::vector<Assessment>{assess(scale, losses, 0, terms.closing),
                                   assess(scale, losses, 1, terms.closing)};
  };
  SizingTask two{core::yuan(100'000'000), core::yuan(1'000'000), {}, {0, 2}};
  const Sizing sized = size_tranches(two, evaluate);
  EXPECT_GT(sized.sizes[0].fen, 0);
  EXPECT_LE(sized.assessed[0].grade, 0U);
  EXPECT_LE(sized.assessed[1].grade, 2U);
  two.targets = {1, 2};  // a lower target allows more
  EXPECT_GE(size_tranches(two, evaluate).sizes[0], sized.sizes[0]);
}

}  // namespace
}  // namespace zheli::pricing
