#include "securitization/contracts/horizon.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "securitization/contracts/rhythm.h"

namespace zheli::contracts {
namespace {

// A quotient that is whole but for rounding counts as whole: 0.7 / 0.1 payments are 7.
constexpr double kRounding = 1e-9;

core::Error missing(const char* what) {
  return {fmt::format("the contract needs {}", what)};
}

/// The redemption from which the rest is counted: the next one, or the last before the status date.
struct FirstRedemption {
  Time time;
  bool is_past = false;
};

core::Result<FirstRedemption> first_redemption(const ContractTerms& terms) {
  const Rhythm& rhythm = terms.redemption;
  if (!rhythm.cycle) return missing("maturityDate, or cycleOfPrincipalRedemption to derive it");
  if (!rhythm.anchor && !terms.initial_exchange) {
    return missing("cycleAnchorDateOfPrincipalRedemption or initialExchangeDate");
  }
  const Time anchor = rhythm.anchor.value_or(
      terms.initial_exchange ? add(*terms.initial_exchange, rhythm.cycle->period, 1) : Time{});
  if (anchor >= terms.status_date) return FirstRedemption{anchor, false};
  const Cycle cycle{rhythm.cycle->period, false};
  const core::Result<std::vector<Time>> past =
      times({anchor, cycle}, terms.status_date, true, terms.end_of_month);
  if (!past) return past.error();
  return FirstRedemption{past.value()[past.value().size() - 2], true};
}

/// `count` payments from the first redemption on, the first one of them unless it is past.
core::Result<Time> after_payments(const ContractTerms& terms, FirstRedemption first, double count) {
  const double whole = std::ceil(count - kRounding);
  if (!(whole >= 1) || whole > static_cast<double>(kEventsMax)) {
    return core::Error{
        "the redemption payments never repay the notional; give a maturityDate or a "
        "larger nextPrincipalRedemptionPayment"};
  }
  const int cycles = static_cast<int>(whole) - (first.is_past ? 0 : 1);
  const Period period = terms.redemption.cycle->period;
  constexpr long kDaysMax = 366L * 400;
  const long days = static_cast<long>(cycles) * (period.months * 31L + period.days);
  if (days > kDaysMax) return core::Error{"the loan would run beyond the year 2299"};
  const Time end = add(first.time, period, cycles);
  const bool at_end = terms.end_of_month && period.days == 0 &&
                      date_of(first.time) == core::last_of_month(date_of(first.time));
  return at_end ? at_midnight(core::last_of_month(date_of(end))) : end;
}

core::Result<Time> amortizing_maturity(const ContractTerms& terms) {
  if (!terms.redemption_payment) return missing("maturityDate or nextPrincipalRedemptionPayment");
  const core::Result<FirstRedemption> first = first_redemption(terms);
  if (!first) return first.error();
  const double notional = *terms.notional;
  double principal = *terms.redemption_payment;
  if (terms.type != ContractType::lam) {
    const Time start = first.value().time;
    const Time next = add(start, terms.redemption.cycle->period, 1);
    const double year =
        core::year_fraction(terms.day_count, counting_day(start), counting_day(next));
    principal -= notional * year * terms.rate.value_or(0);
  }
  return after_payments(terms, first.value(), notional / principal);
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
  const core::Result<FirstRedemption> first = first_redemption(terms);
  if (!first) return first.error();
  const core::Result<std::vector<Time>> all =
      times({first.value().time, terms.redemption.cycle}, maturity, true, terms.end_of_month);
  if (!all) return all.error();
  const std::size_t past = first.value().is_past ? 1 : 0;
  return *terms.notional / static_cast<double>(std::max<std::size_t>(1, all.value().size() - past));
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
