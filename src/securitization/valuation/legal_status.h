// Whether a right is in force, how long it lasts, and when which annual fee falls due. Tested by
// legal_status_test.cc.
//
// Annual fees are paid by year of protection, due on the anniversary of filing; who is late has six
// months more, with a surcharge (Implementing Regulations of the Patent Law, rule 98 as of 2010,
// rule 115 as of 2024); then the right lapses from the day the fee was due.
#pragma once

#include <optional>
#include <vector>

#include "securitization/valuation/assumptions.h"

namespace zheli::valuation {

struct DatedFee {
  core::Date due;
  double yuan = 0;
};

struct LegalStatus {
  enum class State {
    in_force,
    fee_overdue,  ///< within the six months
    pending,
    invalidation,
    lapsed,   ///< as stated, or a fee was never paid
    expired,  ///< its term has run out
  };
  State state = State::in_force;
  core::Date legal_end;        ///< the last day of protection
  core::Date end;              ///< of what it earns: the earlier of legal and economic end
  double years_left = 0;       ///< to `end`, by days/365; 0 where it is over
  double chance = 1;           ///< that it stands
  std::vector<DatedFee> fees;  ///< from the valuation day to `end`, in order
  std::optional<core::Date> paid_until;
};

/// The last day of protection.
core::Date legal_end(const Kind& kind, core::Date filed);

/// As of a day.
LegalStatus legal_status(const Asset& asset, const Kind& kind, const Assumptions& assumptions,
                         core::Date on);

}  // namespace zheli::valuation
