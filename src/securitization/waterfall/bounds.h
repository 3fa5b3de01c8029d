// What a formula may be on a date, whatever the pool does: the least and the most of it, by
// interval arithmetic over what each figure may be. So a condition that can never hold, a fee that
// is surely negative, a division by what is surely 0 are known before a deal is run.
//
// Safe, not sharp: figures are taken to move independently, so the true values lie within the
// bounds and may not fill them. Source: R. E. Moore, "Interval Analysis" (1966).
// Tested by bounds_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "securitization/waterfall/expression.h"

namespace zheli::waterfall {

struct Bounds {
  double least = 0, most = 0;
  bool divides_by_zero = false;  ///< somewhere in it, by what is surely 0

  bool is_zero() const { return least == 0 && most == 0; }
  bool may_be_zero() const { return least <= 0 && 0 <= most; }
};

/// A tranche that is taken to be still owed something.
using Owed = std::optional<std::string>;

/// Of a formula that compiles without a problem, on the payment date of `period`, from 0; else
/// CHECK. An empty formula is 0.
Bounds bounds(const Formula& formula, const Terms& terms, std::size_t period,
              const Owed& owed = std::nullopt);

/// Formulas of terms that compile which cannot be meant: a division by what is surely 0 on some
/// date, a fee that is surely negative on some date.
std::vector<TermsProblem> impossible(const Terms& terms);

}  // namespace zheli::waterfall
