// Pools written for AbsBox, the English client of an existing engine, and what they bring in, so
// that a deal's assets can be moved over and compared. Tested by absbox_pool_test.cc and, where its
// reference cases are at hand, against them.
//
// Assets: Loan (i_p, Schedule), Mortgage (Level, Even), Invoice with a fixed-rate fee. Assumptions:
// CDR, CPR, recovery rate and lag.
#pragma once

#include <optional>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "securitization/interchange/table.h"

namespace zheli::interchange {

struct AbsboxAsset {
  enum class Kind { loan_bullet, loan_schedule, mortgage_level, mortgage_even, invoice };
  Kind kind = Kind::loan_bullet;
  core::Money balance;
  double rate = 0;
  int months = 1;                    ///< between two payments
  int term = 0;                      ///< payments left
  core::Date last_paid;              ///< the payment date before them
  std::vector<core::Date> dates;     ///< of a schedule, an invoice's due date
  std::vector<core::Money> amounts;  ///< of a schedule
};

/// Yearly rates of default and prepayment; of each default `recovery` comes `lag` months later.
struct AbsboxAssumption {
  double cdr = 0, cpr = 0;
  std::optional<double> recovery;
  int lag = 0;
};

/// One date's flows of all assets together; `balance` is what performs after them.
struct AbsboxFlow {
  core::Date date;
  core::Money balance, principal, interest, prepayment, defaulted, recovery, loss;
};

struct AbsboxPool {
  core::Date cut_off;
  std::vector<AbsboxAsset> assets;
  AbsboxAssumption assumption;
};

/// What the pool brings in, by date, the cut-off day first. As that engine computes them: amounts
/// are cut to the cent loan by loan and date by date; a loan's interest is ACT/365, a mortgage's
/// rate is cut to six decimals a period; defaults and prepayments are
///
///   default = balance · (1 − (1 − CDR)^(days/365)), prepayment the same of what is left with CPR
///
/// before interest falls due; the schedule goes on with what is left.
std::vector<AbsboxFlow> project(const AbsboxPool& pool);

/// The flows as a table named "pool", with sums since the first.
Table pool_table(const std::vector<AbsboxFlow>& flows, bool of_invoices);

}  // namespace zheli::interchange
