// A servicer's report of one period (资产服务报告), loan by loan, as a CSV file: what was due, what
// was paid, how late the rest is, what came early, what was recovered. The file and an example are
// docs/formats/servicing.md. A file is taken whole or not at all: every line's problem is named.
//
// Tested by servicing_test.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "files/problem.h"

namespace zheli::programme {

/// A loan or licence of the pool, in the pool's order.
struct Asset {
  std::string id;
  core::Money balance;  ///< at the cut-off day
};

/// How one asset did in one period. Amounts are not negative.
struct Serviced {
  core::Money interest_due, interest_paid;    ///< due: of this period and unpaid from before
  core::Money principal_due, principal_paid;  ///< likewise
  core::Money prepaid;                        ///< principal paid before it was due
  core::Money recovered;                      ///< got in this period after its default
  int days_overdue = 0;                       ///< of the oldest unpaid part at the period's end
  bool defaulted = false;                     ///< in this period or an earlier one
  core::Money balance;                        ///< principal not paid, at the period's end

  bool operator==(const Serviced&) const = default;
};

/// [asset], in the pool's order.
using Report = std::vector<Serviced>;

/// What the period before the first leaves: nothing due or paid, every balance at the cut-off day.
Report opening(std::span<const Asset> pool);

/// What cannot be of an asset that was at `before` the period before; empty: it can. What is paid
/// is no more than what is due; the balance is the one before less principal paid and prepaid; what
/// is unpaid has its days overdue, what is paid has none; a defaulted asset stays so, pays nothing
/// due and only recovers, and no other recovers.
std::vector<std::string> faults(const Serviced& now, const Serviced& before);

struct ReportReading {
  Report report;                         ///< empty where there is a problem
  std::vector<files::Problem> problems;  ///< by line
};

/// Reads a period's report against the pool and the report of the period before. Every asset stands
/// in it once, without faults. Linear times log of the assets.
ReportReading read_report(std::string_view bytes, const std::string& file,
                          std::span<const Asset> pool, const Report& before);

/// The file of a report, which read_report reads back.
std::string write_report(const Report& report, std::span<const Asset> pool);

}  // namespace zheli::programme
