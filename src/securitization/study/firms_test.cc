#include "securitization/study/firms.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/study/sample.h"

namespace zheli::study {
namespace {

constexpr Paths kFewPaths{0, 20210713, 2};

std::vector<Cost> costs_of(const deal::Deal& deal) {
  auto found = costs(model_of(deal), kFewPaths);
  EXPECT_TRUE(found);
  return found.take();
}

TEST(Bands, NeedNoMoreWithTheCommitment) {
  const auto found = bands(model_of(five_firms()));
  ASSERT_EQ(found.size(), 5U);
  for (const pricing::Band& band : found) EXPECT_LE(band.needed_supported, band.needed_alone);
  EXPECT_LT(found.back().deviation, found.front().deviation);
}

TEST(Costs, FairSharesAddUpToWhatAllSave) {
  const deal::Deal deal = five_firms();
  core::Money saved, shared;
  for (const Cost& cost : costs_of(deal)) {
    saved += cost.saved;
    shared += cost.fair_share;
    EXPECT_LT(cost.all_in, cost.alone.value());
  }
  EXPECT_EQ(saved, shared);
}

/// A firm is one firm whether it has one loan or two: there was a row for each loan before, and the
/// shares of firms stood beside other firms' loans.
TEST(Costs, OfAFirmAreTheSameForTwoHalvesOfItsLoan) {
  const deal::Deal whole = five_firms();
  deal::Deal halves = whole;
  halves.loans.clear();
  for (deal::Loan loan : whole.loans) {
    loan.balance = {loan.balance.fen / 2};
    halves.loans.push_back(loan);
    loan.id += "b";
    halves.loans.push_back(loan);
  }
  const std::vector<Cost> one = costs_of(whole), two = costs_of(halves);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].borrower, two[i].borrower);
    EXPECT_EQ(one[i].balance, two[i].balance);
    // Interest of a half is rounded to fen: 12 payments of half a fen on millions of yuan.
    EXPECT_NEAR(one[i].all_in, two[i].all_in, 1e-9);
    EXPECT_NEAR(core::in_yuan(one[i].fair_share), core::in_yuan(two[i].fair_share), 1);
  }
}

TEST(Costs, AFirmWithoutALoanTakesNobodysPlace) {
  const deal::Deal deal = five_firms();
  deal::Deal more = deal;
  deal::Borrower idle = deal.borrowers[0];
  idle.id = "F00";
  more.borrowers.insert(more.borrowers.begin(), idle);
  const std::vector<Cost> with = costs_of(more), without = costs_of(deal);
  ASSERT_EQ(with.size(), without.size());
  for (std::size_t i = 0; i < with.size(); ++i) {
    EXPECT_EQ(with[i].borrower, without[i].borrower + 1);
    EXPECT_EQ(with[i].fair_share, without[i].fair_share);
  }
}

/// An effective rate was held against a nominal one, on the balance of the first day.
TEST(Costs, AreOfOneBasisOnTheAverageBalance) {
  deal::Deal deal = five_firms();
  deal.borrowers[0].subsidy_rate = 0;
  deal.borrowers[0].alone_rate = deal.loans[0].rate;
  EXPECT_EQ(costs_of(deal)[0].saved.fen, 0);
  deal.borrowers[0].alone_rate = deal.loans[0].rate + 0.01;
  const Cost bullet = costs_of(deal)[0];
  EXPECT_EQ(bullet.average, bullet.balance);
  EXPECT_NEAR(core::in_fen(bullet.saved) / core::in_fen(bullet.balance), 0.0104,
              1e-4);                                           // quarterly
  deal.loans[0].repayment = deal::Repayment::equal_principal;  // twelve parts: 13/24 on average
  const Cost parts = costs_of(deal)[0];
  EXPECT_NEAR(core::in_fen(parts.average) / core::in_fen(parts.balance), 13 / 24.0, 0.002);
  EXPECT_NEAR(core::in_fen(parts.saved) / core::in_fen(bullet.saved), 13 / 24.0, 0.002);
}

TEST(Costs, SaveNothingWhereTheRateAloneIsNotKnown) {
  deal::Deal deal = five_firms();
  deal.borrowers[1].alone_rate = 0;
  EXPECT_EQ(costs_of(deal)[1].saved.fen, 0);
  EXPECT_FALSE(costs_of(deal)[1].alone);
}

}  // namespace
}  // namespace zheli::study
