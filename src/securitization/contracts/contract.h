// A contract's events: given terms and what was observed, gives every event with its payoff and
// the state after it. Tested by contract_test.cc and, against the public test bed, by
// interchange/actus/test_bed_test.cc.
//
//   const Result<std::vector<Event>> events = run(terms, observed, std::nullopt);
//
// Method: the ACTUS technical specification, terms → schedule → state transition and payoff per
// event; docs/methods/contracts.md.
#pragma once

#include <vector>

#include "securitization/contracts/terms.h"

namespace zheli::contracts {

/// All events after the status date, in order, up to `until` where it is given, else to the end of
/// the contract. Events before the date of a purchase take effect and are not listed.
///
/// Never fails on a well-formed contract; Errors: a term that the type needs is missing, a market
/// rate was not observed, more than kEventsMax events, amounts that are not finite, a business day
/// of a year that its calendar does not know.
core::Result<std::vector<Event>> run(const ContractTerms& terms, const ObservedData& observed,
                                     std::optional<Time> until);

}  // namespace zheli::contracts
