// ACTUS contracts as JSON → terms and observations, or every problem with its line and place.
// Tested by contract_json_test.cc, test_bed_test.cc and tests/fuzz/actus_fuzz.cc.
//
// The format of the public test bed actusfrf/actus-tests: numbers may stand in strings, with blanks
// around; times with or without seconds; one value where a list is allowed. Terms that
// would change the events and are not understood are problems; other unknown names are passed over.
#pragma once

#include "files/json_tree.h"
#include "securitization/contracts/terms.h"

namespace zheli::actus {

/// A contract with what was observed of its world.
struct ObservedContract {
  contracts::ContractTerms terms;
  contracts::ObservedData observed;
  std::optional<contracts::Time> until;  ///< the time up to which events are wanted
};

/// Reads one contract: its terms alone, or a case of the test bed with "terms" and, where wanted,
/// "to", "dataObserved" and "eventsObserved". Where there is a problem it is not to be used; a
/// problem's message begins with its place: "terms/maturityDate: must be a text".
ObservedContract read_contract(const files::Json& json, files::Findings& findings);

}  // namespace zheli::actus
