#include "securitization/interchange/absbox_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "securitization/interchange/absbox_formula.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using waterfall::Claim;
using waterfall::Formula;
using waterfall::Metric;
using waterfall::Pay;

class ActionReader {
 public:
  explicit ActionReader(const waterfall::Terms& terms) : terms_(terms) {
    for (const waterfall::Tranche& tranche : terms.tranches) bonds_.push_back(tranche.id);
  }

  AbsboxActions read(const Json& json, const std::string& at) {
    AbsboxActions to;
    if (!json.is(Kind::list)) refuse(at, "a list of actions should stand here");
    for (std::size_t i = 0; i < json.children.size(); ++i) {
      for (waterfall::Step& step : read_action(json.children[i], fmt::format("{}[{}]", at, i)))
        to.steps.push_back(std::move(step));
    }
    to.sale = std::move(sale_);
    return to;
  }

 private:
  std::vector<waterfall::Step> read_action(const Json& json, const std::string& at);
  void read_draw(const Json& json, const std::string& at, Pay& pay);
  void read_sale(const Json& json, const std::string& at);
  void read_repayment(const Json& json, const std::string& at, Pay& pay);
  void read_support(const Json& json, const std::string& at, Pay& pay);
  void read_limits(const Json& json, const std::string& at, Pay& pay);

  const waterfall::Terms& terms_;
  Bonds bonds_;
  std::optional<AbsboxSale> sale_;
};

/// {"support": ["account", "rsv"]} or ["facility", "guarantor"], and limits.
void ActionReader::read_support(const Json& json, const std::string& at, Pay& pay) {
  const std::string kind = text(element(json, 0, at), at);
  if (kind == "support") {
    for (std::size_t i = 1; i < json.children.size(); ++i) read_support(json.children[i], at, pay);
    return;
  }
  for (const std::string& name : texts(element(json, 1, at), at)) {
    if (kind == "account")
      pay.from.push_back(name);
    else if (kind == "facility" || kind == "liqFacility")
      pay.support.push_back(name);
    else
      refuse(at, "account or facility should stand here");
  }
}

void ActionReader::read_limits(const Json& json, const std::string& at, Pay& pay) {
  if (json.is(Kind::null)) return;
  each_named(json, at, [&](const std::string& key, const Json& value, const std::string& place) {
    if (key == "reserve" && value.is("gap")) {
      pay.most = {waterfall::metric(Metric::reserve_gap, pay.claims.front().of)};
      return;
    }
    if (key == "support") return read_support(value, place, pay);
    if (key == "limit") return read_limits(value, place, pay);
    if (key == "formula" || key == "DS" || key == "ds")
      pay.most = read_quantity(value, bonds_, place).formula;
    else if (key == "balCapAmt")
      pay.most = {waterfall::number(static_cast<double>(yuan(value, place).fen))};
    else
      refuse(place, "support, formula or balCapAmt should stand here");
  });
}

/// What an action pays, and how it shares.
struct Meaning {
  Claim::Kind kind;
  Pay::Sharing sharing;
};

Meaning meaning_of(const std::string& word, const std::string& at) {
  using ClaimKind = Claim::Kind;
  constexpr auto kShared = Pay::Sharing::pro_rata;
  constexpr auto kInOrder = Pay::Sharing::in_order;
  static const std::map<std::string, Meaning> kPays = {
      {"payFee", {ClaimKind::fee, kShared}},
      {"calcAndPayFee", {ClaimKind::fee, kShared}},
      {"payFeeBySeq", {ClaimKind::fee, kInOrder}},
      {"payInt", {ClaimKind::interest, kShared}},
      {"accrueAndPayInt", {ClaimKind::interest, kShared}},
      {"payIntBySeq", {ClaimKind::interest, kInOrder}},
      {"accrueAndPayIntBySeq", {ClaimKind::interest, kInOrder}},
      {"payPrin", {ClaimKind::principal, kShared}},
      {"payPrinBySeq", {ClaimKind::principal, kInOrder}},
      {"payPrinResidual", {ClaimKind::redemption, kShared}},
      {"payIntResidual", {ClaimKind::yield, kInOrder}},
      {"transfer", {ClaimKind::transfer, kInOrder}}};
  const auto found = kPays.find(word);
  if (found == kPays.end()) refuse_word(at, word);
  return found->second;
}

void ActionReader::read_sale(const Json& json, const std::string& at) {
  const Json& method = element(json, 1, at);
  if (text(element(method, 0, at), at) != "Current|Defaulted" ||
      number(element(method, 2, at), at, 0, 1) != 0)
    refuse(at, "[\"Current|Defaulted\", share, 0] should stand here");
  sale_ = {{waterfall::metric(Metric::pool_balance),
            waterfall::number(number(element(method, 1, at), at, 0, 2)),
            waterfall::operation(waterfall::Operation::multiply)},
           text(element(json, 2, at), at)};
}

/// ["liqSupport", facility, what, names, limit]
void ActionReader::read_draw(const Json& json, const std::string& at, Pay& pay) {
  static const std::map<std::string, Claim::Kind> kKinds = {{"account", Claim::Kind::transfer},
                                                            {"fee", Claim::Kind::fee},
                                                            {"interest", Claim::Kind::interest},
                                                            {"principal", Claim::Kind::principal}};
  const auto found = kKinds.find(text(element(json, 2, at), at));
  if (found == kKinds.end()) refuse(at, "account, fee, interest or principal should stand here");
  for (const std::string& name : texts(element(json, 3, at), at))
    pay.claims.push_back({found->second, name});
  pay.support = {text(element(json, 1, at), at)};
  if (json.children.size() > 4) read_limits(json.children[4], at, pay);
}

/// ["liqRepay", what, account, facility]
void ActionReader::read_repayment(const Json& json, const std::string& at, Pay& pay) {
  for (const std::string& what : texts(element(json, 1, at), at)) {
    const bool balance = what == "bal" || what == "balance";
    if (!balance && what != "int" && what != "premium" && what != "fee")
      refuse(at, "bal, int or premium should stand here");
    pay.claims.push_back({balance ? Claim::Kind::reimbursement : Claim::Kind::premium,
                          text(element(json, 3, at), at)});
  }
  pay.from = {text(element(json, 2, at), at)};
  if (json.children.size() > 4) read_limits(json.children[4], at, pay);
}

std::vector<waterfall::Step> ActionReader::read_action(const Json& json, const std::string& at) {
  const std::string word = text(element(json, 0, at), at);
  if (word == "calcFee" || word == "calcInt" || word == "calcBondInt")
    return {};  // falls due anyway
  if (word == "if" || word == "If") {
    const Formula when = read_condition(element(json, 1, at), bonds_, at);
    std::vector<waterfall::Step> steps;
    for (std::size_t i = 2; i < json.children.size(); ++i)
      for (waterfall::Step& step : read_action(json.children[i], at)) {
        if (!step.pay->when.empty()) refuse(at, "a condition within a condition is not read");
        step.pay->when = when;
        steps.push_back(std::move(step));
      }
    return steps;
  }
  if (word == "sellAsset") {
    read_sale(json, at);
    return {};
  }
  waterfall::Step step;
  Pay& pay = step.pay.emplace();
  if (word == "liqSupport") {
    read_draw(json, at, pay);
    return {step};
  }
  if (word == "liqRepay") {
    read_repayment(json, at, pay);
    return {step};
  }
  const Meaning meaning = meaning_of(word, at);
  pay.sharing = meaning.sharing;
  pay.from = {text(element(json, 1, at), at)};
  for (const std::string& name : texts(element(json, 2, at), at)) {
    const bool last = std::any_of(terms_.tranches.begin(), terms_.tranches.end(),
                                  [&](const auto& one) { return one.id == name && one.residual; });
    if (meaning.kind == Claim::Kind::yield && !last)
      refuse(at, name.substr(0, 40) + " is no bond that takes what is left");
    pay.claims.push_back({meaning.kind, name});
  }
  if (json.children.size() > 3) read_limits(json.children[3], at, pay);
  return {step};
}

}  // namespace

AbsboxActions read_actions(const Json& json, const waterfall::Terms& terms, const std::string& at) {
  return ActionReader(terms).read(json, at);
}

}  // namespace zheli::interchange
