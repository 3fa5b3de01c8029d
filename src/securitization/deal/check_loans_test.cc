#include "securitization/deal/check_loans.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/deal/small_pledges.h"

namespace zheli::deal {
namespace {

TEST(CheckLoans, FiguresAreThoseOfTheLoanAndItsRights) {
  Deal deal = small_pledges();
  deal.rights.pop_back();  // nothing of F2 is pledged
  const Pledges pledges(deal);
  const struct {
    Criterion::Of of;
    double figure;
  } rows[] = {{Criterion::Of::balance, 6'000'000},   {Criterion::Of::rate, 0.055},
              {Criterion::Of::months_left, 35},      {Criterion::Of::months_run, 4},
              {Criterion::Of::loan_to_value, 0.5},   {Criterion::Of::rights, 2},
              {Criterion::Of::right_months_left, 6}, {Criterion::Of::days_overdue, 0}};
  for (const auto& row : rows)
    EXPECT_EQ(figure_of(deal, pledges, deal.loans[0], row.of), row.figure)
        << static_cast<int>(row.of);
  EXPECT_TRUE(std::isinf(figure_of(deal, pledges, deal.loans[1], Criterion::Of::loan_to_value)));
}

TEST(CheckLoans, SaysWhichLoanFailsWhat) {
  Deal deal = small_pledges();
  deal.rights.pop_back();
  deal.criteria = {{"cover", "at most 70 %", Criterion::Of::loan_to_value, std::nullopt, 0.7, 1},
                   {"rate", "at least 5 %", Criterion::Of::rate, 0.05, std::nullopt, 2}};
  deal.concentrations = {{Concentration::By::borrower, 1, 0.5},
                         {Concentration::By::largest, 2, 0.9},
                         {Concentration::By::region, 1, 1.0}};
  deal.loans[0].pledged = {"P1", "P9"};
  const auto problems = check_loans(deal, 40);
  ASSERT_EQ(problems.size(), 5U);
  EXPECT_EQ(problems[0].message, "unknown right \"P9\"; did you mean \"P1\"?");
  EXPECT_EQ(problems[1].message,
            "loan L1 fails criterion cover (at most 70 %): it has 75.00 %, at most 70.00 %");
  EXPECT_EQ(problems[2].message,
            "loan L2 fails criterion cover (at most 70 %): it has without bound, at most 70.00 %");
  EXPECT_EQ(problems[3].message, "F1 holds 66.67 % of the pool; at most 50.00 % is allowed");
  EXPECT_EQ(problems[4].message,
            "the largest 2 borrowers hold 100.00 % of the pool; at most 90.00 %");
  EXPECT_EQ(problems[3].line, 40);
}

/// They were never looked at.
TEST(CheckLoans, LicencesMeetTheCriteriaThatFitThem) {
  Deal deal = small_pledges();
  deal.loans.clear();
  Licence licence;
  licence.id = "X1";
  licence.licensee = "F1";
  licence.price = core::yuan(16'000'000);
  licence.fee.to = ymd(2025, 6, 29);
  licence.line = 3;
  deal.licences = {licence};
  deal.criteria = {{"size", "at most 10 m", Criterion::Of::balance, std::nullopt, 1e7, 20},
                   {"time", "at least 4 years", Criterion::Of::months_left, 48, std::nullopt, 21},
                   {"rate", "at least 5 %", Criterion::Of::rate, 0.05, std::nullopt, 22}};
  const auto problems = check_loans(deal, 40);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].file, "licences.csv");
  EXPECT_EQ(problems[0].line, 3);
  EXPECT_EQ(problems[0].message,
            "licence X1 fails criterion size (at most 10 m): it has 16,000,000.00 yuan, at most "
            "10,000,000.00 yuan");
  EXPECT_EQ(problems[1].message,
            "licence X1 fails criterion time (at least 4 years): it has 47, at least 48");
  EXPECT_EQ(problems[2].line, 22);
  EXPECT_EQ(problems[2].message,
            "criterion rate looks at loans, and this deal has none; of licences there are balance "
            "and months_left");
}

TEST(CheckLoans, LoansThatShareARightShareItsValue) {
  Deal deal = split_in_halves(small_pledges());
  deal.criteria = {{"cover", "at most 40 %", Criterion::Of::loan_to_value, std::nullopt, 0.4, 1}};
  const auto problems = check_loans(deal, 40);
  ASSERT_EQ(problems.size(), 4U);  // each half at 50 %, as the whole
  EXPECT_EQ(problems[0].message,
            "loan L1a fails criterion cover (at most 40 %): it has 50.00 %, at most 40.00 %");
}

}  // namespace
}  // namespace zheli::deal
