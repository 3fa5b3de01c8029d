#include "securitization/valuation/legal_status.h"

#include <algorithm>

#include "core/day_count.h"

namespace zheli::valuation {
namespace {

constexpr int kMonthsOfGrace = 6;

double fee_of(const Kind& kind, int year) {
  for (const AnnualFee& fee : kind.fees) {
    if (year <= fee.until) return fee.yuan;
  }
  return 0;
}

/// The fee of year k of protection is due on the day that year begins.
std::vector<DatedFee> fees_between(const Kind& kind, core::Date filed, core::Date from,
                                   core::Date to) {
  std::vector<DatedFee> fees;
  for (int year = 1; !kind.fees.empty() && year <= kind.fees.back().until; ++year) {
    const core::Date due = core::add_months(filed, core::kMonthsInYear * (year - 1));
    if (!(due < from) && due < to) fees.push_back({due, fee_of(kind, year)});
  }
  return fees;
}

LegalStatus::State state_of(const Asset& asset, const LegalStatus& legal_status, core::Date on) {
  using State = LegalStatus::State;
  if (asset.status == Status::lapsed) return State::lapsed;
  if (legal_status.legal_end < on) return State::expired;
  if (asset.status == Status::pending) return State::pending;
  if (asset.fees_paid_until && *asset.fees_paid_until < on) {
    const core::Date last = core::add_months(*asset.fees_paid_until, kMonthsOfGrace);
    return last < on ? State::lapsed : State::fee_overdue;
  }
  return asset.status == Status::invalidation ? State::invalidation : State::in_force;
}

}  // namespace

core::Date legal_end(const Kind& kind, core::Date filed) {
  const bool before = kind.filed_before && filed < *kind.filed_before;
  const core::Date end =
      core::add_months(filed, core::kMonthsInYear * (before ? kind.years_before : kind.years));
  if (!kind.to_year_end) return end;
  return {end.year(), std::chrono::December, std::chrono::day{31}};
}

LegalStatus legal_status(const Asset& asset, const Kind& kind, const Assumptions& assumptions,
                         core::Date on) {
  LegalStatus to;
  to.legal_end = legal_end(kind, asset.filed);
  while (kind.renewable && to.legal_end < on)
    to.legal_end = core::add_months(to.legal_end, core::kMonthsInYear * kind.years);
  to.paid_until = asset.fees_paid_until;
  to.state = state_of(asset, to, on);
  to.end = to.legal_end;
  if (kind.useful_years)
    to.end =
        std::min(to.end, core::add_months(asset.filed, core::kMonthsInYear * *kind.useful_years));
  if (asset.useful_until) to.end = std::min(to.legal_end, *asset.useful_until);
  const bool over =
      to.state == LegalStatus::State::lapsed || to.state == LegalStatus::State::expired;
  if (over || !(on < to.end)) {
    to.chance = over ? 0 : 1;
    return to;
  }
  to.years_left = core::years(on, to.end);
  if (to.state == LegalStatus::State::pending) to.chance = assumptions.pending;
  if (to.state == LegalStatus::State::invalidation) to.chance = assumptions.invalidation;
  const core::Date from = asset.fees_paid_until ? *asset.fees_paid_until : on;
  to.fees = fees_between(kind, asset.filed, from, to.end);
  return to;
}

}  // namespace zheli::valuation
