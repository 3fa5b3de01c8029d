#include "securitization/contracts/contract.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

ContractTerms loan(ContractType type) {
  ContractTerms terms;
  terms.type = type;
  terms.id = "loan";
  terms.status_date = at("2021-07-12");
  terms.initial_exchange = at("2021-07-13");
  terms.maturity = at("2022-07-13");
  terms.notional = 1200;
  terms.rate = 0.06;
  terms.day_count = core::DayCount::thirty_e_360;
  terms.interest = {at("2021-08-13"), parse_cycle("P1ML1").value()};
  terms.redemption = terms.interest;
  return terms;
}

std::vector<Event> events_of(const ContractTerms& terms, const ObservedData& observed = {}) {
  const auto events = run(terms, observed, std::nullopt);
  EXPECT_TRUE(events) << events.error().message;
  return events.value();
}

double paid(const std::vector<Event>& events, EventType type) {
  double sum = 0;
  for (const Event& event : events) sum += event.type == type ? event.payoff : 0;
  return sum;
}

TEST(Run, PaysALinearLoanDownInEqualParts) {
  const auto events = events_of(loan(ContractType::lam));
  EXPECT_NEAR(paid(events, EventType::redemption), 1100, 1e-9);
  EXPECT_NEAR(paid(events, EventType::maturity), 100, 1e-9);
  // 6 % a year on 1200, 1100 … 100, a month each.
  EXPECT_NEAR(paid(events, EventType::interest), 0.005 * 7800, 1e-9);
}

TEST(Run, PaysAnAnnuityInEqualAmounts) {
  const auto events = events_of(loan(ContractType::ann));
  const double payment = 1200 * 0.005 / (1 - std::pow(1.005, -12));  // the textbook's formula
  double on_date = 0;
  for (const Event& event : events) {
    if (event.type == EventType::redemption || event.type == EventType::maturity) {
      on_date = event.payoff;
    }
    if (event.type == EventType::interest && event.time < at("2022-07-13")) {
      EXPECT_NEAR(on_date + event.payoff, payment, 1e-9);
    }
  }
}

TEST(Run, MovesAMaturityToABusinessDay) {
  ContractTerms terms = loan(ContractType::pam);
  terms.maturity = at("2022-07-16");  // a Saturday
  terms.calendar = core::Calendar::china_exchange;
  terms.interest = {};
  terms.shift = {core::BusinessDayRule::following, true};
  const auto calculated_before = events_of(terms);
  EXPECT_EQ(to_string(calculated_before.back().time), "2022-07-18");
  EXPECT_NEAR(paid(calculated_before, EventType::interest), 1200 * 0.06 * 363 / 360, 1e-9);
  terms.shift.computed_before = false;
  EXPECT_NEAR(paid(events_of(terms), EventType::interest), 1200 * 0.06 * 365 / 360, 1e-9);
}

TEST(Run, StopsInterestWhenMoneyIsCalled) {
  ContractTerms terms = loan(ContractType::clm);
  terms.maturity.reset();
  terms.interest = {};
  terms.notice = {.days = 30};
  ObservedData observed;
  observed.events.push_back({at("2021-09-13"), "XD", 0, "", ""});
  const auto events = events_of(terms, observed);
  EXPECT_NEAR(paid(events, EventType::interest), 1200 * 0.06 * 60 / 360, 1e-9);
  EXPECT_EQ(events.back().type, EventType::settlement);
  EXPECT_EQ(to_string(events.back().time), "2021-10-13");
}

TEST(Run, TakesPrepaymentsAndRefusesThoseBeyondTheBalance) {
  ObservedData observed;
  observed.events.push_back({at("2022-01-13"), "PP", 500, "loan", ""});
  EXPECT_NEAR(paid(events_of(loan(ContractType::pam), observed), EventType::maturity), 700, 1e-9);
  observed.events.back().value = 1201;
  EXPECT_FALSE(run(loan(ContractType::pam), observed, std::nullopt));
}

TEST(Run, CallsAGuaranteeOverAPortfolio) {
  ContractTerms guarantee;
  guarantee.type = ContractType::ceg;
  guarantee.status_date = at("2021-07-12");
  guarantee.coverage = 0.8;
  guarantee.exposure = GuaranteedExposure::notional_interest;
  guarantee.references.push_back({ReferenceRole::covered, "a", loan(ContractType::pam), "", 1});
  guarantee.references.push_back({ReferenceRole::covered, "b", loan(ContractType::lam), "", 1});
  ObservedData observed;
  observed.events.push_back({at("2022-01-28"), "CE", 0, "b", "DF"});
  const auto events = events_of(guarantee, observed);
  ASSERT_EQ(events.size(), 2U);
  // 1200 and 600 are left, with the interest of half a month.
  EXPECT_NEAR(events.back().payoff, 0.8 * 1800 * (1 + 0.06 / 24), 1e-9);
  observed.events.back().contract_id = "c";
  EXPECT_EQ(events_of(guarantee, observed).back().type, EventType::maturity);
}

TEST(Run, SaysWhatIsMissing) {
  const auto message = [](auto change) {
    ContractTerms terms = loan(ContractType::ann);
    change(terms);
    const auto events = run(terms, {}, std::nullopt);
    return events ? std::string() : events.error().message;
  };
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  EXPECT_TRUE(has(message([](ContractTerms& t) { t.notional.reset(); }), "notionalPrincipal"));
  EXPECT_TRUE(has(message([](ContractTerms& t) { t.maturity.reset(); }), "maturityDate"));
  EXPECT_TRUE(
      has(message([](ContractTerms& t) { t.redemption = {}; }), "cycleOfPrincipalRedemption"));
  EXPECT_TRUE(
      has(message([](ContractTerms& t) { t.purchase = t.maturity; }), "priceAtPurchaseDate"));
  EXPECT_TRUE(has(message([](ContractTerms& t) { t.rate_reset = t.interest; }), "observed"));
  EXPECT_TRUE(has(message([](ContractTerms& t) { t.type = ContractType::nam; }), "nextPrincipal"));
  EXPECT_TRUE(has(message([](ContractTerms& t) { t.type = ContractType::lax; }), "array"));
}

TEST(Run, RedeemsEveryLoanInFull) {
  EXPECT_TRUE(rc::check([] {
    ContractTerms terms =
        loan(*rc::gen::element(ContractType::pam, ContractType::lam, ContractType::ann));
    terms.rate = *rc::gen::inRange(-500, 3000) / 10000.0;
    terms.sign = *rc::gen::element(1, -1);
    terms.maturity = add(*terms.initial_exchange, {.days = 1}, *rc::gen::inRange(1, 1000));
    terms.day_count = *rc::gen::element(core::DayCount::actual_365, core::DayCount::actual_actual);
    const auto events = events_of(terms);
    const double repaid = paid(events, EventType::redemption) + paid(events, EventType::maturity);
    RC_ASSERT(std::abs(repaid - terms.sign * 1200.0) < 1e-6);
    RC_ASSERT(events.back().notional == 0.0);
  }));
}

TEST(Run, MirrorsTheOtherSide) {
  EXPECT_TRUE(rc::check([] {
    ContractTerms terms = loan(*rc::gen::element(ContractType::pam, ContractType::lam,
                                                 ContractType::ann, ContractType::clm));
    terms.rate = *rc::gen::inRange(0, 3000) / 10000.0;
    const auto lender = events_of(terms);
    terms.sign = -1;
    const auto borrower = events_of(terms);
    RC_ASSERT(lender.size() == borrower.size());
    for (std::size_t i = 0; i < lender.size(); ++i) {
      RC_ASSERT(lender[i].payoff == -borrower[i].payoff);
      RC_ASSERT(lender[i].notional == -borrower[i].notional);
    }
  }));
}

}  // namespace
}  // namespace zheli::contracts
