#include "securitization/deal/schedules.h"

#include <gtest/gtest.h>

#include "securitization/deal/small_pledges.h"

namespace zheli::deal {
namespace {

using namespace std::chrono_literals;

Deal one_loan(Repayment repayment) {
  Deal deal;
  deal.cut_off = ymd(2022, 1, 1);
  for (unsigned m : {1U, 4U, 7U, 10U}) {
    const core::Date to = m == 10 ? ymd(2023, 1, 1) : ymd(2022, m + 3, 1);
    deal.terms.periods.push_back({ymd(2022, m, 1), to, to});
  }
  Loan loan;
  loan.id = "L1";
  loan.balance = core::yuan(1'000'000);
  loan.rate = 0.06;
  loan.start = ymd(2021, 12, 15);
  loan.maturity = ymd(2022, 12, 15);
  loan.repayment = repayment;
  deal.loans = {loan};
  return deal;
}

core::Result<std::vector<cash::LoanSchedule>> schedules_of(const Deal& deal) {
  std::vector<cash::LoanSchedule> all;
  const auto error = each_schedule(
      deal, [&](const std::string&, const cash::LoanSchedule& one) { all.push_back(one); });
  if (error) return *error;
  return all;
}

TEST(Schedules, ABulletPaysInterestByActualDays) {
  const auto schedules = schedules_of(one_loan(Repayment::bullet));
  ASSERT_TRUE(schedules) << schedules.error().message;
  const cash::LoanSchedule& loan = schedules.value()[0];
  EXPECT_EQ(loan.interest[0].fen, 1'479'452);  // 1 000 000 × 6 % × 90/365
  EXPECT_EQ(loan.interest[1].fen, 1'512'329);  // 92 days
  EXPECT_EQ(loan.principal[0].fen, 0);
  EXPECT_EQ(loan.principal[3], core::yuan(1'000'000));
}

TEST(Schedules, PrincipalAddsUpToTheBalance) {
  for (const Repayment repayment :
       {Repayment::bullet, Repayment::equal_principal, Repayment::level}) {
    const auto schedules = schedules_of(one_loan(repayment));
    ASSERT_TRUE(schedules) << schedules.error().message;
    core::Money sum;
    for (const core::Money part : schedules.value()[0].principal) sum += part;
    EXPECT_EQ(sum, core::yuan(1'000'000)) << static_cast<int>(repayment);
  }
}

/// 12 million in equal parts, as of a cut-off day.
Loan equal_parts(core::Date start, core::Date maturity, int months) {
  Loan loan;
  loan.id = "L1";
  loan.balance = core::yuan(12'000'000);
  loan.rate = 0.06;
  loan.start = start;
  loan.maturity = maturity;
  loan.repayment = Repayment::equal_principal;
  loan.months = months;
  return loan;
}

/// The day of the month was that of the first payment: the 28th for a loan of the 31st, and 13
/// payments of what twelve repay.
TEST(Schedules, ALoanOfTheLastDayPaysOnLastDays) {
  for (const Repayment repayment :
       {Repayment::bullet, Repayment::equal_principal, Repayment::level}) {
    Loan loan = equal_parts(ymd(2021, 1, 31), ymd(2022, 1, 31), 1);
    loan.repayment = repayment;
    const auto flows = flows_of(loan, ymd(2021, 1, 31));
    ASSERT_TRUE(flows) << flows.error().message;
    ASSERT_EQ(flows.value().size(), 12U) << static_cast<int>(repayment);
    EXPECT_EQ(flows.value()[0].date, ymd(2021, 2, 28));
    EXPECT_EQ(flows.value()[1].date, ymd(2021, 3, 31));
    EXPECT_EQ(flows.value()[2].date, ymd(2021, 4, 30));
    EXPECT_EQ(flows.value()[11].date, ymd(2022, 1, 31));
    if (repayment != Repayment::equal_principal) continue;
    for (const auto& flow : flows.value()) EXPECT_EQ(flow.principal, core::yuan(1'000'000));
  }
  const auto later = flows_of(equal_parts(ymd(2021, 1, 31), ymd(2022, 1, 31), 1), ymd(2021, 3, 15));
  ASSERT_TRUE(later);
  ASSERT_EQ(later.value().size(), 11U);  // the balance is given: eleven repay it
  EXPECT_EQ(later.value()[0].date, ymd(2021, 3, 31));
  EXPECT_EQ(later.value()[0].principal.fen, 109'090'909);
}

TEST(Schedules, WhatIsDueOnTheCutOffDayHasBeenPaid) {
  const Loan loan = equal_parts(ymd(2021, 3, 30), ymd(2022, 3, 30), 3);
  const auto flows = flows_of(loan, ymd(2021, 6, 30));
  ASSERT_TRUE(flows) << flows.error().message;
  ASSERT_EQ(flows.value().size(), 3U);
  for (const auto& flow : flows.value()) EXPECT_EQ(flow.principal, core::yuan(4'000'000));
  EXPECT_EQ(flows.value()[0].date, ymd(2021, 9, 30));
  EXPECT_EQ(flows.value()[0].interest.fen, 18'147'945);  // 12 million × 6 % × 92/365
}

TEST(Schedules, AFixedInterestDayIsThatOfTheQuarters) {
  Loan loan = equal_parts(ymd(2021, 5, 12), ymd(2022, 5, 12), 3);
  loan.interest_day = 20;  // 季末月20日
  loan.day_count = core::DayCount::actual_360;
  const auto flows = flows_of(loan, ymd(2021, 6, 20));
  ASSERT_TRUE(flows) << flows.error().message;
  ASSERT_EQ(flows.value().size(), 4U);  // what fell due on 20 June has been paid
  EXPECT_EQ(flows.value()[0].date, ymd(2021, 9, 20));
  EXPECT_EQ(flows.value()[0].interest.fen, 18'400'000);  // 12 million × 6 % × 92/360
  EXPECT_EQ(flows.value()[0].principal, core::yuan(3'000'000));
  EXPECT_EQ(flows.value()[2].date, ymd(2022, 3, 20));
  EXPECT_EQ(flows.value()[3].date, ymd(2022, 5, 12));
  EXPECT_EQ(accrues_from(loan, ymd(2021, 6, 19)), ymd(2021, 5, 12));
  EXPECT_EQ(accrues_from(loan, ymd(2021, 7, 1)), ymd(2021, 6, 20));
  loan.interest_day = 31;
  loan.months = 1;
  const auto ends = flows_of(loan, ymd(2021, 5, 12));
  ASSERT_TRUE(ends);
  ASSERT_EQ(ends.value().size(), 13U);
  EXPECT_EQ(ends.value()[0].date, ymd(2021, 5, 31));
  EXPECT_EQ(ends.value()[1].date, ymd(2021, 6, 30));
}

TEST(Schedules, ALevelLoanPaysTheSameEachTime) {
  const auto schedules = schedules_of(one_loan(Repayment::level));
  ASSERT_TRUE(schedules);
  const cash::LoanSchedule& loan = schedules.value()[0];
  for (std::size_t p = 1; p < 4; ++p) {
    const auto paid = (loan.interest[p] + loan.principal[p]).fen;
    EXPECT_NEAR(static_cast<double>(paid),
                static_cast<double>((loan.interest[0] + loan.principal[0]).fen), 2);
  }
}

TEST(Schedules, ALicencesFeesRepayItsPriceAndEarnTheRest) {
  Deal deal = one_loan(Repayment::bullet);
  deal.loans.clear();
  Licence licence;
  licence.id = "X1";
  licence.price = core::yuan(1'000'000);
  licence.fee.to = ymd(2022, 12, 31);
  licence.fee.months = 3;
  licence.fee.fixed = core::yuan(200'000);
  licence.fee.royalty_rate = 0.05;
  licence.sales = core::yuan(2'000'000);
  licence.fee.cap = core::yuan(60'000);  // 5 % of 2 million would be 100 000
  deal.licences = {licence};
  const auto schedules = schedules_of(deal);
  ASSERT_TRUE(schedules) << schedules.error().message;
  const cash::LoanSchedule& owed = schedules.value()[0];
  core::Money principal, all;
  for (std::size_t p = 0; p < 4; ++p) {
    principal += owed.principal[p];
    all += owed.principal[p] + owed.interest[p];
  }
  EXPECT_EQ(principal, core::yuan(1'000'000));
  EXPECT_GT(all, core::yuan(1'030'000));
  EXPECT_LE(all, core::yuan(1'040'000));          // four times 260 000, the last period a day short
  EXPECT_GT(owed.interest[1], owed.interest[2]);  // the first falls due on 1 April
}

TEST(Schedules, APaymentOutsideEveryPeriodNamesTheLoan) {
  Deal deal = one_loan(Repayment::bullet);
  deal.loans[0].maturity = ymd(2023, 6, 15);
  deal.loans[0].line = 7;
  const auto schedules = schedules_of(deal);
  ASSERT_FALSE(schedules);
  EXPECT_EQ(schedules.error().message, "loans.csv:7: loan L1: it pays on 2023-03-15, in no period");
}

}  // namespace
}  // namespace zheli::deal
