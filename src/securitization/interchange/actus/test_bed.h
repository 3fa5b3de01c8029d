// The public test bed actusfrf/actus-tests: files of contracts with the events expected of them,
// and how a contract's events are compared with those. Tested by test_bed_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "securitization/interchange/actus/contract_json.h"

namespace zheli::actus {

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
  std::vector<files::Problem> problems;  ///< empty, else the rest is not to be used
};

/// Reads a whole file of the test bed: an object of cases by id. A case that cannot be read keeps
/// its problems; `findings` has those of the file as a whole.
std::vector<TestCase> read_test_bed(const files::Json& json, files::Findings& findings);

/// What differs in one event: which, and both values as written.
struct Difference {
  std::string event;  ///< "2013-02-01 IP payoff"
  std::string expected;
  std::string got;
};

/// Whether two amounts are the same to the test bed's precision: rounded to 10 decimals. Its
/// numbers were written with 15 significant digits and partly cut instead of rounded, so one unit
/// of the tenth decimal or of the fifteenth digit, whichever is larger, is no difference.
bool same_amount(double expected, double got);

/// Runs the case and compares event by event, in order, every value that is expected. An error of
/// the run, or a problem of the case, is a difference.
std::vector<Difference> check(const TestCase& one);

}  // namespace zheli::actus
