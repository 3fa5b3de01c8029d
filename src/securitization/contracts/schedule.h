// From terms to the events that will happen: each type's times, moved to business days, in the
// order in which they take effect. Tested by schedule_test.cc.
//
// Source: ACTUS technical specification, "Array Schedule", "Event Sequence", "Contract Lifetime"
// and the contract schedule of each type. Where the test bed decides what the specification leaves
// open, docs/methods/contracts.md says so.
#pragma once

#include <vector>

#include "securitization/contracts/rhythm.h"

namespace zheli::contracts {

/// An event that will happen.
struct Planned {
  Time time;       ///< when it takes effect
  Time computed;   ///< the time for which amounts are computed
  Time scheduled;  ///< before any move to a business day; market rates are observed for it
  EventType type;
  double amount = 0;  ///< what a stretch of LAX pays or a rate stretch resets to, an observed value
};

/// A loan's events in order, from the status date on, and what its functions need besides.
struct Plan {
  std::vector<Planned> events;
  std::vector<Time> interest_times;    ///< IP and IPCI as computed, before the status date too
  std::vector<Time> redemption_times;  ///< PR as computed, up to the amortization date and with it
  std::vector<Time> fee_times;         ///< FP
  std::optional<Time> settlement;      ///< STD of called money
  double redemption_payment = 0;       ///< PRNXT, given or derived; of ANN only if given
};

/// The plan of a PAM, LAM, NAM, ANN, LAX, CLM or UMP contract, of any other type a CHECK. `until`
/// ends the plan of a contract without a maturity, and no event lies after it but the settlement of
/// a call before it.
///
/// Errors: a term that the type needs is missing; no maturity can be derived; more than kEventsMax
/// events.
core::Result<Plan> plan(const ContractTerms& terms, const ObservedData& observed,
                        std::optional<Time> until);

/// Adds `time` to `events`, moved to a business day as the terms say.
void add_shifted(std::vector<Planned>& events, const ContractTerms& terms, EventType type,
                 Time time, double amount);

}  // namespace zheli::contracts
