#include "securitization/waterfall/expression.h"

#include <algorithm>
#include <iterator>

namespace zheli::waterfall {
namespace {

using Op = Expression::Op;

int index_of(const Terms& terms, Subject subject, const std::string& id) {
  switch (subject) {
    case Subject::tranche:
      return index_of(terms.tranches, id);
    case Subject::fee:
      return index_of(terms.fees, id);
    case Subject::account:
      return index_of(terms.accounts, id);
    case Subject::supporter:
      return index_of(terms.supporters, id);
    case Subject::trigger:
      return index_of(terms.triggers, id);
    case Subject::deal:
      return 0;
  }
  return 0;
}

/// Writes ops for one formula; a reserve's target is the one formula inside another.
class Writer {
 public:
  Writer(const Terms& terms, const Layout& layout, const std::string& at,
         std::vector<TermsProblem>& problems)
      : terms_(terms), layout_(layout), at_(at), problems_(problems) {}

  void write(const Formula& formula) {
    for (const Term& term : formula) write(term);
  }
  std::vector<Op> take() { return std::move(ops_); }

 private:
  void problem(std::string message) { problems_.push_back({at_, std::move(message)}); }

  void write(const Term& term) {
    switch (term.kind) {
      case Term::Kind::number:
        return number(term.number);
      case Term::Kind::series:
        return series(term.of);
      case Term::Kind::operation:
        return operation(term.operation);
      case Term::Kind::metric:
        return measure(term);
    }
  }

  void number(double value) { ops_.push_back({Op::Kind::number, value, 0, Operation::add}); }
  void operation(Operation what) { ops_.push_back({Op::Kind::operation, 0, 0, what}); }
  void row(Figure figure, int of = 0) {
    ops_.push_back({Op::Kind::row, 0, layout_.row(figure, of), Operation::add});
  }

  void flow(cash::Flow flow) { row(Figure::flow, static_cast<int>(flow)); }

  void series(const std::string& name) {
    const auto found = terms_.series.find(name);
    if (found == terms_.series.end()) {
      problem("\"" + name + "\" is no figure and no series of this deal");
      return number(0);
    }
    const auto index = std::distance(terms_.series.begin(), found);
    ops_.push_back({Op::Kind::series, 0, static_cast<int>(index), Operation::add});
  }

  void measure(const Term& term) {
    const int of = index_of(terms_, subject(term.metric), term.of);
    if (of < 0) {
      problem("\"" + term.of + "\" is not known in this deal");
      return number(0);
    }
    if (subject(term.metric) == Subject::deal)
      deal_metric(term.metric);
    else
      metric_of(term, of);
  }

  void deal_metric(Metric metric);
  void metric_of(const Term& term, int of);
  void tranches_balance();
  void reserve_gap(const Term& term, int of);
  void available(int of);

  const Terms& terms_;
  const Layout& layout_;
  const std::string& at_;
  std::vector<TermsProblem>& problems_;
  std::vector<Op> ops_;
  bool in_target_ = false;
};

void Writer::deal_metric(Metric metric) {
  switch (metric) {
    case Metric::pool_balance:
      return flow(cash::Flow::balance);
    case Metric::pool_balance_before:
      return row(Figure::pool_before);
    case Metric::pool_balance_at_closing:
      return number(core::in_fen(terms_.pool_balance));
    case Metric::collected_interest:
      return flow(cash::Flow::interest);
    case Metric::collected_principal:
      flow(cash::Flow::principal);
      flow(cash::Flow::prepayment);
      return operation(Operation::add);
    case Metric::collected_recovery:
      return flow(cash::Flow::recovery);
    case Metric::defaulted:
      return flow(cash::Flow::defaulted);
    case Metric::cumulative_defaulted:
      return row(Figure::all_defaulted);
    case Metric::cumulative_default_rate:
      row(Figure::all_defaulted);
      number(core::in_fen(terms_.pool_balance));
      return operation(Operation::divide);
    case Metric::tranches_balance:
      return tranches_balance();
    case Metric::called:
      return row(Figure::called);
    case Metric::period:
      ops_.push_back({Op::Kind::period, 0, 0, Operation::add});
      return;
    default:
      ops_.push_back({Op::Kind::periods_left, 0, 0, Operation::add});
  }
}

void Writer::metric_of(const Term& term, int of) {
  switch (term.metric) {
    case Metric::tranche_balance:
      return row(Figure::balance, of);
    case Metric::tranche_size:
      return number(static_cast<double>(terms_.tranches[static_cast<std::size_t>(of)].size.fen));
    case Metric::interest_due:
      return row(Figure::interest_due, of);
    case Metric::fee_due:
      return row(Figure::fee_due, of);
    case Metric::account_balance:
      return row(Figure::account, of);
    case Metric::reserve_gap:
      return reserve_gap(term, of);
    case Metric::drawn:
      return row(Figure::drawn, of);
    case Metric::available:
      return available(of);
    case Metric::standing:
      return row(Figure::standing, of);
    default:
      return row(Figure::active, of);
  }
}

void Writer::tranches_balance() {
  number(0);
  for (std::size_t t = 0; t < terms_.tranches.size(); ++t) {
    if (terms_.tranches[t].residual) continue;
    row(Figure::balance, static_cast<int>(t));
    operation(Operation::add);
  }
}

void Writer::reserve_gap(const Term& term, int of) {
  const Formula& target = terms_.accounts[static_cast<std::size_t>(of)].target;
  if (target.empty() || in_target_) {
    problem(target.empty() ? "account " + term.of + " has no target: reserve_gap needs one"
                           : "a target cannot rest on a reserve_gap");
    return number(0);
  }
  in_target_ = true;
  write(target);
  in_target_ = false;
  row(Figure::account, of);
  operation(Operation::subtract);
  number(0);
  operation(Operation::greatest);
}

void Writer::available(int of) {
  const int limits = static_cast<int>(terms_.series.size());  // by period, behind the series
  ops_.push_back({Op::Kind::series, 0, limits + of, Operation::add});
  row(Figure::used, of);
  operation(Operation::subtract);
  number(0);
  operation(Operation::greatest);
  row(Figure::standing, of);
  operation(Operation::multiply);
}

}  // namespace

Expression compile(const Formula& formula, const Terms& terms, const Layout& layout,
                   const std::string& at, std::vector<TermsProblem>& problems) {
  Writer writer(terms, layout, at, problems);
  writer.write(formula);
  Expression expression{writer.take(), 0, true};
  int depth = 0;
  for (const Op& op : expression.ops) {
    if (op.kind == Op::Kind::row) expression.same_for_all = false;
    depth += op.kind == Op::Kind::operation ? -1 : 1;
    if (depth < 1) break;
    expression.depth = std::max(expression.depth, depth);
  }
  if (expression.written() && depth != 1)
    problems.push_back({at, "this formula is not whole: an operation lacks a side"});
  if (expression.depth > kDepthMost)
    problems.push_back({at, "this formula is nested too deeply: split it"});
  return expression;
}

}  // namespace zheli::waterfall
