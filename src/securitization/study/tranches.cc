// Tranches: prices, ratings and sizes out of simulated losses and of pools that are made to fail.
#include "securitization/study/tranches.h"

#include <algorithm>

#include "core/check.h"
#include "core/contains.h"
#include "securitization/pricing/break_even.h"

namespace zheli::study {
namespace {

using pricing::Support;

std::optional<double> if_any(const core::Result<double>& value) {
  return value ? std::optional(value.value()) : std::nullopt;
}

core::Result<pricing::Curve> curve_of(const deal::Deal& deal) {
  std::vector<pricing::Curve::Point> points;
  for (const deal::CurvePoint& point : deal.curve) points.push_back({point.date, point.rate});
  return pricing::Curve::make(deal.terms.closing, points, pricing::Curve::Between::linear_rate);
}

/// Every tranche before the last with its target's grade.
core::Result<std::vector<pricing::Grade>> targets_of(const Model& model) {
  const deal::Deal& deal = model.deal();
  std::vector<pricing::Grade> grades;
  if (deal.targets.empty())
    return core::Error{"no tranche has a target_rating: give the senior one in deal.yaml"};
  const core::Error others{"all tranches but the last need a target_rating to be sized"};
  if (deal.targets.size() + 1 != deal.terms.tranches.size()) return others;
  for (std::size_t t = 0; t + 1 < deal.terms.tranches.size(); ++t) {
    const auto target = deal.targets.find(deal.terms.tranches[t].id);
    if (target == deal.targets.end()) return others;
    const auto grade = model.scale().ratings.grade(target->second);
    if (!grade) return core::Error{"target rating " + target->second + " is in no table"};
    grades.push_back(*grade);
  }
  return grades;
}

/// Whether a step calls a supporter for a tranche.
bool calls(const waterfall::Step& step, const std::string& supporter, const std::string& tranche) {
  using Kind = waterfall::Claim::Kind;
  if (!step.pay || !core::contains(step.pay->support, supporter)) return false;
  return std::any_of(step.pay->claims.begin(), step.pay->claims.end(), [&](const auto& claim) {
    const bool of_tranche = claim.kind == Kind::interest || claim.kind == Kind::principal ||
                            claim.kind == Kind::redemption;
    return of_tranche && claim.of == tranche;
  });
}

std::vector<Backer> backers_of(const deal::Deal& deal, const std::string& tranche) {
  std::vector<Backer> to;
  for (std::size_t s = 0; s < deal.terms.supporters.size(); ++s) {
    const std::string& id = deal.terms.supporters[s].id;
    bool called = false;
    for (const waterfall::Waterfall& order : deal.terms.waterfalls) {
      for (const waterfall::Step& step : order.steps) called = called || calls(step, id, tranche);
    }
    if (!called) continue;
    const auto party = std::find_if(deal.parties.begin(), deal.parties.end(),
                                    [&](const auto& p) { return p.id == deal.paid_to.at(id); });
    CHECK(party != deal.parties.end());  // a deal that was read has it
    to.push_back({static_cast<int>(s), party->rating});
  }
  return to;
}

}  // namespace

core::Result<std::vector<Price>> prices(const Model& model, const pricing::Losses& losses) {
  const waterfall::Terms& terms = model.deal().terms;
  const auto curve = curve_of(model.deal());
  if (!curve) return curve.error();
  std::vector<Price> to;
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const int of = static_cast<int>(t);
    const std::vector<pricing::CashFlow> paid = losses.payments(of);
    const double size = core::in_fen(terms.tranches[t].size);
    Price price;
    price.price = pricing::present_value(paid, curve.value()) / size;
    price.yield = if_any(pricing::yield_at_price(paid, terms.closing, size));
    price.z_spread = if_any(pricing::z_spread(paid, curve.value(), size));
    price.life = pricing::weighted_average_life(losses.principal(of), terms.closing);
    if (price.yield) price.sensitivity = pricing::sensitivity(paid, terms.closing, *price.yield);
    price.expected_loss = losses.tranche(of).expected_loss;
    to.push_back(price);
  }
  return to;
}

std::vector<Rated> ratings(const Model& model, const pricing::Losses& alone,
                           const pricing::Losses& together) {
  const auto& [scale, large_obligors] = model.scale();
  const waterfall::Terms& terms = model.deal().terms;
  const std::vector<credit::Name>& names = model.pool().names;
  const std::vector<double> alike(names.size(), 1.0);
  const auto survived = pricing::firms_that_may_fail(model.program(), names, 0, Support::certain);
  const auto even = pricing::break_even(model.program(), names, alike, 1, 0, Support::none);
  const auto may_fail = pricing::firms_that_may_fail(model.program(), names, 0, Support::none);
  std::vector<Rated> to;
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    if (terms.tranches[t].residual) continue;
    const int of = static_cast<int>(t);
    const auto both = pricing::assess(scale, together, of, terms.closing);
    Rated rated;
    rated.tranche = of;
    rated.alone = pricing::assess(scale, alone, of, terms.closing).grade;
    rated.backers = backers_of(model.deal(), terms.tranches[t].id);
    rated.together = both.grade;
    rated.survives = survived[t].largest_first;
    rated.cap = large_obligors.cap(rated.survives);
    rated.implied = std::max(rated.cap, rated.together);
    if (even[t] >= 0) rated.break_even = even[t];
    rated.may_fail = may_fail[t].largest_first;
    to.push_back(rated);
  }
  return to;
}

core::Result<pricing::Sizing> sizes(const Model& model, const Paths& paths) {
  const waterfall::Terms& terms = model.deal().terms;
  auto targets = targets_of(model);
  if (!targets) return targets.error();
  constexpr std::int64_t kSteps = 200;
  pricing::SizingTask task;
  task.total = model.deal().issue;
  task.step = {std::max<std::int64_t>(1, task.total.fen / kSteps)};
  task.targets = targets.take();
  const auto sources = pricing::simulated(model.simulator(), paths.seed);
  const auto evaluate = [&](const std::vector<core::Money>& sizes) {
    const auto program = std::move(*waterfall::compile(pricing::with_sizes(terms, sizes)).program);
    pricing::Running running;
    running.threads = paths.threads;
    const auto losses = pricing::simulate(program, sources, {0, paths.count}, running);
    std::vector<pricing::Assessment> assessed;
    for (std::size_t t = 0; t < task.targets.size(); ++t)
      assessed.push_back(
          pricing::assess(model.scale().ratings, losses, static_cast<int>(t), terms.closing));
    return assessed;
  };
  return pricing::size_tranches(task, evaluate);
}

}  // namespace zheli::study
