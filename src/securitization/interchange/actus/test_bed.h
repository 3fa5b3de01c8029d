// Comparing a contract's events with those that a test bed expects. Tested by test_bed_test.cc.
#pragma once

#include <string>
#include <vector>

#include "securitization/interchange/actus/contract_json.h"

namespace zheli::actus {

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
