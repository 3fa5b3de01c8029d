#include "securitization/waterfall/bounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"

namespace zheli::waterfall {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

template <typename Named>
const Named& named(const std::vector<Named>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.id == id; });
  CHECK(found != all.end());
  return *found;
}

Bounds exactly(double value) {
  return {value, value};
}
Bounds up_to(double most) {
  return {0, most};
}

/// 0 · ∞ is 0: an endless figure is still a number.
double product(double a, double b) {
  return a == 0 || b == 0 ? 0 : a * b;
}

Bounds spanned(std::initializer_list<double> corners) {
  return {std::min(corners), std::max(corners)};
}

Bounds multiplied(const Bounds& a, const Bounds& b) {
  return spanned({product(a.least, b.least), product(a.least, b.most), product(a.most, b.least),
                  product(a.most, b.most)});
}

/// By 0: 0.
Bounds divided(const Bounds& a, const Bounds& b) {
  if (b.is_zero()) return exactly(0);
  if (b.may_be_zero()) return {-kEndless, kEndless};
  const auto quotient = [](double x, double y) { return std::isinf(y) ? 0 : x / y; };
  return spanned({quotient(a.least, b.least), quotient(a.least, b.most), quotient(a.most, b.least),
                  quotient(a.most, b.most)});
}

/// 1 where surely so, 0 where surely not.
Bounds judged(bool surely, bool surely_not) {
  return {surely ? 1.0 : 0.0, surely_not ? 0.0 : 1.0};
}

Bounds combined(Operation operation, const Bounds& a, const Bounds& b) {
  switch (operation) {
    case Operation::add:
      return {a.least + b.least, a.most + b.most};
    case Operation::subtract:
      return {a.least - b.most, a.most - b.least};
    case Operation::multiply:
      return multiplied(a, b);
    case Operation::divide:
      return divided(a, b);
    case Operation::least:
      return {std::min(a.least, b.least), std::min(a.most, b.most)};
    case Operation::greatest:
      return {std::max(a.least, b.least), std::max(a.most, b.most)};
    case Operation::above:
      return judged(a.least > b.most, a.most <= b.least);
    case Operation::at_least:
      return judged(a.least >= b.most, a.most < b.least);
    case Operation::equal:
      return judged(a.least == a.most && b.least == b.most && a.least == b.least,
                    a.most < b.least || b.most < a.least);
    case Operation::both:
      return judged(!a.may_be_zero() && !b.may_be_zero(), a.is_zero() || b.is_zero());
    case Operation::either:
      return judged(!a.may_be_zero() || !b.may_be_zero(), a.is_zero() && b.is_zero());
  }
  CHECK(false);
  return {};
}

class Figures {
 public:
  Figures(const Terms& terms, std::size_t period, const Owed& owed)
      : terms_(terms), period_(period), owed_(owed) {}

  Bounds of(const Term& term) const {
    if (term.kind == Term::Kind::number) return exactly(term.number);
    if (term.kind == Term::Kind::series) return exactly(terms_.series.at(term.of)[scheduled()]);
    return of_metric(term);
  }

 private:
  Bounds of_metric(const Term& term) const;
  std::size_t scheduled() const { return std::min(period_, terms_.scheduled() - 1); }
  Bounds balance(const Tranche& tranche) const {
    const double most = tranche.deferrable ? kEndless : core::in_fen(tranche.size);
    return {owed_ == tranche.id ? std::min(1.0, most) : 0, most};
  }
  Bounds all_balances() const {
    Bounds sum;
    for (const Tranche& tranche : terms_.tranches) {
      if (!tranche.residual) sum = combined(Operation::add, sum, balance(tranche));
    }
    return sum;
  }
  static Bounds interest(const Tranche& tranche) {
    const Coupon& coupon = tranche.coupon;
    const bool none = coupon.rate == 0 && coupon.index.empty() && coupon.step_ups.empty() &&
                      coupon.floor.value_or(0) <= 0;
    return none ? exactly(0) : up_to(kEndless);
  }

  const Terms& terms_;
  const std::size_t period_;
  const Owed& owed_;
};

Bounds Figures::of_metric(const Term& term) const {
  const double pool = core::in_fen(terms_.pool_balance);
  const double pool_most = terms_.replenishment ? kEndless : pool;
  switch (term.metric) {
    case Metric::pool_balance:
    case Metric::pool_balance_before:
    case Metric::collected_principal:
    case Metric::defaulted:
    case Metric::cumulative_defaulted:
      return up_to(pool_most);
    case Metric::pool_balance_at_closing:
      return exactly(pool);
    case Metric::cumulative_default_rate:
      return up_to(terms_.replenishment ? kEndless : 1);
    case Metric::tranches_balance:
      return all_balances();
    case Metric::tranche_balance:
      return balance(named(terms_.tranches, term.of));
    case Metric::tranche_size:
      return exactly(core::in_fen(named(terms_.tranches, term.of).size));
    case Metric::interest_due:
      return interest(named(terms_.tranches, term.of));
    case Metric::drawn:
    case Metric::available: {
      const Supporter& supporter = named(terms_.supporters, term.of);
      const bool over =
          term.metric == Metric::available && supporter.ended(terms_.periods[period_].pay);
      const double limit = supporter.limit ? core::in_fen(*supporter.limit) : kEndless;
      return up_to(over ? 0 : limit);
    }
    case Metric::standing:
    case Metric::active:
      return up_to(1);
    case Metric::called:
      return up_to(terms_.call ? 1 : 0);
    case Metric::period:
      return exactly(static_cast<double>(period_ + 1));
    case Metric::periods_left:
      return exactly(static_cast<double>(terms_.scheduled() - 1 - scheduled()));
    case Metric::collected_interest:
    case Metric::collected_recovery:
    case Metric::fee_due:
    case Metric::account_balance:
    case Metric::reserve_gap:
      break;
  }
  return up_to(kEndless);
}

}  // namespace

Bounds bounds(const Formula& formula, const Terms& terms, std::size_t period, const Owed& owed) {
  CHECK(period < terms.periods.size());
  const Figures figures(terms, period, owed);
  std::vector<Bounds> stack;
  bool by_zero = false;
  for (const Term& term : formula) {
    if (term.kind != Term::Kind::operation) {
      stack.push_back(figures.of(term));
      continue;
    }
    CHECK(stack.size() >= 2);
    const Bounds right = stack.back();
    stack.pop_back();
    by_zero = by_zero || (term.operation == Operation::divide && right.is_zero());
    stack.back() = combined(term.operation, stack.back(), right);
  }
  if (stack.empty()) return {};
  stack.back().divides_by_zero = by_zero;
  return stack.back();
}

namespace {

/// Calls `seen` with each formula that is written, and where.
template <typename Seen>
void each_formula(const Terms& terms, const Seen& seen) {
  const auto see = [&](const std::string& at, const Formula& formula) {
    if (!formula.empty()) seen(at, formula);
  };
  for (const Account& account : terms.accounts)
    see("accounts." + account.id + ".target", account.target);
  for (const Fee& fee : terms.fees) see("fees." + fee.id + ".amount", fee.amount);
  for (const Tranche& tranche : terms.tranches)
    see("tranches." + tranche.id + ".principal", tranche.principal.amount);
  for (const Waterfall& waterfall : terms.waterfalls) {
    for (std::size_t s = 0; s < waterfall.steps.size(); ++s) {
      const std::string at = fmt::format("waterfalls.{}[{}]", waterfall.status, s);
      const auto& [pay, buy] = waterfall.steps[s];
      see(at + ".most", pay ? pay->most : buy->most);
      see(at + ".when", pay ? pay->when : buy->when);
    }
  }
  for (const Trigger& trigger : terms.triggers)
    see("triggers." + trigger.id + ".when", trigger.when);
  if (!terms.call) return;
  see("call.when", terms.call->when);
  see("call.price", terms.call->price);
}

}  // namespace

std::vector<TermsProblem> impossible(const Terms& terms) {
  std::vector<TermsProblem> problems;
  each_formula(terms, [&](const std::string& at, const Formula& formula) {
    for (std::size_t p = 0; p < terms.periods.size(); ++p) {
      const Bounds of = bounds(formula, terms, p);
      const bool negative = at.starts_with("fees.") && of.most < 0;
      if (!of.divides_by_zero && !negative) continue;
      const char* what = negative ? "it is negative, and a fee is owed or not; write what is owed"
                                  : "it divides by 0; divide by what is not";
      problems.push_back(
          {at, fmt::format("on {} {}", core::to_string(terms.periods[p].pay), what)});
      return;
    }
  });
  return problems;
}

}  // namespace zheli::waterfall
