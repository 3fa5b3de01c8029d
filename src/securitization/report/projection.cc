#include "securitization/report/projection.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/day_count.h"
#include "securitization/deal/pledges.h"
#include "securitization/report/names.h"

namespace zheli::report {
namespace {

using cash::Flow;
using waterfall::Line;

/// Builds a sheet column by column: a head, and how a row's cell is made.
class Writer {
 public:
  Writer(const deal::Deal& deal, const cash::Collections& collections,
         const waterfall::Statement& statement, int path, Language language)
      : deal_(deal),
        collections_(collections),
        statement_(statement),
        path_(path),
        language_(language) {
    sheet_ = {"payments", word("payments", language), {}, {}};
    sheet_.rows.resize(dates_to_show());
  }

  Sheet write() {
    dates();
    pool();
    fees();
    tranches();
    support();
    accounts();
    return std::move(sheet_);
  }

 private:
  template <typename CellOf>
  void column(std::string id, std::string title, Format format, const CellOf& cell_of) {
    sheet_.columns.push_back({std::move(id), std::move(title), format});
    for (std::size_t p = 0; p < sheet_.rows.size(); ++p)
      sheet_.rows[p].push_back(cell_of(static_cast<int>(p)));
  }

  /// A line of the statement; left out where it is 0 on every date.
  void line(const std::string& id, std::string_view key, Line line, int of, bool if_any) {
    bool any = !if_any;
    for (std::size_t p = 0; p < sheet_.rows.size(); ++p)
      any = any || statement_.money(path_, static_cast<int>(p), line, of).fen != 0;
    if (!any) return;
    const std::string title =
        id.empty() ? word(key, language_) : name(id) + " " + word(key, language_);
    column(id.empty() ? std::string(key) : id + "_" + std::string(key), title, Format::money,
           [&](int p) { return Cell(statement_.money(path_, p, line, of)); });
  }

  void flow(std::string_view key, Flow flow) {
    column(std::string(key), word(key, language_), Format::money,
           [&](int p) { return Cell(brought(p, flow)); });
  }

  core::Money brought(int period, Flow flow) const {
    return statement_.brought(path_, period, flow, collections_);
  }

  /// Every date up to the expected maturity, then those until nothing moves any more.
  std::size_t dates_to_show() const {
    std::size_t last = deal_.terms.scheduled();
    for (std::size_t p = last; p < deal_.terms.periods.size(); ++p) {
      if (statement_.moves(path_, static_cast<int>(p))) last = p + 1;
    }
    return last;
  }

  std::string name(const std::string& id) const { return name_of(deal_, id, language_); }

  void dates() {
    column("date", word("date", language_), Format::date,
           [&](int p) { return Cell(deal_.terms.periods[static_cast<std::size_t>(p)].pay); });
    column("status", word("status", language_), Format::text, [&](int p) {
      const double number = statement_.at(p, Line::status)[static_cast<std::size_t>(path_)];
      return Cell(name(deal_.terms.waterfalls[static_cast<std::size_t>(number)].status));
    });
  }

  void pool() {
    flow("collected_interest", Flow::interest);
    column("collected_principal", word("collected_principal", language_), Format::money,
           [&](int p) { return Cell(brought(p, Flow::principal) + brought(p, Flow::prepayment)); });
    flow("collected_recovery", Flow::recovery);
    flow("defaulted", Flow::defaulted);
    flow("pool_balance", Flow::balance);
    line("", "sold", Line::sold, 0, true);
    line("", "bought", Line::bought, 0, true);
  }

  void fees() {
    for (std::size_t f = 0; f < deal_.terms.fees.size(); ++f)
      line(deal_.terms.fees[f].id, "fee_paid", Line::fee_paid, static_cast<int>(f), true);
  }

  void tranches() {
    for (std::size_t t = 0; t < deal_.terms.tranches.size(); ++t) {
      const std::string& id = deal_.terms.tranches[t].id;
      const int of = static_cast<int>(t);
      line(id, "interest", Line::interest_paid, of, false);
      line(id, "principal", Line::principal_paid, of, false);
      line(id, "balance", Line::balance, of, false);
      line(id, "unpaid", Line::interest_unpaid, of, true);
    }
  }

  void support() {
    for (std::size_t s = 0; s < deal_.terms.supporters.size(); ++s) {
      const std::string& id = deal_.terms.supporters[s].id;
      line(id, "called", Line::called, static_cast<int>(s), false);
      line(id, "reimbursed", Line::reimbursed, static_cast<int>(s), true);
      line(id, "earned", Line::earned_paid, static_cast<int>(s), true);
    }
  }

  void accounts() {
    for (std::size_t a = 0; a < deal_.terms.accounts.size(); ++a) {
      const std::string& id = deal_.terms.accounts[a].id;
      line(id, "reinvested", Line::reinvested, static_cast<int>(a), true);
      line(id, "account", Line::account, static_cast<int>(a), false);
    }
  }

  const deal::Deal& deal_;
  const cash::Collections& collections_;
  const waterfall::Statement& statement_;
  const int path_;
  const Language language_;
  Sheet sheet_;
};

}  // namespace

Sheet loans(const deal::Deal& deal, Language language) {
  Sheet sheet{"loans", word("loans", language), {}, {}};
  const auto column = [&](const char* key, Format format) {
    sheet.columns.push_back({key, word(key, language), format});
  };
  column("loan", Format::text);
  column("borrower", Format::text);
  column("sector", Format::text);
  column("region", Format::text);
  column("rating", Format::text);
  column("loan_balance", Format::money);
  column("loan_rate", Format::percent);
  column("maturity", Format::date);
  column("value", Format::money);
  column("loan_to_value", Format::percent);
  const deal::Pledges pledges(deal);
  for (const deal::Loan& loan : deal.loans) {
    const auto borrower = std::find_if(deal.borrowers.begin(), deal.borrowers.end(),
                                       [&](const auto& b) { return b.id == loan.borrower; });
    const core::Money value = core::round_fen(pledges.value_fen(loan));
    sheet.rows.push_back({loan.id, name_of(*borrower, language), borrower->sector, borrower->region,
                          borrower->rating, loan.balance, loan.rate, loan.maturity,
                          value.fen > 0 ? Cell(value) : Cell(),
                          value.fen > 0 ? Cell(pledges.loan_to_value(loan)) : Cell()});
  }
  return sheet;
}

Sheet payments(const deal::Deal& deal, const cash::Collections& collections,
               const waterfall::Statement& statement, int path, Language language) {
  return Writer(deal, collections, statement, path, language).write();
}

Sheet tranches(const deal::Deal& deal, const waterfall::Statement& statement, int path,
               Language language) {
  Sheet sheet{"tranches", word("tranches", language), {}, {}};
  const auto column = [&](const char* key, Format format) {
    sheet.columns.push_back({key, word(key, language), format});
  };
  column("tranche", Format::text);
  column("size", Format::money);
  column("share", Format::percent);
  column("rate", Format::percent);
  column("paid_interest", Format::money);
  column("paid_principal", Format::money);
  column("left", Format::money);
  column("wal", Format::number);
  const waterfall::Terms& terms = deal.terms;
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const waterfall::Tranche& tranche = terms.tranches[t];
    const int of = static_cast<int>(t);
    core::Money interest, principal;
    double weighted = 0;
    for (std::size_t p = 0; p < terms.periods.size(); ++p) {
      const int period = static_cast<int>(p);
      interest += statement.money(path, period, Line::interest_paid, of);
      const core::Money paid = statement.money(path, period, Line::principal_paid, of);
      principal += paid;
      const auto days =
          std::chrono::sys_days(terms.periods[p].pay) - std::chrono::sys_days(terms.closing);
      weighted += core::in_fen(paid) * days.count() / core::kDaysInYear;
    }
    const int last = static_cast<int>(terms.periods.size()) - 1;
    const double all = core::in_fen(deal.issue);
    sheet.rows.push_back(
        {name_of(deal, tranche.id, language), tranche.size, core::in_fen(tranche.size) / all,
         tranche.residual ? Cell() : Cell(tranche.coupon.rate), interest, principal,
         statement.money(path, last, Line::balance, of) +
             statement.money(path, last, Line::interest_unpaid, of),
         principal.fen > 0 ? Cell(weighted / core::in_fen(principal)) : Cell()});
  }
  return sheet;
}

}  // namespace zheli::report
