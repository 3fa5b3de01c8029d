#include "securitization/contracts/dated_flows.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

/// A loan of `notional` yuan over `months` months from 13 July 2021, paid monthly.
ContractTerms loan(ContractType type, double notional, double rate, int months) {
  ContractTerms terms;
  terms.type = type;
  terms.id = "loan";
  terms.currency = "CNY";
  terms.status_date = at("2021-07-12");
  terms.initial_exchange = at("2021-07-13");
  terms.maturity = add(*terms.initial_exchange, {.months = 1}, months);
  terms.notional = notional;
  terms.rate = rate;
  terms.day_count = core::DayCount::actual_360;
  terms.interest = {at("2021-08-13"), Cycle{{.months = 1}, false}};
  terms.redemption = terms.interest;
  return terms;
}

core::Money principal_of(const std::vector<DatedFlow>& flows) {
  core::Money sum;
  for (const DatedFlow& flow : flows) sum += flow.principal;
  return sum;
}

TEST(DatedFlows, OfABulletLoan) {
  const auto flows = dated_flows(loan(ContractType::pam, 10'000'000, 0.048, 2), {});
  ASSERT_TRUE(flows);
  const core::Date august = core::parse_date("2021-08-13").value();
  const core::Date september = core::parse_date("2021-09-13").value();
  // 10 000 000 · 4.8 % · 31 / 360 = 41 333.33…
  const std::vector<DatedFlow> expected = {{august, {4'133'333}, {0}, {0}},
                                           {september, {4'133'333}, core::yuan(10'000'000), {0}}};
  EXPECT_EQ(flows.value(), expected);
}

TEST(DatedFlows, PrincipalAddsUpToTheNotional) {
  EXPECT_TRUE(rc::check([] {
    const auto type = *rc::gen::element(ContractType::pam, ContractType::lam, ContractType::ann);
    const std::int64_t fen = *rc::gen::inRange<std::int64_t>(1, 10'000'000'000);
    const double rate = *rc::gen::inRange(0, 2000) / 10000.0;
    const int months = *rc::gen::inRange(1, 60);
    const auto flows = dated_flows(loan(type, static_cast<double>(fen) / 100, rate, months), {});
    RC_ASSERT(bool(flows));
    RC_ASSERT(principal_of(flows.value()).fen == fen);
    for (const DatedFlow& flow : flows.value()) RC_ASSERT(flow.principal.fen >= 0);
  }));
}

TEST(DatedFlows, AreTheLendersWhoeverTheTermsSpeakFor) {
  ContractTerms borrower = loan(ContractType::ann, 12'345.67, 0.05, 12);
  const auto lent = dated_flows(borrower, {});
  borrower.sign = -1;
  const auto borrowed = dated_flows(borrower, {});
  ASSERT_TRUE(lent && borrowed);
  EXPECT_EQ(lent.value(), borrowed.value());
}

TEST(DatedFlows, RefuseWhatIsNoLoanHeldThroughout) {
  ContractTerms sold = loan(ContractType::pam, 100, 0.05, 12);
  sold.termination = at("2021-10-01");
  sold.termination_price = 100;
  EXPECT_FALSE(dated_flows(sold, {}));
  ContractTerms guarantee = loan(ContractType::ceg, 100, 0.05, 12);
  EXPECT_FALSE(dated_flows(guarantee, {}));
  EXPECT_FALSE(dated_flows(loan(ContractType::pam, 1e14, 0.05, 12), {}));
}

}  // namespace
}  // namespace zheli::contracts
