// The pledged rights' values against what their data give: recoveries rest on rights.csv, a
// report's tornado on assets.csv, so both must say the same. Tested by check_values_test.cc.
#pragma once

#include <span>
#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"
#include "securitization/valuation/appraisal.h"

namespace zheli::deal {

/// Where a right's value, liquidation value, end of protection or owner in rights.csv is not what
/// assets.csv gives, and rights that only one of the two files has. appraisals[i] is of assets[i],
/// as of the deal's valuation day.
std::vector<files::Problem> check_values(const Deal& deal, std::span<const valuation::Asset> assets,
                                         std::span<const valuation::Appraisal> appraisals);

}  // namespace zheli::deal
