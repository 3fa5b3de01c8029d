// How terms are read: first what all types share, then the groups that a type has (interest, rate
// resets, scaling, fees, stretches, enhancement). What the standard defines and this engine does
// not compute is refused by name at the end, never left out.
#include "securitization/interchange/actus/json_terms.h"

#include <fmt/format.h>

#include <algorithm>

namespace zheli::actus {

using contracts::ContractTerms;
using contracts::ContractType;
using contracts::FeeBasis;
using contracts::GuaranteedExposure;
using contracts::InterestBase;
using contracts::Period;
using contracts::Reference;
using contracts::ReferenceRole;
using contracts::ShiftRule;
using contracts::Time;

namespace {

template <typename Value>
using Word = std::pair<std::string_view, Value>;

constexpr Word<ContractType> kTypes[] = {
    {"PAM", ContractType::pam}, {"LAM", ContractType::lam}, {"NAM", ContractType::nam},
    {"ANN", ContractType::ann}, {"LAX", ContractType::lax}, {"CLM", ContractType::clm},
    {"UMP", ContractType::ump}, {"CEG", ContractType::ceg}, {"CEC", ContractType::cec}};

// ACTUS technical specification, table of contract roles.
constexpr Word<int> kRoles[] = {{"RPA", 1},  {"RPL", -1}, {"LG", 1},   {"ST", -1},  {"BUY", 1},
                                {"SEL", -1}, {"RFL", 1},  {"PFL", -1}, {"COL", 1},  {"CNO", 1},
                                {"GUA", -1}, {"OBL", 1},  {"UDL", 1},  {"UDLP", 1}, {"UDLM", -1}};

constexpr Word<core::DayCount> kDayCounts[] = {{"AA", core::DayCount::actual_actual},
                                               {"A365", core::DayCount::actual_365},
                                               {"A360", core::DayCount::actual_360},
                                               {"30E360", core::DayCount::thirty_e_360},
                                               {"30E360ISDA", core::DayCount::thirty_e_360_isda}};

constexpr Word<core::Calendar> kCalendars[] = {
    {"NC", core::Calendar::none},
    {"MF", core::Calendar::monday_friday},
    {"china-exchange", core::Calendar::china_exchange},
    {"china-interbank", core::Calendar::china_interbank}};

using core::BusinessDayRule;
constexpr Word<ShiftRule> kShifts[] = {{"NULL", {}},
                                       {"NOS", {}},
                                       {"SCF", {BusinessDayRule::following, false}},
                                       {"SCMF", {BusinessDayRule::modified_following, false}},
                                       {"SCP", {BusinessDayRule::preceding, false}},
                                       {"SCMP", {BusinessDayRule::modified_preceding, false}},
                                       {"CSF", {BusinessDayRule::following, true}},
                                       {"CSMF", {BusinessDayRule::modified_following, true}},
                                       {"CSP", {BusinessDayRule::preceding, true}},
                                       {"CSMP", {BusinessDayRule::modified_preceding, true}}};

constexpr Word<bool> kEndOfMonth[] = {{"SD", false}, {"EOM", true}};

constexpr Word<InterestBase> kInterestBases[] = {{"NT", InterestBase::notional},
                                                 {"NTIED", InterestBase::notional_initial},
                                                 {"NTL", InterestBase::notional_lagged}};

constexpr Word<FeeBasis> kFeeBases[] = {{"A", FeeBasis::absolute}, {"N", FeeBasis::of_notional}};

constexpr Word<GuaranteedExposure> kExposures[] = {{"NO", GuaranteedExposure::notional},
                                                   {"NI", GuaranteedExposure::notional_interest},
                                                   {"MV", GuaranteedExposure::market_value}};

constexpr Word<ReferenceRole> kReferenceRoles[] = {{"COVE", ReferenceRole::covered},
                                                   {"COVI", ReferenceRole::covering}};

// Terms that would change the events and are not understood, and the values that change
// nothing.
constexpr Word<std::string_view> kWithoutEffect[] = {
    {"prepaymentEffect", "N"}, {"penaltyType", "N"}, {"delinquencyRate", "0"}};

template <typename Value, std::size_t n>
std::optional<Value> word(const Fields& fields, std::string_view name,
                          const Word<Value> (&words)[n]) {
  return fields.word<Value>(name, Words<Value>(words, n));
}

/// Times of life, amounts and conventions that all types share.
void read_basics(const Fields& fields, ContractTerms& terms) {
  terms.id = fields.text("contractID").value_or("");
  terms.currency = fields.text("currency").value_or("");
  terms.initial_exchange = fields.time("initialExchangeDate");
  terms.maturity = fields.time("maturityDate");
  terms.amortization = fields.time("amortizationDate");
  terms.purchase = fields.time("purchaseDate");
  terms.purchase_price = fields.number("priceAtPurchaseDate");
  terms.termination = fields.time("terminationDate");
  terms.termination_price = fields.number("priceAtTerminationDate");
  terms.notional = fields.number("notionalPrincipal");
  terms.premium = fields.number("premiumDiscountAtIED").value_or(0);
  terms.calendar = word(fields, "calendar", kCalendars).value_or(core::Calendar::none);
  terms.shift = word(fields, "businessDayConvention", kShifts).value_or(ShiftRule{});
  terms.end_of_month = word(fields, "endOfMonthConvention", kEndOfMonth).value_or(false);
}

void read_interest(const Fields& fields, ContractTerms& terms) {
  terms.rate = fields.number("nominalInterestRate");
  terms.accrued_interest = fields.number("accruedInterest");
  const auto day_count = word(fields, "dayCountConvention", kDayCounts);
  terms.day_count = day_count.value_or(terms.day_count);
  if (terms.rate && fields.find("dayCountConvention") == nullptr) {
    fields.problem("dayCountConvention", "is missing, but interest runs; give A365, for example");
  }
  terms.interest = fields.rhythm("cycleAnchorDateOfInterestPayment", "cycleOfInterestPayment");
  terms.capitalization_end = fields.time("capitalizationEndDate");
  terms.interest_base =
      word(fields, "interestCalculationBase", kInterestBases).value_or(InterestBase::notional);
  terms.interest_base_amount = fields.number("interestCalculationBaseAmount");
  terms.interest_base_fixing =
      fields.rhythm("cycleAnchorDateOfInterestCalculationBase", "cycleOfInterestCalculationBase");
}

void read_rate_resets(const Fields& fields, ContractTerms& terms) {
  terms.rate_reset = fields.rhythm("cycleAnchorDateOfRateReset", "cycleOfRateReset");
  terms.rate_index = fields.text("marketObjectCodeOfRateReset").value_or("");
  terms.rate_multiplier = fields.number("rateMultiplier").value_or(1);
  terms.rate_spread = fields.number("rateSpread").value_or(0);
  terms.next_reset_rate = fields.number("nextResetRate");
  terms.life_cap = fields.number("lifeCap");
  terms.life_floor = fields.number("lifeFloor");
  terms.period_cap = fields.number("periodCap");
  terms.period_floor = fields.number("periodFloor");
}

/// scalingEffect: three letters, I for interest first, N for notional second.
void read_scaling(const Fields& fields, ContractTerms& terms) {
  const std::string effect = fields.text("scalingEffect").value_or("OOO");
  const bool good = effect.size() == 3 && std::string_view("IO0").find(effect[0]) < 3 &&
                    std::string_view("NO0").find(effect[1]) < 3 &&
                    std::string_view("MO0").find(effect[2]) < 3;
  if (!good) {
    fields.problem("scalingEffect", "must be three letters such as INO: interest, notional, none");
    return;
  }
  terms.scales_interest = effect[0] == 'I';
  terms.scales_notional = effect[1] == 'N';
  terms.scaling = fields.rhythm("cycleAnchorDateOfScalingIndex", "cycleOfScalingIndex");
  terms.scaling_index = fields.text("marketObjectCodeOfScalingIndex").value_or("");
  terms.scaling_base = fields.number("scalingIndexAtContractDealDate");
  terms.notional_multiplier = fields.number("notionalScalingMultiplier").value_or(1);
  terms.interest_multiplier = fields.number("interestScalingMultiplier").value_or(1);
}

void read_fees(const Fields& fields, ContractTerms& terms) {
  terms.fee = fields.rhythm("cycleAnchorDateOfFee", "cycleOfFee");
  terms.fee_rate = fields.number("feeRate");
  terms.accrued_fee = fields.number("feeAccrued");
  const auto basis = word(fields, "feeBasis", kFeeBases);
  if (terms.fee_rate && !basis) fields.problem("feeBasis", "is missing: A or N");
  terms.fee_basis = basis.value_or(FeeBasis::of_notional);
}

bool ascends(const std::vector<Time>& times) {
  return std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end();
}

/// An array's entry for stretch i: its own, or the only one.
template <typename Value>
Value entry(const std::vector<Value>& all, std::size_t i) {
  return all[std::min(i, all.size() - 1)];
}

template <typename Value>
bool fits(const Fields& fields, std::string_view name, const std::vector<Value>& all,
          std::size_t count, bool may_be_empty) {
  if (all.size() == 1 || all.size() == count || (may_be_empty && all.empty())) return true;
  fields.problem(name, fmt::format("has {} entries; one, or one for each of {} anchors is right",
                                   all.size(), count));
  return false;
}

std::vector<Time> anchors(const Fields& fields, std::string_view name) {
  std::vector<Time> all = fields.times(name);
  if (!ascends(all)) fields.problem(name, "must ascend");
  return ascends(all) ? all : std::vector<Time>{};
}

void read_interest_stretches(const Fields& fields, ContractTerms& terms) {
  const auto starts = anchors(fields, "arrayCycleAnchorDateOfInterestPayment");
  const char* const kCycles = "arrayCycleOfInterestPayment";
  const auto cycles = fields.cycles(kCycles);
  if (starts.empty() || !fits(fields, kCycles, cycles, starts.size(), true)) return;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    terms.interest_stretches.push_back(
        {starts[i], cycles.empty() ? std::nullopt : std::optional(entry(cycles, i))});
  }
}

void read_stretches(const Fields& fields, ContractTerms& terms) {
  const auto starts = anchors(fields, "arrayCycleAnchorDateOfPrincipalRedemption");
  const char* const kCycles = "arrayCycleOfPrincipalRedemption";
  const char* const kPayments = "arrayNextPrincipalRedemptionPayment";
  const char* const kDirections = "arrayIncreaseDecrease";
  const auto cycles = fields.cycles(kCycles);
  const auto payments = fields.numbers(kPayments);
  const auto directions = fields.texts(kDirections);
  if (starts.empty() || !fits(fields, kCycles, cycles, starts.size(), true) ||
      !fits(fields, kPayments, payments, starts.size(), false) ||
      !fits(fields, kDirections, directions, starts.size(), false)) {
    return;
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::string direction = entry(directions, i);
    if (direction != "INC" && direction != "DEC") {
      fields.problem(kDirections, "must be INC or DEC");
      return;
    }
    terms.stretches.push_back({starts[i],
                               cycles.empty() ? std::nullopt : std::optional(entry(cycles, i)),
                               entry(payments, i), direction == "INC"});
  }
}

void read_rate_stretches(const Fields& fields, ContractTerms& terms) {
  const auto starts = anchors(fields, "arrayCycleAnchorDateOfRateReset");
  const char* const kCycles = "arrayCycleOfRateReset";
  const char* const kRates = "arrayRate";
  const char* const kKinds = "arrayFixedVariable";
  const auto cycles = fields.cycles(kCycles);
  const auto rates = fields.numbers(kRates);
  const auto kinds = fields.texts(kKinds);
  if (starts.empty() || !fits(fields, kCycles, cycles, starts.size(), true) ||
      !fits(fields, kRates, rates, starts.size(), false) ||
      !fits(fields, kKinds, kinds, starts.size(), false)) {
    return;
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::string kind = entry(kinds, i);
    if (!kind.starts_with('F') && !kind.starts_with('V')) {
      fields.problem(kKinds, "must be FIX or VAR");
      return;
    }
    terms.rate_stretches.push_back({starts[i],
                                    cycles.empty() ? std::nullopt : std::optional(entry(cycles, i)),
                                    entry(rates, i), kind.starts_with('F')});
  }
}

/// A covered or covering contract: its terms where it is one of ours, else its id or price.
Reference read_reference(const Fields& fields) {
  Reference reference;
  const std::string role = fields.text("referenceRole").value_or("");
  for (const auto& [name, value] : kReferenceRoles) {
    if (role == name) reference.role = value;
  }
  const Json* const object = fields.find("object");
  if (object == nullptr) {
    fields.problem("object", "is missing: the contract that is referred to");
    return reference;
  }
  const Fields inside(*object, fields.place_of("object"), fields.findings());
  reference.id = inside.text("contractID").value_or(inside.text("contractIdentifier").value_or(""));
  reference.market_object = inside.text("marketObjectCode").value_or("");
  reference.quantity = inside.number("quantity").value_or(1);
  const std::string type = inside.text("contractType").value_or("");
  if (inside.find("contractStructure") != nullptr) {
    inside.problem("contractStructure", "a contract that is referred to refers to no other");
  } else if (std::any_of(std::begin(kTypes), std::end(kTypes),
                         [&](const auto& known) { return known.first == type; })) {
    reference.terms = read_terms(inside);
  }
  return reference;
}

void read_enhancement(const Fields& fields, ContractTerms& terms) {
  terms.settlement_period = fields.period("settlementPeriod").value_or(Period{});
  terms.coverage = fields.number("coverageOfCreditEnhancement").value_or(1);
  terms.exposure =
      word(fields, "guaranteedExposure", kExposures).value_or(GuaranteedExposure::notional);
  terms.covered_event = fields.text("creditEventTypeCovered").value_or("DF");
  fields.each("contractStructure", [&](const Fields& reference) {
    terms.references.push_back(read_reference(reference));
  });
}

void refuse_what_is_not_understood(const Fields& fields, const ContractTerms& terms) {
  for (const auto& [name, harmless] : kWithoutEffect) {
    const Json* const value = fields.find(name);
    if (value == nullptr || value->number() == 0 || value->is(harmless)) continue;
    fields.problem(name, fmt::format("is not supported; leave it out or give {}", harmless));
  }
  const std::string settled = fields.text("settlementCurrency").value_or(terms.currency);
  if (settled != terms.currency) {
    fields.problem("settlementCurrency", "another currency than the contract's is not supported");
  }
}

}  // namespace

void read_business_days(const Fields& fields, core::Calendar& calendar,
                        core::BusinessDayRule& rule) {
  calendar = word(fields, "calendar", kCalendars).value_or(calendar);
  rule = word(fields, "businessDayConvention", kShifts).value_or(ShiftRule{rule, false}).rule;
}

ContractTerms read_terms(const Fields& fields) {
  ContractTerms terms;
  const auto type = word(fields, "contractType", kTypes);
  const auto role = word(fields, "contractRole", kRoles);
  const auto status = fields.time("statusDate");
  if (fields.find("contractType") == nullptr) fields.problem("contractType", "is missing");
  if (fields.find("contractRole") == nullptr) fields.problem("contractRole", "is missing");
  if (fields.find("statusDate") == nullptr) fields.problem("statusDate", "is missing");
  terms.type = type.value_or(ContractType::pam);
  terms.sign = role.value_or(1);
  terms.status_date = status.value_or(Time{});
  read_basics(fields, terms);
  read_interest(fields, terms);
  read_interest_stretches(fields, terms);
  terms.redemption =
      fields.rhythm("cycleAnchorDateOfPrincipalRedemption", "cycleOfPrincipalRedemption");
  terms.redemption_payment = fields.number("nextPrincipalRedemptionPayment");
  read_stretches(fields, terms);
  read_rate_resets(fields, terms);
  read_rate_stretches(fields, terms);
  read_scaling(fields, terms);
  read_fees(fields, terms);
  terms.notice = fields.period("xDayNotice").value_or(Period{});
  read_enhancement(fields, terms);
  refuse_what_is_not_understood(fields, terms);
  return terms;
}

}  // namespace zheli::actus
