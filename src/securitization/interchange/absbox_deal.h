// Deals written for AbsBox, run by this project's own waterfall: its dates, its fees' bases and its
// rounding are that engine's, so that the flows can be compared cent by cent. Tested by
// absbox_deal_test.cc and, where its reference cases are at hand, against them.
//
// What is read is listed in docs/methods/interchange.md; anything else is a problem, never left
// out.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "securitization/interchange/absbox_pool.h"
#include "securitization/interchange/table.h"
#include "securitization/waterfall/terms.h"

namespace zheli::interchange {

/// A day of every month, or of every third, sixth or twelfth.
struct AbsboxPattern {
  int day = 31;      ///< the last of the month where the month is shorter
  int every = 1;     ///< months
  int counting = 0;  ///< months whose number leaves this rest when divided by `every`
};

/// Every day of the pattern in (after, until], in order.
std::vector<core::Date> days_of(const AbsboxPattern& pattern, core::Date after, core::Date until);

/// Amounts by date.
using AbsboxCurve = std::vector<std::pair<core::Date, core::Money>>;

/// A fee whose amount depends on that engine's dates; others are in the terms alone.
struct AbsboxFee {
  enum class Kind {
    pool_rate,        ///< a yearly rate on the pool
    each_day,         ///< an amount on each day of a pattern
    each_collection,  ///< an amount for each collection day, the closing day counted
    once,
    by_date,    ///< amounts on days
    by_number,  ///< in all so much by payment date 1, 2, …
  };
  Kind kind = Kind::pool_rate;
  std::string id;
  double rate = 0;        ///< of pool_rate: a year, on the balance after each collection day
  core::Money amount;     ///< of each_day, of once
  AbsboxPattern pattern;  ///< of each_day
  AbsboxCurve flow;       ///< of by_date
  std::map<int, core::Money> totals;  ///< of by_number
  core::Date start;
};

/// A holding whose yield is asked for: what was paid for it, and how much of the bond it is.
struct AbsboxHolding {
  int bond = 0;                                     ///< its number
  std::vector<std::pair<core::Date, double>> paid;  ///< yuan, negative
  double share = 1;
};

/// A valuation that is asked for: each payment at (1 + the rate of its day)^(−days/365).
struct AbsboxPricing {
  core::Date date;
  std::vector<std::pair<core::Date, double>> curve;  ///< from the day after each date on
};

struct AbsboxDeal {
  core::Date first_collection;  ///< the closing day, or the next day of a deal under way
  core::Date first_pay, stated;
  AbsboxPattern pays, collections;
  waterfall::Terms terms;  ///< without periods, pool balance and the fees' series
  std::vector<AbsboxFee> fees;
  std::map<std::string, AbsboxCurve> curves;  ///< by bond: what it may owe from each day on
  std::vector<AbsboxHolding> holdings;
  std::optional<AbsboxPricing> pricing;
};

/// Name of the series that holds each payment date as days since 1970, for conditions on dates.
inline constexpr const char* kPayDay = "pay day";

/// Runs the deal: tables "pool", "bonds A", "fees mgmt", "accounts acc", "liqProvider guarantor"
/// and "pricing summary". It ends where that engine ends: before the first payment date on which
/// nothing is left to collect and no account holds money, and no later than the stated day.
core::Result<std::vector<Table>> run(const AbsboxPool& pool, const AbsboxDeal& deal);

}  // namespace zheli::interchange
