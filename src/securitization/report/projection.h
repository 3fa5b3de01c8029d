// What a deal pays on one path, as sheets. Tested by projection_test.cc.
#pragma once

#include "securitization/deal/deal.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"
#include "securitization/waterfall/statement.h"

namespace zheli::report {

/// One row a loan: who owes what on which terms, what is pledged, loan to value.
Sheet loans(const deal::Deal& deal, Language language);

/// One row a payment date: what was collected, what each tranche, fee, supporter and account got.
/// `collections` and `statement` hold path `path`.
Sheet payments(const deal::Deal& deal, const cash::Collections& collections,
               const waterfall::Statement& statement, int path, Language language);

/// One row a tranche: size, coupon, what it was paid in all, what is left, WAL in years.
Sheet tranches(const deal::Deal& deal, const waterfall::Statement& statement, int path,
               Language language);

}  // namespace zheli::report
