#include "securitization/deal/check_loans.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zheli::deal {
namespace {

core::Date ymd(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

Deal two_loans() {
  Deal deal;
  deal.cut_off = ymd(2021, 6, 30);
  deal.terms.pool_balance = core::yuan(10'000'000);
  deal.borrowers = {{"F1", "", "a", "x", "BB", 0, 0}, {"F2", "", "b", "x", "BB", 0, 0}};
  Loan one;
  one.id = "L1";
  one.borrower = "F1";
  one.balance = core::yuan(6'000'000);
  one.rate = 0.055;
  one.start = ymd(2021, 1, 31);
  one.maturity = ymd(2024, 6, 29);
  one.line = 2;
  Loan other = one;
  other.id = "L2";
  other.borrower = "F2";
  other.balance = core::yuan(4'000'000);
  other.line = 3;
  deal.loans = {one, other};
  deal.rights = {{"P1", "F1", "patent", "", ymd(2030, 6, 29), core::yuan(8'000'000), {}, 2},
                 {"P2", "F1", "patent", "", ymd(2025, 1, 1), core::yuan(4'000'000), {}, 3}};
  return deal;
}

TEST(CheckLoans, FiguresAreThoseOfTheLoanAndItsRights) {
  const Deal deal = two_loans();
  const struct {
    Criterion::Of of;
    double figure;
  } rows[] = {{Criterion::Of::balance, 6'000'000},  {Criterion::Of::rate, 0.055},
              {Criterion::Of::months_left, 35},     {Criterion::Of::months_run, 4},
              {Criterion::Of::loan_to_value, 0.5},  {Criterion::Of::rights, 2},
              {Criterion::Of::right_months_left, 6}};
  for (const auto& row : rows)
    EXPECT_EQ(figure_of(deal, deal.loans[0], row.of), row.figure) << static_cast<int>(row.of);
  EXPECT_TRUE(std::isinf(figure_of(deal, deal.loans[1], Criterion::Of::loan_to_value)));
}

TEST(CheckLoans, SaysWhichLoanFailsWhat) {
  Deal deal = two_loans();
  deal.criteria = {{"cover", "at most 70 %", Criterion::Of::loan_to_value, std::nullopt, 0.7},
                   {"rate", "at least 5 %", Criterion::Of::rate, 0.05, std::nullopt}};
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
  EXPECT_EQ(problems[3].message, "F1 holds 60.00 % of the pool; at most 50.00 % is allowed");
  EXPECT_EQ(problems[4].message,
            "the largest 2 borrowers hold 100.00 % of the pool; at most 90.00 %");
  EXPECT_EQ(problems[3].line, 40);
}

}  // namespace
}  // namespace zheli::deal
