// What a deal paid: every line of every payment date on every path of a block. The same record
// serves one projection, a block of a simulation and the books of a real payment date. Tested by
// engine_test.cc.
#pragma once

#include <vector>

#include "core/money.h"
#include "securitization/waterfall/columns.h"
#include "securitization/waterfall/program.h"

namespace zheli::waterfall {

class Statement {
 public:
  /// Room for blocks of `paths` paths of this program, which must outlive it.
  Statement(const Program& program, int paths);

  int paths() const { return cells_.paths(); }
  /// A line by its number (Layout::line).
  Column row(int period, int number);
  Reading row(int period, int number) const;
  Column at(int period, Line line, int of = 0);
  Reading at(int period, Line line, int of = 0) const;
  /// What the pool brought in a period, or is worth after it, where it may have been sold or have
  /// grown; else what was collected. `collections` are those of the run.
  core::Money brought(int path, int period, cash::Flow flow,
                      const cash::Collections& collections) const;
  /// Whether anything came in or was paid on a date.
  bool moves(int path, int period) const;
  /// One figure as money.
  core::Money money(int path, int period, Line line, int of = 0) const;
  /// All that steps add to on a date (kFirstSummed and on), as one column.
  Column summed(int period);

  /// What came in, less what went out, less what the accounts gained on this date; the opening
  /// balances stand for the date before the first. Anything but 0 is a bug of the engine.
  core::Money imbalance(int path, int period) const;

 private:
  const Program* program_;
  Columns cells_;
};

}  // namespace zheli::waterfall
