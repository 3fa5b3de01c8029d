// One run of a program over one block of paths: what the engine's files share among themselves.
// engine.cc takes a payment date in its order; steps.cc pays. Tested by engine_test.cc.
#pragma once

#include "securitization/waterfall/engine.h"

namespace zheli::waterfall {

using cash::Flow;

/// Spare columns by what they hold during a step.
enum Spare { kMask, kStepMask, kNeed, kPaid, kMost, kTotal, kBefore, kGiven, kSpares };

/// The first of a program's numbers.
enum Number { kZero, kOne, kEverything };

/// One run over one block; everything it writes is in the scratch and the statement.
class Run {
 public:
  Run(const Program& program, const cash::Collections& collections, Standing standing,
      Statement& to, Scratch& scratch)
      : program_(program),
        collections_(collections),
        standing_(standing),
        to_(to),
        figures_(scratch.figures_),
        numbers_(scratch.numbers_),
        stack_(scratch.stack_),
        spare_(scratch.spare_),
        pool_changes_(program.pool_changes()),
        shift_(program.terms().rounding == Rounding::down ? kDown : 0) {}

  void all(Beginning beginning) {
    if (beginning.course == nullptr || beginning.period == 0) {
      open();
      period_ = 0;
    } else {
      follow(*beginning.course, beginning.period);
    }
    for (; period_ < program_.periods(); ++period_) date();
  }

  /// Runs all and keeps every figure as it is before each date, in rows of one path.
  void record(Columns& figures) {
    open();
    const int rows = program_.layout().rows();
    for (period_ = 0; period_ < program_.periods(); ++period_) {
      copy(figures_.rows(0, rows), figures.rows(period_ * rows, rows));
      date();
    }
  }

 private:
  void open();
  void follow(const Course& course, int until);
  void date();
  void collect();
  void reinvest();
  void collect_bought();
  void deposit(Flow flow, Reading amount);
  void accrue_due();
  void accrue_fee(const Expression& amount, double rate, Column due);
  void accrue_arrears(int t, double rate);
  void accrue_support();
  void look_at_triggers(Trigger::At at);
  void set_status();
  void call();
  void pay();
  void close();

  void step(const CompiledPay& pay, Reading mask);
  void step(const CompiledBuy& buy, Reading mask);
  bool never(const Expression& when);
  Column limit(const Expression& most, const Expression& when, Reading mask);
  void pay_in_order(const CompiledPay& pay, Column most);
  void pay_pro_rata(const CompiledPay& pay, Column most);
  bool pay_standing_due(const CompiledPay& pay, const CompiledClaim& claim, Column most);
  void draw_all(const CompiledPay& pay, Column due, Column most, Column paid);
  void measure(const CompiledClaim& claim, Column need);
  void settle(const CompiledClaim& claim, Reading paid);
  Reading evaluate(const Expression& expression, std::size_t paths);
  Reading operand(const Expression::Op& op, Column room);

  Column figure(Figure figure, int of = 0) {
    return figures_.row(program_.layout().row(figure, of));
  }
  /// A flow of the pool: as it was collected, or less what went with a sold pool, or with what
  /// came of loans bought since.
  Reading flow(Flow flow) {
    if (!pool_changes_) return collections_.at(period_, flow);
    return figure(Figure::flow, static_cast<int>(flow));
  }
  Column line(Line line, int of = 0) { return to_.at(period_, line, of); }
  Reading paid_before(int t) { return to_.at(period_ - 1, Line::interest_paid, t); }
  Column spare(Spare which) { return spare_.row(which); }
  Reading always(Number number) { return numbers_.row(number); }
  const Terms& terms() const { return program_.terms(); }
  std::size_t everyone() const { return static_cast<std::size_t>(to_.paths()); }
  static int count(std::size_t size) { return static_cast<int>(size); }
  double year() const { return program_.year[static_cast<std::size_t>(period_)]; }

  const Program& program_;
  const cash::Collections& collections_;
  Standing standing_;
  Statement& to_;
  Columns& figures_;
  Columns& numbers_;
  Columns& stack_;
  Columns& spare_;
  const bool pool_changes_;
  Reading readings_[kDepthMost + 1];  ///< of a formula under way
  const double shift_;                ///< of every accrual
  int period_ = 0;
};

}  // namespace zheli::waterfall
