// Runs a deal: the pool's cash in, who is paid what on each date out, for one path or a block of
// them, step by step over whole columns. Exact to the fen: nothing is made or lost. Tested by
// engine_test.cc, and against a plain reading of the same terms by tests/reference.
//
// A payment date goes: reinvestment income → the period's collections into accounts → interest,
// fees and premiums fall due → triggers that look at collections → the clean-up call → the
// waterfall of the status → deferred interest joins balances → triggers that look at payments.
#pragma once

#include <span>

#include "securitization/cash/collections.h"
#include "securitization/waterfall/program.h"
#include "securitization/waterfall/statement.h"

namespace zheli::waterfall {

/// Room to work in: one per thread, made for one program and a block size, used again and again.
class Scratch {
 public:
  Scratch(const Program& program, int paths);

 private:
  friend class Run;
  Columns figures_;  ///< Layout::row
  Columns numbers_;  ///< Program::numbers, filled once
  Columns stack_;    ///< of formulas
  Columns spare_;    ///< of steps
};

/// How a deal goes while its pool pays as scheduled and all supporters stand: one path, and every
/// figure as it is before each date. Blocks whose paths go that way at first begin later.
class Course {
 public:
  /// `scheduled` has one path.
  Course(const Program& program, const cash::Collections& scheduled);
  const Statement& statement() const { return statement_; }

 private:
  friend class Run;
  Statement statement_;
  Columns figures_;  ///< [period][Layout::row], one path
};

/// Where a block begins: every path of it goes the course until before `period`.
struct Beginning {
  const Course* course = nullptr;  ///< of the same program; nullptr: with the first date
  int period = 0;
};

/// Until when each supporter stands: [supporter][path] number of the first period, from 0, in which
/// it stands no more. An empty span: it always stands; no spans at all: all do.
using Standing = std::span<const std::span<const double>>;

/// Runs every period from the beginning on; the dates before it are copied from the course, to the
/// same digits. `collections` has the program's periods and as many paths as `to` and
/// `scratch`, else CHECK. Overwrites `to`. Cost: about a nanosecond a path for each step and date.
void run(const Program& program, const cash::Collections& collections, Standing standing,
         Statement& to, Scratch& scratch, Beginning beginning = {});

}  // namespace zheli::waterfall
