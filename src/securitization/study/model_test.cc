#include "securitization/study/model.h"

#include <gtest/gtest.h>

#include "securitization/study/sample.h"

namespace zheli::study {
namespace {

using pricing::Support;
using waterfall::Line;

TEST(Model, SaysWhoseRatingTheTableLacks) {
  deal::Deal deal = sample("one-firm");
  deal.borrowers[0].rating = "AAAA";
  const auto model = made(deal);
  ASSERT_FALSE(model);
  EXPECT_NE(model.error().message.find("AAAA"), std::string::npos) << model.error().message;
  EXPECT_NE(model.error().message.find("of borrower " + deal.borrowers[0].id), std::string::npos);
}

TEST(Losses, OfThePoolAloneAreNotLess) {
  const Model model = model_of(sample("one-firm"));
  const Paths paths{4096, 3, 1};
  const double with = losses(model, paths, Support::as_simulated).tranche(0).expected_loss;
  const double alone = losses(model, paths, Support::none).tranche(0).expected_loss;
  EXPECT_LT(with, alone);
  EXPECT_GT(alone, 0);
}

TEST(Losses, HangOnTheSeedAndNotOnTheThreads) {
  const Model model = model_of(sample("one-firm"));
  const auto words = [&](std::uint64_t seed, int threads) {
    return losses(model, {4096, seed, threads}, Support::as_simulated).words();
  };
  EXPECT_EQ(words(3, 1), words(3, 4));
  EXPECT_NE(words(3, 1), words(4, 1));
}

TEST(Project, WithoutRatesIsTheSimulatorsSchedule) {
  const Model model = model_of(sample("future-sci-tech-city-2021"));
  const auto projection = project(model.deal(), model.program(), {});
  ASSERT_TRUE(projection);
  const cash::Collections scheduled = model.simulator().scheduled();
  core::Money paid;
  for (int p = 0; p < model.program().periods(); ++p) {
    for (const cash::Flow flow : {cash::Flow::interest, cash::Flow::principal, cash::Flow::balance})
      EXPECT_EQ(projection.value().collected.at(p, flow)[0], scheduled.at(p, flow)[0]) << p;
    paid += projection.value().paid.money(0, p, Line::principal_paid, 0);
  }
  EXPECT_EQ(paid, model.deal().terms.tranches[0].size);
}

TEST(Project, UnderRatesTheSupporterIsCalled) {
  const Model model = model_of(sample("future-sci-tech-city-2021"));
  credit::Vectors rates;
  rates.cdr = {0.5};
  rates.severity = {1.0};
  const auto called = [&](const credit::Vectors& under) {
    const auto projection = project(model.deal(), model.program(), under);
    core::Money sum;
    for (int p = 0; p < model.program().periods(); ++p)
      sum += projection.value().paid.money(0, p, Line::called, 0);
    return sum;
  };
  EXPECT_EQ(called({}).fen, 0);
  EXPECT_GT(called(rates).fen, 0);
}

}  // namespace
}  // namespace zheli::study
