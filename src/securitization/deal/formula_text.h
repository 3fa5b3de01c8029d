// A formula as a structurer writes it → the waterfall's postfix terms. Tested by
// formula_text_test.cc and tests/fuzz/deal_fuzz.cc.
//
//   0.001 * pool_balance_before
//   max(0, tranche_balance(A) - 0.8 * pool_balance)
//   cumulative_default_rate > 0.1 or interest_due(A) > 0
//
// Numbers are plain; an amount of money is written "500000 yuan". Operators, from the weakest:
// or, and, > >= < <= ==, + -, * /, unary -; functions min, max of two or more; brackets. A name is
// a metric (docs/formats/deal.md), with what it is taken from in brackets, or a series of the deal.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "securitization/waterfall/formula.h"

namespace zheli::deal {

/// Errors name the place: `at "xyz": …`. At most 4 096 bytes and kDepthMost levels.
core::Result<waterfall::Formula> parse_formula(std::string_view text);

/// A metric by the name that formulas use.
struct MetricName {
  std::string_view name;
  waterfall::Metric metric;
};
const std::vector<MetricName>& metric_names();

}  // namespace zheli::deal
