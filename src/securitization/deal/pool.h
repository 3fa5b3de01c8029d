// A deal → the pool that credit simulates. Tested by pool_test.cc.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "securitization/credit/default_table.h"
#include "securitization/credit/pool.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// What the sale of a borrower's pledged rights would bring, by borrower id.
using LiquidationValues = std::map<std::string, core::Money>;

/// By borrower: what loans.csv and licences.csv state themselves, else the pledged rights' values.
LiquidationValues stated_values(const Deal& deal);

/// One name a borrower, in the order of borrowers that have a loan; one standby a supporter, rated
/// as its party. A period's default probability is that of the time from the cut-off day to its
/// end. Recoveries rest on `values`; a borrower without one recovers nothing.
///
/// Errors: a rating that the table lacks; a loan that pays in no period.
core::Result<credit::Pool> pool_of(const Deal& deal, const credit::DefaultTable& table,
                                   const LiquidationValues& values);

}  // namespace zheli::deal
