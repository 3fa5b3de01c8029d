#include "securitization/deal/credit_pool.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/day_count.h"
#include "securitization/deal/pledges.h"
#include "securitization/deal/schedules.h"

namespace zheli::deal {
namespace {

/// From the cut-off day to the end of each period, in years.
std::vector<double> period_ends(const Deal& deal) {
  std::vector<double> years;
  for (const waterfall::CollectionPeriod& period : deal.terms.periods)
    years.push_back(core::years(deal.cut_off, period.to));
  return years;
}

core::Result<credit::DefaultCurve> curve_of(const std::string& rating, const std::string& whose,
                                            const credit::DefaultTable& table,
                                            const std::vector<double>& ends) {
  std::optional<credit::DefaultCurve> curve = table.curve(rating, ends);
  if (curve) return std::move(*curve);
  return core::Error{files::unknown("rating", rating, table.ratings()) + " (of " + whose + ")"};
}

void add(const cash::LoanSchedule& loan, cash::LoanSchedule& to) {
  to.balance += loan.balance;
  to.interest.resize(loan.interest.size());
  to.principal.resize(loan.principal.size());
  for (std::size_t p = 0; p < loan.interest.size(); ++p) {
    to.interest[p] += loan.interest[p];
    to.principal[p] += loan.principal[p];
  }
}

/// Numbers words in the order in which they are first seen.
class Numbers {
 public:
  int of(const std::string& word) {
    return numbers_.emplace(word, static_cast<int>(numbers_.size())).first->second;
  }
  int count() const { return std::max<int>(1, static_cast<int>(numbers_.size())); }

 private:
  std::map<std::string, int> numbers_;
};

core::Result<bool> add_supporters(const Deal& deal, const credit::DefaultTable& table,
                                  const std::vector<double>& ends, credit::Pool& pool) {
  for (const waterfall::Supporter& supporter : deal.terms.supporters) {
    const auto party = std::find_if(deal.parties.begin(), deal.parties.end(), [&](const Party& p) {
      return p.id == deal.paid_to.at(supporter.id);
    });
    const std::string rating = party == deal.parties.end() ? "" : party->rating;
    auto curve = curve_of(rating, "supporter " + supporter.id, table, ends);
    if (!curve) return curve.error();
    pool.supporters.push_back({curve.take(), deal.credit.supporter_global});
  }
  return true;
}

}  // namespace

core::Result<credit::Pool> pool_of(const Deal& deal, const credit::DefaultTable& table) {
  std::unordered_map<std::string, cash::LoanSchedule> owed;  // by borrower id
  const auto error = each_schedule(deal, [&](const std::string& borrower, const auto& schedule) {
    add(schedule, owed[borrower]);
  });
  if (error) return *error;
  const std::vector<double> ends = period_ends(deal);
  const CreditTerms& terms = deal.credit;
  const std::map<std::string, core::Money> values = Pledges(deal).liquidation_values();
  std::map<std::string, credit::DefaultCurve> curves;  // by rating
  credit::Pool pool;
  Numbers sectors, regions;
  for (const Borrower& borrower : deal.borrowers) {
    const auto found = owed.find(borrower.id);
    if (found == owed.end()) continue;
    credit::Name name;
    name.schedule = std::move(found->second);
    credit::DefaultCurve& curve = curves[borrower.rating];
    if (curve.empty()) {
      auto read = curve_of(borrower.rating, "borrower " + borrower.id, table, ends);
      if (!read) return read.error();
      curve = read.take();  // in the tail nothing is outstanding
      std::fill(curve.begin() + static_cast<std::ptrdiff_t>(deal.terms.scheduled()), curve.end(),
                curve[deal.terms.scheduled() - 1]);
    }
    name.defaults = curve;
    name.sector = sectors.of(borrower.sector);
    name.region = regions.of(borrower.region);
    const auto value = values.find(borrower.id);
    const double fen = value == values.end() ? 0 : core::in_fen(value->second);
    name.recovery = {core::round_fen(fen * terms.recovery_share), terms.recovery_spread,
                     terms.recovery_lag};
    pool.names.push_back(std::move(name));
  }
  pool.sectors = sectors.count();
  pool.regions = regions.count();
  pool.copula = {terms.global, terms.sector, terms.region, static_cast<int>(terms.freedom)};
  pool.recovery_global = terms.recovery_global;
  const double in_year = ends.empty() ? 1 : static_cast<double>(ends.size()) / ends.back();
  pool.prepayment = 1 - std::pow(1 - terms.prepayment, 1 / in_year);
  pool.late_share = terms.late_share;
  pool.late_periods = terms.late_periods;
  const auto supporters = add_supporters(deal, table, ends, pool);
  if (!supporters) return supporters.error();
  return pool;
}

}  // namespace zheli::deal
