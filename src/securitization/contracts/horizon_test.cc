#include "securitization/contracts/horizon.h"

#include <gtest/gtest.h>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

Cycle each(const char* text) {
  return parse_cycle(text).value();
}

/// 1200 from 15 January 2021, redeemed each month from 15 February on; 1 % a month by 30E/360.
ContractTerms loan(ContractType type, std::optional<double> payment) {
  ContractTerms terms;
  terms.type = type;
  terms.status_date = at("2021-01-14");
  terms.initial_exchange = at("2021-01-15");
  terms.notional = 1200;
  terms.rate = 0.12;
  terms.day_count = core::DayCount::thirty_e_360;
  terms.redemption = {at("2021-02-15"), each("P1ML1")};
  terms.redemption_payment = payment;
  return terms;
}

TEST(Maturity, IsDerivedFromThePayments) {
  const auto changed = [](ContractTerms terms, auto change) {
    change(terms);
    return terms;
  };
  const struct {
    const char* what;
    ContractTerms terms;
    const char* end;
  } rows[] = {
      {"given",
       changed(loan(ContractType::lam, 100),
               [](ContractTerms& t) { t.maturity = at("2030-01-01"); }),
       "2030-01-01"},
      {"twelve of 100", loan(ContractType::lam, 100), "2022-01-15"},
      {"a thirteenth for the rest", loan(ContractType::lam, 99), "2022-02-15"},
      {"whole but for rounding: 0.7 in sevenths",
       changed(loan(ContractType::lam, 0.1), [](ContractTerms& t) { t.notional = 0.7; }),
       "2021-08-15"},
      {"one payment", loan(ContractType::lam, 5000), "2021-02-15"},
      // The first redeems 112 − 12 of interest = 100.
      {"a fixed payment of principal and interest", loan(ContractType::nam, 112), "2022-01-15"},
      {"an annuity", loan(ContractType::ann, 112), "2022-01-15"},
      {"an annuity's amortization date",
       changed(loan(ContractType::ann, 112),
               [](ContractTerms& t) { t.amortization = at("2025-06-15"); }),
       "2025-06-15"},
      {"an anchor one cycle after the initial exchange",
       changed(loan(ContractType::lam, 100), [](ContractTerms& t) { t.redemption.anchor.reset(); }),
       "2022-01-15"},
      // Redemptions of 15 February and 15 March are past: twelve more from 15 April on.
      {"under way",
       changed(loan(ContractType::lam, 100),
               [](ContractTerms& t) { t.status_date = at("2021-03-20"); }),
       "2022-03-15"},
      {"what is due on the status date has been paid",
       changed(loan(ContractType::lam, 100),
               [](ContractTerms& t) { t.status_date = at("2021-03-15"); }),
       "2022-03-15"},
      {"under way from a 31st: not the 28th after February",
       changed(loan(ContractType::lam, 400),
               [](ContractTerms& t) {
                 t.redemption.anchor = at("2021-01-31");
                 t.status_date = at("2021-03-01");
               }),
       "2021-05-31"},
      {"month ends stay month ends",
       changed(loan(ContractType::lam, 400),
               [](ContractTerms& t) {
                 t.redemption.anchor = at("2021-02-28");
                 t.end_of_month = true;
               }),
       "2021-04-30"},
  };
  for (const auto& row : rows) {
    const auto end = maturity_of(row.terms);
    ASSERT_TRUE(end) << row.what << ": " << end.error().message;
    EXPECT_EQ(to_string(end.value()), row.end) << row.what;
  }
}

TEST(Maturity, SaysWhatIsMissingOrNeverEnds) {
  ContractTerms bare = loan(ContractType::lam, 100);
  bare.redemption = {};
  ContractTerms nothing = loan(ContractType::lam, 100);
  nothing.notional.reset();
  ContractTerms slow = loan(ContractType::lam, 0.1);
  slow.redemption.cycle = each("P1YL1");
  const struct {
    ContractTerms terms;
    const char* message;
  } rows[] = {
      {loan(ContractType::pam, {}), "the contract needs maturityDate"},
      {nothing, "the contract needs notionalPrincipal"},
      {loan(ContractType::lam, {}),
       "the contract needs maturityDate or nextPrincipalRedemptionPayment"},
      {bare, "the contract needs maturityDate, or cycleOfPrincipalRedemption to derive it"},
      {loan(ContractType::nam, 12), "the redemption payments never repay the notional"},
      {loan(ContractType::ann, 5), "the redemption payments never repay the notional"},
      {loan(ContractType::lam, -1), "the redemption payments never repay the notional"},
      {slow, "the loan would run beyond the year 2299"},
      {loan(ContractType::lax, {}), "the stretches never repay the notional; give a maturityDate"},
  };
  for (const auto& row : rows) {
    const auto end = maturity_of(row.terms);
    ASSERT_FALSE(end) << row.message;
    EXPECT_TRUE(end.error().message.starts_with(row.message)) << end.error().message;
  }
}

TEST(LinearPayment, IsTheNotionalInEqualParts) {
  const Time end = at("2022-01-15");
  EXPECT_EQ(linear_payment(loan(ContractType::lam, 70), end).value(), 70);
  EXPECT_NEAR(linear_payment(loan(ContractType::lam, {}), end).value(), 100, 1e-12);
  ContractTerms under_way = loan(ContractType::lam, {});
  under_way.status_date = at("2021-03-20");  // ten are left
  EXPECT_NEAR(linear_payment(under_way, end).value(), 120, 1e-12);
  under_way.status_date = at("2021-03-15");  // that day's has been paid
  EXPECT_NEAR(linear_payment(under_way, end).value(), 120, 1e-12);
  under_way.redemption.anchor = at("2021-01-31");
  under_way.status_date = at("2021-01-31");  // at eleven month ends and on 31 January: twelve
  EXPECT_NEAR(linear_payment(under_way, at("2022-01-31")).value(), 100, 1e-12);
}

TEST(Stretches, GoUpAndDownUntilNothingIsLeft) {
  ContractTerms terms = loan(ContractType::lax, {});
  terms.stretches = {{at("2021-02-15"), each("P1ML1"), 300, true},
                     {at("2021-04-15"), each("P1ML1"), 700, false}};
  const auto all = stretch_times(terms, at("2021-07-01"), StretchEnd::at_end);
  ASSERT_TRUE(all);
  const double left[] = {1500, 1800, 1100, 400, 0};
  ASSERT_EQ(all.value().size(), std::size(left));
  for (std::size_t i = 0; i < std::size(left); ++i) EXPECT_EQ(all.value()[i].left, left[i]) << i;
  EXPECT_TRUE(all.value()[1].increases);
  EXPECT_EQ(to_string(all.value()[2].time), "2021-04-15");
  EXPECT_EQ(to_string(maturity_of(terms).value()), "2021-06-15");
  terms.stretches = {{at("2021-02-15"), each("P1DL1"), 1, true}};
  EXPECT_FALSE(stretch_times(terms, at("2099-01-01"), StretchEnd::at_end));
}

}  // namespace
}  // namespace zheli::contracts
