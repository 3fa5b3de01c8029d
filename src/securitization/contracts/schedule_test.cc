#include "securitization/contracts/schedule.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

Rhythm from(const char* anchor, const char* cycle) {
  return {at(anchor), parse_cycle(cycle).value()};
}

ContractTerms scheduled_loan(ContractType type) {
  ContractTerms terms;
  terms.type = type;
  terms.id = "loan";
  terms.status_date = at("2021-01-14");
  terms.initial_exchange = at("2021-01-15");
  terms.maturity = at("2021-07-15");
  terms.notional = 600;
  terms.rate = 0.12;
  terms.interest = from("2021-04-15", "P3ML1");
  terms.redemption = from("2021-02-15", "P1ML1");
  return terms;
}

/// "IED 2021-01-15; …", in the order in which the events take effect.
std::string planned(const ContractTerms& terms, const ObservedData& observed = {},
                    std::optional<Time> until = {}) {
  const auto made = plan(terms, observed, until);
  if (!made) return made.error().message;
  std::string text;
  for (const Planned& event : made.value().events)
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", to_string(event.type),
                        to_string(event.time).substr(5));
  return text;
}

TEST(Plan, HoldsTheEventsOfEachTypeInOrder) {
  ContractTerms lax = scheduled_loan(ContractType::lax);
  lax.stretches = {{at("2021-02-15"), parse_cycle("P3ML1").value(), 100, true}};
  lax.interest_stretches = {from("2021-04-15", "P3ML1")};
  lax.rate_stretches = {{at("2021-03-15"), std::nullopt, 0.1, true}};
  ContractTerms call = scheduled_loan(ContractType::clm);
  call.notice = parse_period("P1M").value();
  ObservedData called;
  called.events.push_back({at("2021-05-01"), "XD", 600, "loan", ""});
  ContractTerms drawn = scheduled_loan(ContractType::ump);
  ObservedData moves;
  moves.events = {{at("2021-03-01"), "PR", 100, "loan", ""}, {at("2021-02-01"), "PI", 50, "", ""}};
  const struct {
    const char* what;
    std::string got, events;
  } rows[] = {
      {"PAM", planned(scheduled_loan(ContractType::pam)),
       "IED 01-15; IP 04-15; IP 07-15; MD 07-15"},
      {"LAM", planned(scheduled_loan(ContractType::lam)),
       "IED 01-15; PR 02-15; PR 03-15; PR 04-15; IP 04-15; PR 05-15; PR 06-15; IP 07-15; MD 07-15"},
      {"LAX", planned(lax),
       "IED 01-15; PI 02-15; RRF 03-15; IP 04-15; PI 05-15; IP 07-15; MD 07-15"},
      {"up to a time", planned(scheduled_loan(ContractType::pam), {}, at("2021-04-15")),
       "IED 01-15; IP 04-15"},
      {"a call, repaid a month after", planned(call, called),
       "IED 01-15; IPCI 04-15; XD 05-01; IP 06-01; STD 06-01"},
  };
  for (const auto& row : rows) EXPECT_EQ(row.got, row.events) << row.what;
  EXPECT_TRUE(planned(drawn, moves, at("2021-04-01")).starts_with("IED 01-15; PI 02-01; PR 03-01"))
      << planned(drawn, moves, at("2021-04-01"));
}

TEST(Plan, KnowsWhatWasScheduledComputedAndMoved) {
  ContractTerms terms = scheduled_loan(ContractType::pam);
  terms.calendar = core::Calendar::monday_friday;
  terms.interest = from("2021-05-15", "P1YL1");  // a Saturday
  for (const bool before : {false, true}) {
    terms.shift = {core::BusinessDayRule::following, before};
    const auto made = plan(terms, {}, std::nullopt);
    ASSERT_TRUE(made);
    const Planned& interest = made.value().events.at(1);
    EXPECT_EQ(to_string(interest.scheduled), "2021-05-15");
    EXPECT_EQ(to_string(interest.time), "2021-05-17");
    EXPECT_EQ(to_string(interest.computed), before ? "2021-05-15" : "2021-05-17");
  }
}

TEST(Plan, SaysWhatIsWrong) {
  ContractTerms endless = scheduled_loan(ContractType::pam);
  endless.interest = from("2021-01-16", "P1DL1");
  endless.maturity = at("2121-01-15");
  ContractTerms open = scheduled_loan(ContractType::pam);
  open.maturity.reset();
  for (const ContractTerms& terms : {endless, open})
    EXPECT_FALSE(plan(terms, {}, std::nullopt)) << planned(terms);
}

}  // namespace
}  // namespace zheli::contracts
