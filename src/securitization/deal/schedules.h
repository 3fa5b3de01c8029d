// A deal's loans → what each pays by collection period if nothing happens. Tested by
// schedules_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "securitization/cash/collections.h"
#include "securitization/contracts/dated_flows.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// The loan as an ACTUS contract as of the cut-off day: PAM for bullet, LAM for equal principal,
/// ANN for level payments; interest by its day count, in yuan. What has accrued since the last
/// payment before the cut-off day is the deal's.
contracts::ContractTerms contract_of(const Loan& loan, core::Date cut_off);

/// From when interest that is paid after the cut-off day accrues: the last payment date on or
/// before it; the start of a loan that has not paid yet.
core::Date accrues_from(const Loan& loan, core::Date cut_off);

/// What a loan pays from the cut-off day on, by date. Errors: as contracts::dated_flows.
core::Result<std::vector<contracts::DatedFlow>> flows_of(const Loan& loan, core::Date cut_off);

/// Calls `seen` with each loan's schedule and who owes it, then each licence's, in the deal's
/// order; a schedule is gone after its call. What falls due in [from, to) of a period is its
/// collection. A licence's fees are parted into interest and principal as a loan of its price would
/// part them, at the yield the price implies: what is expected of sales is what is due. Cost:
/// linear.
///
/// Errors name the line; then no further schedule is made.
using SeesSchedule = std::function<void(const std::string& borrower, const cash::LoanSchedule&)>;
std::optional<core::Error> each_schedule(const Deal& deal, const SeesSchedule& seen);

/// The deal with no more payment dates after the expected maturity than can bring something in at
/// its own recovery lag and delays: simulating the rest would pay out nothing.
Deal without_idle_dates(Deal deal);

/// The collections of one path on which every loan pays as scheduled. Errors: as each_schedule().
core::Result<cash::Collections> collected_as_scheduled(const Deal& deal);

}  // namespace zheli::deal
