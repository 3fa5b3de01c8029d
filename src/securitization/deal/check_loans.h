// What every loan must meet and how much of the pool one may be: eligibility criteria (合格标准)
// and concentration limits. Tested by check_loans_test.cc.
#pragma once

#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"
#include "securitization/deal/pledges.h"

namespace zheli::deal {

/// A figure of a loan that a criterion looks at: yuan, a decimal, whole months or a count. A loan
/// without pledged rights has a loan to value of infinity and no months of protection.
double figure_of(const Deal& deal, const Pledges& pledges, const Loan& loan, Criterion::Of of);

/// Every loan against every criterion, problems in loans.csv, and every licence against those that
/// look at licences, problems in licences.csv; a criterion that looks at nothing the deal has;
/// every concentration limit, problems at `line` of deal.yaml; every pledged right that a loan
/// names and rights.csv lacks; liquidation values that count a right more than once.
std::vector<files::Problem> check_loans(const Deal& deal, int line);

}  // namespace zheli::deal
