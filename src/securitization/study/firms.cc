// Firms: the pool's names weighed together, their own cash flows, and the split of what they gain.
#include "securitization/study/firms.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "securitization/deal/schedules.h"
#include "securitization/pricing/shapley.h"

namespace zheli::study {
namespace {

using pricing::CashFlow;

/// What a senior without a target is asked for: to fail less than once in a hundred.
constexpr double kNoTarget = 0.01;

/// The probability of default that the senior's target allows until the last payment.
double allowed(const Model& model) {
  const deal::Deal& deal = model.deal();
  if (deal.terms.tranches.empty()) return kNoTarget;
  const auto target = deal.targets.find(deal.terms.tranches.front().id);
  if (target == deal.targets.end()) return kNoTarget;
  const double years =
      core::years(deal.terms.closing, deal.terms.periods[deal.terms.scheduled() - 1].pay);
  return model.scale().ratings.allowed(target->second, years).value_or(kNoTarget);
}

pricing::Banding banding_of(const Model& model) {
  const credit::Pool& pool = model.pool();
  pricing::Banding banding;
  for (const credit::Name& name : pool.names) {
    const double balance = core::in_fen(name.schedule.balance);
    const double recovered = std::min(balance, core::in_fen(name.recovery.mean));
    banding.firms.push_back({name.schedule.balance, name.defaults.back(),
                             balance > 0 ? 1 - recovered / balance : 0, name.sector});
  }
  banding.copula = pool.copula;
  banding.copula.global += banding.copula.region;  // a region is here like the market
  banding.copula.region = 0;
  banding.copula.freedom = 0;
  const std::vector<waterfall::Supporter>& supporters = model.deal().terms.supporters;
  if (!supporters.empty()) {
    banding.commitment = {supporters.front().limit.value_or(model.deal().issue),
                          pool.supporters.front().defaults[model.deal().terms.scheduled() - 1],
                          pool.supporters.front().global};
  }
  banding.allowed = allowed(model);
  constexpr std::int64_t kUnitYuan = 100'000;
  banding.unit = core::yuan(kUnitYuan);
  return banding;
}

/// What a firm draws, pays and gets as subsidy, over all its loans; and what it owes by the day.
struct Flows {
  std::vector<CashFlow> drawn, subsidy;
  double owed_fen_days = 0;
  core::Date from, to;  ///< of the loan that begins first, of the one that ends last
};

/// From the day on which the interest begins that is paid after the cut-off day.
core::Result<bool> add(const deal::Loan& loan, double subsidy_rate, core::Date cut_off, Flows& to) {
  core::Date day = deal::accrues_from(loan, cut_off);
  const bool first = to.drawn.empty();
  to.from = first ? day : std::min(to.from, day);
  to.to = first ? loan.maturity : std::max(to.to, loan.maturity);
  to.drawn.push_back({day, core::in_fen(loan.balance)});
  const auto flows = deal::flows_of(loan, cut_off);
  if (!flows) return flows.error();
  std::vector<CashFlow> interest;
  core::Money left = loan.balance;
  for (const contracts::DatedFlow& flow : flows.value()) {
    to.drawn.push_back({flow.date, -core::in_fen(flow.interest + flow.principal)});
    interest.push_back({flow.date, core::in_fen(flow.interest)});
    to.owed_fen_days += core::in_fen(left) * core::days_between(day, flow.date);
    left -= flow.principal;
    day = flow.date;
  }
  if (loan.rate <= 0) return true;
  const auto got = pricing::subsidies(interest, {loan.rate, subsidy_rate, loan.balance});
  to.subsidy.insert(to.subsidy.end(), got.begin(), got.end());
  return true;
}

/// The firm's flows at its loans' rates, or, where one is given, all at that rate and unsubsidised.
core::Result<Flows> flows_of(const deal::Deal& deal, const deal::Borrower& borrower,
                             std::optional<double> rate) {
  Flows flows;
  for (deal::Loan loan : deal.loans) {
    if (loan.borrower != borrower.id) continue;
    if (rate) loan.rate = *rate;
    const auto added = add(loan, rate ? 0 : borrower.subsidy_rate, deal.cut_off, flows);
    if (!added) return added.error();
  }
  return flows;
}

core::Result<Cost> cost_of(const deal::Deal& deal, std::size_t number) {
  const deal::Borrower& borrower = deal.borrowers[number];
  Cost cost;
  cost.borrower = number;
  for (const deal::Loan& loan : deal.loans) {
    if (loan.borrower == borrower.id) cost.balance += loan.balance;
  }
  const auto flows = flows_of(deal, borrower, std::nullopt);
  if (!flows) return flows.error();
  const int days = core::days_between(flows.value().from, flows.value().to);
  cost.average = core::round_fen(flows.value().owed_fen_days / std::max(1, days));
  const auto all_in = pricing::all_in_cost(flows.value().drawn, {}, flows.value().subsidy);
  if (!all_in) return core::Error{borrower.id + ": " + all_in.error().message};
  cost.all_in = all_in.value();
  if (borrower.alone_rate <= 0) return cost;
  const auto alone = flows_of(deal, borrower, borrower.alone_rate);
  if (!alone) return alone.error();
  const auto at_alone = pricing::all_in_cost(alone.value().drawn, {}, {});
  if (!at_alone) return core::Error{borrower.id + ": " + at_alone.error().message};
  cost.alone = at_alone.value();
  cost.saved = core::round_fen((*cost.alone - cost.all_in) * core::in_fen(cost.average));
  return cost;
}

bool owes(const deal::Deal& deal, const deal::Borrower& borrower) {
  const auto of = [&](const deal::Licence& licence) { return licence.licensee == borrower.id; };
  return std::any_of(deal.licences.begin(), deal.licences.end(), of);
}

bool borrows(const deal::Deal& deal, const deal::Borrower& borrower) {
  const auto of = [&](const deal::Loan& loan) { return loan.borrower == borrower.id; };
  return std::any_of(deal.loans.begin(), deal.loans.end(), of);
}

}  // namespace

std::vector<pricing::Band> bands(const Model& model) {
  return pricing::bands(banding_of(model));
}

core::Result<std::vector<Cost>> costs(const Model& model, const Paths& paths) {
  const deal::Deal& deal = model.deal();
  std::vector<Cost> to;
  std::vector<std::size_t> names;  // [cost] in the pool, which has all that borrow or owe fees
  core::Money all;
  std::size_t name = 0;
  for (std::size_t b = 0; b < deal.borrowers.size(); ++b) {
    if (borrows(deal, deal.borrowers[b])) {
      const auto cost = cost_of(deal, b);
      if (!cost) return cost.error();
      to.push_back(cost.value());
      names.push_back(name++);
      all += cost.value().saved;
    } else if (owes(deal, deal.borrowers[b])) {
      ++name;
    }
  }
  const pricing::Banding banding = banding_of(model);
  constexpr int kPairs = 60;
  const auto shapley =
      pricing::shares_of_saving(banding, true, {kPairs, paths.seed, paths.threads});
  std::vector<double> brought;
  for (const std::size_t of : names) brought.push_back(shapley.value[of]);
  const double sum = std::accumulate(brought.begin(), brought.end(), 0.0);
  const std::vector<core::Money> shares = pricing::split(all, brought);
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].fair_share = shares[i];
    const double part = sum != 0 ? core::in_fen(all) / sum : 0;
    to[i].fair_error = core::round_fen(std::abs(part) * shapley.error[names[i]]);
  }
  return to;
}

}  // namespace zheli::study
