#include "securitization/contracts/horizon.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "securitization/contracts/rhythm.h"

namespace zheli::contracts {
namespace {

// A quotient that is whole but for rounding counts as whole: 0.7 / 0.1 payments are 7.
constexpr double kRounding = 1e-9;

/// No business day is further away.
constexpr std::chrono::days kShiftMost{31};

core::Error missing(const char* what) {
  return {fmt::format("the contract needs {}", what)};
}

/// The first redemption after the status date: anchor + number · cycle, never counted step by step,
/// so that the 31st stays the 31st.
struct NextRedemption {
  Time anchor;
  int number = 0;
};

core::Result<NextRedemption> next_redemption(const ContractTerms& terms) {
  const Rhythm& rhythm = terms.redemption;
  if (!rhythm.cycle) return missing("maturityDate, or cycleOfPrincipalRedemption to derive it");
  if (!rhythm.anchor && !terms.initial_exchange) {
    return missing("cycleAnchorDateOfPrincipalRedemption or initialExchangeDate");
  }
  const Time anchor = rhythm.anchor.value_or(
      terms.initial_exchange ? add(*terms.initial_exchange, rhythm.cycle->period, 1) : Time{});
  const Cycle cycle{rhythm.cycle->period, false};
  const core::Result<std::vector<Time>> near =
      times({anchor, cycle}, terms.status_date + kShiftMost, false, terms.end_of_month);
  if (!near) return near.error();
  int past = 0;
  for (const Time time :
       near.value()) {  // a business day may bring one to the status date, or over
    past += shift(time, terms.shift.rule, terms.calendar) <= terms.status_date ? 1 : 0;
  }
  return NextRedemption{anchor, past};
}

/// The time of redemption `number`, counted from the anchor.
Time redemption_time(const ContractTerms& terms, Time anchor, int number) {
  const Period period = terms.redemption.cycle->period;
  const Time time = add(anchor, period, number);
  const bool at_end = terms.end_of_month && period.days == 0 &&
                      date_of(anchor) == core::last_of_month(date_of(anchor));
  return at_end ? at_midnight(core::last_of_month(date_of(time))) : time;
}

/// When `count` payments have been made, the next redemption the first of them.
core::Result<Time> after_payments(const ContractTerms& terms, NextRedemption next, double count) {
  const double whole = std::ceil(count - kRounding);
  if (!(whole >= 1) || whole > static_cast<double>(kEventsMax)) {
    return core::Error{
        "the redemption payments never repay the notional; give a maturityDate or a "
        "larger nextPrincipalRedemptionPayment"};
  }
  const int cycles = next.number + static_cast<int>(whole) - 1;
  const Period period = terms.redemption.cycle->period;
  constexpr long kDaysMax = 366L * 400;
  const long reach = static_cast<long>(cycles) * (period.months * 31L + period.days);
  if (reach > kDaysMax) return core::Error{"the loan would run beyond the year 2299"};
  return redemption_time(terms, next.anchor, cycles);
}

core::Result<Time> amortizing_maturity(const ContractTerms& terms) {
  if (!terms.redemption_payment) return missing("maturityDate or nextPrincipalRedemptionPayment");
  const core::Result<NextRedemption> next = next_redemption(terms);
  if (!next) return next.error();
  const double notional = *terms.notional;
  double principal = *terms.redemption_payment;
  if (terms.type != ContractType::lam) {
    const auto [anchor, number] = next.value();
    const int from = std::max(0, number - 1);  // one cycle: the one under way, or the first
    const double year = core::year_fraction(
        terms.day_count, counting_day(add(anchor, terms.redemption.cycle->period, from)),
        counting_day(add(anchor, terms.redemption.cycle->period, from + 1)));
    principal -= notional * year * terms.rate.value_or(0);
  }
  return after_payments(terms, next.value(), notional / principal);
}

/// The time of the payment that leaves nothing.
core::Result<Time> stretched_maturity(const ContractTerms& terms) {
  const core::Result<Time> far = parse_time("2299-12-31");
  const core::Result<std::vector<StretchTime>> all =
      stretch_times(terms, far.value(), StretchEnd::when_repaid);
  if (!all) return all.error();
  if (!all.value().empty() && all.value().back().left <= 0) return all.value().back().time;
  return core::Error{"the stretches never repay the notional; give a maturityDate"};
}

}  // namespace

core::Result<Time> maturity_of(const ContractTerms& terms) {
  if (terms.maturity) return *terms.maturity;
  if (!terms.notional) return missing("notionalPrincipal");
  switch (terms.type) {
    case ContractType::ann:
      if (terms.amortization) return *terms.amortization;
      return amortizing_maturity(terms);
    case ContractType::lam:
    case ContractType::nam:
      return amortizing_maturity(terms);
    case ContractType::lax:
      return stretched_maturity(terms);
    default:
      return missing("maturityDate");
  }
}

core::Result<double> linear_payment(const ContractTerms& terms, Time maturity) {
  if (terms.redemption_payment) return *terms.redemption_payment;
  const core::Result<NextRedemption> next = next_redemption(terms);
  if (!next) return next.error();
  const core::Result<std::vector<Time>> all =
      times({next.value().anchor, terms.redemption.cycle}, maturity, true, terms.end_of_month);
  if (!all) return all.error();
  const auto left = static_cast<std::ptrdiff_t>(all.value().size()) - next.value().number;
  return *terms.notional / static_cast<double>(std::max<std::ptrdiff_t>(1, left));
}

core::Result<std::vector<StretchTime>> stretch_times(const ContractTerms& terms, Time end,
                                                     StretchEnd how) {
  std::vector<StretchTime> all;
  const double notional = terms.notional.value_or(0);
  double left = notional;
  for (std::size_t i = 0; i < terms.stretches.size(); ++i) {
    const Stretch& stretch = terms.stretches[i];
    const bool last = i + 1 == terms.stretches.size();
    const Time stop = last ? end : std::min(end, terms.stretches[i + 1].anchor);
    Time next = stretch.anchor;
    for (int k = 1; next < stop; ++k) {
      left += stretch.increases ? stretch.payment : -stretch.payment;
      if (left < kRounding * notional) left = 0;
      all.push_back({next, stretch.payment, stretch.increases, left});
      if (how == StretchEnd::when_repaid && left == 0) return all;
      if (all.size() > kEventsMax) {
        return core::Error{
            fmt::format("a stretch from {} has more than {} payments; lengthen its "
                        "cycle",
                        to_string(stretch.anchor), kEventsMax)};
      }
      if (!stretch.cycle) break;
      next = add(stretch.anchor, stretch.cycle->period, k);
    }
  }
  return all;
}

}  // namespace zheli::contracts
