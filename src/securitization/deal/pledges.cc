#include "securitization/deal/pledges.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <unordered_map>

#include "core/check.h"

namespace zheli::deal {
namespace {

using core::Money;

constexpr double kEndless = std::numeric_limits<double>::infinity();

/// One claim on what a right brings: by weight, up to a cap; what it gets.
struct Share {
  double weight = 0, cap = 0, gets = 0;
};

/// Divides `left` by weight, nobody above its cap: whoever is capped leaves the rest to the others.
/// Returns what nobody may have.
double pour(double left, std::vector<Share>& shares) {
  std::vector<Share*> open;
  for (Share& share : shares) {
    if (share.weight > 0) open.push_back(&share);
  }
  while (!open.empty() && left > 0) {
    const double weights = std::accumulate(
        open.begin(), open.end(), 0.0, [](double sum, const Share* s) { return sum + s->weight; });
    const auto capped = [&](const Share* s) { return s->cap <= left * (s->weight / weights); };
    const auto full =
        std::stable_partition(open.begin(), open.end(), [&](const Share* s) { return !capped(s); });
    if (full == open.end()) {
      for (Share* share : open) share->gets = left * (share->weight / weights);
      return 0;
    }
    for (auto share = full; share != open.end(); ++share) (*share)->gets = (*share)->cap;
    for (auto share = full; share != open.end(); ++share) left -= (*share)->cap;
    open.erase(full, open.end());
  }
  return left;
}

}  // namespace

Pledges::Pledges(const Deal& deal) : deal_(deal), parts_(deal.loans.size()) {
  std::unordered_map<std::string_view, const Right*> by_id;
  std::unordered_map<std::string_view, std::vector<const Right*>> by_owner;
  for (const Right& right : deal.rights) {
    by_id.emplace(right.id, &right);
    by_owner[right.owner].push_back(&right);
  }
  std::unordered_map<std::string_view, std::vector<const Pledge*>> stated;
  for (const Pledge& pledge : deal.pledges) stated[pledge.loan].push_back(&pledge);
  for (std::size_t l = 0; l < deal.loans.size(); ++l) {
    const Loan& loan = deal.loans[l];
    std::map<const Right*, Part> parts;  // by place in rights.csv: they lie in order
    const auto named = [&](const std::string& id, int rank, double secured, bool is_stated) {
      if (const auto found = by_id.find(id); found != by_id.end())
        parts.emplace(found->second, Part{found->second, rank, secured, is_stated, 0, 0});
    };
    if (const auto found = stated.find(loan.id); found != stated.end()) {
      for (const Pledge* pledge : found->second)
        named(pledge->right, pledge->rank,
              pledge->secured ? core::in_fen(*pledge->secured) : kEndless, true);
    } else if (!loan.pledged.empty()) {
      for (const std::string& id : loan.pledged) named(id, 1, kEndless, false);
    } else if (const auto own = by_owner.find(loan.borrower); own != by_owner.end()) {
      for (const Right* right : own->second) named(right->id, 1, kEndless, false);
    }
    for (const auto& [right, part] : parts) {
      parts_[l].push_back(part);
      loans_[right].push_back(l);
    }
  }
  for (const auto& [shared, loans] : loans_) {
    const Right* const right = shared;  // clang 14 captures no structured binding
    std::vector<Claim> claims;
    for (const std::size_t l : loans) {
      const auto part = std::find_if(parts_[l].begin(), parts_[l].end(),
                                     [&](const Part& p) { return p.right == right; });
      claims.push_back({l, &*part});
    }
    divide(claims);
  }
}

/// Rank by rank, of the value and of what a sale brings.
void Pledges::divide(std::vector<Claim>& claims) {
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.part->rank < b.part->rank; });
  const Right& right = *claims.front().part->right;
  for (double Part::*what : {&Part::value_fen, &Part::sale_fen}) {
    double left = core::in_fen(what == &Part::value_fen ? right.value : right.liquidation_value);
    for (auto from = claims.begin(); from != claims.end();) {
      const auto to = std::find_if(from, claims.end(), [&](const Claim& claim) {
        return claim.part->rank != from->part->rank;
      });
      std::vector<Share> shares;
      for (auto claim = from; claim != to; ++claim) {
        const double balance = core::in_fen(deal_.loans[claim->loan].balance);
        shares.push_back({balance, claim->part->secured_fen, 0});
      }
      left = pour(left, shares);
      for (auto claim = from; claim != to; ++claim)
        claim->part->*what = shares[static_cast<std::size_t>(claim - from)].gets;
      from = to;
    }
  }
}

std::size_t Pledges::number_of(const Loan& loan) const {
  const auto number = &loan - deal_.loans.data();
  CHECK(number >= 0 && static_cast<std::size_t>(number) < deal_.loans.size());
  return static_cast<std::size_t>(number);
}

std::vector<const Right*> Pledges::of(const Loan& loan) const {
  std::vector<const Right*> rights;
  for (const Part& part : parts_[number_of(loan)]) rights.push_back(part.right);
  return rights;
}

double Pledges::value_fen(const Loan& loan) const {
  double sum = 0;
  for (const Part& part : parts_[number_of(loan)]) sum += part.value_fen;
  return sum;
}

double Pledges::loan_to_value(const Loan& loan) const {
  if (loan.balance.fen == 0 && !parts_[number_of(loan)].empty()) return 0;
  const double value = value_fen(loan);
  if (value > 0) return core::in_fen(loan.balance) / value;
  return kEndless;
}

double Pledges::brought_fen(std::size_t loan) const {
  double sum = 0;
  for (const Part& part : parts_[loan]) sum += part.sale_fen;
  return sum;
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
    std::map<std::string, double> parts;  // of the borrowers' loans that state no value
    for (const std::size_t l : loans) {
      if (deal_.loans[l].liquidation_value) continue;
      for (const Part& part : parts_[l]) {
        if (part.right == right) parts[deal_.loans[l].borrower] += part.sale_fen;
      }
    }
    double before = 0;
    Money given;
    for (const auto& [borrower, part] : parts) {
      before += part;
      const Money amount = core::round_fen(before) - given;
      values[borrower] += amount;
      given += amount;
    }
  }
  return values;
}

/// Loans that share rights, directly or through others; each in the order of loans.csv.
std::vector<std::vector<std::size_t>> Pledges::groups() const {
  std::vector<std::size_t> first(deal_.loans.size());  // towards the group's first loan
  std::iota(first.begin(), first.end(), std::size_t{0});
  const auto root = [&](std::size_t loan) {
    while (first[loan] != loan) loan = first[loan] = first[first[loan]];
    return loan;
  };
  for (const auto& [right, loans] : loans_) {
    for (const std::size_t loan : loans) {
      const auto [least, other] = std::minmax({root(loans.front()), root(loan)});
      first[other] = least;
    }
  }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t l = 0; l < deal_.loans.size(); ++l) {
    if (!parts_[l].empty()) groups[root(l)].push_back(l);
  }
  std::vector<std::vector<std::size_t>> to;
  for (auto& [loan, group] : groups) to.push_back(std::move(group));
  return to;
}

std::vector<files::Problem> Pledges::overstated() const {
  std::vector<files::Problem> problems;
  for (const std::vector<std::size_t>& group : groups()) {
    Money stated;
    double brought = 0;
    std::vector<std::string> ids;
    int line = 0;
    for (const std::size_t l : group) {
      const Loan& loan = deal_.loans[l];
      if (!loan.liquidation_value) continue;
      stated += *loan.liquidation_value;
      brought += brought_fen(l);
      ids.push_back(loan.id);
      line = loan.line;
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

std::vector<files::Problem> Pledges::unranked(bool between_firms) const {
  std::vector<files::Problem> problems;
  for (const auto& [right, loans] : loans_) {
    std::vector<std::string> ids;
    std::set<std::string> firms;
    bool stated = true;
    for (const std::size_t l : loans) {
      ids.push_back(deal_.loans[l].id);
      firms.insert(deal_.loans[l].borrower);
      for (const Part& part : parts_[l]) stated = stated && (part.right != right || part.stated);
    }
    if (stated || loans.size() < 2 || (firms.size() > 1) != between_firms) continue;
    problems.push_back(
        {"rights.csv", right->line,
         fmt::format("right {} is pledged for {}{}; state rank and secured amount of each in "
                     "pledges.csv",
                     right->id, fmt::join(ids, " and "),
                     between_firms ? fmt::format(" of {} firms", firms.size())
                                   : ", and divided by their balances")});
  }
  return problems;
}

std::vector<files::Problem> Pledges::unranked_between_firms() const {
  return unranked(true);
}

std::vector<files::Problem> Pledges::unranked_within_firms() const {
  return unranked(false);
}

}  // namespace zheli::deal
