// Guarantee (CEG) and collateral (CEC) over a portfolio of loans: nearest in the standard to a
// shortfall commitment. Tested by contract_test.cc.
//
// Source: ACTUS technical specification, "CEG: Credit Enhancement Guarantee" and "CEC: Credit
// Enhancement Collateral".
#pragma once

#include <vector>

#include "securitization/contracts/terms.h"

namespace zheli::contracts {

/// The events of a CEG or CEC contract; see run() in contract.h. It is exercised by the first
/// observed credit event (CE) of a covered contract with the covered performance, at or before its
/// maturity, and settled after the settlement period:
///
///   covered  = coverage · Σ (notional, or notional + accrued interest, or market value)
///   CEG pays covered, or coverage · NT where a notional is given, and the fee earned so far
///   CEC pays min(covered, Σ price · quantity of what covers)
///
/// Without a maturity it ends with the last event of the covered contracts.
core::Result<std::vector<Event>> run_enhancement(const ContractTerms& terms,
                                                 const ObservedData& observed,
                                                 std::optional<Time> until);

}  // namespace zheli::contracts
