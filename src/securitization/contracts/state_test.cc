#include "securitization/contracts/state.h"

#include <gtest/gtest.h>

#include <cmath>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

/// 1000 lent at 3.65 % by ACT/365: 0.10 a day.
ContractTerms loan() {
  ContractTerms terms;
  terms.status_date = at("2020-12-31");
  terms.initial_exchange = at("2021-01-01");
  terms.maturity = at("2022-01-01");
  terms.notional = 1000;
  terms.rate = 0.0365;
  terms.id = "loan";
  return terms;
}

State running() {
  State state;
  state.notional = state.interest_base = 1000;
  state.rate = 0.0365;
  state.as_of = at("2021-01-01");
  return state;
}

Planned event(EventType type, const char* time, double amount = 0) {
  return {at(time), at(time), at(time), type, amount};
}

TEST(Observe, TakesTheLastValueInForce) {
  ObservedData observed;
  observed.market["LPR"] = {{at("2021-01-01"), 0.03}, {at("2021-07-01"), 0.04}};
  EXPECT_EQ(observe(observed, "LPR", at("2021-01-01")).value(), 0.03);
  EXPECT_EQ(observe(observed, "LPR", at("2021-06-30")).value(), 0.03);
  EXPECT_EQ(observe(observed, "LPR", at("2022-06-30")).value(), 0.04);
  EXPECT_FALSE(observe(observed, "LPR", at("2020-12-31")));
  EXPECT_FALSE(observe(observed, "SHIBOR", at("2021-01-01")));
}

TEST(Accrue, CountsDaysOnce) {
  State state = running();
  accrue(loan(), {}, state, at("2021-01-11"));
  EXPECT_NEAR(state.accrued, 1.0, 1e-12);
  accrue(loan(), {}, state, at("2021-01-11"));
  EXPECT_NEAR(state.accrued, 1.0, 1e-12);
  accrue(loan(), {}, state, at("2021-01-31"));
  EXPECT_NEAR(state.accrued, 3.0, 1e-12);
}

/// Ten days after the first, each event by its function in the standard, for the lender.
TEST(Apply, ChangesTheStateAndPays) {
  const struct {
    EventType type;
    double amount, payoff, notional, rate, accrued;
  } rows[] = {
      {EventType::interest, 0, 1, 1000, 0.0365, 0},
      {EventType::capitalization, 0, 0, 1001, 0.0365, 0},
      {EventType::prepayment, 400, 400, 600, 0.0365, 1},
      {EventType::rate_reset_fixed, 0.05, 0, 1000, 0.05, 1},
      {EventType::maturity, 0, 1001, 0, 0.0365, 0},
  };
  for (const auto& row : rows) {
    ContractTerms terms = loan();
    terms.next_reset_rate = row.amount;
    State state = running();
    const auto paid = apply(terms, {}, {}, event(row.type, "2021-01-11", row.amount), state);
    ASSERT_TRUE(paid) << to_string(row.type);
    EXPECT_NEAR(paid.value(), row.payoff, 1e-12) << to_string(row.type);
    EXPECT_NEAR(state.notional, row.notional, 1e-12) << to_string(row.type);
    EXPECT_NEAR(state.rate, row.rate, 1e-12) << to_string(row.type);
    EXPECT_NEAR(state.accrued, row.accrued, 1e-12) << to_string(row.type);
    EXPECT_EQ(state.as_of, at("2021-01-11")) << to_string(row.type);
  }
}

TEST(Apply, ARateThatWasNotObservedIsAnError) {
  ContractTerms terms = loan();
  terms.rate_index = "LPR";
  State state = running();
  const auto paid = apply(terms, {}, {}, event(EventType::rate_reset, "2021-01-11"), state);
  ASSERT_FALSE(paid);
  EXPECT_NE(paid.error().message.find("LPR"), std::string::npos);
}

TEST(AnnuityPayment, IsTheTextbooksForEqualMonths) {
  ContractTerms terms = loan();
  terms.day_count = core::DayCount::thirty_e_360;
  terms.rate = 0.12;
  State state = running();
  state.rate = 0.12;
  state.as_of = at("2021-01-15");
  std::vector<Time> redemptions;
  for (const char* day : {"2021-02-15", "2021-03-15", "2021-04-15"}) redemptions.push_back(at(day));
  EXPECT_NEAR(annuity_payment(terms, redemptions, state, at("2021-01-15")),
              1000 * 0.01 / (1 - std::pow(1.01, -3)), 1e-9);
}

}  // namespace
}  // namespace zheli::contracts
