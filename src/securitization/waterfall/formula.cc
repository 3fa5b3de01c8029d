#include "securitization/waterfall/formula.h"

#include <utility>

namespace zheli::waterfall {

Term number(double value) {
  Term term;
  term.number = value;
  return term;
}

Term series(std::string name) {
  Term term;
  term.kind = Term::Kind::series;
  term.of = std::move(name);
  return term;
}

Term metric(Metric metric, std::string of) {
  Term term;
  term.kind = Term::Kind::metric;
  term.metric = metric;
  term.of = std::move(of);
  return term;
}

Term operation(Operation operation) {
  Term term;
  term.kind = Term::Kind::operation;
  term.operation = operation;
  return term;
}

Subject subject(Metric metric) {
  switch (metric) {
    case Metric::tranche_balance:
    case Metric::tranche_size:
    case Metric::interest_due:
      return Subject::tranche;
    case Metric::fee_due:
      return Subject::fee;
    case Metric::account_balance:
    case Metric::reserve_gap:
      return Subject::account;
    case Metric::drawn:
    case Metric::available:
    case Metric::standing:
      return Subject::supporter;
    case Metric::active:
      return Subject::trigger;
    default:
      return Subject::deal;
  }
}

}  // namespace zheli::waterfall
