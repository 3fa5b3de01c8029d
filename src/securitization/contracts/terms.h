// The terms of a contract, what is observed of the world around it, and the events that follow:
// plain values. Tested through contract_test.cc.
//
// Names in brackets are the attributes of the ACTUS data dictionary. Amounts are in units of the
// contract's currency (yuan, not fen) and in double, as the standard computes them; dated_flows.h
// turns them into whole fen. Rates are decimals per year: 0.045 is 4.5 %.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "securitization/contracts/time.h"

namespace zheli::contracts {

enum class ContractType {
  pam,  ///< principal at maturity
  lam,  ///< linear amortizer: equal principal
  nam,  ///< negative amortizer: fixed payment, interest may exceed it
  ann,  ///< annuity: equal payments of interest and principal
  lax,  ///< linear amortizer with steps of principal and rate
  clm,  ///< call money: repaid when called
  ump,  ///< undefined maturity profile: paid in and out at will
  ceg,  ///< guarantee over other contracts
  cec,  ///< collateral over other contracts
};

enum class EventType {
  initial_exchange,   ///< IED
  fee,                ///< FP
  redemption,         ///< PR
  increase,           ///< PI: principal is paid out
  prepayment,         ///< PP, observed
  exercise,           ///< XD: a loan is called, a guarantee drawn
  interest,           ///< IP
  capitalization,     ///< IPCI: interest becomes principal
  credit_event,       ///< CE, observed
  rate_reset_fixed,   ///< RRF: to a rate that is known
  rate_reset,         ///< RR: to a market rate
  redemption_fixing,  ///< PRF: the annuity's payment is computed anew
  purchase,           ///< PRD
  termination,        ///< TD
  scaling,            ///< SC
  interest_base,      ///< IPCB: the amount on which interest runs is fixed anew
  settlement,         ///< STD
  maturity,           ///< MD
};

/// A repeated event's first time and its cycle; either may be missing.
struct Rhythm {
  std::optional<Time> anchor;
  std::optional<Cycle> cycle;
};

/// One stretch of a LAX contract's redemptions: from its anchor to the next one's.
struct Stretch {
  Time anchor;
  std::optional<Cycle> cycle;  ///< missing: once, at the anchor
  double payment = 0;
  bool increases = false;  ///< principal is paid out, not back
};

/// One stretch of a LAX contract's rates.
struct RateStretch {
  Time anchor;
  std::optional<Cycle> cycle;
  double rate = 0;     ///< the rate, or the spread over the market's
  bool fixed = false;  ///< RRF, else RR
};

/// On what interest runs [interestCalculationBase].
enum class InterestBase {
  notional,          ///< NT: the outstanding notional
  notional_initial,  ///< NTIED: the notional of the first day
  notional_lagged,   ///< NTL: the notional at the last IPCB event
};

enum class FeeBasis { absolute, of_notional };  // A, N

/// What a guarantee or collateral answers for [guaranteedExposure].
enum class GuaranteedExposure {
  notional,           ///< NO
  notional_interest,  ///< NI: with the interest accrued
  market_value,       ///< MV
};

enum class ReferenceRole {
  covered,   ///< COVE
  covering,  ///< COVI
  other,
};

struct Reference;

struct ContractTerms {
  ContractType type = ContractType::pam;
  std::string id;
  std::string currency;
  int sign = 1;  ///< [contractRole] +1 lends, holds, buys protection; -1 borrows, sells it

  Time status_date{};  ///< events after this time are wanted; the state is given as of it
  std::optional<Time> initial_exchange;
  std::optional<Time> maturity;
  std::optional<Time> amortization;  ///< ANN: when the payments would have redeemed everything
  std::optional<Time> purchase, termination;
  std::optional<double> purchase_price, termination_price;

  std::optional<double> notional;
  double premium = 0;  ///< [premiumDiscountAtIED]
  std::optional<double> rate;
  std::optional<double> accrued_interest;
  core::DayCount day_count = core::DayCount::actual_365;
  core::Calendar calendar = core::Calendar::none;
  ShiftRule shift;
  bool end_of_month = false;  ///< EOM: a schedule that starts on a month's end stays on month ends

  Rhythm interest;
  std::optional<Time> capitalization_end;
  std::vector<Rhythm> interest_stretches;  ///< LAX

  Rhythm redemption;
  std::optional<double> redemption_payment;  ///< [nextPrincipalRedemptionPayment]
  std::vector<Stretch> stretches;            ///< LAX
  std::vector<RateStretch> rate_stretches;   ///< LAX

  InterestBase interest_base = InterestBase::notional;
  std::optional<double> interest_base_amount;
  Rhythm interest_base_fixing;

  Rhythm rate_reset;
  std::string rate_index;  ///< [marketObjectCodeOfRateReset]
  double rate_multiplier = 1;
  double rate_spread = 0;
  std::optional<double> next_reset_rate;
  std::optional<double> life_cap, life_floor, period_cap, period_floor;

  Rhythm scaling;
  bool scales_notional = false, scales_interest = false;
  std::string scaling_index;
  std::optional<double> scaling_base;  ///< [scalingIndexAtContractDealDate]
  double notional_multiplier = 1, interest_multiplier = 1;

  Rhythm fee;
  std::optional<double> fee_rate;
  FeeBasis fee_basis = FeeBasis::of_notional;
  std::optional<double> accrued_fee;

  Period notice;             ///< CLM [xDayNotice]: from the call to the repayment
  Period settlement_period;  ///< CEG, CEC: from the exercise to the payment

  std::vector<Reference> references;  ///< CEG, CEC [contractStructure]
  double coverage = 1;
  GuaranteedExposure exposure = GuaranteedExposure::notional;
  std::string covered_event = "DF";  ///< [creditEventTypeCovered]: default
};

/// A contract that a guarantee or collateral refers to: by its id, or with its terms, or as an
/// object with a market price.
struct Reference {
  ReferenceRole role = ReferenceRole::other;
  std::string id;
  std::optional<ContractTerms> terms;
  std::string market_object;
  double quantity = 1;
};

/// Something unscheduled that happened: PP, PR, PI with an amount; XD; CE with a performance.
struct ObservedEvent {
  Time time;
  std::string type;
  double value = 0;
  std::string contract_id;  ///< empty: the contract itself
  std::string performance;  ///< CE: "DF" default, "DQ" delinquent, …
};

/// A market rate or price by its code: value in force from each time on.
using Series = std::map<Time, double>;

struct ObservedData {
  std::map<std::string, Series> market;
  std::vector<ObservedEvent> events;
};

/// One event, with the state of the contract after it.
struct Event {
  Time time;
  EventType type;
  double payoff = 0;  ///< to the holder of the contract; negative: from it
  std::string currency;
  double notional = 0;  ///< signed by the role
  double rate = 0;
  double accrued = 0;
  double exercise_amount = 0;         ///< CEG, CEC
  std::optional<Time> exercise_time;  ///< CEG, CEC
};

/// "IED", "PR", …, as the standard abbreviates them.
std::string_view to_string(EventType type);

}  // namespace zheli::contracts
