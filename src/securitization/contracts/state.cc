// How an event is run: accrue() brings interest and fees up to its time, then pay() hands a Step
// (terms, plan, state, event) to one small function a type of event, which changes the state and
// returns the payoff as the standard's STF and POF say. Only what must be observed (an index, a
// scaling, a prepayment) can fail. An annuity's payment is computed last, by annuity_payment().
#include "securitization/contracts/state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zheli::contracts {
namespace {

double year_fraction(const ContractTerms& terms, Time from, Time to) {
  return core::year_fraction(terms.day_count, counting_day(from), counting_day(to));
}

/// The last of `all` up to `time`, if there is one.
std::optional<Time> last_by(const std::vector<Time>& all, Time time) {
  const auto at = std::upper_bound(all.begin(), all.end(), time);
  return at == all.begin() ? std::nullopt : std::optional<Time>(*(at - 1));
}

/// The last of `all` before `time`, if there is one.
std::optional<Time> last_before(const std::vector<Time>& all, Time time) {
  const auto at = std::lower_bound(all.begin(), all.end(), time);
  return at == all.begin() ? std::nullopt : std::optional<Time>(*(at - 1));
}

/// What part of a period's absolute fee has been earned at `time`.
double fee_earned(const ContractTerms& terms, const Plan& plan, Time time) {
  const std::optional<Time> start = last_before(plan.fee_times, time);
  if (!start || !terms.fee.cycle) return 0;
  const Time next = add(*start, terms.fee.cycle->period, 1);
  return year_fraction(terms, *start, time) / year_fraction(terms, *start, next);
}

double clamp(double value, std::optional<double> low, std::optional<double> high) {
  if (low) value = std::max(value, *low);
  if (high) value = std::min(value, *high);
  return value;
}

/// The interest base follows the notional, unless it is fixed some other way.
void follow_notional(const ContractTerms& terms, State& state) {
  if (terms.interest_base == InterestBase::notional) state.interest_base = state.notional;
}

double initial_interest_base(const ContractTerms& terms) {
  const double notional = terms.sign * terms.notional.value_or(0);
  if (terms.interest_base == InterestBase::notional) return notional;
  return terms.interest_base_amount ? terms.sign * *terms.interest_base_amount : notional;
}

/// PRNXT signed; of an annuity without one, computed.
double initial_payment(const ContractTerms& terms, const Plan& plan, const State& state,
                       Time from) {
  if (terms.type != ContractType::ann || terms.redemption_payment) {
    return terms.sign * plan.redemption_payment;
  }
  return annuity_payment(terms, plan.redemption_times, state, from);
}

constexpr std::chrono::seconds kJustAfter{1};

/// What an event sees: the state is that after accruing to the event.
struct Step {
  const ContractTerms& terms;
  const ObservedData& observed;
  const Plan& plan;
  const Planned& event;
  State& state;
};

double initial_exchange(Step& step) {
  const ContractTerms& terms = step.terms;
  State& state = step.state;
  const double notional = terms.notional.value_or(0);
  state.notional = terms.sign * notional;
  state.rate = terms.rate.value_or(0);
  state.interest_base = initial_interest_base(terms);
  state.accrued = 0;
  if (terms.accrued_interest) {
    state.accrued = terms.sign * *terms.accrued_interest;
  } else if (terms.interest.anchor && *terms.interest.anchor < step.event.computed) {
    state.accrued = year_fraction(terms, *terms.interest.anchor, step.event.computed) * state.rate *
                    state.interest_base;
  }
  state.payment = initial_payment(terms, step.plan, state, step.event.computed);
  const bool without_premium = terms.type == ContractType::clm || terms.type == ContractType::ump;
  return -terms.sign * (notional + (without_premium ? 0 : terms.premium));
}

/// How much a PR event redeems: a fixed amount, or what the payment leaves after interest; never
/// more than is outstanding. Negative for a negative amortizer whose payment is too small.
double redeemed(const Step& step) {
  const State& state = step.state;
  double amount = state.payment;
  if (step.terms.type == ContractType::lax) amount = step.terms.sign * step.event.amount;
  const bool pays_interest_first =
      step.terms.type == ContractType::nam || step.terms.type == ContractType::ann;
  if (pays_interest_first) amount -= state.accrued;
  return step.terms.sign * (state.notional - amount) < 0 ? state.notional : amount;
}

double redemption(Step& step) {
  const double amount = redeemed(step);
  step.state.notional -= amount;
  follow_notional(step.terms, step.state);
  return step.state.notional_scale * amount;
}

double increase(Step& step) {
  const double amount = step.terms.sign * step.event.amount;
  step.state.notional += amount;
  follow_notional(step.terms, step.state);
  return -step.state.notional_scale * amount;
}

/// PP, and PR of an undefined maturity: what was observed, which must be outstanding.
core::Result<double> observed_redemption(Step& step) {
  const double amount = step.terms.sign * step.event.amount;
  if (step.terms.sign * (step.state.notional - amount) < 0) {
    return core::Error{
        fmt::format("at {} {} is repaid of {} outstanding; correct the observed "
                    "event",
                    to_string(step.event.time), step.event.amount, std::abs(step.state.notional))};
  }
  step.state.notional -= amount;
  follow_notional(step.terms, step.state);
  return amount;
}

double interest(Step& step) {
  State& state = step.state;
  const double paid = state.interest_scale * (state.accrued + state.called_interest);
  state.accrued = 0;
  state.called_interest = 0;
  return paid;
}

double capitalization(Step& step) {
  step.state.notional += step.state.accrued;
  step.state.accrued = 0;
  follow_notional(step.terms, step.state);
  return 0;
}

/// A call stops the interest; where the repayment comes later, what has accrued is fixed for it.
double exercise(Step& step) {
  State& state = step.state;
  state.is_called = true;
  if (step.plan.settlement && *step.plan.settlement > step.event.time) {
    state.called_interest = state.accrued;
    state.accrued = 0;
  }
  return 0;
}

double fee_payment(Step& step) {
  const double paid = step.terms.fee_basis == FeeBasis::absolute
                          ? step.terms.sign * step.terms.fee_rate.value_or(0)
                          : step.state.fee;
  step.state.fee = 0;
  return paid;
}

core::Result<double> rate_reset(Step& step) {
  const ContractTerms& terms = step.terms;
  const core::Result<double> market =
      observe(step.observed, terms.rate_index, step.event.scheduled);
  if (!market) return market.error();
  const double now = step.state.rate;
  const double wanted = market.value() * terms.rate_multiplier + step.event.amount;
  const double change = clamp(wanted - now, terms.period_floor, terms.period_cap);
  step.state.rate = clamp(now + change, terms.life_floor, terms.life_cap);
  return 0.0;
}

double redemption_fixing(Step& step) {
  step.state.payment = annuity_payment(step.terms, step.plan.redemption_times, step.state,
                                       step.event.computed + kJustAfter);
  return 0;
}

double purchase(Step& step) {
  return -step.terms.sign * (step.terms.purchase_price.value_or(0) + step.state.accrued);
}

/// The rate stays in the state, as in the test bed; the specification sets it to zero.
double termination(Step& step) {
  const double paid =
      step.terms.sign * (step.terms.termination_price.value_or(0) + step.state.accrued);
  step.state.notional = step.state.accrued = step.state.interest_base = step.state.fee = 0;
  return paid;
}

core::Result<double> scaling(Step& step) {
  const ContractTerms& terms = step.terms;
  const core::Result<double> index =
      observe(step.observed, terms.scaling_index, step.event.scheduled);
  if (!index) return index.error();
  const double scale = index.value() / terms.scaling_base.value_or(1);
  if (terms.scales_notional) step.state.notional_scale = scale;
  if (terms.scales_interest) step.state.interest_scale = scale;
  return 0.0;
}

/// MD, and STD of called money: all that is left.
double repayment(Step& step) {
  State& state = step.state;
  const double paid =
      state.notional_scale * state.notional + state.interest_scale * state.accrued + state.fee;
  state.notional = state.accrued = state.interest_base = state.fee = 0;
  return paid;
}

core::Result<double> pay(Step& step) {
  switch (step.event.type) {
    case EventType::initial_exchange:
      return initial_exchange(step);
    case EventType::fee:
      return fee_payment(step);
    case EventType::redemption:
      if (step.terms.type == ContractType::ump) return observed_redemption(step);
      return redemption(step);
    case EventType::increase:
      return increase(step);
    case EventType::prepayment:
      return observed_redemption(step);
    case EventType::exercise:
      return exercise(step);
    case EventType::interest:
      return interest(step);
    case EventType::capitalization:
      return capitalization(step);
    case EventType::rate_reset_fixed:
      step.state.rate = step.event.amount;
      return 0.0;
    case EventType::rate_reset:
      return rate_reset(step);
    case EventType::redemption_fixing:
      return redemption_fixing(step);
    case EventType::purchase:
      return purchase(step);
    case EventType::termination:
      return termination(step);
    case EventType::scaling:
      return scaling(step);
    case EventType::interest_base:
      step.state.interest_base = step.state.notional;
      return 0.0;
    case EventType::settlement:
    case EventType::maturity:
      return repayment(step);
    case EventType::credit_event:
      return 0.0;
  }
  CHECK(false);
  return 0.0;
}

}  // namespace

core::Result<double> observe(const ObservedData& observed, const std::string& code, Time time) {
  const auto series = observed.market.find(code);
  if (series != observed.market.end()) {
    const auto after = series->second.upper_bound(time);
    if (after != series->second.begin()) return std::prev(after)->second;
  }
  return core::Error{
      fmt::format("no value of \"{}\" at or before {} was observed; give one in "
                  "dataObserved",
                  code, to_string(time))};
}

State initial_state(const ContractTerms& terms, const Plan& plan) {
  State state;
  state.as_of = terms.status_date;
  state.notional_scale = terms.notional_multiplier;
  state.interest_scale = terms.interest_multiplier;
  state.fee = terms.sign * terms.accrued_fee.value_or(0);
  state.payment = terms.sign * plan.redemption_payment;
  if (terms.initial_exchange && *terms.initial_exchange > terms.status_date) return state;
  state.notional = terms.sign * terms.notional.value_or(0);
  state.rate = terms.rate.value_or(0);
  state.interest_base = initial_interest_base(terms);
  const std::optional<Time> paid = last_by(plan.interest_times, terms.status_date);
  if (terms.accrued_interest) {
    state.accrued = terms.sign * *terms.accrued_interest;
  } else if (paid) {
    state.accrued = year_fraction(terms, *paid, terms.status_date) * state.rate * state.notional;
  }
  state.payment = initial_payment(terms, plan, state, terms.status_date + kJustAfter);
  return state;
}

void accrue(const ContractTerms& terms, const Plan& plan, State& state, Time time) {
  const bool stands_still = time == state.as_of || state.is_called;
  const double years = year_fraction(terms, state.as_of, time);
  state.as_of = time;
  if (stands_still) return;
  state.accrued += years * state.rate * state.interest_base;
  if (terms.fee_rate) {
    state.fee = terms.fee_basis == FeeBasis::of_notional
                    ? state.fee + years * state.notional * *terms.fee_rate
                    : fee_earned(terms, plan, time) * terms.sign * *terms.fee_rate;
  }
}

core::Result<double> apply(const ContractTerms& terms, const ObservedData& observed,
                           const Plan& plan, const Planned& event, State& state) {
  accrue(terms, plan, state, event.computed);
  Step step{terms, observed, plan, event, state};
  return pay(step);
}

double annuity_payment(const ContractTerms& terms, const std::vector<Time>& redemptions,
                       const State& state, Time from) {
  const auto first = std::lower_bound(redemptions.begin(), redemptions.end(), from);
  if (first == redemptions.end()) return state.notional;
  const double owed = state.notional + state.accrued +
                      year_fraction(terms, state.as_of, *first) * state.rate * state.interest_base;
  double growth = 1;  // Π from i on, built from the last period back
  double sum = 1;
  for (auto at = redemptions.end() - 1; at != first; --at) {
    growth *= 1 + state.rate * year_fraction(terms, *(at - 1), *at);
    sum += growth;
  }
  return owed * growth / sum;
}

}  // namespace zheli::contracts
