// One run of a deal over a block of paths: the pool's cash in, who is paid what on each date out.
//
// What it does. A deal's terms were compiled before (program.h): every name is a row, every coupon
// is multiplied by its year fraction, every formula is postfix over rows. A run walks the payment
// dates once and, on each, the steps of the waterfall that is in force; it looks up no name, reads
// no text and allocates nothing. Running figures (balances of accounts and tranches, what is due,
// what triggers say) lie in the scratch, what was paid in the statement: one row for each, in it
// one number for each path (layout.h).
//
// Why columns over paths. The plain way, a path at a time (tests/reference/plain_waterfall.h),
// pays for the interpretation of every step on every path: which claim, which account, which
// formula. Here a step is interpreted once and its arithmetic runs over a whole block, in loops
// without branches that the compiler makes vector instructions of (columns.h). Where paths differ
// they are not parted: a mask of 0 and 1 stands for "if". A status is such a mask, a condition of
// a step another, and a step whose mask is 0 on all paths is passed over. Paths that fare alike
// lie side by side (credit::Simulator::run_touched), so that most masks are all 0 or all 1.
//
// The order of a date; it is the order of the plans, and figures in formulas depend on it:
//
//   reinvest     accounts earn on what they held since the date before
//   collect      the period's interest, principal, prepayments, recoveries go into accounts; after
//                a clean-up call there are none; loans bought earlier pay as loans of their age
//   accrue_due   interest, fees, premiums fall due, each rounded once, on balances before payment
//   look         triggers that look at collections; of the active ones the gravest sets the status
//   call         where its condition holds the pool is sold, once; the price joins the cash
//   pay          the steps of the status's waterfall (steps.cc): measure claims, take cash from
//                accounts in order, draw supporters for the rest, settle
//   close        deferrable interest joins its balance, the date's ends are written down
//   look         triggers that look at payments; they bear on the next date
//
// What is exact. Amounts are whole fen in doubles, so sums and differences are exact below 2^53
// fen. Rounding happens only where something accrues, half to even or down as the deal says.
// Parts pro rata are differences of rounded running sums: they add up to the fen. So on every
// date cash in less cash out is what the accounts gained (Statement::imbalance is 0). A path's
// figures depend on that path alone: width of blocks, order and threads change no digit.
//
// Beginnings. Paths on which nothing happens before period p go the same way until then. A Course
// is that way, run once on one path with every figure kept; a block that starts at p copies it
// (follow), to the same digits as if it had been run.
//
// What it is compared with: the plain reading of the same terms on random pools
// (reference_test.cc); sums by hand, a block against its paths alone, more cash against less
// (engine_test.cc); whole deals of another engine, to the cent a date
// (docs/methods/interchange.md).
//
// What it does not do: it looks at no later date (nothing is solved backwards), and knows one
// currency and no date between two payment dates. Prices, losses and ratings are made of its
// statements elsewhere (pricing).
#include "securitization/waterfall/engine.h"

#include <algorithm>

#include "core/check.h"
#include "securitization/waterfall/run.h"

namespace zheli::waterfall {
namespace {

/// A fee that is no yearly rate is due whole.
constexpr double kWhole = 1.0;

}  // namespace

Scratch::Scratch(const Program& program, int paths)
    : figures_(program.layout().rows(), paths),
      numbers_(static_cast<int>(program.numbers.size()), paths),
      stack_(program.depth() + 1, paths),
      spare_(kSpares, paths) {
  for (std::size_t i = 0; i < program.numbers.size(); ++i)
    fill(numbers_.row(static_cast<int>(i)), program.numbers[i]);
}

void Run::open() {
  figures_.clear();
  for (int a = 0; a < count(terms().accounts.size()); ++a)
    fill(figure(Figure::account, a), static_cast<double>(terms().accounts[a].opening.fen));
  for (int t = 0; t < count(terms().tranches.size()); ++t)
    fill(figure(Figure::balance, t), static_cast<double>(terms().tranches[t].size.fen));
  for (int s = 0; s < count(terms().supporters.size()); ++s) fill(figure(Figure::standing, s), 1);
}

/// Goes the course until before a period.
void Run::follow(const Course& course, int until) {
  const Layout& layout = program_.layout();
  for (period_ = 0; period_ < until; ++period_) {
    for (int number = 0; number < layout.lines(); ++number)
      fill(to_.row(period_, number), course.statement_.row(period_, number)[0]);
  }
  for (int row = 0; row < layout.rows(); ++row)
    fill(figures_.row(row), course.figures_.row(until * layout.rows() + row)[0]);
}

void Run::date() {
  fill(to_.summed(period_), 0);
  collect();
  accrue_due();
  look_at_triggers(Trigger::At::collection);
  call();
  copy(figure(Figure::status), line(Line::status));
  pay();
  close();
  look_at_triggers(Trigger::At::payment);
}

void Run::reinvest() {
  for (int a = 0; a < count(terms().accounts.size()); ++a) {
    const double rate = terms().accounts[a].reinvestment_rate;
    if (rate == 0) continue;
    accrue(figure(Figure::account, a), rate * year(), line(Line::reinvested, a), shift_);
    add(line(Line::reinvested, a), figure(Figure::account, a));
  }
}

void Run::deposit(Flow flow, Reading amount) {
  for (const auto& [kind, account] : program_.collect) {
    if (kind == flow) add(amount, figure(Figure::account, account));
  }
}

void Run::collect() {
  reinvest();
  if (period_ == 0)
    fill(figure(Figure::pool_before), static_cast<double>(terms().pool_balance.fen));
  else if (pool_changes_)
    copy(figure(Figure::flow, static_cast<int>(Flow::balance)), figure(Figure::pool_before));
  else
    copy(collections_.at(period_ - 1, Flow::balance), figure(Figure::pool_before));
  if (pool_changes_) {
    for (int f = 0; f < cash::kFlows; ++f)
      keep(collections_.at(period_, static_cast<Flow>(f)), figure(Figure::called),
           figure(Figure::flow, f));
    if (terms().replenishment) collect_bought();
  }
  add(flow(Flow::defaulted), figure(Figure::all_defaulted));
  sum(flow(Flow::interest), flow(Flow::principal), flow(Flow::prepayment), flow(Flow::recovery),
      line(Line::received));
  if (program_.one_account >= 0)
    return add(line(Line::received), figure(Figure::account, program_.one_account));
  for (const Flow kind : {Flow::interest, Flow::principal, Flow::prepayment, Flow::recovery})
    deposit(kind, flow(kind));
}

/// Loans bought k periods ago pay as loans of age k do; amounts are rounded as balances are, so
/// that all that was bought is repaid.
void Run::collect_bought() {
  const Replenishment& loan = *terms().replenishment;
  const Reading gone = figure(Figure::called);
  const Column amount = spare(kNeed);
  const Column outstanding = spare(kPaid);
  for (int bought = 0; bought < period_; ++bought) {
    const std::size_t age = static_cast<std::size_t>(period_ - bought);
    if (age >= loan.balance.size()) continue;
    keep(to_.at(bought, Line::bought), gone, amount);
    accrue(amount, loan.interest[age], figure(Figure::flow, static_cast<int>(Flow::interest)));
    const Column principal = figure(Figure::flow, static_cast<int>(Flow::principal));
    accrue(amount, loan.balance[age - 1], principal);
    fill(outstanding, 0);
    accrue(amount, loan.balance[age], outstanding);
    subtract(outstanding, principal);
    add(outstanding, figure(Figure::flow, static_cast<int>(Flow::balance)));
  }
}

void Run::accrue_due() {
  for (int t = 0; t < count(terms().tranches.size()); ++t) {
    const double arrears_rate = terms().tranches[t].arrears_rate;
    const Column due = figure(Figure::interest_due, t);
    if (arrears_rate > 0) accrue_arrears(t, arrears_rate);
    const double rate = program_.coupon[t][static_cast<std::size_t>(period_)];
    if (rate != 0) accrue(figure(Figure::balance, t), rate, due, shift_);
  }
  for (int f = 0; f < count(terms().fees.size()); ++f) {
    accrue_fee(program_.fee[f], terms().fees[f].yearly ? year() : kWhole,
               figure(Figure::fee_due, f));
  }
  accrue_support();
}

/// Most fees are a share of one figure: that goes in one pass.
void Run::accrue_fee(const Expression& amount, double rate, Column due) {
  using Kind = Expression::Op::Kind;
  const auto& ops = amount.ops;
  const bool share = ops.size() == 3 && ops[2].kind == Kind::operation &&
                     ops[2].operation == Operation::multiply &&
                     (ops[0].kind == Kind::row) != (ops[1].kind == Kind::row) &&
                     (ops[0].kind == Kind::number) != (ops[1].kind == Kind::number);
  if (share) {
    const bool first = ops[0].kind == Kind::row;
    const Reading base = operand(ops[first ? 0 : 1], spare(kNeed));
    return accrue(base, ops[first ? 1 : 0].number, rate, due, shift_);
  }
  const Column owed = spare(kNeed);
  combine(Operation::greatest, evaluate(amount, everyone()), always(kZero), owed);
  accrue(owed, rate, due, shift_);
}

/// Payments settle the interest on arrears first; it bears none itself.
void Run::accrue_arrears(int t, double rate) {
  const Column due = figure(Figure::interest_due, t);
  const Column arrears = figure(Figure::arrears, t);
  if (period_ > 0) combine(Operation::subtract, arrears, paid_before(t), arrears);
  combine(Operation::greatest, arrears, always(kZero), arrears);
  combine(Operation::least, arrears, due, arrears);
  const Column unpaid = spare(kNeed);
  const Column earned = spare(kPaid);
  combine(Operation::subtract, due, arrears, unpaid);
  fill(earned, 0);
  accrue(unpaid, rate * year(), earned, shift_);
  add(earned, arrears);
  add(earned, due);
}

void Run::accrue_support() {
  for (int s = 0; s < count(terms().supporters.size()); ++s) {
    const Supporter& supporter = terms().supporters[s];
    const Column standing = figure(Figure::standing, s);
    if (!standing_.empty() && !standing_[static_cast<std::size_t>(s)].empty()) {
      fill(spare(kNeed), period_);
      combine(Operation::above, standing_[static_cast<std::size_t>(s)], spare(kNeed), standing);
    }
    const Column earned = figure(Figure::earned, s);
    if (supporter.rate > 0)
      accrue(figure(Figure::drawn, s), supporter.rate * year(), earned, shift_);
    if (supporter.premium > 0 && supporter.limit &&
        !supporter.ended(terms().periods[period_].pay)) {
      fill(spare(kNeed), static_cast<double>(supporter.limit->fen));
      subtract(figure(Figure::used, s), spare(kNeed));
      scale(standing, spare(kNeed));
      accrue(spare(kNeed), supporter.premium * year(), earned, shift_);
    }
  }
}

void Run::look_at_triggers(Trigger::At at) {
  bool looked = false;
  for (int t = 0; t < count(program_.triggers.size()); ++t) {
    const CompiledTrigger& trigger = program_.triggers[t];
    if (trigger.at != at) continue;
    const Column active = figure(Figure::active, t);
    const Reading before = trigger.curable ? always(kZero) : Reading(active);
    combine(Operation::either, evaluate(trigger.when, everyone()), before, active);
    looked = true;
  }
  if (looked) set_status();
}

void Run::set_status() {
  const Column status = figure(Figure::status);
  fill(status, 0);
  for (int t = 0; t < count(program_.triggers.size()); ++t)
    raise(figure(Figure::active, t), program_.triggers[t].status, status);
  if (program_.call) raise(figure(Figure::called), program_.call->status, status);
}

void Run::call() {
  if (!program_.call) return;
  const CompiledCall& call = *program_.call;
  const Column now = spare(kMask);
  const Column called = figure(Figure::called);
  combine(Operation::equal, called, always(kZero), now);
  combine(Operation::both, evaluate(call.when, everyone()), now, now);
  const Column price = line(Line::sold);
  copy(evaluate(call.price, everyone()), price);
  bound(always(kEverything), price);
  scale(now, price);
  add(price, figure(Figure::account, call.account));
  add(now, called);
  const Column pool = figure(Figure::flow, static_cast<int>(Flow::balance));
  keep(pool, called, pool);
  set_status();
}

void Run::pay() {
  const Column status = figure(Figure::status);
  for (std::size_t w = 0; w < program_.waterfalls.size(); ++w) {
    const double number = static_cast<double>(w);
    const auto here = std::count(status.begin(), status.end(), number);
    if (here == 0) continue;
    Reading mask;  // empty: every path
    if (here < count(status.size())) {
      matches(status, number, spare(kMask));
      mask = spare(kMask);
    }
    for (const CompiledStep& step_of : program_.waterfalls[w])
      std::visit([&](const auto& one) { step(one, mask); }, step_of);
  }
}

void Run::close() {
  for (int a = 0; a < count(terms().accounts.size()); ++a)
    copy(figure(Figure::account, a), line(Line::account, a));
  for (int f = 0; pool_changes_ && f < cash::kFlows; ++f)
    copy(figure(Figure::flow, f), line(Line::flow, f));
  for (int f = 0; f < count(terms().fees.size()); ++f)
    copy(figure(Figure::fee_due, f), line(Line::fee_unpaid, f));
  for (int t = 0; t < count(terms().tranches.size()); ++t) {
    const Column due = figure(Figure::interest_due, t);
    if (terms().tranches[t].deferrable) {
      add(due, figure(Figure::balance, t));
      fill(due, 0);
    }
    copy(due, line(Line::interest_unpaid, t));
    copy(figure(Figure::balance, t), line(Line::balance, t));
  }
}

/// The figure itself where it is a row, else the figure written into `room`.
Reading Run::operand(const Expression::Op& op, Column room) {
  using Kind = Expression::Op::Kind;
  const std::size_t period = static_cast<std::size_t>(period_);
  const int first_flow = program_.layout().row(Figure::flow);
  switch (op.kind) {
    case Kind::row:
      if (first_flow <= op.row && op.row < first_flow + cash::kFlows)
        return flow(static_cast<Flow>(op.row - first_flow));
      return figures_.row(op.row);
    case Kind::number:
      return numbers_.row(op.row);
    case Kind::series:
      fill(room, program_.series[static_cast<std::size_t>(op.row)][period]);
      break;
    case Kind::period:
      fill(room, period_ + 1);
      break;
    default:
      fill(room, std::max(0, program_.scheduled() - 1 - period_));
  }
  return room;
}

/// On the first `paths` paths: one is enough where it is the same on all.
Reading Run::evaluate(const Expression& expression, std::size_t paths) {
  int depth = 0;
  for (const Expression::Op& op : expression.ops) {
    if (op.kind == Expression::Op::Kind::operation) {
      --depth;
      const Column to = stack_.row(depth - 1).first(paths);
      combine(op.operation, readings_[depth - 1], readings_[depth], to);
      readings_[depth - 1] = to;
    } else {
      readings_[depth] = operand(op, stack_.row(depth).first(paths)).first(paths);
      ++depth;
    }
  }
  return readings_[0];
}

Course::Course(const Program& program, const cash::Collections& scheduled)
    : statement_(program, 1), figures_(program.periods() * program.layout().rows(), 1) {
  CHECK(scheduled.periods() == program.periods() && scheduled.paths() == 1);
  Scratch scratch(program, 1);
  Run(program, scheduled, {}, statement_, scratch).record(figures_);
}

void run(const Program& program, const cash::Collections& collections, Standing standing,
         Statement& to, Scratch& scratch, Beginning beginning) {
  CHECK(collections.periods() == program.periods());
  CHECK(collections.paths() == to.paths());
  CHECK(standing.empty() || standing.size() == program.terms().supporters.size());
  CHECK(0 <= beginning.period && beginning.period <= program.periods());
  Run(program, collections, standing, to, scratch).all(beginning);
}

}  // namespace zheli::waterfall
