// A deal's loans → what each pays by collection period if nothing happens. Tested by
// schedules_test.cc.
#pragma once

#include <vector>

#include "core/result.h"
#include "securitization/cash/collections.h"
#include "securitization/contracts/dated_flows.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// The loan as an ACTUS contract as of the cut-off day: PAM for bullet, LAM for equal principal,
/// ANN for level payments; interest ACT/365, in yuan. What has accrued since the last payment
/// before the cut-off day is the deal's.
contracts::ContractTerms contract_of(const Loan& loan, core::Date cut_off);

/// What a loan pays from the cut-off day on, by date. Errors: as contracts::dated_flows.
core::Result<std::vector<contracts::DatedFlow>> flows_of(const Loan& loan, core::Date cut_off);

/// A schedule and who owes it.
struct Owed {
  std::string borrower;
  cash::LoanSchedule schedule;
};

/// One a loan, then one a licence, in the deal's order. What falls due in [from, to) of a period is
/// its collection. A licence's fees are parted into interest and principal as a loan of its price
/// would part them, at the yield the price implies: what is expected of sales is what is due.
/// Errors name the line.
core::Result<std::vector<Owed>> schedules_of(const Deal& deal);

/// The collections of one path on which every loan pays as scheduled.
cash::Collections collected_as_scheduled(const std::vector<Owed>& schedules);

}  // namespace zheli::deal
