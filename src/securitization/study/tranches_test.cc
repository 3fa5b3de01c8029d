#include "securitization/study/tranches.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "securitization/study/sample.h"

namespace zheli::study {
namespace {

using pricing::Support;

constexpr Paths kPaths{4096, 20210713, 1};

TEST(Prices, AreWorthWhatYieldAndSpreadSay) {
  const Model model = model_of(five_firms());
  const pricing::Losses lost = losses(model, kPaths, Support::as_simulated);
  const auto found = prices(model, lost);
  ASSERT_TRUE(found);
  const waterfall::Terms& terms = model.deal().terms;
  ASSERT_EQ(found.value().size(), terms.tranches.size());
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const Price& price = found.value()[t];
    const auto paid = lost.payments(static_cast<int>(t));
    const double size = core::in_fen(terms.tranches[t].size);
    if (price.yield) {
      EXPECT_NEAR(pricing::price_at_yield(paid, terms.closing, *price.yield) / size, 1, 1e-9) << t;
      EXPECT_GT(price.sensitivity.modified, 0) << t;
    }
    EXPECT_EQ(price.expected_loss, lost.tranche(static_cast<int>(t)).expected_loss) << t;
  }
  EXPECT_TRUE(found.value()[0].yield && found.value()[0].z_spread);
}

TEST(Prices, NeedACurve) {
  deal::Deal deal = sample("one-firm");
  deal.curve.clear();
  const Model model = model_of(deal);
  EXPECT_FALSE(prices(model, losses(model, kPaths, Support::as_simulated)));
}

TEST(Ratings, AreTheStricterOfRiskAndLargeObligors) {
  const Model model = model_of(sample("future-sci-tech-city-2021"));
  const auto rated = ratings(model, losses(model, kPaths, Support::none),
                             losses(model, kPaths, Support::as_simulated));
  ASSERT_FALSE(rated.empty());
  for (const Rated& of : rated) {
    EXPECT_FALSE(model.deal().terms.tranches[static_cast<std::size_t>(of.tranche)].residual);
    EXPECT_EQ(of.implied, std::max(of.cap, of.together));
    EXPECT_EQ(of.cap, model.scale().large_obligors.cap(of.survives));
    EXPECT_LE(of.together, of.alone);  // a supporter never hurts
    EXPECT_LE(of.may_fail, of.survives);
    EXPECT_LE(of.break_even.value_or(0), 1);
  }
  EXPECT_TRUE(rated.front().break_even);
  // An AA+ party was shown as AA and AA-, beside B too, for which nobody stands in.
  ASSERT_EQ(rated[0].backers.size(), 1U);
  EXPECT_EQ(rated[0].backers[0].rating, "AA+");
  EXPECT_TRUE(rated[1].backers.empty());
}

TEST(Ratings, KnowEveryBacker) {
  deal::Deal deal = sample("one-firm");
  deal.terms.supporters.push_back(deal.terms.supporters[0]);
  deal.terms.supporters[1].id = "second";
  deal.parties.push_back({"guarantor", "", "", "", "A"});
  deal.paid_to["second"] = "guarantor";
  for (waterfall::Waterfall& order : deal.terms.waterfalls) {
    for (waterfall::Step& step : order.steps) {
      if (!step.pay->support.empty()) step.pay->support.push_back("second");
    }
  }
  const Model model = model_of(deal);
  const auto lost = losses(model, kPaths, Support::as_simulated);
  const auto rated = ratings(model, lost, lost);
  ASSERT_EQ(rated[0].backers.size(), 2U);
  EXPECT_EQ(rated[0].backers[0].rating, "AA");
  EXPECT_EQ(rated[0].backers[1].rating, "A");
}

/// Nobody to call and nobody to pay back.
deal::Deal without_supporter(deal::Deal deal) {
  using Kind = waterfall::Claim::Kind;
  deal.terms.supporters.clear();
  for (waterfall::Waterfall& order : deal.terms.waterfalls) {
    std::erase_if(order.steps, [](const waterfall::Step& step) {
      return step.pay && step.pay->claims.front().kind == Kind::reimbursement;
    });
    for (waterfall::Step& step : order.steps) step.pay->support.clear();
  }
  return deal;
}

TEST(Ratings, WithoutASupporterThereIsNone) {
  const Model model = model_of(without_supporter(sample("one-firm")));
  const auto lost = losses(model, kPaths, Support::as_simulated);
  const auto rated = ratings(model, lost, lost);
  ASSERT_FALSE(rated.empty());
  EXPECT_TRUE(rated.front().backers.empty());
  EXPECT_EQ(rated.front().alone, rated.front().together);
}

TEST(Sizes, ReachTheirTargetsAndAddUpToTheIssue) {
  const Model model = model_of(sample("one-firm"));
  const auto found = sizes(model, kPaths);
  ASSERT_TRUE(found);
  core::Money all;
  for (const core::Money size : found.value().sizes) all += size;
  EXPECT_EQ(all, model.deal().issue);
  const auto target = model.scale().ratings.grade(model.deal().targets.at("A"));
  EXPECT_GT(found.value().sizes[0].fen, 0);
  EXPECT_LE(found.value().assessed[0].grade, *target);
}

TEST(Sizes, SayWhatIsMissing) {
  struct Row {
    std::map<std::string, std::string> targets;
    const char* what;
  };
  const Row rows[] = {{{}, "no tranche has a target_rating"},
                      {{{"sub", "A"}}, "all tranches but the last"},
                      {{{"A", "A"}, {"sub", "A"}}, "all tranches but the last"},
                      {{{"A", "AAAA"}}, "target rating AAAA is in no table"}};
  for (const Row& row : rows) {
    deal::Deal deal = sample("one-firm");
    deal.targets = row.targets;
    const auto found = sizes(model_of(deal), kPaths);
    ASSERT_FALSE(found) << row.what;
    EXPECT_NE(found.error().message.find(row.what), std::string::npos) << found.error().message;
  }
}

}  // namespace
}  // namespace zheli::study
