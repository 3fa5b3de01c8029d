// How a schedule is planned: each contract type is a list of small planners (interest, rate
// resets, redemptions, fees, single events), each of which adds its events with their times.
// trim() then drops what lies outside the contract's life and sorts by time and by the standard's
// sequence of events, so that no planner needs to know another. Types that share a planner differ
// in its times: those of PAM and LAM run on the interest rhythm, those of NAM and ANN join the
// redemptions, those of LAX come in stretches.
#include "securitization/contracts/schedule.h"

#include <fmt/format.h>

#include <algorithm>

#include "securitization/contracts/horizon.h"

namespace zheli::contracts {
namespace {

using MaybeError = std::optional<core::Error>;

/// What planning a loan gathers.
struct Planner {
  const ContractTerms& terms;
  const ObservedData& observed;
  Plan plan;

  void add(EventType type, Time time, double amount = 0) {
    add_shifted(plan.events, terms, type, time, amount);
  }
  /// An event that keeps its time: an exchange, the end of call money, what was observed.
  void add_fixed(EventType type, Time time, double amount = 0) {
    plan.events.push_back({time, time, time, type, amount});
  }
  MaybeError add_all(EventType type, const Rhythm& rhythm, Time end) {
    const core::Result<std::vector<Time>> all = times(rhythm, end, false, terms.end_of_month);
    if (!all) return all.error();
    for (const Time time : all.value()) add(type, time);
    return {};
  }
};

/// Interest times of a PAM or LAM contract: on the rhythm, and on maturity.
core::Result<std::vector<Time>> interest_on_rhythm(const ContractTerms& terms, Time maturity) {
  return times(anchored(terms.interest, terms), maturity, true, terms.end_of_month);
}

/// Interest times of NAM and ANN: on the rhythm until one cycle before the first redemption, from
/// then on with each redemption.
core::Result<std::vector<Time>> interest_with_redemption(const ContractTerms& terms,
                                                         Time maturity) {
  const Rhythm redemption = anchored(terms.redemption, terms);
  core::Result<std::vector<Time>> with = times(redemption, maturity, true, terms.end_of_month);
  if (!with || !redemption.anchor || !redemption.cycle) return with;
  const Rhythm own = anchored(terms.interest, terms);
  const Time last = add(*redemption.anchor, redemption.cycle->period, -1);
  if (!own.anchor || *own.anchor > last) return with;
  const core::Result<std::vector<Time>> before = times(own, last, true, terms.end_of_month);
  if (!before) return before.error();
  std::vector<Time> all = before.value();
  all.insert(all.end(), with.value().begin(), with.value().end());
  return all;
}

/// Interest times of LAX: each stretch until a cycle before the next one starts.
core::Result<std::vector<Time>> interest_in_stretches(const ContractTerms& terms, Time maturity) {
  std::vector<Time> all;
  const auto& stretches = terms.interest_stretches;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const bool last = i + 1 == stretches.size();
    const Time end = last ? maturity : std::min(maturity, *stretches[i + 1].anchor);
    const core::Result<std::vector<Time>> some = times(stretches[i], end, last, terms.end_of_month);
    if (!some) return some.error();
    all.insert(all.end(), some.value().begin(), some.value().end());
  }
  if (stretches.empty()) all.push_back(maturity);
  return all;
}

core::Result<std::vector<Time>> interest_times(const ContractTerms& terms, Time maturity) {
  switch (terms.type) {
    case ContractType::nam:
    case ContractType::ann:
      return interest_with_redemption(terms, maturity);
    case ContractType::lax:
      return interest_in_stretches(terms, maturity);
    default:
      return interest_on_rhythm(terms, maturity);
  }
}

/// IP, and IPCI up to the end of capitalization, which capitalizes itself.
MaybeError plan_interest(Planner& planner, Time maturity) {
  const ContractTerms& terms = planner.terms;
  if (!terms.rate) return {};
  const core::Result<std::vector<Time>> all = interest_times(terms, maturity);
  if (!all) return all.error();
  std::vector<Time> sorted = all.value();
  const auto& until = terms.capitalization_end;
  if (until) sorted.push_back(*until);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const Time time : sorted) {
    const bool capitalizes = until && time <= *until;
    const EventType type = capitalizes ? EventType::capitalization : EventType::interest;
    planner.add(type, time);
    planner.plan.interest_times.push_back(planner.plan.events.back().computed);
  }
  return {};
}

/// Call money and undefined maturities capitalize on the rhythm, which starts with the loan.
MaybeError plan_capitalization(Planner& planner, Time end) {
  const ContractTerms& terms = planner.terms;
  Rhythm rhythm = terms.interest;
  if (!rhythm.anchor && rhythm.cycle) rhythm.anchor = terms.initial_exchange;
  if (!terms.rate) return {};
  return planner.add_all(EventType::capitalization, rhythm, end);
}

/// RR on the rhythm; the first one after the status date is RRF where its rate is known.
MaybeError plan_rate_resets(Planner& planner, Time end) {
  const ContractTerms& terms = planner.terms;
  const core::Result<std::vector<Time>> all =
      times(anchored(terms.rate_reset, terms), end, false, terms.end_of_month);
  if (!all) return all.error();
  bool known = terms.next_reset_rate.has_value();
  for (const Time time : all.value()) {
    const bool fixed = known && time > terms.status_date;
    if (fixed) known = false;
    const EventType type = fixed ? EventType::rate_reset_fixed : EventType::rate_reset;
    const double amount = fixed ? *terms.next_reset_rate : terms.rate_spread;
    planner.add(type, time, amount);
  }
  return {};
}

MaybeError plan_rate_stretches(Planner& planner, Time end) {
  const auto& stretches = planner.terms.rate_stretches;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const RateStretch& stretch = stretches[i];
    const bool last = i + 1 == stretches.size();
    const Time stop = last ? end : std::min(end, stretches[i + 1].anchor);
    const core::Result<std::vector<Time>> all =
        times({stretch.anchor, stretch.cycle}, stop, false, planner.terms.end_of_month);
    if (!all) return all.error();
    const EventType type = stretch.fixed ? EventType::rate_reset_fixed : EventType::rate_reset;
    for (const Time time : all.value()) {
      planner.add(type, time, stretch.rate);
    }
  }
  return {};
}

/// PR of LAM, NAM and ANN, and the times up to which an annuity is spread.
MaybeError plan_redemptions(Planner& planner, Time maturity) {
  const ContractTerms& terms = planner.terms;
  const Rhythm rhythm = anchored(terms.redemption, terms);
  const Time spread_to = terms.amortization.value_or(maturity);
  if (const MaybeError error = planner.add_all(EventType::redemption, rhythm, maturity)) {
    return error;
  }
  const core::Result<std::vector<Time>> spread = times(rhythm, spread_to, true, terms.end_of_month);
  if (!spread) return spread.error();
  std::vector<Planned> shifted;
  for (const Time time : spread.value()) {
    add_shifted(shifted, terms, EventType::redemption, time, 0);
  }
  for (const Planned& event : shifted) planner.plan.redemption_times.push_back(event.computed);
  return {};
}

/// PR and PI of LAX, stretch by stretch.
MaybeError plan_stretches(Planner& planner, Time maturity) {
  const core::Result<std::vector<StretchTime>> all =
      stretch_times(planner.terms, maturity, StretchEnd::at_end);
  if (!all) return all.error();
  for (const StretchTime& step : all.value()) {
    const EventType type = step.increases ? EventType::increase : EventType::redemption;
    planner.add(type, step.time, step.payment);
  }
  return {};
}

/// PRF of an annuity: a day before its first redemption where no payment is given, and with each
/// rate reset.
void plan_redemption_fixings(Planner& planner) {
  const ContractTerms& terms = planner.terms;
  const Rhythm rhythm = anchored(terms.redemption, terms);
  if (!terms.redemption_payment && rhythm.anchor) {
    const Time before = *rhythm.anchor - std::chrono::days(1);
    planner.add(EventType::redemption_fixing, before);
  }
  const std::vector<Planned> events = planner.plan.events;
  for (const Planned& event : events) {
    if (event.type != EventType::rate_reset && event.type != EventType::rate_reset_fixed) continue;
    planner.plan.events.push_back(event);
    planner.plan.events.back().type = EventType::redemption_fixing;
  }
}

MaybeError plan_fees(Planner& planner, Time end) {
  const ContractTerms& terms = planner.terms;
  if (terms.fee_rate.value_or(0) == 0) return {};
  const core::Result<std::vector<Time>> all =
      times(anchored(terms.fee, terms), end, true, terms.end_of_month);
  if (!all) return all.error();
  for (const Time time : all.value()) {
    planner.add(EventType::fee, time);
    planner.plan.fee_times.push_back(planner.plan.events.back().computed);
  }
  return {};
}

/// What happens at the times of its own: exchange, purchase, termination, prepayments, maturity.
void plan_single_events(Planner& planner) {
  const ContractTerms& terms = planner.terms;
  if (terms.initial_exchange) {
    planner.add_fixed(EventType::initial_exchange, *terms.initial_exchange);
  }
  if (terms.purchase) planner.add_fixed(EventType::purchase, *terms.purchase);
  if (terms.termination) planner.add_fixed(EventType::termination, *terms.termination);
  for (const ObservedEvent& event : planner.observed.events) {
    if (!event.contract_id.empty() && event.contract_id != terms.id) continue;
    if (event.type == "PP") planner.add_fixed(EventType::prepayment, event.time, event.value);
    if (terms.type != ContractType::ump) continue;
    if (event.type == "PR") planner.add_fixed(EventType::redemption, event.time, event.value);
    if (event.type == "PI") planner.add_fixed(EventType::increase, event.time, event.value);
  }
}

MaybeError plan_amortizing(Planner& planner, Time maturity) {
  switch (planner.terms.type) {
    case ContractType::pam:
      return {};
    case ContractType::lax:
      return plan_stretches(planner, maturity);
    default:
      return plan_redemptions(planner, maturity);
  }
}

/// The contracts that run to a maturity.
MaybeError plan_maturing(Planner& planner) {
  const ContractTerms& terms = planner.terms;
  const core::Result<Time> maturity = maturity_of(terms);
  if (!maturity) return maturity.error();
  const Time end = maturity.value();
  if (terms.type == ContractType::lam) {
    const core::Result<double> payment = linear_payment(terms, end);
    if (!payment) return payment.error();
    planner.plan.redemption_payment = payment.value();
  } else {
    planner.plan.redemption_payment = terms.redemption_payment.value_or(0);
  }
  if (const MaybeError error = plan_interest(planner, end)) return error;
  if (const MaybeError error = plan_amortizing(planner, end)) return error;
  if (const MaybeError error = plan_rate_resets(planner, end)) return error;
  if (const MaybeError error = plan_rate_stretches(planner, end)) return error;
  if (terms.type == ContractType::ann) plan_redemption_fixings(planner);
  if (terms.interest_base == InterestBase::notional_lagged) {
    const Rhythm fixing = anchored(terms.interest_base_fixing, terms);
    if (const MaybeError error = planner.add_all(EventType::interest_base, fixing, end)) {
      return error;
    }
  }
  if (terms.scales_notional || terms.scales_interest) {
    const Rhythm scaling = anchored(terms.scaling, terms);
    if (const MaybeError error = planner.add_all(EventType::scaling, scaling, end)) return error;
  }
  planner.add(EventType::maturity, end);
  return plan_fees(planner, end);
}

/// The first call of call money after the status date.
std::optional<Time> call_of(const Planner& planner) {
  std::optional<Time> first;
  for (const ObservedEvent& event : planner.observed.events) {
    const bool ours = event.contract_id.empty() || event.contract_id == planner.terms.id;
    if (!ours || event.type != "XD" || event.time <= planner.terms.status_date) continue;
    if (!first || event.time < *first) first = event.time;
  }
  return first;
}

/// Call money: to its maturity, or to the call and the repayment after the notice.
MaybeError plan_call_money(Planner& planner, std::optional<Time> until) {
  const ContractTerms& terms = planner.terms;
  const std::optional<Time> call = call_of(planner);
  const bool called = call && (!terms.maturity || *call < *terms.maturity);
  const std::optional<Time> end = called ? call : terms.maturity ? terms.maturity : until;
  if (!end) {
    return core::Error{
        "call money without a maturity runs until it is called: give maturityDate, "
        "an observed XD event, or the time up to which events are wanted"};
  }
  if (const MaybeError error = plan_capitalization(planner, *end)) return error;
  if (const MaybeError error = plan_rate_resets(planner, *end)) return error;
  if (const MaybeError error = plan_fees(planner, *end)) return error;
  if (called) {
    const Time paid = shift(add(*call, terms.notice, 1), terms.shift.rule, terms.calendar);
    planner.plan.settlement = paid;
    planner.add_fixed(EventType::exercise, *call);
    planner.add_fixed(EventType::interest, paid);
    planner.add_fixed(EventType::settlement, paid);
  } else if (terms.maturity) {
    if (terms.rate) planner.add_fixed(EventType::interest, *end);
    planner.add_fixed(EventType::maturity, *end);
  }
  return {};
}

/// Undefined maturity: as long as events are wanted.
MaybeError plan_undefined(Planner& planner, std::optional<Time> until) {
  const std::optional<Time> end = until ? until : planner.terms.maturity;
  if (!end) {
    return core::Error{
        "a contract of undefined maturity needs the time up to which its events are "
        "wanted"};
  }
  if (const MaybeError error = plan_capitalization(planner, *end)) return error;
  if (const MaybeError error = plan_rate_resets(planner, *end)) return error;
  return plan_fees(planner, *end);
}

/// Drops what lies outside the contract's life and puts the rest in order.
void trim(Plan& plan, const ContractTerms& terms, std::optional<Time> until) {
  const auto outside = [&](const Planned& event) {
    if (event.time <= terms.status_date) return true;
    if (terms.initial_exchange && event.time < *terms.initial_exchange) return true;
    if (terms.termination && event.time > *terms.termination) return true;
    const bool settles = plan.settlement && event.time == *plan.settlement;
    return until && event.time > *until && !settles;
  };
  std::erase_if(plan.events, outside);
  std::stable_sort(plan.events.begin(), plan.events.end(), [](const Planned& a, const Planned& b) {
    return std::pair(a.time, a.type) < std::pair(b.time, b.type);
  });
}

}  // namespace

void add_shifted(std::vector<Planned>& events, const ContractTerms& terms, EventType type,
                 Time time, double amount) {
  const Time moved = shift(time, terms.shift.rule, terms.calendar);
  const Time computed = terms.shift.computed_before ? time : moved;
  events.push_back({moved, computed, time, type, amount});
}

core::Result<Plan> plan(const ContractTerms& terms, const ObservedData& observed,
                        std::optional<Time> until) {
  CHECK(terms.type != ContractType::ceg && terms.type != ContractType::cec);
  Planner planner{terms, observed, {}};
  MaybeError error;
  if (terms.type == ContractType::clm) {
    error = plan_call_money(planner, until);
  } else if (terms.type == ContractType::ump) {
    error = plan_undefined(planner, until);
  } else {
    error = plan_maturing(planner);
  }
  if (error) return *error;
  plan_single_events(planner);
  if (planner.plan.events.size() > kEventsMax) {
    return core::Error{fmt::format("more than {} events; lengthen the cycles", kEventsMax)};
  }
  trim(planner.plan, terms, until);
  return std::move(planner.plan);
}

}  // namespace zheli::contracts
