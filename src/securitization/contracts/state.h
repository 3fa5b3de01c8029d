// What a contract's state is, and how each event changes it and what it pays: one small function
// an event. Tested by state_test.cc.
//
// Source: ACTUS technical specification, the state transition functions (STF) and payoff functions
// (POF) of PAM, LAM, NAM, ANN, LAX, CLM and UMP. In all of them interest runs on the interest
// calculation base, which is the notional itself unless the terms say otherwise:
//
//   interest from s to t = Y(s, t) · rate · base
#pragma once

#include "securitization/contracts/schedule.h"

namespace zheli::contracts {

/// The state of a loan after an event; amounts are signed by the contract's role.
struct State {
  double notional = 0;         ///< Nt
  double rate = 0;             ///< Ipnr
  double accrued = 0;          ///< Ipac
  double interest_base = 0;    ///< Ipcb
  double notional_scale = 1;   ///< Nsc
  double interest_scale = 1;   ///< Isc
  double fee = 0;              ///< Feac
  double payment = 0;          ///< Prnxt
  double called_interest = 0;  ///< CLM: interest fixed by the call, paid with the settlement
  bool is_called = false;      ///< CLM, CEG: interest and fees have stopped
  Time as_of{};                ///< Sd
};

/// The value of a market series in force at `time`: the last one observed at or before it. Error:
/// no such value.
core::Result<double> observe(const ObservedData& observed, const std::string& code, Time time);

/// The state as of the status date.
State initial_state(const ContractTerms& terms, const Plan& plan);

/// Carries interest and fees to `time`, the AD event of the standard.
void accrue(const ContractTerms& terms, const Plan& plan, State& state, Time time);

/// Applies one event: changes the state and returns what is paid. Errors: a market rate that was
/// not observed, with its code and time.
core::Result<double> apply(const ContractTerms& terms, const ObservedData& observed,
                           const Plan& plan, const Planned& event, State& state);

/// The payment that redeems an annuity by the end of `redemptions`, from the state as of a time:
///
///   (n + a) · Π(1 + r·Yᵢ) / (1 + Σᵢ Πⱼ≥ᵢ (1 + r·Yⱼ)),   i = 1 … m − 1, Yᵢ from tᵢ to tᵢ₊₁
///
/// with t₁ … t_m the redemption times at or after `from` and `a` the interest accrued up to t₁.
/// Source: ACTUS technical specification, "Annuity Amount Function", where `a` is accrued up to the
/// fixing only; up to t₁ it must be, for the last payment to leave nothing.
double annuity_payment(const ContractTerms& terms, const std::vector<Time>& redemptions,
                       const State& state, Time from);

}  // namespace zheli::contracts
