// A deal's model, and the two ways of running it: over many paths, or once under stated rates.
#include "securitization/study/model.h"

#include "core/day_count.h"
#include "securitization/deal/credit_pool.h"
#include "securitization/deal/schedules.h"
#include "securitization/waterfall/engine.h"

namespace zheli::study {
namespace {

/// A deal that was read and checked compiles.
waterfall::Program compiled(const deal::Deal& deal) {
  waterfall::Compilation compilation = waterfall::compile(deal.terms);
  CHECK(compilation.program);
  return std::move(*compilation.program);
}

/// The length of each collection period in years.
std::vector<double> lengths(const deal::Deal& deal) {
  std::vector<double> years;
  for (const waterfall::CollectionPeriod& period : deal.terms.periods)
    years.push_back(core::year_fraction(core::DayCount::actual_365, period.from, period.to));
  return years;
}

}  // namespace

Model::Model(deal::Deal deal, credit::Pool pool, Scale scale)
    : deal_(std::move(deal)),
      simulator_(std::move(pool)),
      program_(compiled(deal_)),
      scale_(std::move(scale)) {}

core::Result<Model> Model::make(deal::Deal deal, const credit::DefaultTable& default_rates,
                                Scale scale) {
  deal = deal::without_idle_dates(std::move(deal));
  auto pool = deal::pool_of(deal, default_rates);
  if (!pool) return pool.error();
  return Model(std::move(deal), pool.take(), std::move(scale));
}

pricing::Losses losses(const Model& model, const Paths& paths, pricing::Support support) {
  pricing::Running running;
  running.threads = paths.threads;
  running.support = support;
  return pricing::simulate(model.program(), pricing::simulated(model.simulator(), paths.seed),
                           {0, paths.count}, running);
}

core::Result<Projection> project(const deal::Deal& deal, const waterfall::Program& program,
                                 const credit::Vectors& rates) {
  const auto scheduled = deal::collected_as_scheduled(deal);
  if (!scheduled) return scheduled.error();
  Projection to{credit::under(rates, scheduled.value(), lengths(deal)),
                waterfall::Statement(program, 1)};
  waterfall::Scratch scratch(program, 1);
  waterfall::run(program, to.collected, {}, to.paid, scratch);
  return to;
}

}  // namespace zheli::study
