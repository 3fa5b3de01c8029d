// A deal's folder → a checked deal, or every problem with its file and line. Tested by
// read_deal_test.cc and tests/fuzz/deal_fuzz.cc.
#pragma once

#include <optional>
#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

struct Reading {
  std::optional<Deal> deal;
  std::vector<files::Problem> problems;  ///< by file and line; empty where there is a deal
};

/// Reads deal.yaml, borrowers.csv, loans.csv and licences.csv of a folder (path below it → bytes;
/// of the last two at least one) and checks that they agree: names known, tranches as large as the
/// pool and the issue, loans repaid before the last collection, concentration within its limits,
/// the waterfall whole.
Reading read_deal(const files::Folder& folder);

}  // namespace zheli::deal
