// A pool under stated rates instead of drawn ones: so much defaults a year, so much is prepaid, so
// much of a default is lost, the rest comes so many periods later. Tested by vectors_test.cc.
//
// The convention of cash-flow models (CDR, CPR: Bond Market Association, Standard Formulas, 1999):
// of what is outstanding 1 − (1 − CDR)^years defaults in a period, of the rest 1 − (1 − CPR)^years
// is prepaid, what is left pays interest and principal as scheduled.
#pragma once

#include <vector>

#include "securitization/cash/collections.h"

namespace zheli::credit {

/// Decimals by period; the last goes on, an empty list is 0 throughout.
struct Vectors {
  std::vector<double> cdr;       ///< defaults a year, [0, 1]
  std::vector<double> cpr;       ///< prepayments a year, [0, 1]
  std::vector<double> severity;  ///< share of a default that is lost, [0, 1]
  int lag = 0;                   ///< periods until the rest comes; after the last one it is lost
};

/// One path from the one on which all pay as scheduled. `years[p]` is the length of period p. Whole
/// fen: principal, prepayments and defaults add up to what was outstanding.
cash::Collections under(const Vectors& vectors, const cash::Collections& scheduled,
                        const std::vector<double>& years);

}  // namespace zheli::credit
