#include "securitization/contracts/loan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zheli::contracts {
namespace {

Event listed(const ContractTerms& terms, const Planned& planned, const State& state,
             double payoff) {
  Event event;
  event.time = planned.time;
  event.type = planned.type;
  event.payoff = payoff;
  event.currency = terms.currency;
  event.notional = state.notional;
  event.rate = state.rate;
  event.accrued = state.accrued;
  return event;
}

bool is_finite(const Event& event) {
  return std::isfinite(event.payoff) && std::isfinite(event.notional) &&
         std::isfinite(event.rate) && std::isfinite(event.accrued);
}

/// Called after each event with it and the state after it.
template <typename Seen>
std::optional<core::Error> follow(const ContractTerms& terms, const ObservedData& observed,
                                  const Plan& plan, const Seen& seen) {
  State state = initial_state(terms, plan);
  for (const Planned& planned : plan.events) {
    const core::Result<double> payoff = apply(terms, observed, plan, planned, state);
    if (!payoff) return payoff.error();
    const Event event = listed(terms, planned, state, payoff.value());
    if (!is_finite(event)) {
      return core::Error{
          fmt::format("the amounts at {} are beyond all numbers; check notional, "
                      "rates and spreads",
                      to_string(event.time))};
    }
    seen(event, state);
    const bool ends = event.type == EventType::termination || event.type == EventType::settlement ||
                      event.type == EventType::maturity;
    if (ends) break;
  }
  return {};
}

}  // namespace

core::Result<std::vector<Event>> run_loan(const ContractTerms& terms, const ObservedData& observed,
                                          std::optional<Time> until) {
  const core::Result<Plan> planned = plan(terms, observed, until);
  if (!planned) return planned.error();
  std::vector<Event> events;
  const auto list = [&](const Event& event, const State&) {
    if (event.type == EventType::purchase) events.clear();
    events.push_back(event);
  };
  const auto error = follow(terms, observed, planned.value(), list);
  if (error) return *error;
  return events;
}

core::Result<LoanHistory> LoanHistory::of(const ContractTerms& terms,
                                          const ObservedData& observed) {
  LoanHistory history(terms);
  core::Result<Plan> planned = plan(terms, observed, std::nullopt);
  if (!planned) return planned.error();
  history.plan_ = planned.take();
  history.end_ = terms.status_date;
  history.states_.emplace_back(terms.status_date, initial_state(terms, history.plan_));
  const auto keep = [&](const Event& event, const State& state) {
    history.states_.emplace_back(event.time, state);
    history.end_ = event.time;
  };
  const auto error = follow(terms, observed, history.plan_, keep);
  if (error) return *error;
  return history;
}

State LoanHistory::at(Time time) const {
  const auto after =
      std::upper_bound(states_.begin(), states_.end(), time,
                       [](Time wanted, const auto& entry) { return wanted < entry.first; });
  State state = after == states_.begin() ? states_.front().second : std::prev(after)->second;
  if (state.as_of < time) accrue(terms_, plan_, state, time);
  return state;
}

}  // namespace zheli::contracts
