// How terms are compiled: the compiler goes through them once, turns each id into an index, each
// rate into one factor a period, each formula into postfix operations, and checks on the way what
// would stop a run (unknown names, periods out of order, a tranche that no step pays). Problems
// are collected under the name of the entry they belong to; whoever read the terms knows its line.
#include "securitization/waterfall/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/check.h"
#include "core/day_count.h"

namespace zheli::waterfall {

namespace {

/// Ids as a reader would list them: "A, B".
template <typename Named>
std::string list_ids(const std::vector<Named>& all) {
  std::string ids;
  for (const Named& one : all) ids += (ids.empty() ? "" : ", ") + one.id;
  return ids.empty() ? "none" : ids;
}

std::string_view flow_name(cash::Flow flow) {
  switch (flow) {
    case cash::Flow::interest:
      return "interest";
    case cash::Flow::principal:
      return "principal";
    case cash::Flow::prepayment:
      return "prepayment";
    case cash::Flow::recovery:
      return "recovery";
    default:
      return "a balance";
  }
}

/// The account that takes every flow; −1: there are several.
int only_account(const std::vector<std::pair<cash::Flow, int>>& collect) {
  if (collect.empty()) return -1;
  const int first = collect.front().second;
  const bool only = std::all_of(collect.begin(), collect.end(),
                                [&](const auto& flow) { return flow.second == first; });
  return only ? first : -1;
}

}  // namespace

class Compiler {
 public:
  explicit Compiler(Terms terms) : program_(std::move(terms)) {}

  Compilation all() {
    check_periods();
    check_names();
    compile_parts();
    compile_waterfalls();
    compile_triggers();
    compile_call();
    check_tranches_are_paid();
    if (!problems_.empty()) return {std::nullopt, std::move(problems_)};
    return {std::move(program_), {}};
  }

 private:
  const Terms& terms() const { return program_.terms_; }
  void problem(std::string at, std::string message) {
    problems_.push_back({std::move(at), std::move(message)});
  }

  void check_periods();
  void check_names();
  template <typename Named>
  void check_unique(const std::vector<Named>& all, std::string_view kind);
  void compile_parts();
  void compile_tranche(std::size_t number);
  void check_schedule(const Tranche& tranche, const std::string& at);
  double coupon_rate(const Tranche& tranche, std::size_t period) const;
  void compile_collect();
  void compile_series();
  void compile_waterfalls();
  CompiledPay compile_pay(const Pay& pay, const std::string& at);
  CompiledClaim compile_claim(const Claim& claim, const std::string& at);
  void compile_triggers();
  void compile_call();
  void check_tranches_are_paid();
  int account(const std::string& id, const std::string& at);
  int status(const std::string& name, const std::string& at);

  Expression expression(const Formula& formula, const std::string& at);

  Program program_;
  std::vector<TermsProblem> problems_;
};

void Compiler::check_periods() {
  const std::vector<CollectionPeriod>& periods = terms().periods;
  CHECK(terms().tail == 0 || terms().tail < static_cast<int>(periods.size()));
  if (periods.empty()) problem("periods", "there is no payment date: give at least one period");
  for (std::size_t p = 0; p < periods.size(); ++p) {
    const std::string at = fmt::format("periods[{}]", p);
    if (!(periods[p].from < periods[p].to)) problem(at, "it ends before it begins");
    if (periods[p].pay < periods[p].to)
      problem(at, "it is paid before its collections are complete: pay on its last day or later");
    if (p > 0 && periods[p].from != periods[p - 1].to)
      problem(at, "it does not begin where the period before it ends");
    const core::Date before = p == 0 ? terms().closing : periods[p - 1].pay;
    if (!(before < periods[p].pay)) problem(at, "its pay date is not after the one before");
  }
}

template <typename Named>
void Compiler::check_unique(const std::vector<Named>& all, std::string_view kind) {
  std::set<std::string> seen;
  for (const Named& one : all) {
    if (!seen.insert(one.id).second)
      problem(fmt::format("{}.{}", kind, one.id), "this id is given twice: ids are unique");
  }
}

void Compiler::check_names() {
  check_unique(terms().accounts, "accounts");
  check_unique(terms().fees, "fees");
  check_unique(terms().tranches, "tranches");
  check_unique(terms().supporters, "supporters");
  check_unique(terms().triggers, "triggers");
  if (terms().accounts.empty()) problem("accounts", "a deal needs an account: add one");
  if (terms().waterfalls.empty()) problem("waterfalls", "a deal needs a waterfall: add one");
}

void Compiler::compile_series() {
  for (const auto& [name, values] : terms().series) {
    if (values.size() < terms().scheduled()) {
      problem("series." + name, fmt::format("it has {} figures for {} periods: give one for each",
                                            values.size(), terms().scheduled()));
    }
    std::vector<double>& by_period = program_.series.emplace_back(values);
    const double last = values.empty() ? 0 : values.back();
    by_period.resize(std::max(values.size(), terms().periods.size()), last);
  }
  for (const Supporter& supporter : terms().supporters) {
    std::vector<double>& limits = program_.series.emplace_back();
    for (const CollectionPeriod& period : terms().periods) {
      const double limit = supporter.limit ? core::in_fen(*supporter.limit) : kAll;
      limits.push_back(supporter.ended(period.pay) ? 0 : limit);
    }
  }
}

void Compiler::compile_parts() {
  compile_series();
  for (std::size_t p = 0; p < terms().periods.size(); ++p) {
    const core::Date before = p == 0 ? terms().closing : terms().periods[p - 1].pay;
    program_.year.push_back(core::years(before, terms().periods[p].pay));
  }
  for (const Account& account : terms().accounts) {
    const std::string at = "accounts." + account.id;
    if (account.opening.fen < 0) problem(at, "its opening balance is negative");
    program_.target.push_back(expression(account.target, at + ".target"));
  }
  for (const Fee& fee : terms().fees) {
    const std::string at = "fees." + fee.id + ".amount";
    if (fee.amount.empty()) problem(at, "a fee needs an amount");
    program_.fee.push_back(expression(fee.amount, at));
  }
  for (std::size_t t = 0; t < terms().tranches.size(); ++t) compile_tranche(t);
  for (const Supporter& supporter : terms().supporters) {
    const std::string at = "supporters." + supporter.id;
    if (supporter.limit && supporter.limit->fen < 0) problem(at, "its limit is negative");
    if (supporter.rate < 0 || supporter.premium < 0) problem(at, "its rate is negative");
  }
  compile_collect();
}

double Compiler::coupon_rate(const Tranche& tranche, std::size_t period) const {
  const Coupon& coupon = tranche.coupon;
  double rate = coupon.rate;
  const auto index = terms().series.find(coupon.index);
  if (index != terms().series.end() && !index->second.empty())
    rate += index->second[std::min(period, index->second.size() - 1)];
  const core::Date from = period == 0 ? terms().closing : terms().periods[period - 1].pay;
  for (const auto& [since, more] : coupon.step_ups) {
    if (since <= from) rate += more;
  }
  if (coupon.cap) rate = std::min(rate, *coupon.cap);
  if (coupon.floor) rate = std::max(rate, *coupon.floor);
  return rate;
}

void Compiler::check_schedule(const Tranche& tranche, const std::string& at) {
  const std::vector<core::Money>& balances = tranche.principal.balances;
  if (balances.size() != terms().scheduled()) {
    problem(at, fmt::format("its schedule has {} balances for {} periods: give one for each",
                            balances.size(), terms().scheduled()));
  }
  core::Money before = tranche.size;
  for (const core::Money balance : balances) {
    if (balance.fen < 0 || before < balance)
      problem(at, "its scheduled balance rises or is negative: balances fall to 0");
    before = balance;
  }
}

void Compiler::compile_tranche(std::size_t number) {
  const Tranche& tranche = terms().tranches[number];
  const std::string at = "tranches." + tranche.id;
  if (tranche.size.fen < 0) problem(at, "its size is negative");
  if (tranche.coupon.rate < 0 && tranche.coupon.index.empty()) problem(at, "its rate is negative");
  if (!tranche.coupon.index.empty() && !terms().series.contains(tranche.coupon.index))
    problem(at, "its index \"" + tranche.coupon.index + "\" is no series of this deal");
  if (tranche.principal.kind == PrincipalPlan::Kind::scheduled) check_schedule(tranche, at);
  if (tranche.residual) {
    if (program_.residual >= 0)
      problem(at, "a second residual tranche: only one takes what is left");
    program_.residual = static_cast<int>(number);
  }
  program_.principal_target.push_back(expression(tranche.principal.amount, at + ".principal"));
  std::vector<double>& rates = program_.coupon.emplace_back();
  for (std::size_t p = 0; p < terms().periods.size(); ++p) {
    const core::Date before = p == 0 ? terms().closing : terms().periods[p - 1].pay;
    rates.push_back(coupon_rate(tranche, p) *
                    core::year_fraction(tranche.coupon.day_count, before, terms().periods[p].pay));
  }
}

void Compiler::compile_collect() {
  using cash::Flow;
  std::set<Flow> seen;
  for (const auto& [flow, id] : terms().collect) {
    if (flow == Flow::defaulted || flow == Flow::balance)
      problem("collect", "only interest, principal, prepayment and recovery are cash");
    if (!seen.insert(flow).second)
      problem("collect", fmt::format("{} goes to two accounts: name one", flow_name(flow)));
    program_.collect.emplace_back(flow, account(id, "collect"));
  }
  for (const Flow flow : {Flow::interest, Flow::principal, Flow::prepayment, Flow::recovery}) {
    if (!seen.contains(flow))
      problem("collect", fmt::format("{} goes to no account: name one", flow_name(flow)));
  }
  program_.one_account = only_account(program_.collect);
}

int Compiler::account(const std::string& id, const std::string& at) {
  const int index = index_of(terms().accounts, id);
  if (index < 0) {
    problem(at, fmt::format("\"{}\" is no account; there are {}", id, list_ids(terms().accounts)));
  }
  return std::max(index, 0);
}

int Compiler::status(const std::string& name, const std::string& at) {
  for (std::size_t w = 0; w < terms().waterfalls.size(); ++w) {
    if (terms().waterfalls[w].status == name) return static_cast<int>(w);
  }
  problem(at, fmt::format("there is no waterfall for status \"{}\"", name));
  return 0;
}

CompiledClaim Compiler::compile_claim(const Claim& claim, const std::string& at) {
  using Kind = Claim::Kind;
  int of = -1;
  std::string_view kind = "tranche";
  std::string known = list_ids(terms().tranches);
  switch (claim.kind) {
    case Kind::fee:
      of = index_of(terms().fees, claim.of), kind = "fee", known = list_ids(terms().fees);
      break;
    case Kind::reserve:
    case Kind::transfer:
      of = index_of(terms().accounts, claim.of), kind = "account";
      known = list_ids(terms().accounts);
      break;
    case Kind::reimbursement:
    case Kind::premium:
      of = index_of(terms().supporters, claim.of), kind = "supporter";
      known = list_ids(terms().supporters);
      break;
    default:
      of = index_of(terms().tranches, claim.of);
  }
  if (of < 0) problem(at, fmt::format("\"{}\" is no {}; there are {}", claim.of, kind, known));
  if (of >= 0 && claim.kind == Kind::reserve && terms().accounts[of].target.empty())
    problem(at, "account " + claim.of + " has no target to fill: give it one, or transfer to it");
  const bool last = claim.kind == Kind::residual || claim.kind == Kind::yield;
  if (of >= 0 && last && !terms().tranches[of].residual)
    problem(at, "tranche " + claim.of + " is not residual: pay its interest or principal");
  return {claim.kind, std::max(of, 0)};
}

CompiledPay Compiler::compile_pay(const Pay& pay, const std::string& at) {
  CompiledPay to;
  to.sharing = pay.sharing;
  if (pay.claims.empty()) problem(at, "it pays nothing: name what it pays");
  if (pay.from.empty() && pay.support.empty())
    problem(at, "it pays out of nothing: name an account");
  for (const std::string& id : pay.from) to.from.push_back(account(id, at));
  for (const Claim& claim : pay.claims) {
    to.claims.push_back(compile_claim(claim, at));
    const bool into = claim.kind == Claim::Kind::reserve || claim.kind == Claim::Kind::transfer;
    if (into && std::count(pay.from.begin(), pay.from.end(), claim.of) > 0)
      problem(at, "account " + claim.of + " would pay into itself");
    const bool all = claim.kind == Claim::Kind::transfer || claim.kind == Claim::Kind::residual ||
                     claim.kind == Claim::Kind::yield;
    if (all && !pay.support.empty() && pay.most.empty())
      problem(at, "a supporter cannot be called for all there is: give an amount at most");
  }
  for (const std::string& id : pay.support) {
    const int index = index_of(terms().supporters, id);
    if (index < 0)
      problem(at, fmt::format("\"{}\" is no supporter; there are {}", id,
                              list_ids(terms().supporters)));
    to.support.push_back(std::max(index, 0));
  }
  to.most = expression(pay.most, at + ".most");
  to.when = expression(pay.when, at + ".when");
  return to;
}

void Compiler::compile_waterfalls() {
  std::set<std::string> seen;
  for (const Waterfall& waterfall : terms().waterfalls) {
    const std::string name = "waterfalls." + waterfall.status;
    if (!seen.insert(waterfall.status).second) problem(name, "a second waterfall for this status");
    std::vector<CompiledStep>& steps = program_.waterfalls.emplace_back();
    for (std::size_t s = 0; s < waterfall.steps.size(); ++s) {
      const Step& step = waterfall.steps[s];
      const std::string at = fmt::format("{}[{}]", name, s);
      if (step.pay.has_value() == step.buy.has_value()) {
        problem(at, "a step pays or buys: write exactly one of the two");
      } else if (step.pay) {
        steps.emplace_back(compile_pay(*step.pay, at));
      } else {
        if (!terms().replenishment)
          problem(at, "the deal buys loans but does not say what they pay: add replenishment");
        steps.emplace_back(CompiledBuy{account(step.buy->from, at),
                                       expression(step.buy->most, at + ".most"),
                                       expression(step.buy->when, at + ".when")});
      }
    }
  }
}

void Compiler::compile_triggers() {
  for (const Trigger& trigger : terms().triggers) {
    const std::string at = "triggers." + trigger.id;
    if (trigger.when.empty()) problem(at, "it has no condition");
    program_.triggers.push_back({expression(trigger.when, at + ".when"), trigger.at,
                                 status(trigger.status, at), trigger.curable});
  }
}

void Compiler::compile_call() {
  if (!terms().call) return;
  const CleanUpCall& call = *terms().call;
  if (call.when.empty() || call.price.empty()) problem("call", "it needs a condition and a price");
  CompiledCall to{expression(call.when, "call.when"), expression(call.price, "call.price"),
                  account(call.account, "call"), 0};
  if (!call.status.empty()) to.status = status(call.status, "call");
  program_.call = std::move(to);
}

void Compiler::check_tranches_are_paid() {
  using Kind = Claim::Kind;
  for (const Waterfall& waterfall : terms().waterfalls) {
    std::set<std::string> paid;
    for (const Step& step : waterfall.steps) {
      if (!step.pay) continue;
      for (const Claim& claim : step.pay->claims) {
        const bool principal = claim.kind == Kind::principal || claim.kind == Kind::redemption ||
                               claim.kind == Kind::residual;
        if (principal) paid.insert(claim.of);
      }
    }
    for (const Tranche& tranche : terms().tranches) {
      if (!paid.contains(tranche.id))
        problem("waterfalls." + waterfall.status,
                "no step pays the principal of tranche " + tranche.id + ": add one");
    }
  }
}

Expression Compiler::expression(const Formula& formula, const std::string& at) {
  Expression to = waterfall::compile(formula, terms(), program_.layout(), at, problems_);
  program_.depth_ = std::max(program_.depth_, to.depth);
  std::vector<double>& numbers = program_.numbers;
  for (Expression::Op& op : to.ops) {
    if (op.kind != Expression::Op::Kind::number) continue;
    const auto found = std::find(numbers.begin(), numbers.end(), op.number);
    op.row = static_cast<int>(found - numbers.begin());
    if (found == numbers.end()) numbers.push_back(op.number);
  }
  return to;
}

Compilation compile(Terms terms) {
  return Compiler(std::move(terms)).all();
}

}  // namespace zheli::waterfall
