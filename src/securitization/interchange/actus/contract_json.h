// ACTUS contracts as JSON: bytes → terms, observations and expected events, or every problem with
// its place. Tested by contract_json_test.cc, test_bed_test.cc and tests/fuzz/actus_fuzz.cc.
//
// The format of the public test bed actusfrf/actus-tests: numbers may stand in strings, with blanks
// around; times with or without seconds; one value where an array is allowed. contracts::Terms that
// would change the events and are not understood are problems; other unknown names are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "securitization/contracts/terms.h"

namespace zheli::actus {

/// The largest file that is read.
constexpr std::size_t kJsonBytesMax = std::size_t{16} << 20;

/// What is wrong at `place` ("pam01/terms/maturityDate"), and what would be right.
struct Problem {
  std::string place;
  std::string message;
};

/// A contract with what was observed of its world.
struct ObservedContract {
  contracts::Terms terms;
  contracts::ObservedData observed;
  std::optional<contracts::Time> until;  ///< the time up to which events are wanted
};

struct ReadContract {
  ObservedContract contract;
  std::vector<Problem> problems;  ///< empty, else `contract` is not to be used
};

/// Reads one contract: its terms alone, or a case of the test bed with "terms" and, where wanted,
/// "to", "dataObserved" and "eventsObserved".
ReadContract read_contract(std::string_view bytes);

/// An event as the test bed expects it; only what is given is compared.
struct ExpectedEvent {
  contracts::Time time;
  std::string type;
  std::optional<std::string> currency;
  std::optional<double> payoff, notional, rate, accrued, exercise_amount;
  std::optional<contracts::Time> exercise_time;
};

struct TestCase {
  std::string id;
  ObservedContract contract;
  std::vector<ExpectedEvent> expected;
  std::vector<Problem> problems;
};

struct TestBed {
  std::vector<TestCase> cases;
  std::vector<Problem> problems;  ///< of the file as a whole
};

/// Reads a whole file of the test bed: an object of cases by id.
TestBed read_test_bed(std::string_view bytes);

}  // namespace zheli::actus
