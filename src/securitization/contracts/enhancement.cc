#include "securitization/contracts/enhancement.h"

#include <algorithm>
#include <cmath>

#include "securitization/contracts/loan.h"

namespace zheli::contracts {
namespace {

// Bounds on the work that one guarantee may ask for: a pool of 10 000 monthly loans over 30 years
// stays below both.
constexpr std::size_t kCoveredEventsMax = 10'000'000;
constexpr std::size_t kExposuresMax = 10'000'000;

bool is_enhancement(ContractType type) {
  return type == ContractType::ceg || type == ContractType::cec;
}

/// A covered contract with its whole life.
struct Covered {
  const Reference* reference;
  LoanHistory history;
};

core::Result<std::vector<Covered>> run_covered(const ContractTerms& terms,
                                               const ObservedData& observed) {
  std::vector<Covered> all;
  std::size_t events = 0;
  for (const Reference& reference : terms.references) {
    if (reference.role != ReferenceRole::covered || !reference.terms) continue;
    if (is_enhancement(reference.terms->type)) {
      return core::Error{"a guarantee or collateral covers loans, not guarantees; name the loans"};
    }
    ContractTerms lender = *reference.terms;
    lender.sign = 1;
    core::Result<LoanHistory> history = LoanHistory::of(lender, observed);
    if (!history) {
      return core::Error{"covered contract " + reference.id + ": " + history.error().message};
    }
    all.push_back({&reference, history.take()});
    events += all.back().history.event_count();
    if (events > kCoveredEventsMax) {
      return core::Error{
          "the covered contracts have more than 10 000 000 events; lengthen their "
          "cycles"};
    }
  }
  return all;
}

/// What goes on in the life of a guarantee or collateral.
struct Enhancement {
  const ContractTerms& terms;
  const ObservedData& observed;
  std::vector<Covered> covered;
  std::optional<Time> exercise = {};

  core::Result<Time> maturity() const {
    if (terms.maturity) return *terms.maturity;
    if (covered.empty()) {
      return core::Error{"the contract needs maturityDate, or covered contracts with their terms"};
    }
    Time last = covered.front().history.end();
    for (const Covered& one : covered) last = std::max(last, one.history.end());
    return last;
  }

  core::Result<double> exposure(const Covered& one, Time time) const {
    if (terms.exposure == GuaranteedExposure::market_value) {
      const auto price = observe(observed, one.reference->market_object, time);
      if (!price) return price.error();
      return price.value() * one.reference->quantity;
    }
    const State state = one.history.at(time);
    return state.notional +
           (terms.exposure == GuaranteedExposure::notional_interest ? state.accrued : 0);
  }

  /// Nt: what is covered, signed by the role.
  core::Result<double> notional(Time time) const {
    if (terms.notional) return terms.coverage * terms.sign * *terms.notional;
    double sum = 0;
    for (const Covered& one : covered) {
      const core::Result<double> exposed = exposure(one, time);
      if (!exposed) return exposed.error();
      sum += exposed.value();
    }
    return terms.coverage * terms.sign * sum;
  }

  /// Xa: what an exercise yields; of collateral no more than it is worth.
  core::Result<double> exercised(double notional, Time time) const {
    if (terms.type == ContractType::ceg) return notional;
    double worth = 0;
    for (const Reference& reference : terms.references) {
      if (reference.role != ReferenceRole::covering) continue;
      const core::Result<double> price = observe(observed, reference.market_object, time);
      if (!price) return price.error();
      worth += price.value() * reference.quantity;
    }
    return terms.sign * std::min(worth, std::abs(notional));
  }

  /// Whether an observed event is the default (or what else is covered) of a covered contract.
  bool triggers(const ObservedEvent& event) const {
    if (event.type != "CE" || event.performance != terms.covered_event) return false;
    return std::any_of(terms.references.begin(), terms.references.end(), [&](const Reference& r) {
      return r.role == ReferenceRole::covered && r.id == event.contract_id;
    });
  }
};

std::optional<Time> first_trigger(const Enhancement& enhancement, Time maturity) {
  std::optional<Time> first;
  for (const ObservedEvent& event : enhancement.observed.events) {
    const bool alive = event.time > enhancement.terms.status_date && event.time <= maturity;
    if (!alive || !enhancement.triggers(event)) continue;
    if (!first || event.time < *first) first = event.time;
  }
  return first;
}

/// The events and the fee times; fees run to the exercise.
core::Result<Plan> plan_enhancement(const Enhancement& enhancement, Time maturity) {
  const ContractTerms& terms = enhancement.terms;
  Plan plan;
  const auto fixed = [&](EventType type, Time time) {
    plan.events.push_back({time, time, time, type, 0});
  };
  if (terms.purchase && terms.type == ContractType::ceg)
    fixed(EventType::purchase, *terms.purchase);
  if (terms.fee_rate.value_or(0) != 0) {
    Rhythm fee = terms.fee;
    if (!fee.anchor && fee.cycle && terms.purchase) {
      fee.anchor = add(*terms.purchase, fee.cycle->period, 1);
    }
    const core::Result<std::vector<Time>> all = times(fee, maturity, true, terms.end_of_month);
    if (!all) return all.error();
    for (const Time time : all.value()) {
      if (enhancement.exercise && time > *enhancement.exercise) break;
      add_shifted(plan.events, terms, EventType::fee, time, 0);
      plan.fee_times.push_back(plan.events.back().computed);
    }
  }
  if (enhancement.exercise) {
    const Time paid = add(*enhancement.exercise, terms.settlement_period, 1);
    fixed(EventType::exercise, *enhancement.exercise);
    add_shifted(plan.events, terms, EventType::settlement, paid, 0);
  } else {
    fixed(EventType::maturity, maturity);
  }
  std::stable_sort(plan.events.begin(), plan.events.end(), [](const Planned& a, const Planned& b) {
    return std::pair(a.time, a.type) < std::pair(b.time, b.type);
  });
  return plan;
}

/// One event: the state carries Nt as `notional`, the fee earned, and Xa beside it.
core::Result<Event> apply_event(const Enhancement& enhancement, const Plan& plan,
                                const Planned& planned, State& state, double& exercise_amount) {
  const ContractTerms& terms = enhancement.terms;
  accrue(terms, plan, state, planned.computed);
  const core::Result<double> notional = enhancement.notional(planned.computed);
  if (!notional) return notional.error();
  state.notional = notional.value();
  Event event;
  event.time = planned.time;
  event.type = planned.type;
  event.currency = terms.currency;
  if (planned.type == EventType::purchase) event.payoff = -terms.sign * *terms.purchase_price;
  if (planned.type == EventType::fee) {
    const bool absolute = terms.fee_basis == FeeBasis::absolute;
    event.payoff = absolute ? terms.sign * *terms.fee_rate : state.fee;
    state.fee = 0;
  }
  if (planned.type == EventType::exercise) {
    const auto yields = enhancement.exercised(state.notional, planned.computed);
    if (!yields) return yields.error();
    exercise_amount = yields.value();
    state.is_called = true;
  }
  if (planned.type == EventType::settlement) event.payoff = exercise_amount + state.fee;
  const bool ends = planned.type == EventType::settlement || planned.type == EventType::maturity;
  if (ends) state.notional = state.fee = 0;
  event.notional = state.notional;
  event.exercise_amount = exercise_amount;
  return event;
}

}  // namespace

core::Result<std::vector<Event>> run_enhancement(const ContractTerms& terms,
                                                 const ObservedData& observed,
                                                 std::optional<Time> until) {
  core::Result<std::vector<Covered>> covered = run_covered(terms, observed);
  if (!covered) return covered.error();
  Enhancement enhancement{terms, observed, covered.take()};
  const core::Result<Time> maturity = enhancement.maturity();
  if (!maturity) return maturity.error();
  enhancement.exercise = first_trigger(enhancement, maturity.value());
  const core::Result<Plan> plan = plan_enhancement(enhancement, maturity.value());
  if (!plan) return plan.error();
  if (plan.value().events.size() * enhancement.covered.size() > kExposuresMax) {
    return core::Error{"too many fees over too many covered contracts; lengthen cycleOfFee"};
  }
  State state;
  state.as_of = terms.status_date;
  double exercise_amount = 0;
  std::vector<Event> events;
  for (const Planned& planned : plan.value().events) {
    if (planned.time <= terms.status_date) continue;
    const bool settles = planned.type == EventType::settlement;
    if (until && planned.time > *until && !settles) break;
    core::Result<Event> event =
        apply_event(enhancement, plan.value(), planned, state, exercise_amount);
    if (!event) return event.error();
    events.push_back(event.take());
    if (enhancement.exercise && planned.time >= *enhancement.exercise) {
      events.back().exercise_time = enhancement.exercise;
    }
  }
  return events;
}

}  // namespace zheli::contracts
