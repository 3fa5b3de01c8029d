// A deal → the pool that credit simulates. Tested by credit_pool_test.cc.
#pragma once

#include "core/result.h"
#include "securitization/credit/default_table.h"
#include "securitization/credit/pool.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// One name a borrower, in the order of borrowers that have a loan; one name a supporter, rated
/// as its party. A period's default probability is that of the time from the cut-off day to its
/// end. Recoveries rest on what the sale of the pledged rights would bring (pledges.h); a borrower
/// of whom nothing is pledged recovers nothing.
///
/// Errors: a rating that the table lacks; a loan that pays in no period.
core::Result<credit::Pool> pool_of(const Deal& deal, const credit::DefaultTable& table);

}  // namespace zheli::deal
