#include "securitization/interchange/absbox_formula.h"

#include <map>
#include <set>
#include <utility>

#include "securitization/interchange/absbox_deal.h"
#include "securitization/interchange/json_made.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using waterfall::Formula;
using waterfall::Metric;
using waterfall::Operation;

constexpr int kDepthMost = 32;

Formula join(Formula left, Formula right, Operation by) {
  left.insert(left.end(), right.begin(), right.end());
  left.push_back(waterfall::operation(by));
  return left;
}

Formula of_whole(Metric part, Formula whole) {
  return join({waterfall::metric(part)}, std::move(whole), Operation::divide);
}

/// The figure of each name together; without names of all bonds.
Quantity sum_of(const Json& json, Metric each, const Bonds& bonds, const std::string& at) {
  Bonds names;
  for (std::size_t i = 1; i < json.children.size(); ++i)
    names.push_back(text(json.children[i], at));
  if (names.empty() && waterfall::subject(each) == waterfall::Subject::tranche) names = bonds;
  if (names.empty()) refuse(at, "a name should follow");
  Quantity to;
  for (const std::string& name : names) {
    Formula one = {waterfall::metric(each, name)};
    to.formula = to.formula.empty() ? std::move(one)
                                    : join(std::move(to.formula), std::move(one), Operation::add);
  }
  return to;
}

Quantity read(const Json& json, const Bonds& bonds, const std::string& at, int depth);

/// Two figures or more, one after the other.
Quantity chain(const Json& json, Operation by, const Bonds& bonds, const std::string& at,
               int depth) {
  if (json.children.size() < 3) refuse(at, "two figures or more should follow");
  Quantity to = read(json.children[1], bonds, at, depth);
  for (std::size_t i = 2; i < json.children.size(); ++i) {
    Quantity next = read(json.children[i], bonds, at, depth);
    if (by != Operation::divide && next.ratio != to.ratio)
      refuse(at, "an amount and a ratio cannot be taken together");
    to.formula = join(std::move(to.formula), std::move(next.formula), by);
    to.ratio = by == Operation::divide || to.ratio;
  }
  return to;
}

Quantity read(const Json& json, const Bonds& bonds, const std::string& at, int depth) {
  if (depth > kDepthMost) refuse(at, "a formula this deep is not read");
  if (json.is(Kind::text)) return read(list({json}), bonds, at, depth + 1);
  const std::string word = text(element(json, 0, at), at);
  static const std::map<std::string, Metric> kSums = {{"bondBalance", Metric::tranche_balance},
                                                      {"originalBondBalance", Metric::tranche_size},
                                                      {"bondDueInt", Metric::interest_due},
                                                      {"feeDue", Metric::fee_due},
                                                      {"accountBalance", Metric::account_balance},
                                                      {"reserveGap", Metric::reserve_gap},
                                                      {"accountGap", Metric::reserve_gap},
                                                      {"liqCredit", Metric::available},
                                                      {"liqBalance", Metric::drawn}};
  static const std::map<std::string, Metric> kOfPool = {
      {"poolBalance", Metric::pool_balance},
      {"poolBegBalance", Metric::pool_balance_before},
      {"originalPoolBalance", Metric::pool_balance_at_closing},
      {"initPoolBalance", Metric::pool_balance_at_closing},
      {"cumPoolDefaultedBalance", Metric::cumulative_defaulted},
      {"cumPoolDefaultBalance", Metric::cumulative_defaulted}};
  static const std::map<std::string, Operation> kChains = {{"sum", Operation::add},
                                                           {"+", Operation::add},
                                                           {"substract", Operation::subtract},
                                                           {"subtract", Operation::subtract},
                                                           {"-", Operation::subtract},
                                                           {"max", Operation::greatest},
                                                           {"min", Operation::least},
                                                           {"divide", Operation::divide},
                                                           {"/", Operation::divide}};
  if (const auto found = kSums.find(word); found != kSums.end())
    return sum_of(json, found->second, bonds, at);
  if (const auto found = kOfPool.find(word); found != kOfPool.end())
    return {{waterfall::metric(found->second)}, false};
  if (const auto found = kChains.find(word); found != kChains.end())
    return chain(json, found->second, bonds, at, depth + 1);
  if (word == "cumPoolDefaultedRate")
    return {{waterfall::metric(Metric::cumulative_default_rate)}, true};
  if (word == "poolFactor")
    return {of_whole(Metric::pool_balance, {waterfall::metric(Metric::pool_balance_at_closing)}),
            true};
  if (word == "bondFactor") {
    Quantity of = sum_of(json, Metric::tranche_balance, bonds, at);
    of.formula = join(std::move(of.formula), sum_of(json, Metric::tranche_size, bonds, at).formula,
                      Operation::divide);
    of.ratio = true;
    return of;
  }
  if (word == "constant" || word == "const")
    return {{waterfall::number(100 * number(element(json, 1, at), at, -kYuanMost, kYuanMost))},
            false};
  if (word == "factor" || word == "*") {
    Quantity of = read(element(json, 1, at), bonds, at, depth + 1);
    const double by = number(element(json, 2, at), at, -1e6, 1e6);
    of.formula = join(std::move(of.formula), {waterfall::number(by)}, Operation::multiply);
    return of;
  }
  refuse_word(at, word);
}

/// left < right is right > left.
Formula compared(Formula left, const std::string& sign, Formula right, const std::string& at) {
  if (sign == ">") return join(std::move(left), std::move(right), Operation::above);
  if (sign == ">=") return join(std::move(left), std::move(right), Operation::at_least);
  if (sign == "<") return join(std::move(right), std::move(left), Operation::above);
  if (sign == "<=") return join(std::move(right), std::move(left), Operation::at_least);
  if (sign == "=") return join(std::move(left), std::move(right), Operation::equal);
  refuse(at, "one of > >= < <= = should stand here");
}

const std::set<std::string> kSigns = {">", ">=", "<", "<=", "="};

/// The payment date against a day.
Formula on_date(const std::string& sign, const Json& day, const std::string& at) {
  const auto since_1970 = std::chrono::sys_days(date(day, at)).time_since_epoch().count();
  return compared({waterfall::series(kPayDay)}, sign,
                  {waterfall::number(static_cast<double>(since_1970))}, at);
}

/// [["isPaidOff", "A"], true]
Formula paid_off(const Json& head, const Json& json, const std::string& at) {
  const bool wanted = json.children.size() < 2 || json.children[1].flag() != false;
  Formula to = sum_of(head, Metric::tranche_balance, {}, at).formula;
  return compared(std::move(to), wanted ? "=" : ">", {waterfall::number(0)}, at);
}

Formula condition(const Json& json, const Bonds& bonds, const std::string& at, int depth) {
  if (depth > kDepthMost) refuse(at, "a condition this deep is not read");
  const Json& head = element(json, 0, at);
  if (head.is("all") || head.is("any")) {
    Formula to = condition(element(json, 1, at), bonds, at, depth + 1);
    for (std::size_t i = 2; i < json.children.size(); ++i)
      to = join(std::move(to), condition(json.children[i], bonds, at, depth + 1),
                head.is("all") ? Operation::both : Operation::either);
    return to;
  }
  if (head.is("not"))
    return join({waterfall::number(0)}, condition(element(json, 1, at), bonds, at, depth + 1),
                Operation::equal);
  if (head.is("date")) return on_date(text(element(json, 1, at), at), element(json, 2, at), at);
  if (head.is(Kind::text) && json.children.size() == 2 && kSigns.contains(head.text))
    return on_date(head.text, json.children[1], at);
  if (head.is(Kind::list) && !head.children.empty() && head.children[0].is("isPaidOff"))
    return paid_off(head, json, at);
  Quantity left = read(head, bonds, at, depth + 1);
  const std::string sign = text(element(json, 1, at), at);
  const Json& bound = element(json, 2, at);
  if (bound.is(Kind::number)) {
    const double scale = left.ratio ? 1 : 100;
    return compared(std::move(left.formula), sign,
                    {waterfall::number(scale * number(bound, at, -kYuanMost, kYuanMost))}, at);
  }
  return compared(std::move(left.formula), sign, read(bound, bonds, at, depth + 1).formula, at);
}

}  // namespace

Quantity read_quantity(const Json& json, const Bonds& bonds, const std::string& at) {
  return read(json, bonds, at, 0);
}

Formula read_condition(const Json& json, const Bonds& bonds, const std::string& at) {
  return condition(json, bonds, at, 0);
}

}  // namespace zheli::interchange
