#include "securitization/deal/pledges.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/deal/small_pledges.h"

namespace zheli::deal {
namespace {

using core::Money;
using core::yuan;

Money brought(const Deal& deal, const std::string& borrower) {
  return Pledges(deal).liquidation_values()[borrower];
}

TEST(Pledges, ALoanWithoutNamesIsPledgedWithAllOfItsBorrowers) {
  Deal deal = small_pledges();
  deal.loans[1].pledged = {"P3", "P1", "P3"};
  const Pledges pledges(deal);
  ASSERT_EQ(pledges.of(deal.loans[0]).size(), 2U);
  ASSERT_EQ(pledges.of(deal.loans[1]).size(), 2U);
  EXPECT_EQ(pledges.of(deal.loans[1])[0]->id, "P1");
  EXPECT_EQ(pledges.of(deal.loans[1])[1]->id, "P3");
}

TEST(Pledges, ALoanSplitInTwoIsCoveredAsBefore) {
  const Deal whole = small_pledges();
  const Deal split = split_in_halves(whole);
  EXPECT_EQ(Pledges(split).liquidation_values(), Pledges(whole).liquidation_values());
  const Pledges one(whole), two(split);
  for (const Loan& loan : split.loans) {
    const Loan& before = whole.loans[loan.borrower == "F1" ? 0 : 1];
    EXPECT_EQ(two.loan_to_value(loan), one.loan_to_value(before)) << loan.id;
    EXPECT_EQ(two.value_fen(loan), one.value_fen(before) / 2) << loan.id;
  }
}

TEST(Pledges, ARightOfTwoBorrowersLoansIsDividedByBalance) {
  Deal deal = small_pledges();  // 6 and 3 million; P1 and P2 of F1, P3 of F2
  deal.loans[1].pledged = {"P3", "P1"};
  const Pledges pledges(deal);
  // P1 of 8 million: two thirds cover L1, one third L2. P2 of 4 million covers L1, P3 of 6 L2.
  EXPECT_NEAR(pledges.loan_to_value(deal.loans[0]), 6 / (8 * 2 / 3.0 + 4), 1e-12);
  EXPECT_NEAR(pledges.loan_to_value(deal.loans[1]), 3 / (8 / 3.0 + 6), 1e-12);
  // Of 2 million that the sale of P1 brings, 1 333 333.33 and 666 666.67: together to the fen.
  EXPECT_EQ(brought(deal, "F1").fen, 133'333'333 + 100'000'000);
  EXPECT_EQ(brought(deal, "F2").fen, 66'666'667 + 150'000'000);
}

TEST(Pledges, AStatedValueStandsBesideTheOthersParts) {
  Deal deal = split_in_halves(small_pledges());
  deal.loans[0].liquidation_value = yuan(100'000);  // its part would be 1.5 million
  EXPECT_EQ(brought(deal, "F1"), yuan(100'000 + 1'500'000));
  deal.loans[1].liquidation_value = yuan(200'000);
  EXPECT_EQ(brought(deal, "F1"), yuan(300'000));
}

TEST(Pledges, ALicenceIsCoveredByWhatItStates) {
  Deal deal = small_pledges();
  Licence licence;
  licence.licensee = "F2";
  deal.licences = {licence};
  EXPECT_EQ(brought(deal, "F2"), yuan(1'500'000));
  deal.licences[0].liquidation_value = yuan(400'000);
  deal.licences.push_back(deal.licences[0]);
  EXPECT_EQ(brought(deal, "F2"), yuan(1'500'000 + 800'000));
}

TEST(Pledges, NothingOfValueCoversNothing) {
  Deal deal = small_pledges();
  deal.rights.resize(2);  // nothing of F2
  deal.rights[1].value = {};
  EXPECT_TRUE(std::isinf(Pledges(deal).loan_to_value(deal.loans[1])));
  EXPECT_FALSE(Pledges(deal).liquidation_values().contains("F2"));
  deal.loans[0].balance = {};
  EXPECT_EQ(Pledges(deal).loan_to_value(deal.loans[0]), 0);
  EXPECT_EQ(brought(deal, "F1"), Money{});
}

TEST(Pledges, ARankIsPaidBeforeTheNextUpToWhatItSecures) {
  Deal deal = small_pledges();  // loans of 6 and 3 million; P1 is worth 8 and brings 2 million
  deal.loans[0].pledged = {"P1"};
  deal.loans[1].pledged = {"P1"};
  deal.pledges = {{"P1", "L1", 1, yuan(5'000'000), 2}, {"P1", "L2", 2, std::nullopt, 3}};
  const Pledges second(deal);
  EXPECT_EQ(second.value_fen(deal.loans[0]), core::in_fen(yuan(5'000'000)));
  EXPECT_EQ(second.value_fen(deal.loans[1]), core::in_fen(yuan(3'000'000)));
  EXPECT_EQ(second.liquidation_values().at("F1"), yuan(2'000'000));
  EXPECT_EQ(second.liquidation_values().at("F2"), Money{});
  deal.pledges[1].rank = 1;  // two to one, L1 at most 5: what it may not have goes to L2
  deal.pledges[0].secured = yuan(1'000'000);
  const Pledges same(deal);
  EXPECT_EQ(same.value_fen(deal.loans[0]), core::in_fen(yuan(1'000'000)));
  EXPECT_EQ(same.value_fen(deal.loans[1]), core::in_fen(yuan(7'000'000)));
  EXPECT_EQ(same.liquidation_values().at("F1"), yuan(1'000'000));
  EXPECT_EQ(same.liquidation_values().at("F2"), yuan(1'000'000));
  deal.pledges[1].secured = yuan(2'000'000);
  EXPECT_EQ(Pledges(deal).value_fen(deal.loans[1]), core::in_fen(yuan(2'000'000)));
}

/// It passed, and each loan had the whole right.
TEST(Pledges, ARightOfSeveralLoansNeedsItsRanks) {
  Deal deal = small_pledges();
  deal.loans[1].pledged = {"P3", "P1"};
  const auto between = Pledges(deal).unranked_between_firms();
  ASSERT_EQ(between.size(), 1U);
  EXPECT_EQ(between[0].file, "rights.csv");
  EXPECT_EQ(between[0].line, deal.rights[0].line);
  EXPECT_EQ(
      between[0].message,
      "right P1 is pledged for L1 and L2 of 2 firms; state rank and secured amount of each in "
      "pledges.csv");
  deal.pledges = {{"P1", "L1", 1, std::nullopt, 2}, {"P1", "L2", 2, std::nullopt, 3}};
  EXPECT_TRUE(Pledges(deal).unranked_between_firms().empty());
  deal.pledges.pop_back();
  EXPECT_EQ(Pledges(deal).unranked_between_firms().size(), 1U);
  const Deal split = split_in_halves(small_pledges());
  EXPECT_TRUE(Pledges(split).unranked_between_firms().empty());
  const auto within = Pledges(split).unranked_within_firms();
  ASSERT_EQ(within.size(), 3U);
  EXPECT_EQ(within[0].message,
            "right P1 is pledged for L1a and L1b, and divided by their balances; state rank and "
            "secured amount of each in pledges.csv");
}

TEST(Pledges, SaysWhereStatedValuesCountARightTwice) {
  Deal deal = split_in_halves(small_pledges());  // the rights of F1 bring 3 million
  deal.loans[0].liquidation_value = yuan(1'500'000);
  deal.loans[1].liquidation_value = yuan(1'500'000);
  EXPECT_TRUE(Pledges(deal).overstated().empty());
  deal.loans[1].liquidation_value = yuan(3'000'000);
  const auto problems = Pledges(deal).overstated();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, deal.loans[1].line);
  EXPECT_EQ(problems[0].message,
            "the liquidation_value of L1a and L1b is 4,500,000.00 yuan, the sale of the pledged "
            "rights brings 3,000,000.00; a right covers once: write each loan's own part, or "
            "nothing");
  deal.rights.clear();  // without appraisals what is stated is all that is known
  EXPECT_TRUE(Pledges(deal).overstated().empty());
}

TEST(Pledges, LoansHangTogetherThroughAThird) {
  Deal deal = split_in_halves(small_pledges());
  deal.loans[0].pledged = {"P1"};
  deal.loans[1].pledged = {"P1", "P2"};
  deal.loans[2].pledged = {"P2"};
  deal.loans[2].liquidation_value = yuan(500'000);  // a third of P2 is 333 333 yuan
  EXPECT_EQ(Pledges(deal).overstated().size(), 1U);
  deal.loans[0].liquidation_value = yuan(500'000);  // half of P1 is a million
  EXPECT_TRUE(Pledges(deal).overstated().empty());
}

}  // namespace
}  // namespace zheli::deal
