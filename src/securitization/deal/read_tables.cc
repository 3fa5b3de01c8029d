#include "securitization/deal/read_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "files/table.h"

namespace zheli::deal {
namespace {

using core::Date;
using files::Findings;

void check_debtor(const Deal& deal, files::Row& row, const std::string& id) {
  const bool known = std::any_of(deal.borrowers.begin(), deal.borrowers.end(),
                                 [&](const Borrower& b) { return b.id == id; });
  if (!known && !deal.borrowers.empty())
    row.problem(files::unknown("borrower", id.substr(0, 40), files::ids_of(deal.borrowers)));
}

/// What is paid last must be collected, and before the legal final date.
void check_end(const Deal& deal, files::Row& row, Date end) {
  if (end < deal.cut_off) row.problem("it has matured before the cut-off day");
  const auto& periods = deal.terms.periods;
  if (!periods.empty() && periods.back().to <= end) {
    row.problem(
        fmt::format("it matures on {}, after the last collection period, which ends before {}",
                    core::to_string(end), core::to_string(periods.back().to)));
  }
  if (deal.legal_final.ok() && deal.legal_final < end)
    row.problem("it matures after the legal final date " + core::to_string(deal.legal_final));
}

Loan read_loan(const Deal& deal, files::Row& row, const Findings& findings) {
  static const std::vector<std::string> kRepayments = {"bullet", "equal-principal", "level"};
  Loan loan;
  loan.line = row.line();
  loan.id = row.text("id");
  loan.borrower = row.text("borrower");
  loan.balance = row.money("balance");
  loan.rate = row.number("rate");
  loan.start = row.date("start");
  loan.maturity = row.date("maturity");
  loan.months = row.whole("months", 1, 12);
  loan.pledged = row.list("pledged");
  if (!row.text_if_any("liquidation_value").empty())
    loan.liquidation_value = row.money("liquidation_value");
  const std::string repayment = row.text("repayment");
  const auto found = std::find(kRepayments.begin(), kRepayments.end(), repayment);
  if (found == kRepayments.end())
    row.problem(files::unknown("repayment", repayment.substr(0, 40), kRepayments));
  else
    loan.repayment = static_cast<Repayment>(found - kRepayments.begin());
  if (loan.rate < 0 || loan.rate > 1)
    row.problem("rate is a decimal per year from 0 to 1: 0.055 is 5.5 %");
  check_debtor(deal, row, loan.borrower);
  if (!findings.problems().empty()) return loan;
  if (!(loan.start < loan.maturity)) row.problem("it matures before it starts");
  check_end(deal, row, loan.maturity);
  return loan;
}

Licence read_licence(const Deal& deal, files::Row& row) {
  constexpr int kMonthsMost = 12, kDaysMost = 60;
  Licence licence;
  licence.line = row.line();
  licence.id = row.text("id");
  licence.licensee = row.text("licensee");
  licence.price = row.money("price");
  licence.fee.from = deal.cut_off;
  licence.fee.to = row.date("to");
  licence.fee.months = row.whole("months", 1, kMonthsMost);
  licence.fee.fixed = row.money("fixed");
  licence.fee.royalty_rate = row.number("royalty_rate");
  licence.sales = row.money("sales");
  licence.fee.due_days = row.whole("due_days", 0, kDaysMost);
  if (!row.text_if_any("floor").empty()) licence.fee.floor = row.money("floor");
  if (!row.text_if_any("cap").empty()) licence.fee.cap = row.money("cap");
  if (!row.text_if_any("liquidation_value").empty())
    licence.liquidation_value = row.money("liquidation_value");
  if (licence.fee.royalty_rate < 0 || licence.fee.royalty_rate > 1)
    row.problem("royalty_rate is a decimal from 0 to 1: 0.03 is 3 % of sales");
  check_debtor(deal, row, licence.licensee);
  return licence;
}

}  // namespace

void read_borrowers(std::string_view bytes, Deal& deal, Findings& findings) {
  files::Table table;
  files::read_table(bytes, {"id", "name", "sector", "region", "rating"},
                    {"alone_rate", "subsidy_rate"}, findings, table);
  std::set<std::string> seen;
  for (files::Row& row : table.rows) {
    Borrower borrower{row.text("id"),
                      row.text("name"),
                      row.text("sector"),
                      row.text("region"),
                      row.text("rating"),
                      0,
                      0};
    borrower.alone_rate = row.number_if_any("alone_rate").value_or(0);
    borrower.subsidy_rate = row.number_if_any("subsidy_rate").value_or(0);
    if (borrower.alone_rate < 0 || borrower.subsidy_rate < 0) row.problem("a rate is negative");
    if (!seen.insert(borrower.id).second) row.problem("borrower " + borrower.id + " stands twice");
    deal.borrowers.push_back(std::move(borrower));
  }
}

void read_loans(std::string_view bytes, Deal& deal, Findings& findings) {
  files::Table table;
  files::read_table(
      bytes, {"id", "borrower", "balance", "rate", "start", "maturity", "repayment", "months"},
      {"pledged", "liquidation_value"}, findings, table);
  std::set<std::string> seen;
  for (files::Row& row : table.rows) {
    Loan loan = read_loan(deal, row, findings);
    if (!seen.insert(loan.id).second) row.problem("loan " + loan.id + " stands twice");
    deal.loans.push_back(std::move(loan));
  }
  if (table.rows.empty() && findings.problems().empty())
    findings.add(1, "there is no loan; add one");
}

void read_licences(std::string_view bytes, Deal& deal, Findings& findings) {
  files::Table table;
  files::read_table(
      bytes,
      {"id", "licensee", "price", "to", "months", "fixed", "royalty_rate", "sales", "due_days"},
      {"floor", "cap", "liquidation_value"}, findings, table);
  std::set<std::string> seen;
  for (files::Row& row : table.rows) {
    Licence licence = read_licence(deal, row);
    if (!seen.insert(licence.id).second) row.problem("licence " + licence.id + " stands twice");
    if (findings.problems().empty()) {
      const Date end =
          std::chrono::sys_days(licence.fee.to) + std::chrono::days(licence.fee.due_days);
      check_end(deal, row, end);
    }
    deal.licences.push_back(std::move(licence));
  }
}

void read_rights(std::string_view bytes, Deal& deal, Findings& findings) {
  files::Table table;
  files::read_table(bytes,
                    {"id", "owner", "kind", "expires", "valued_on", "value", "liquidation_value"},
                    {"title"}, findings, table);
  std::set<std::string> seen;
  for (files::Row& row : table.rows) {
    Right right;
    right.line = row.line();
    right.id = row.text("id");
    right.owner = row.text("owner");
    right.kind = row.text("kind");
    right.title = row.text_if_any("title");
    right.expires = row.date("expires");
    right.value = row.money("value");
    right.liquidation_value = row.money("liquidation_value");
    const Date on = row.date("valued_on");
    if (!deal.valued_on) deal.valued_on = on;
    if (*deal.valued_on != on) {
      row.problem(fmt::format("valued_on is {}, of the rights above {}; value all on one day",
                              core::to_string(on), core::to_string(*deal.valued_on)));
    }
    check_debtor(deal, row, right.owner);
    if (right.value < right.liquidation_value)
      row.problem("its liquidation value is above its value; a forced sale brings less");
    if (!seen.insert(right.id).second) row.problem("right " + right.id + " stands twice");
    deal.rights.push_back(std::move(right));
  }
}

}  // namespace zheli::deal
