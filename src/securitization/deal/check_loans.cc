#include "securitization/deal/check_loans.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

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
  std::unordered_map<std::string_view, const Borrower*> borrowers;
  for (const Borrower& borrower : deal.borrowers) borrowers.emplace(borrower.id, &borrower);
  std::map<std::string, double> parts;
  const auto add = [&](const std::string& id, Money balance) {
    const auto found = borrowers.find(id);
    if (found == borrowers.end() || all <= 0) return;
    const Borrower& borrower = *found->second;
    const std::string& key = by == Concentration::By::sector   ? borrower.sector
                             : by == Concentration::By::region ? borrower.region
                                                               : borrower.id;
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

/// A loan's or a licence's figure against a criterion.
std::string failure(std::string_view what, const std::string& id, double figure,
                    const Criterion& criterion) {
  const bool low = criterion.least && figure < *criterion.least - kHair;
  const bool high = criterion.most && figure > *criterion.most + kHair;
  if (!low && !high) return {};
  return fmt::format("{} {} fails criterion {} ({}): it has {}, {} {}", what, id, criterion.id,
                     criterion.text, shown(figure, criterion.of), low ? "at least" : "at most",
                     shown(low ? *criterion.least : *criterion.most, criterion.of));
}

void check_criterion(const Deal& deal, const Pledges& pledges, const Criterion& criterion,
                     std::vector<files::Problem>& problems) {
  const auto check = [&](const char* file, int line, std::string failed) {
    if (!failed.empty()) problems.push_back({file, line, std::move(failed)});
  };
  for (const Loan& loan : deal.loans) {
    const double figure = figure_of(deal, pledges, loan, criterion.of);
    check("loans.csv", loan.line, failure("loan", loan.id, figure, criterion));
  }
  if (deal.loans.empty() && !criterion.of_licences()) {
    check("deal.yaml", criterion.line,
          fmt::format("criterion {} looks at loans, and this deal has none; of licences there are "
                      "balance and months_left",
                      criterion.id));
  }
  if (!criterion.of_licences()) return;
  for (const Licence& licence : deal.licences) {
    const double figure = criterion.of == Criterion::Of::balance
                              ? core::in_yuan(licence.price)
                              : months_between(deal.cut_off, licence.fee.to);
    check("licences.csv", licence.line, failure("licence", licence.id, figure, criterion));
  }
}

}  // namespace

double figure_of(const Deal& deal, const Pledges& pledges, const Loan& loan, Criterion::Of of) {
  const std::vector<const Right*> rights = pledges.of(loan);
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
    case Criterion::Of::days_overdue:
      return loan.days_overdue;
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
  for (files::Problem& problem : pledges.unranked_between_firms())
    problems.push_back(std::move(problem));
  std::unordered_set<std::string_view> rights;
  for (const Right& right : deal.rights) rights.insert(right.id);
  for (const Loan& loan : deal.loans) {
    for (const std::string& id : loan.pledged) {
      if (rights.contains(id)) continue;
      problems.push_back({"loans.csv", loan.line,
                          files::unknown("right", id.substr(0, 40), files::ids_of(deal.rights))});
    }
  }
  for (const Criterion& criterion : deal.criteria)
    check_criterion(deal, pledges, criterion, problems);
  for (const Concentration& limit : deal.concentrations)
    check_concentration(deal, limit, line, problems);
  return problems;
}

}  // namespace zheli::deal
