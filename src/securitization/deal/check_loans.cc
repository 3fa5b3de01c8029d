#include "securitization/deal/check_loans.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace zheli::deal {
namespace {

using core::Date;
using core::Money;

constexpr double kHair = 1e-12;

/// Whole months from `from` to `to`; negative where `to` lies before.
int months_between(Date from, Date to) {
  const auto months = (to.year() / to.month()) - (from.year() / from.month());
  int count = static_cast<int>(months.count());
  if (count > 0 && to.day() < from.day()) --count;
  if (count < 0 && from.day() < to.day()) ++count;
  return count;
}

const Borrower* borrower_of(const Deal& deal, const std::string& id) {
  const auto found = std::find_if(deal.borrowers.begin(), deal.borrowers.end(),
                                  [&](const Borrower& b) { return b.id == id; });
  return found == deal.borrowers.end() ? nullptr : &*found;
}

/// As a person reads a figure of this kind.
std::string shown(double figure, Criterion::Of of) {
  using Of = Criterion::Of;
  if (std::isinf(figure)) return "without bound";
  if (of == Of::rate || of == Of::loan_to_value) return fmt::format("{:.2f} %", 100 * figure);
  if (of == Of::balance)
    return core::to_string(core::round_fen(figure * core::kFenInYuan)) + " yuan";
  return fmt::format("{:g}", figure);
}

/// Shares of the pool by borrower, sector or region, the largest first.
std::vector<std::pair<double, std::string>> shares(const Deal& deal, Concentration::By by) {
  const double all = core::in_fen(deal.terms.pool_balance);
  std::map<std::string, double> parts;
  const auto add = [&](const std::string& id, Money balance) {
    const Borrower* borrower = borrower_of(deal, id);
    if (borrower == nullptr || all <= 0) return;
    const std::string& key = by == Concentration::By::sector   ? borrower->sector
                             : by == Concentration::By::region ? borrower->region
                                                               : borrower->id;
    parts[key] += core::in_fen(balance) / all;
  };
  for (const Loan& loan : deal.loans) add(loan.borrower, loan.balance);
  for (const Licence& licence : deal.licences) add(licence.licensee, licence.price);
  std::vector<std::pair<double, std::string>> sorted;
  for (const auto& [key, share] : parts) sorted.emplace_back(share, key);
  std::sort(sorted.rbegin(), sorted.rend());
  return sorted;
}

void check_concentration(const Deal& deal, const Concentration& limit, int line,
                         std::vector<files::Problem>& problems) {
  const auto sorted = shares(deal, limit.by);
  if (limit.by == Concentration::By::largest) {
    double sum = 0;
    for (std::size_t i = 0; i < sorted.size() && i < static_cast<std::size_t>(limit.count); ++i)
      sum += sorted[i].first;
    if (sum <= limit.most + kHair) return;
    problems.push_back(
        {"deal.yaml", line,
         fmt::format("the largest {} borrowers hold {:.2f} % of the pool; at most {:.2f} %",
                     limit.count, 100 * sum, 100 * limit.most)});
    return;
  }
  for (const auto& [share, key] : sorted) {
    if (share <= limit.most + kHair) return;
    problems.push_back({"deal.yaml", line,
                        fmt::format("{} holds {:.2f} % of the pool; at most {:.2f} % is allowed",
                                    key, 100 * share, 100 * limit.most)});
  }
}

void check_criterion(const Deal& deal, const Pledges& pledges, const Loan& loan,
                     const Criterion& criterion, std::vector<files::Problem>& problems) {
  const double figure = figure_of(deal, pledges, loan, criterion.of);
  const bool low = criterion.least && figure < *criterion.least - kHair;
  const bool high = criterion.most && figure > *criterion.most + kHair;
  if (!low && !high) return;
  problems.push_back(
      {"loans.csv", loan.line,
       fmt::format("loan {} fails criterion {} ({}): it has {}, {} {}", loan.id, criterion.id,
                   criterion.text, shown(figure, criterion.of), low ? "at least" : "at most",
                   shown(low ? *criterion.least : *criterion.most, criterion.of))});
}

}  // namespace

double figure_of(const Deal& deal, const Pledges& pledges, const Loan& loan, Criterion::Of of) {
  const std::vector<const Right*>& rights = pledges.of(loan);
  switch (of) {
    case Criterion::Of::balance:
      return core::in_yuan(loan.balance);
    case Criterion::Of::rate:
      return loan.rate;
    case Criterion::Of::months_left:
      return months_between(deal.cut_off, loan.maturity);
    case Criterion::Of::months_run:
      return months_between(loan.start, deal.cut_off);
    case Criterion::Of::rights:
      return static_cast<double>(rights.size());
    case Criterion::Of::loan_to_value:
      return pledges.loan_to_value(loan);
    case Criterion::Of::right_months_left:
      break;
  }
  if (rights.empty()) return 0;
  double least = std::numeric_limits<double>::infinity();
  for (const Right* right : rights)
    least = std::min(least, static_cast<double>(months_between(loan.maturity, right->expires)));
  return least;
}

std::vector<files::Problem> check_loans(const Deal& deal, int line) {
  const Pledges pledges(deal);
  std::vector<files::Problem> problems = pledges.overstated();
  for (const Loan& loan : deal.loans) {
    for (const std::string& id : loan.pledged) {
      const bool known = std::any_of(deal.rights.begin(), deal.rights.end(),
                                     [&](const Right& right) { return right.id == id; });
      if (!known) {
        problems.push_back({"loans.csv", loan.line,
                            files::unknown("right", id.substr(0, 40), files::ids_of(deal.rights))});
      }
    }
    for (const Criterion& criterion : deal.criteria)
      check_criterion(deal, pledges, loan, criterion, problems);
  }
  for (const Concentration& limit : deal.concentrations)
    check_concentration(deal, limit, line, problems);
  return problems;
}

}  // namespace zheli::deal
