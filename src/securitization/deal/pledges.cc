#include "securitization/deal/pledges.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>

namespace zheli::deal {

using core::Money;

Pledges::Pledges(const Deal& deal) : deal_(deal) {
  std::map<std::string, const Right*> by_id;
  std::map<std::string, std::vector<const Right*>> by_owner;
  for (const Right& right : deal.rights) {
    by_id.emplace(right.id, &right);
    by_owner[right.owner].push_back(&right);
  }
  for (const Loan& loan : deal.loans) {
    std::set<const Right*> named;  // by place in rights.csv: they lie in order
    for (const std::string& id : loan.pledged) {
      if (const auto found = by_id.find(id); found != by_id.end()) named.insert(found->second);
    }
    std::vector<const Right*>& rights = rights_[loan.id];
    rights.assign(named.begin(), named.end());
    if (loan.pledged.empty()) rights = by_owner[loan.borrower];
    for (const Right* right : rights) {
      loans_[right].push_back(&loan);
      balance_[right] += loan.balance;
    }
  }
}

const std::vector<const Right*>& Pledges::of(const Loan& loan) const {
  return rights_.at(loan.id);
}

double Pledges::part(const Loan& loan, const Right& right) const {
  const double all = core::in_fen(balance_.at(&right));
  return all > 0 ? core::in_fen(loan.balance) / all : 0;
}

double Pledges::value_fen(const Loan& loan) const {
  double sum = 0;
  for (const Right* right : of(loan)) sum += part(loan, *right) * core::in_fen(right->value);
  return sum;
}

double Pledges::loan_to_value(const Loan& loan) const {
  if (loan.balance.fen == 0 && !of(loan).empty()) return 0;
  const double value = value_fen(loan);
  if (value > 0) return core::in_fen(loan.balance) / value;
  return std::numeric_limits<double>::infinity();
}

std::map<std::string, Money> Pledges::liquidation_values() const {
  std::map<std::string, Money> values;
  for (const Loan& loan : deal_.loans) {
    if (loan.liquidation_value) values[loan.borrower] += *loan.liquidation_value;
  }
  for (const Licence& licence : deal_.licences) {
    if (licence.liquidation_value) values[licence.licensee] += *licence.liquidation_value;
  }
  for (const auto& [right, loans] : loans_) {
    std::map<std::string, Money> balances;  // of the borrowers' loans that state no value
    for (const Loan* loan : loans) {
      if (!loan->liquidation_value) balances[loan->borrower] += loan->balance;
    }
    const double all = core::in_fen(balance_.at(right));
    Money before, given;
    for (const auto& [borrower, balance] : balances) {
      before += balance;
      const double up_to_here = all > 0 ? core::in_fen(before) / all : 0;
      const double brought = core::in_fen(right->liquidation_value);
      const Money part = core::round_fen(brought * up_to_here) - given;
      values[borrower] += part;
      given += part;
    }
  }
  return values;
}

double Pledges::brought_fen(const Loan& loan) const {
  double sum = 0;
  for (const Right* right : of(loan))
    sum += part(loan, *right) * core::in_fen(right->liquidation_value);
  return sum;
}

/// Loans that share rights, directly or through others; in the order of loans.csv.
std::vector<std::vector<const Loan*>> Pledges::groups() const {
  std::map<const Loan*, const Loan*> first;  // towards the group's first loan
  const auto root = [&](const Loan* loan) {
    while (first.at(loan) != loan) loan = first.at(loan) = first.at(first.at(loan));
    return loan;
  };
  for (const Loan& loan : deal_.loans) first[&loan] = &loan;
  for (const auto& [right, loans] : loans_) {
    for (const Loan* loan : loans) {
      const auto [least, other] = std::minmax({root(loans.front()), root(loan)});
      first[other] = least;
    }
  }
  std::map<const Loan*, std::vector<const Loan*>> groups;  // loans lie in order in deal.loans
  for (const Loan& loan : deal_.loans) {
    if (!of(loan).empty()) groups[root(&loan)].push_back(&loan);
  }
  std::vector<std::vector<const Loan*>> to;
  for (auto& [loan, group] : groups) to.push_back(std::move(group));
  return to;
}

std::vector<files::Problem> Pledges::overstated() const {
  std::vector<files::Problem> problems;
  for (const std::vector<const Loan*>& group : groups()) {
    Money stated;
    double brought = 0;
    std::vector<std::string> ids;
    int line = 0;
    for (const Loan* loan : group) {
      if (!loan->liquidation_value) continue;
      stated += *loan->liquidation_value;
      brought += brought_fen(*loan);
      ids.push_back(loan->id);
      line = loan->line;
    }
    const double whole_fen = static_cast<double>(ids.size());  // each may round its part up
    if (core::in_fen(stated) <= brought + whole_fen) continue;
    problems.push_back(
        {"loans.csv", line,
         fmt::format("the liquidation_value of {} is {} yuan, the sale of the pledged rights "
                     "brings {}; a right covers once: write each loan's own part, or nothing",
                     fmt::join(ids, " and "), core::to_string(stated),
                     core::to_string(core::round_fen(brought)))});
  }
  return problems;
}

}  // namespace zheli::deal
