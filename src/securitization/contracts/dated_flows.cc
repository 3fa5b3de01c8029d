#include "securitization/contracts/dated_flows.h"

#include <cmath>

#include "securitization/contracts/contract.h"

namespace zheli::contracts {
namespace {

constexpr double kFenMax = 9007199254740992.0;

core::Money fen_of(double yuan) {
  return core::round_fen(yuan * core::kFenInYuan);
}

bool repays(EventType type) {
  return type == EventType::redemption || type == EventType::increase ||
         type == EventType::prepayment || type == EventType::maturity ||
         type == EventType::settlement;
}

/// Adds an event to its date's flow; `outstanding` is the notional before it.
void add_event(const Event& event, int sign, double outstanding, DatedFlow& flow) {
  if (event.type == EventType::interest) flow.interest += fen_of(sign * event.payoff);
  if (event.type == EventType::fee) flow.fee += fen_of(sign * event.payoff);
  if (!repays(event.type)) return;
  flow.principal += fen_of(sign * outstanding) - fen_of(sign * event.notional);
}

bool pays(const DatedFlow& flow) {
  return flow.interest.fen != 0 || flow.principal.fen != 0 || flow.fee.fen != 0;
}

bool is_loan(const ContractTerms& terms) {
  return terms.type != ContractType::ceg && terms.type != ContractType::cec;
}

}  // namespace

core::Result<std::vector<DatedFlow>> dated_flows(const ContractTerms& terms,
                                                 const ObservedData& observed) {
  if (!is_loan(terms) || terms.purchase || terms.termination || terms.scales_notional) {
    return core::Error{
        "flows by date are those of a loan that is held throughout and not scaled; "
        "use its events"};
  }
  const core::Result<std::vector<Event>> events = run(terms, observed, std::nullopt);
  if (!events) return events.error();
  const bool is_running = !terms.initial_exchange || *terms.initial_exchange <= terms.status_date;
  double outstanding = is_running ? terms.sign * terms.notional.value_or(0) : 0;
  std::vector<DatedFlow> flows;
  for (const Event& event : events.value()) {
    const double largest = std::max(std::abs(event.payoff), std::abs(event.notional));
    if (largest * core::kFenInYuan > kFenMax) {
      return core::Error{"an amount is beyond 90 000 000 000 000 yuan; check the notional"};
    }
    const core::Date date = date_of(event.time);
    if (flows.empty() || flows.back().date != date) flows.push_back({date, {}, {}, {}});
    add_event(event, terms.sign, outstanding, flows.back());
    outstanding = event.notional;
  }
  std::erase_if(flows, [](const DatedFlow& flow) { return !pays(flow); });
  return flows;
}

}  // namespace zheli::contracts
