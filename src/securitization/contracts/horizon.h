// What a loan's terms leave to be derived: when it is repaid where no maturity is given, and what
// each redemption pays where that is not given. Tested by horizon_test.cc.
//
// Source: ACTUS technical specification, state variables Md and Prnxt of LAM, NAM, ANN and LAX.
#pragma once

#include <vector>

#include "securitization/contracts/terms.h"

namespace zheli::contracts {

/// When the contract ends: the given maturity; for ANN the amortization date; else
///
///   LAM       first redemption + (⌈NT / PRNXT⌉ − 1) cycles
///   NAM, ANN  first redemption + (⌈NT / (PRNXT − NT · Y · rate)⌉ − 1) cycles, Y one cycle
///   LAX       when the stretches have redeemed the notional
///
/// For a contract whose redemptions began before the status date, or on it, NT is what is left and
/// the first redemption is the next one after that date: what was due by then has been paid. For
/// NAM and ANN, Y is then the cycle under way.
///
/// Errors: a term is missing; the payments never redeem the notional; an end beyond the year 2299.
core::Result<Time> maturity_of(const ContractTerms& terms);

/// What each redemption of a LAM contract pays: PRNXT, or the notional in equal parts over the
/// redemptions that are left, the maturity one of them.
core::Result<double> linear_payment(const ContractTerms& terms, Time maturity);

/// One payment of a LAX contract's stretches.
struct StretchTime {
  Time time;
  double payment = 0;
  bool increases = false;
  double left = 0;  ///< of the notional, after it
};

enum class StretchEnd { at_end, when_repaid };

/// All payments of a LAX contract's stretches before `end`, in order; or up to the one that leaves
/// nothing. Errors: more than kEventsMax.
core::Result<std::vector<StretchTime>> stretch_times(const ContractTerms& terms, Time end,
                                                     StretchEnd how);

}  // namespace zheli::contracts
