#include "securitization/deal/credit_pool.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/deal/small_pledges.h"

namespace zheli::deal {
namespace {

credit::DefaultTable table() {
  files::Findings findings("default_rates.csv");
  auto table = credit::DefaultTable::read("rating,y1,y2,y3\nAA,0.01,0.02,0.03\nBB,0.02,0.05,0.09\n",
                                          findings);
  EXPECT_TRUE(findings.problems().empty());
  return table;
}

TEST(CreditPool, OneNameABorrowerWithAllItOwes) {
  Deal deal = small_pledges();
  deal.borrowers.insert(deal.borrowers.begin() + 1, {"F9", "", "c", "y", "BB", 0, 0});
  deal.loans.push_back(deal.loans[0]);
  deal.loans.back().id = "L3";
  deal.loans.back().balance = core::yuan(1'000'000);
  deal.credit.recovery_share = 0.9;
  deal.credit.recovery_lag = 2;
  deal.credit.prepayment = 0.1;
  const auto pool = pool_of(deal, table());
  ASSERT_TRUE(pool) << pool.error().message;
  ASSERT_EQ(pool.value().names.size(), 2U);  // F9 owes nothing
  const credit::Name& name = pool.value().names[0];
  EXPECT_EQ(name.schedule.balance, core::yuan(7'000'000));
  EXPECT_EQ(name.schedule.principal[2], core::yuan(7'000'000));
  EXPECT_EQ(name.recovery.mean, core::yuan(2'700'000));  // 90 % of 3 million, for both loans once
  EXPECT_EQ(name.recovery.lag, 2);
  EXPECT_NEAR(name.defaults[1], 0.05, 1e-12);  // 730 days from the cut-off day
  EXPECT_EQ(pool.value().sectors, 2);
  EXPECT_EQ(pool.value().regions, 1);
  // 1 − (1 − p)³ over three years of 1096 days in all is 1 − 0.9^(1096/365).
  EXPECT_NEAR(1 - std::pow(1 - pool.value().prepayment, 3), 1 - std::pow(0.9, 1096 / 365.0), 1e-12);
}

TEST(CreditPool, ASplitPoolIsTheSamePool) {
  const Deal whole = small_pledges();
  const auto one = pool_of(whole, table()), two = pool_of(split_in_halves(whole), table());
  ASSERT_TRUE(one && two);
  ASSERT_EQ(two.value().names.size(), one.value().names.size());
  for (std::size_t n = 0; n < one.value().names.size(); ++n) {
    const credit::Name& before = one.value().names[n];
    const credit::Name& after = two.value().names[n];
    EXPECT_EQ(after.recovery.mean, before.recovery.mean) << n;
    EXPECT_EQ(after.schedule.balance, before.schedule.balance) << n;
    EXPECT_EQ(after.schedule.principal, before.schedule.principal) << n;
    // Four payments a period of two halves, each rounded to whole fen.
    for (std::size_t p = 0; p < before.schedule.interest.size(); ++p)
      EXPECT_LE(std::abs((after.schedule.interest[p] - before.schedule.interest[p]).fen), 4) << p;
  }
}

TEST(CreditPool, ASupporterDefaultsAsItsPartyIsRated) {
  Deal deal = small_pledges();
  deal.parties = {{"city", "supporter", "", "", "AA"}};
  waterfall::Supporter supporter;
  supporter.id = "commitment";
  deal.terms.supporters = {supporter};
  deal.paid_to["commitment"] = "city";
  deal.credit.supporter_global = 0.3;
  const auto pool = pool_of(deal, table());
  ASSERT_TRUE(pool) << pool.error().message;
  ASSERT_EQ(pool.value().supporters.size(), 1U);
  EXPECT_NEAR(pool.value().supporters[0].defaults[0], 0.01, 1e-12);
  EXPECT_EQ(pool.value().supporters[0].global, 0.3);
  deal.parties[0].rating = "Aa";
  const auto unknown = pool_of(deal, table());
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message,
            "unknown rating \"Aa\"; did you mean \"AA\"? (of supporter commitment)");
}

}  // namespace
}  // namespace zheli::deal
