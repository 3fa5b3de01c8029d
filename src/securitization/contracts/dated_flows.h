// A loan's interest and principal by date, in whole fen: the contract's events as others use them.
// Tested by dated_flows_test.cc.
#pragma once

#include <vector>

#include "core/money.h"
#include "securitization/contracts/terms.h"

namespace zheli::contracts {

/// What a loan pays on one date if nothing happens; to the lender, whoever the terms speak for.
struct DatedFlow {
  core::Date date;
  core::Money interest;
  core::Money principal;  ///< negative where principal is paid out
  core::Money fee;

  bool operator==(const DatedFlow&) const = default;
};

/// The flows of a PAM, LAM, NAM, ANN, LAX, CLM or UMP contract after its status date and after the
/// exchange of its notional, one for each date on which something is paid, ascending.
///
///   interest, fee  each payoff rounded to fen, half to even
///   principal      round(outstanding before) − round(outstanding after), capitalized interest
///                  apart
///
/// so that the principal of a loan that runs to its maturity adds up to its notional and the
/// interest capitalized, to the fen.
///
/// Errors: as run(); a contract that is bought or sold within its life, or whose notional is
/// scaled; a guarantee or collateral; an amount beyond 2^53 fen.
core::Result<std::vector<DatedFlow>> dated_flows(const ContractTerms& terms,
                                                 const ObservedData& observed);

}  // namespace zheli::contracts
