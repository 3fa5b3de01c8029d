// A formula with its names resolved: postfix over rows of figures. Tested by program_test.cc.
#pragma once

#include <string>
#include <vector>

#include "securitization/waterfall/columns.h"
#include "securitization/waterfall/layout.h"
#include "securitization/waterfall/terms.h"

namespace zheli::waterfall {

/// Something wrong in terms: where ("waterfalls.normal[3].from"), and what would be right.
struct TermsProblem {
  std::string at;
  std::string message;
};

/// Columns a formula may need at once.
constexpr int kDepthMost = 64;

/// A compiled formula: postfix over rows. Empty: none was written.
struct Expression {
  struct Op {
    enum class Kind { number, row, series, period, periods_left, operation };
    Kind kind = Kind::number;
    double number = 0;
    int row = 0;  ///< of figures; of the series; of the program's numbers
    Operation operation = Operation::add;
  };
  std::vector<Op> ops;
  int depth = 0;  ///< columns needed to evaluate it

  bool same_for_all = false;  ///< names no figure of a path: only numbers, series, the period

  bool written() const { return !ops.empty(); }
};

/// Resolves a formula written at `at`; what is wrong is added to `problems`, and the expression is
/// then not to be run. A reserve's gap is written out as target less balance, and so on: every
/// metric becomes rows and numbers.
Expression compile(const Formula& formula, const Terms& terms, const Layout& layout,
                   const std::string& at, std::vector<TermsProblem>& problems);

}  // namespace zheli::waterfall
