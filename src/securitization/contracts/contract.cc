#include "securitization/contracts/contract.h"

#include <fmt/format.h>

#include "securitization/contracts/enhancement.h"
#include "securitization/contracts/loan.h"

namespace zheli::contracts {
namespace {

bool enhances(ContractType type) {
  return type == ContractType::ceg || type == ContractType::cec;
}

bool amortizes(ContractType type) {
  return type == ContractType::lam || type == ContractType::nam || type == ContractType::ann;
}

/// What the terms lack, in the names of the data dictionary; nothing if they are complete.
std::string_view missing(const ContractTerms& terms) {
  const bool redeems = terms.redemption.anchor || terms.redemption.cycle;
  if (!enhances(terms.type) && !terms.notional) return "notionalPrincipal";
  if (terms.purchase && !terms.purchase_price) return "priceAtPurchaseDate";
  if (terms.termination && !terms.termination_price) return "priceAtTerminationDate";
  if (amortizes(terms.type) && !redeems) return "cycleOfPrincipalRedemption";
  if (terms.type == ContractType::nam && !terms.redemption_payment) {
    return "nextPrincipalRedemptionPayment";
  }
  if (terms.type == ContractType::lax && terms.stretches.empty()) {
    return "arrayCycleAnchorDateOfPrincipalRedemption";
  }
  const bool scales = terms.scales_notional || terms.scales_interest;
  if (scales && terms.scaling_base.value_or(0) == 0) return "scalingIndexAtContractDealDate";
  return {};
}

}  // namespace

core::Result<std::vector<Event>> run(const ContractTerms& terms, const ObservedData& observed,
                                     std::optional<Time> until) {
  CHECK(terms.sign == 1 || terms.sign == -1);
  const std::string_view lacks = missing(terms);
  if (!lacks.empty()) {
    return core::Error{fmt::format("the contract needs {}, which is missing", lacks)};
  }
  return enhances(terms.type) ? run_enhancement(terms, observed, until)
                              : run_loan(terms, observed, until);
}

std::string_view to_string(EventType type) {
  switch (type) {
    case EventType::initial_exchange:
      return "IED";
    case EventType::fee:
      return "FP";
    case EventType::redemption:
      return "PR";
    case EventType::increase:
      return "PI";
    case EventType::prepayment:
      return "PP";
    case EventType::exercise:
      return "XD";
    case EventType::interest:
      return "IP";
    case EventType::capitalization:
      return "IPCI";
    case EventType::credit_event:
      return "CE";
    case EventType::rate_reset_fixed:
      return "RRF";
    case EventType::rate_reset:
      return "RR";
    case EventType::redemption_fixing:
      return "PRF";
    case EventType::purchase:
      return "PRD";
    case EventType::termination:
      return "TD";
    case EventType::scaling:
      return "SC";
    case EventType::interest_base:
      return "IPCB";
    case EventType::settlement:
      return "STD";
    case EventType::maturity:
      return "MD";
  }
  CHECK(false);
  return {};
}

}  // namespace zheli::contracts
