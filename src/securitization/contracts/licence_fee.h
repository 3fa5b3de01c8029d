// A patent licence's fees: a fixed amount and a share of the licensee's sales, by period. A
// contract type of ours, after the licences that back licence-income deals. Tested by
// licence_fee_test.cc.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/calendar.h"
#include "core/money.h"

namespace zheli::contracts {

/// The terms of a licence. Periods follow each other without a gap, the first starting on `from`;
/// the last ends on `to` and is shorter where the months do not fit.
struct LicenceFee {
  core::Date from;          ///< first day
  core::Date to;            ///< the day after the last
  int months = 3;           ///< of a period, 1 to 120
  core::Money fixed;        ///< of each full period; a shorter last one pays its share by days
  double royalty_rate = 0;  ///< of sales: 0.03 is 3 %
  std::optional<core::Money> floor;  ///< the least royalty of a period
  std::optional<core::Money> cap;    ///< the most
  int due_days = 0;  ///< from the end of a period to its payment, before it is moved
  core::Calendar calendar = core::Calendar::none;
  core::BusinessDayRule rule = core::BusinessDayRule::unadjusted;
};

/// What the licensee sold, on a day of a period.
struct Sale {
  core::Date date;
  core::Money amount;
};

/// One period's fee.
struct LicencePayment {
  core::Date from, to;  ///< the period, [from, to)
  core::Date due;
  core::Money sales;
  core::Money fixed;
  core::Money royalty;
};

/// The fees of all periods.
///
///   royalty = min(max(round(rate · sales of the period), floor), cap)     half to even
///   fixed   = fixed, in a shorter last period round(fixed · days / days of a full one)
///
/// sales  in any order; each must lie in [from, to)
///
/// Errors: an empty licence, months or days out of range, a negative amount or rate, a floor above
/// the cap, a sale outside the licence, a business day of an unknown year.
core::Result<std::vector<LicencePayment>> licence_payments(const LicenceFee& licence,
                                                           std::span<const Sale> sales);

}  // namespace zheli::contracts
