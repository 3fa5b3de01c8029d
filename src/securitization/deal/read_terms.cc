// How the order of payment is read: one small reader for each kind of entry (account, fee,
// tranche, supporter, step, trigger, call, replenishment, series). Each remembers the line of its
// entry under the name by which the waterfall's compiler will speak of it, so that problems found
// there still lead to a line of deal.yaml.
#include "securitization/deal/read_terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "securitization/deal/formula_text.h"

namespace zheli::deal {
namespace {

using files::Fields;
using files::Findings;
using files::Node;
using waterfall::Claim;
using waterfall::Formula;
using waterfall::Pay;

constexpr double kRateMost = 1;

Formula parsed(const Node& node, std::string_view what, Findings& findings) {
  const std::string text = files::scalar(node, what, findings);
  if (text.empty()) return {};
  core::Result<Formula> formula = parse_formula(text);
  if (formula) return formula.take();
  findings.add(node.line, fmt::format("{}: {}", what, formula.error().message));
  return {};
}

Formula formula_if_any(Fields& fields, std::string_view key) {
  const Node* node = fields.find(key);
  return node == nullptr ? Formula{} : parsed(*node, key, fields.findings());
}

Formula formula(Fields& fields, std::string_view key) {
  const Node* node = fields.need(key);
  return node == nullptr ? Formula{} : parsed(*node, key, fields.findings());
}

/// Reads `id` and `name` of one entry and remembers where it stands.
std::string named(Fields& fields, std::string_view kind, Deal& deal, Places& places) {
  const std::string id = fields.text("id");
  const std::string name = fields.text_if_any("name");
  if (!name.empty()) deal.names[id] = name;
  places.emplace(fmt::format("{}.{}", kind, id), fields.line());
  return id;
}

void read_account(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "an account", findings);
  waterfall::Account account;
  account.id = named(fields, "accounts", deal, places);
  account.opening = fields.money_if_any("opening").value_or(core::Money{});
  account.target = formula_if_any(fields, "target");
  account.reinvestment_rate = fields.number_if_any("reinvestment_rate", 0, kRateMost).value_or(0);
  fields.done();
  deal.terms.accounts.push_back(std::move(account));
}

void read_collect(Fields& of_deal, Deal& deal, Places& places) {
  const Node* node = of_deal.need("collect");
  if (node == nullptr) return;
  places.emplace("collect", node->line);
  Fields fields(*node, "\"collect\"", of_deal.findings());
  using cash::Flow;
  for (const auto& [key, flow] :
       {std::pair{"interest", Flow::interest}, std::pair{"principal", Flow::principal},
        std::pair{"prepayment", Flow::prepayment}, std::pair{"recovery", Flow::recovery}}) {
    const std::string account = fields.text(key);
    if (!account.empty()) deal.terms.collect.emplace_back(flow, account);
  }
  fields.done();
}

/// What a fee with `in: [4, 8]` owes: its amount in those periods, counted from 1.
Formula only_in(Formula amount, const std::vector<std::string>& periods, int line,
                std::size_t count, Findings& findings) {
  using waterfall::Metric;
  using waterfall::Operation;
  Formula due = {waterfall::number(0)};
  for (const std::string& period : periods) {
    const bool digits =
        !period.empty() && period.size() <= 4 &&
        std::all_of(period.begin(), period.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int number = digits ? std::stoi(period) : 0;
    if (count > 0 && (number < 1 || static_cast<std::size_t>(number) > count))
      findings.add(line, fmt::format("\"in\" names period {}; there are periods 1 to {}",
                                     period.substr(0, 16), count));
    due.push_back(waterfall::metric(Metric::period));
    due.push_back(waterfall::number(number));
    due.push_back(waterfall::operation(Operation::equal));
    due.push_back(waterfall::operation(Operation::add));
  }
  amount.insert(amount.end(), due.begin(), due.end());
  amount.push_back(waterfall::operation(Operation::multiply));
  return amount;
}

void read_fee(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "a fee", findings);
  waterfall::Fee fee;
  fee.id = named(fields, "fees", deal, places);
  fee.amount = formula(fields, "amount");
  fee.yearly = fields.flag("yearly").value_or(false);
  const std::vector<std::string> in = fields.texts_if_any("in");
  if (!in.empty() && !fee.amount.empty()) {
    fee.amount =
        only_in(std::move(fee.amount), in, fields.line_of("in"), deal.terms.scheduled(), findings);
  }
  const std::string to = fields.text_if_any("to");
  if (!to.empty()) deal.paid_to[fee.id] = to;
  fields.done();
  deal.terms.fees.push_back(std::move(fee));
}

void read_coupon(Fields& fields, waterfall::Coupon& coupon) {
  coupon.rate = fields.number_if_any("rate", -kRateMost, kRateMost).value_or(0);
  coupon.index = fields.text_if_any("index");
  coupon.cap = fields.number_if_any("cap", 0, kRateMost);
  coupon.floor = fields.number_if_any("floor", 0, kRateMost);
  const std::string day_count = fields.text_if_any("day_count");
  if (!day_count.empty()) {
    const core::Result<core::DayCount> read = core::parse_day_count(day_count);
    if (read)
      coupon.day_count = read.value();
    else
      fields.findings().add(fields.line_of("day_count"), read.error().message);
  }
  fields.each("step_ups", [&](const Node& node) {
    Fields step(node, "a step-up", fields.findings());
    const core::Date from = step.date("from");
    coupon.step_ups.emplace_back(from, step.number("add", -kRateMost, kRateMost));
    step.done();
  });
}

void read_principal(Fields& fields, waterfall::PrincipalPlan& plan) {
  using Kind = waterfall::PrincipalPlan::Kind;
  const Node* node = fields.find("balances");
  if (node != nullptr) {
    plan.kind = Kind::scheduled;
    for (const std::string& text : files::scalars(*node, "\"balances\"", fields.findings())) {
      const core::Result<core::Money> balance = core::parse_money(text);
      if (!balance) fields.findings().add(node->line, balance.error().message);
      plan.balances.push_back(balance ? balance.value() : core::Money{});
    }
  }
  plan.amount = formula_if_any(fields, "principal");
  if (plan.amount.empty()) return;
  if (node != nullptr)
    fields.findings().add(node->line,
                          "\"balances\" and \"principal\" both say what is due; keep one");
  plan.kind = Kind::target;
}

void read_tranche(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "a tranche", findings);
  waterfall::Tranche tranche;
  tranche.id = named(fields, "tranches", deal, places);
  tranche.size = fields.money("size");
  read_coupon(fields, tranche.coupon);
  read_principal(fields, tranche.principal);
  tranche.residual = fields.flag("residual").value_or(false);
  tranche.deferrable = fields.flag("deferrable").value_or(false);
  tranche.arrears_rate = fields.number_if_any("arrears_rate", 0, kRateMost).value_or(0);
  const std::string target = fields.text_if_any("target_rating");
  if (!target.empty()) deal.targets[tranche.id] = target;
  fields.done();
  deal.terms.tranches.push_back(std::move(tranche));
}

void read_supporter(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "a supporter", findings);
  waterfall::Supporter supporter;
  supporter.id = named(fields, "supporters", deal, places);
  supporter.limit = fields.money_if_any("limit");
  supporter.restores = fields.flag("restores").value_or(false);
  supporter.rate = fields.number_if_any("rate", 0, kRateMost).value_or(0);
  supporter.premium = fields.number_if_any("premium", 0, kRateMost).value_or(0);
  supporter.until = fields.date_if_any("until");
  deal.paid_to[supporter.id] = fields.text("party");
  fields.done();
  deal.terms.supporters.push_back(std::move(supporter));
}

/// "interest A" → a claim.
std::optional<Claim> parse_claim(const std::string& text) {
  using Kind = Claim::Kind;
  static const std::map<std::string_view, Kind> kWords = {{"fee", Kind::fee},
                                                          {"interest", Kind::interest},
                                                          {"principal", Kind::principal},
                                                          {"redeem", Kind::redemption},
                                                          {"reserve", Kind::reserve},
                                                          {"transfer", Kind::transfer},
                                                          {"reimburse", Kind::reimbursement},
                                                          {"premium", Kind::premium},
                                                          {"residual", Kind::residual},
                                                          {"yield", Kind::yield}};
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto kind = kWords.find(std::string_view(text).substr(0, space));
  if (kind == kWords.end()) return std::nullopt;
  return Claim{kind->second, text.substr(space + 1)};
}

waterfall::Step read_step(const Node& node, Findings& findings) {
  Fields fields(node, "a step", findings);
  waterfall::Step step;
  if (fields.find("buy_from") != nullptr) {
    step.buy = waterfall::Buy{fields.text("buy_from"), formula_if_any(fields, "most"),
                              formula_if_any(fields, "when")};
    fields.done();
    return step;
  }
  Pay pay;
  for (const std::string& text : fields.texts("pay")) {
    const std::optional<Claim> claim = parse_claim(text);
    if (claim)
      pay.claims.push_back(*claim);
    else
      findings.add(
          fields.line_of("pay"),
          fmt::format("\"{}\" is no claim; write fee, interest, principal, redeem, reserve, "
                      "transfer, reimburse, premium, residual or yield, and of what",
                      text.substr(0, 40)));
  }
  pay.from = fields.texts("from");
  pay.support = fields.texts_if_any("support");
  const std::optional<std::size_t> sharing = fields.choice("sharing", {"in order", "pro rata"});
  pay.sharing = sharing == 1U ? Pay::Sharing::pro_rata : Pay::Sharing::in_order;
  pay.most = formula_if_any(fields, "most");
  pay.when = formula_if_any(fields, "when");
  fields.done();
  step.pay = std::move(pay);
  return step;
}

void read_waterfall(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "a waterfall", findings);
  waterfall::Waterfall waterfall;
  waterfall.status = fields.text("status");
  const std::string name = fields.text_if_any("name");
  if (!name.empty()) deal.names[waterfall.status] = name;
  places.emplace("waterfalls." + waterfall.status, fields.line());
  fields.each("steps", [&](const Node& step) {
    places.emplace(fmt::format("waterfalls.{}[{}]", waterfall.status, waterfall.steps.size()),
                   step.line);
    waterfall.steps.push_back(read_step(step, findings));
  });
  fields.done();
  deal.terms.waterfalls.push_back(std::move(waterfall));
}

void read_trigger(const Node& node, Deal& deal, Places& places, Findings& findings) {
  Fields fields(node, "a trigger", findings);
  waterfall::Trigger trigger;
  trigger.id = named(fields, "triggers", deal, places);
  trigger.when = formula(fields, "when");
  const auto at = fields.choice("looked_at", {"before payment", "after payment"});
  trigger.at = at == 1U ? waterfall::Trigger::At::payment : waterfall::Trigger::At::collection;
  trigger.status = fields.text("status");
  trigger.curable = fields.flag("curable").value_or(false);
  fields.done();
  deal.terms.triggers.push_back(std::move(trigger));
}

void read_call(Fields& of_deal, Deal& deal, Places& places) {
  const Node* node = of_deal.find("clean_up_call");
  if (node == nullptr) return;
  places.emplace("call", node->line);
  Fields fields(*node, "the clean-up call", of_deal.findings());
  waterfall::CleanUpCall call;
  call.when = formula(fields, "when");
  call.price = formula(fields, "price");
  call.account = fields.text("account");
  call.status = fields.text_if_any("status");
  fields.done();
  deal.terms.call = std::move(call);
}

/// Loans bought while revolving: interest each period, principal at the end.
void read_replenishment(Fields& of_deal, Deal& deal) {
  const Node* node = of_deal.find("replenishment");
  if (node == nullptr) return;
  Fields fields(*node, "the replenishment", of_deal.findings());
  const double rate = fields.number("rate", 0, kRateMost);
  const double periods = fields.number("periods", 1, 400);
  const double in_year = fields.number("periods_a_year", 1, 12);
  fields.done();
  waterfall::Replenishment loan;
  for (int age = 0; age <= static_cast<int>(periods); ++age) {
    loan.balance.push_back(age < static_cast<int>(periods) ? 1 : 0);
    loan.interest.push_back(age == 0 ? 0 : rate / in_year);
  }
  deal.terms.replenishment = std::move(loan);
}

void read_series(Fields& of_deal, Deal& deal, Places& places) {
  of_deal.each("series", [&](const Node& node) {
    Fields fields(node, "a series", of_deal.findings());
    const std::string id = fields.text("id");
    places.emplace("series." + id, fields.line());
    std::vector<double>& values = deal.terms.series[id];
    const Node* list = fields.need("values");
    if (list != nullptr && list->kind == Node::Kind::list) {
      for (const Node& one : list->children) {
        const Formula value = parsed(one, "a value", of_deal.findings());
        const bool number = value.size() == 1 && value[0].kind == waterfall::Term::Kind::number;
        if (!number && !value.empty())
          of_deal.findings().add(one.line, "a value of a series must be a number");
        values.push_back(number ? value[0].number : 0);
      }
    } else if (list != nullptr) {
      of_deal.findings().add(list->line, "\"values\" must be a list; write one figure a period");
    }
    fields.done();
  });
}

}  // namespace

void read_terms(Fields& fields, Deal& deal, Places& places) {
  const auto rounding = fields.choice("rounding", {"half even", "down"});
  if (rounding == 1U) deal.terms.rounding = waterfall::Rounding::down;
  Findings& findings = fields.findings();
  const auto each = [&](std::string_view key, auto read) {
    places.emplace(key == "support" ? "supporters" : std::string(key), fields.line_of(key));
    fields.each(key, [&](const Node& node) { read(node, deal, places, findings); });
  };
  each("accounts", read_account);
  read_collect(fields, deal, places);
  read_series(fields, deal, places);
  each("fees", read_fee);
  each("tranches", read_tranche);
  each("support", read_supporter);
  each("waterfalls", read_waterfall);
  each("triggers", read_trigger);
  read_call(fields, deal, places);
  read_replenishment(fields, deal);
}

}  // namespace zheli::deal
