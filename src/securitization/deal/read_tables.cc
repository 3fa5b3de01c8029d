#include "securitization/deal/read_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/contains.h"
#include "files/table.h"

namespace zheli::deal {
namespace {

using core::Date;
using files::Findings;

/// The ids that a file's rows may name, looked up by hash: a pool may have a million loans.
class Known {
 public:
  template <typename Range>
  Known(std::string kind, const Range& range) : kind_(std::move(kind)) {
    for (const auto& one : range) ids_.insert(one.id);
  }

  bool has(const std::string& id) const { return ids_.contains(id); }
  bool empty() const { return ids_.empty(); }

  /// "unknown KIND …"; which known one may be meant is said of the first hundred.
  std::string unknown(const std::string& id) {
    constexpr int kMeantMost = 100;
    const std::string word = id.substr(0, 40);
    if (++asked_ > kMeantMost) return fmt::format("unknown {} \"{}\"", kind_, word);
    std::vector<std::string> sorted(ids_.begin(), ids_.end());
    std::sort(sorted.begin(), sorted.end());
    return files::unknown(kind_, word, sorted);
  }

 private:
  std::string kind_;
  std::unordered_set<std::string> ids_;
  int asked_ = 0;
};

/// What a table is read against.
struct Context {
  const Deal& deal;
  const Findings& findings;
  Known borrowers{"borrower", deal.borrowers};
  std::unordered_set<std::string> seen{};

  void check_debtor(files::Row& row, const std::string& id) {
    if (!borrowers.empty() && !borrowers.has(id)) row.problem(borrowers.unknown(id));
  }
  void check_once(files::Row& row, const char* what, const std::string& id) {
    if (!seen.insert(id).second) row.problem(fmt::format("{} {} stands twice", what, id));
  }
};

/// What is paid last must be collected, and before the legal final date.
void check_end(const Deal& deal, files::Row& row, Date end) {
  if (end < deal.cut_off) row.problem("it has matured before the cut-off day");
  if (!deal.terms.periods.empty()) {
    const Date last = deal.terms.periods[deal.terms.scheduled() - 1].to;
    if (last <= end) {
      row.problem(
          fmt::format("it matures on {}, after the last collection period, which ends before {}",
                      core::to_string(end), core::to_string(last)));
    }
  }
  if (deal.legal_final.ok() && deal.legal_final < end)
    row.problem("it matures after the legal final date " + core::to_string(deal.legal_final));
}

/// How interest is counted and when it falls due, and how late the loan is: all may be left out.
void read_rhythm(files::Row& row, Loan& loan) {
  constexpr int kDayMost = 31, kOverdueMost = 10'000, kMonthsInYear = 12;
  const std::string day_count = row.text_if_any("day_count");
  if (!day_count.empty()) {
    const core::Result<core::DayCount> read = core::parse_day_count(day_count);
    if (read)
      loan.day_count = read.value();
    else
      row.problem(read.error().message);
  }
  if (!row.text_if_any("interest_day").empty()) {
    loan.interest_day = row.whole("interest_day", 1, kDayMost);
    if (kMonthsInYear % loan.months != 0)
      row.problem("with an interest_day months must be 1, 2, 3, 4, 6 or 12");
  }
  if (!row.text_if_any("days_overdue").empty())
    loan.days_overdue = row.whole("days_overdue", 0, kOverdueMost);
}

Loan read_loan(Context& context, files::Row& row) {
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
  read_rhythm(row, loan);
  const std::string repayment = row.text("repayment");
  const auto found = std::find(kRepayments.begin(), kRepayments.end(), repayment);
  if (found == kRepayments.end())
    row.problem(files::unknown("repayment", repayment.substr(0, 40), kRepayments));
  else
    loan.repayment = static_cast<Repayment>(found - kRepayments.begin());
  if (loan.rate < 0 || loan.rate > 1)
    row.problem("rate is a decimal per year from 0 to 1: 0.055 is 5.5 %");
  context.check_debtor(row, loan.borrower);
  if (!context.findings.problems().empty()) return loan;
  if (!(loan.start < loan.maturity)) row.problem("it matures before it starts");
  check_end(context.deal, row, loan.maturity);
  return loan;
}

Licence read_licence(Context& context, files::Row& row) {
  constexpr int kMonthsMost = 12, kDaysMost = 60;
  Licence licence;
  licence.line = row.line();
  licence.id = row.text("id");
  licence.licensee = row.text("licensee");
  licence.price = row.money("price");
  licence.fee.from = context.deal.cut_off;
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
  context.check_debtor(row, licence.licensee);
  return licence;
}

}  // namespace

void read_borrowers(std::string_view bytes, Deal& deal, Findings& findings) {
  Context context{deal, findings};
  const files::Columns columns{{"id", "name", "sector", "region", "rating"},
                               {"alone_rate", "subsidy_rate"}};
  files::each_row(bytes, columns, findings, [&](files::Row& row) {
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
    context.check_once(row, "borrower", borrower.id);
    deal.borrowers.push_back(std::move(borrower));
  });
}

void read_loans(std::string_view bytes, Deal& deal, Findings& findings) {
  Context context{deal, findings};
  const files::Columns columns{
      {"id", "borrower", "balance", "rate", "start", "maturity", "repayment", "months"},
      {"pledged", "liquidation_value", "day_count", "interest_day", "days_overdue"}};
  const std::size_t rows = files::each_row(bytes, columns, findings, [&](files::Row& row) {
    Loan loan = read_loan(context, row);
    context.check_once(row, "loan", loan.id);
    deal.loans.push_back(std::move(loan));
  });
  if (rows == 0 && findings.problems().empty()) findings.add(1, "there is no loan; add one");
}

void read_licences(std::string_view bytes, Deal& deal, Findings& findings) {
  Context context{deal, findings};
  const files::Columns columns{
      {"id", "licensee", "price", "to", "months", "fixed", "royalty_rate", "sales", "due_days"},
      {"floor", "cap", "liquidation_value"}};
  files::each_row(bytes, columns, findings, [&](files::Row& row) {
    Licence licence = read_licence(context, row);
    context.check_once(row, "licence", licence.id);
    if (findings.problems().empty())
      check_end(deal, row, core::add_days(licence.fee.to, licence.fee.due_days));
    deal.licences.push_back(std::move(licence));
  });
}

void read_pledges(std::string_view bytes, Deal& deal, Findings& findings) {
  Context context{deal, findings};
  Known loans("loan", deal.loans), rights("right", deal.rights);
  std::unordered_map<std::string_view, const Loan*> by_id;
  for (const Loan& loan : deal.loans) by_id.emplace(loan.id, &loan);
  files::each_row(bytes, {{"right", "loan", "rank"}, {"secured"}}, findings, [&](files::Row& row) {
    constexpr int kRankMost = 100;
    Pledge pledge;
    pledge.line = row.line();
    pledge.right = row.text("right");
    pledge.loan = row.text("loan");
    pledge.rank = row.whole("rank", 1, kRankMost);
    if (!row.text_if_any("secured").empty()) pledge.secured = row.money("secured");
    if (!rights.has(pledge.right)) row.problem(rights.unknown(pledge.right));
    if (!loans.has(pledge.loan)) {
      row.problem(loans.unknown(pledge.loan));
    } else {
      const std::vector<std::string>& named = by_id.at(pledge.loan)->pledged;
      if (!named.empty() && !core::contains(named, pledge.right)) {
        row.problem(
            fmt::format("loan {} is not pledged with right {} in loans.csv; name it there "
                        "too, or leave \"pledged\" empty",
                        pledge.loan, pledge.right));
      }
    }
    context.check_once(row, "the pledge of", pledge.right + " for " + pledge.loan);
    deal.pledges.push_back(std::move(pledge));
  });
}

void read_rights(std::string_view bytes, Deal& deal, Findings& findings) {
  Context context{deal, findings};
  const files::Columns columns{
      {"id", "owner", "kind", "expires", "valued_on", "value", "liquidation_value"}, {"title"}};
  files::each_row(bytes, columns, findings, [&](files::Row& row) {
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
    context.check_debtor(row, right.owner);
    if (right.expires < on && right.value.fen > 0) {
      row.problem(fmt::format("its protection ended on {}, before it was valued; its value is 0",
                              core::to_string(right.expires)));
    }
    if (right.value < right.liquidation_value)
      row.problem("its liquidation value is above its value; a forced sale brings less");
    context.check_once(row, "right", right.id);
    deal.rights.push_back(std::move(right));
  });
}

}  // namespace zheli::deal
