#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "securitization/interchange/absbox_actions.h"
#include "securitization/interchange/absbox_formula.h"
#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using waterfall::Formula;
using waterfall::Operation;

constexpr int kYearsMost = 100;
constexpr int kPeriodsMost = 10'000;

AbsboxPattern read_pattern(const Json& json, const std::string& at) {
  static const std::map<std::string, AbsboxPattern> kPatterns = {
      {"MonthEnd", {31, 1, 0}},    {"MonthFirst", {1, 1, 0}},     {"QuarterEnd", {31, 3, 0}},
      {"QuarterFirst", {1, 3, 1}}, {"SemiAnnualEnd", {31, 6, 0}}, {"YearEnd", {31, 12, 0}},
      {"YearFirst", {1, 12, 1}}};
  if (json.is_array()) {
    const std::string word = text(element(json, 0, at), at);
    const auto part = [&](std::size_t at_number, int most) {
      return static_cast<int>(number(element(json, at_number, at), at, 1, most));
    };
    if (word == "DayOfMonth") return {part(1, 31), 1, 0};
    if (word == "MonthDayOfYear") return {part(2, 31), 12, part(1, 12) % 12};
  } else if (const auto found = kPatterns.find(text(json, at)); found != kPatterns.end()) {
    return found->second;
  }
  refuse(at,
         "MonthEnd, MonthFirst, QuarterEnd, QuarterFirst, SemiAnnualEnd, YearEnd, YearFirst, "
         "[\"DayOfMonth\", 13] or [\"MonthDayOfYear\", 6, 30] should stand here");
}

class Reader {
 public:
  Reader(const Json& input, const Json& assumptions) : input_(input), assumptions_(assumptions) {}

  AbsboxDeal read() {
    deal_.terms.rounding = waterfall::Rounding::down;
    read_dates();
    each("accounts", &Reader::read_account);
    each("bonds", &Reader::read_bond);
    each("fees", &Reader::read_fee);
    each("liqFacility", &Reader::read_facility);
    read_collection();
    each("waterfall", &Reader::read_waterfall);
    order_waterfalls();
    read_triggers();
    read_assumptions();
    return std::move(deal_);
  }

 private:
  using Read = void (Reader::*)(const std::string& name, const Json& json, const std::string& at);
  void each(const char* key, Read one) {
    each_named(member_if_any(input_, key), key,
               [&](const auto& name, const Json& value, const std::string& at) {
                 (this->*one)(name, value, at);
               });
  }

  void read_dates();
  waterfall::Formula read_target(const Json& json, const std::string& at) const;
  void read_account(const std::string& name, const Json& json, const std::string& at);
  void read_bond(const std::string& name, const Json& json, const std::string& at);
  void read_bond_type(const Json& json, const std::string& at);
  void read_fee(const std::string& name, const Json& json, const std::string& at);
  void read_facility(const std::string& name, const Json& json, const std::string& at);
  void read_collection();
  void read_waterfall(const std::string& name, const Json& json, const std::string& at);
  void order_waterfalls();
  void read_triggers();
  void read_assumptions();
  void read_call(const Json& json, const std::string& at);
  void read_pricing(const Json& json, const std::string& at);
  AbsboxHolding read_holding(const std::string& name, const Json& json,
                             const std::string& at) const;

  const Json& input_;
  const Json& assumptions_;
  AbsboxDeal deal_;
  Bonds bonds_;
  std::optional<AbsboxSale> sale_;  ///< of the clean-up waterfall
  std::optional<waterfall::Waterfall> default_;
};

void Reader::read_dates() {
  const Json& dates = member(input_, "dates", "input");
  const auto day = [&](const char* key) {
    return date(member(dates, key, "dates"), std::string("dates.") + key);
  };
  const bool under_way = dates.is_object() && dates.contains("lastPay");
  deal_.terms.closing = day(under_way ? "lastPay" : "closing");
  deal_.first_pay = day(under_way ? "nextPay" : "firstPay");
  deal_.first_collection = under_way ? day("nextCollect") : deal_.terms.closing;
  deal_.stated = day("stated");
  if (!(deal_.terms.closing < deal_.first_pay) || deal_.stated < deal_.first_pay)
    refuse("dates", "closing (lastPay), firstPay (nextPay) and stated should follow each other");
  if (core::add_months(deal_.terms.closing, 12 * kYearsMost) < deal_.stated)
    refuse("dates.stated", "a day within 100 years should stand here");
  deal_.pays = read_pattern(member(dates, "payFreq", "dates"), "dates.payFreq");
  deal_.collections = read_pattern(member(dates, "poolFreq", "dates"), "dates.poolFreq");
}

/// What a reserve should hold: an amount, or a share of something.
Formula Reader::read_target(const Json& json, const std::string& at) const {
  const auto share_of = [&](const Json& base, const Json& share) {
    Formula to = read_quantity(base, bonds_, at).formula;
    to.push_back(waterfall::number(number(share, at, 0, 1e6)));
    to.push_back(waterfall::operation(Operation::multiply));
    return to;
  };
  const auto fixed = [&](const Json& amount) {
    return Formula{waterfall::number(static_cast<double>(yuan(amount, at).fen))};
  };
  if (json.is_array() && element(json, 0, at) == "fix") return fixed(element(json, 1, at));
  if (json.is_array() && json[0] == "target")
    return share_of(element(json, 1, at), json.size() > 2 ? json[2] : Json(1));
  if (json.is_object() && json.contains("fixReserve")) return fixed(json["fixReserve"]);
  if (json.is_object() && json.contains("targetReserve")) {
    const Json& target = json["targetReserve"];
    if (target.is_object())
      return share_of(member(target, "formula", at), member(target, "factor", at));
    return share_of(element(target, 0, at), element(target, 1, at));
  }
  refuse(at, "fixReserve or targetReserve should stand here");
}

void Reader::read_account(const std::string& name, const Json& json, const std::string& at) {
  waterfall::Account account;
  account.id = name;
  account.opening = yuan(member(json, "balance", at), at + ".balance");
  const Json& type = member_if_any(json, "type");
  if (!type.is_null()) account.target = read_target(type, at + ".type");
  if (!member_if_any(json, "interest").is_null()) refuse(at, "an account's interest is not read");
  deal_.terms.accounts.push_back(std::move(account));
}

/// {"Fixed": 0.04} or ["fix", 0.04], by actual days of 365.
double read_rate(const Json& json, const std::string& at) {
  const Json* const days =
      json.is_array() && json.size() > 2 ? &json[2] : &member_if_any(json, "dayCount");
  if (!days->is_null() && *days != "DC_ACT_365F")
    refuse(at, "only the day count DC_ACT_365F is read");
  if (json.is_array()) {
    if (element(json, 0, at) != "fix") refuse(at, "only a fixed rate is read");
    return number(element(json, 1, at), at, 0, 1);
  }
  for (const char* key : {"Fixed", "fix"}) {
    if (!member_if_any(json, key).is_null()) return number(json[key], at, 0, 1);
  }
  refuse(at, "only a fixed rate is read: {\"Fixed\": 0.04}");
}

/// ["once", date, spread], or ["ladder", date, spread, pattern]: again and again.
std::vector<std::pair<core::Date, double>> read_step_ups(const Json& json, core::Date stated,
                                                         const std::string& at) {
  const std::string word = text(element(json, 0, at), at);
  const core::Date first = date(element(json, 1, at), at);
  const double spread = number(element(json, 2, at), at, 0, 1);
  if (word == "once") return {{first, spread}};
  if (word != "ladder") refuse(at, "[\"once\", date, spread] should stand here");
  std::vector<std::pair<core::Date, double>> to;
  const AbsboxPattern pattern = read_pattern(element(json, 3, at), at);
  for (const core::Date day : days_of(pattern, core::add_days(first, -1), stated))
    to.emplace_back(day, spread);
  return to;
}

void Reader::read_bond(const std::string& name, const Json& json, const std::string& at) {
  waterfall::Tranche tranche;
  tranche.id = name;
  tranche.size = yuan(member(json, "balance", at), at + ".balance");
  tranche.coupon.rate = read_rate(member(json, "rateType", at), at + ".rateType");
  if (!member_if_any(json, "rate").is_null())  // what it bears now; a fixed one, for ever
    tranche.coupon.rate = number(json["rate"], at + ".rate", 0, 1);
  const Json& step_up = member_if_any(json, "stepUp");
  if (!step_up.is_null()) {
    const std::string place = at + ".stepUp";
    tranche.coupon.step_ups = read_step_ups(step_up, deal_.stated, place);
  }
  tranche.arrears_rate = tranche.coupon.rate;
  bonds_.push_back(name);
  deal_.terms.tranches.push_back(std::move(tranche));
  read_bond_type(member(json, "bondType", at), at + ".bondType");
}

AbsboxCurve read_curve(const Json& json, const std::string& at) {
  AbsboxCurve curve;
  for (const Json& row : json)
    curve.emplace_back(date(element(row, 0, at), at), yuan(element(row, 1, at), at));
  if (!std::is_sorted(curve.begin(), curve.end())) refuse(at, "its dates should rise");
  return curve;
}

void Reader::read_bond_type(const Json& json, const std::string& at) {
  waterfall::Tranche& tranche = deal_.terms.tranches.back();
  if (!json.is_string() && (!json.is_object() || json.size() != 1))
    refuse(at, "one of Sequential, PAC and Equity should stand here");
  const std::string word = json.is_string() ? json.get<std::string>() : json.begin().key();
  if (word == "Sequential") return;
  if (word == "Equity") {
    tranche.residual = tranche.coupon.rate == 0;
    return;
  }
  if (word != "PAC" || json.is_string()) refuse(at, "\"" + word.substr(0, 40) + "\" is not read");
  tranche.principal.kind = waterfall::PrincipalPlan::Kind::scheduled;
  deal_.curves[tranche.id] = read_curve(json.front(), at);
}

void Reader::read_fee(const std::string& name, const Json& json, const std::string& at) {
  const Json& type = member(json, "type", at);
  const std::string place = at + ".type";
  AbsboxFee fee;
  fee.id = name;
  const Json& start = member_if_any(json, "feeStart");
  fee.start = start.is_null() ? deal_.terms.closing : date(start, at + ".feeStart");
  if (type.is_object() && type.contains("annualPctFee")) {
    const Json& base = element(type["annualPctFee"], 0, place);
    fee.rate = number(element(type["annualPctFee"], 1, place), place, 0, 1);
    if (base != Json::array({"poolBalance"}) && base != "poolBalance") {
      Formula amount = read_quantity(base, bonds_, place).formula;
      amount.push_back(waterfall::number(fee.rate));
      amount.push_back(waterfall::operation(Operation::multiply));
      deal_.terms.fees.push_back({name, std::move(amount), true});
      return;
    }
  } else if (type.is_object() && type.contains("recurFee")) {
    fee.kind = AbsboxFee::Kind::each_day;
    fee.pattern = read_pattern(element(type["recurFee"], 0, place), place);
    fee.amount = yuan(element(type["recurFee"], 1, place), place);
  } else if (type.is_object() && type.contains("pctFee")) {
    Formula amount = read_quantity(element(type["pctFee"], 0, place), bonds_, place).formula;
    amount.push_back(waterfall::number(number(element(type["pctFee"], 1, place), place, 0, 1)));
    amount.push_back(waterfall::operation(Operation::multiply));
    deal_.terms.fees.push_back({name, std::move(amount), false});
    return;
  } else if (type.is_object() && type.contains("customFee")) {
    fee.kind = AbsboxFee::Kind::by_date;
    fee.flow = read_curve(type["customFee"], place);
  } else if (type.is_object() && type.contains("byPeriod")) {
    fee.kind = AbsboxFee::Kind::each_collection;
    fee.amount = yuan(type["byPeriod"], place);
  } else if (type.is_object() && type.contains("flowByBondPeriod")) {
    fee.kind = AbsboxFee::Kind::by_number;
    for (const Json& row : type["flowByBondPeriod"])
      fee.totals[static_cast<int>(number(element(row, 0, place), place, 1, kPeriodsMost))] =
          yuan(element(row, 1, place), place);
  } else if (type.is_object() && type.contains("fixFee")) {
    fee.kind = AbsboxFee::Kind::once;
    fee.amount = yuan(type["fixFee"], place);
  } else {
    refuse(place,
           "annualPctFee, pctFee, recurFee, customFee, byPeriod, flowByBondPeriod or fixFee should "
           "stand here");
  }
  deal_.terms.fees.push_back({name, {waterfall::series(name)}, false});
  deal_.fees.push_back(std::move(fee));
}

void Reader::read_facility(const std::string& name, const Json& json, const std::string& at) {
  waterfall::Supporter supporter;
  supporter.id = name;
  const Json& type = member(json, "type", at);
  const std::string word = type.is_string() ? type.get<std::string>() : "";
  if (type.is_object() && type.contains("total")) {
    supporter.limit = yuan(type["total"], at + ".type.total");
    supporter.restores = true;
  } else if (word != "unlimit" && word != "Unlimited" && word != "unLimit") {
    refuse(at + ".type", "\"unlimit\" or {\"total\": amount} should stand here");
  }
  supporter.rate =
      member_if_any(json, "rate").is_null() ? 0 : number(json["rate"], at + ".rate", 0, 1);
  supporter.premium =
      member_if_any(json, "fee").is_null() ? 0 : number(json["fee"], at + ".fee", 0, 1);
  deal_.terms.supporters.push_back(std::move(supporter));
}

void Reader::read_collection() {
  using cash::Flow;
  static const std::map<std::string, Flow> kFlows = {{"CollectedInterest", Flow::interest},
                                                     {"CollectedPrincipal", Flow::principal},
                                                     {"CollectedPrepayment", Flow::prepayment},
                                                     {"CollectedRecoveries", Flow::recovery}};
  const Json& json = member(input_, "collection", "input");
  if (!json.is_array()) refuse("collection", "a list should stand here");
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string at = fmt::format("collection[{}]", i);
    const Json& account = element(json[i], 1, at);
    for (const std::string& source : texts(element(json[i], 0, at), at)) {
      if (source == "CollectedCash") {
        for (const auto& [name, flow] : kFlows)
          deal_.terms.collect.emplace_back(flow, text(account, at));
        continue;
      }
      const auto found = kFlows.find(source);
      if (found == kFlows.end()) refuse(at, "\"" + source.substr(0, 40) + "\" is not read");
      deal_.terms.collect.emplace_back(found->second, text(account, at));
    }
  }
}

/// "amortizing", "accelerated" and "defaulted", alone or after a comma, "default", "cleanUp".
std::string status_of(const std::string& name, const std::string& at) {
  std::string word;
  for (const char c : name.substr(0, 80))
    if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c - 'A' + 'a');
    else
      word += c;
  for (const char* status : {"accelerated", "defaulted", "cleanup"})
    if (word.find(status) != std::string::npos) return status;
  if (word.find("amortizing") != std::string::npos) return "amortizing";
  refuse(at, "a waterfall of this status is not read: " + name.substr(0, 40));
}

void Reader::read_waterfall(const std::string& name, const Json& json, const std::string& at) {
  waterfall::Waterfall to;
  if (name != "default") to.status = status_of(name, at);
  AbsboxActions actions = read_actions(json, deal_.terms, at);
  to.steps = std::move(actions.steps);
  if (actions.sale) sale_ = std::move(actions.sale);
  if (name == "default")
    default_ = std::move(to);
  else
    deal_.terms.waterfalls.push_back(std::move(to));
}

/// From the mildest status on; where one has no waterfall of its own, the default one is taken.
void Reader::order_waterfalls() {
  auto& all = deal_.terms.waterfalls;
  std::vector<waterfall::Waterfall> ordered;
  for (const std::string status : {"amortizing", "accelerated", "defaulted", "cleanup"}) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.status == status; });
    if (found != all.end()) {
      ordered.push_back(std::move(*found));
    } else if (default_ && status != "cleanup") {
      ordered.push_back(*default_);
      ordered.back().status = status;
    }
  }
  all = std::move(ordered);
}

void Reader::read_triggers() {
  const Json& json = member_if_any(
      input_, input_.is_object() && input_.contains("trigger") ? "trigger" : "triggers");
  each_named(json, "trigger", [&](const std::string& when, const Json& all, const std::string& at) {
    const bool after = when == "AfterDistribution" || when == "afterDistribution";
    each_named(all, at, [&](const std::string& name, const Json& one, const std::string& place) {
      waterfall::Trigger trigger;
      trigger.id = name;
      trigger.when = read_condition(member(one, "condition", place), bonds_, place + ".condition");
      trigger.at = after ? waterfall::Trigger::At::payment : waterfall::Trigger::At::collection;
      trigger.curable = member_if_any(one, "curable") == true;
      const Json* effects = &member(one, "effects", place);
      if (element(*effects, 0, place) == "Effects" && effects->size() == 2)
        effects = &(*effects)[1];
      if (text(element(*effects, 0, place), place) != "newStatus")
        refuse(place + ".effects", "[\"newStatus\", status] should stand here");
      trigger.status = status_of(text(element(*effects, 1, place), place), place + ".effects");
      deal_.terms.triggers.push_back(std::move(trigger));
    });
  });
}

void Reader::read_assumptions() {
  each_named(assumptions_, "runAssump",
             [&](const std::string& name, const Json& json, const std::string& at) {
               if (name == "call") return read_call(json, at);
               if (name == "pricing") return read_pricing(json, at);
               refuse(at, "\"" + name.substr(0, 40) + "\" is not read");
             });
}

/// {"poolFactor": 0.1}, {"bondFactor": 0.1}, {"poolBalance": …} or {"bondBalance": …}: once below.
void Reader::read_call(const Json& json, const std::string& at) {
  if (!sale_) refuse(at, "the waterfall \"cleanUp\" should hold sellAsset");
  waterfall::CleanUpCall call;
  each_named(json, at, [&](const std::string& key, const Json& value, const std::string& place) {
    Formula one = read_condition(Json::array({Json::array({key}), "<", value}), bonds_, place);
    call.when.insert(call.when.end(), one.begin(), one.end());
    if (call.when.size() > one.size()) call.when.push_back(waterfall::operation(Operation::either));
  });
  call.price = sale_->price;
  call.account = sale_->account;
  call.status = "cleanup";
  deal_.terms.call = std::move(call);
}

/// {"IRR": {bond: ["holding", flows, balance]}} or {"date": …, "curve": …}
void Reader::read_pricing(const Json& json, const std::string& at) {
  if (member_if_any(json, "IRR").is_null()) {
    AbsboxPricing& pricing = deal_.pricing.emplace();
    const bool named = json.is_object() && json.contains("PVDate");
    pricing.date = date(member(json, named ? "PVDate" : "date", at), at);
    for (const Json& point : member(json, named ? "PVCurve" : "curve", at))
      pricing.curve.emplace_back(date(element(point, 0, at), at),
                                 number(element(point, 1, at), at, -0.5, 10));
    if (pricing.curve.empty()) refuse(at, "a curve of dates and rates should stand here");
    return;
  }
  each_named(json["IRR"], at + ".IRR",
             [&](const std::string& name, const Json& one, const std::string& place) {
               deal_.holdings.push_back(read_holding(name, one, place));
             });
}

AbsboxHolding Reader::read_holding(const std::string& name, const Json& json,
                                   const std::string& at) const {
  AbsboxHolding holding;
  if (text(element(json, 0, at), at) != "holding")
    refuse(at, "[\"holding\", flows, balance] should stand here");
  for (const Json& flow : element(json, 1, at))
    holding.paid.emplace_back(date(element(flow, 0, at), at),
                              number(element(flow, 1, at), at, -kYuanMost, kYuanMost));
  const auto bond = std::find(bonds_.begin(), bonds_.end(), name);
  if (bond == bonds_.end()) refuse(at, "there is no such bond");
  holding.bond = static_cast<int>(bond - bonds_.begin());
  const auto size =
      static_cast<double>(deal_.terms.tranches[static_cast<std::size_t>(holding.bond)].size.fen);
  if (size == 0) refuse(at, "the bond has no balance");
  holding.share = 100 * number(element(json, 2, at), at, 0, kYuanMost) / size;
  return holding;
}

}  // namespace

AbsboxDeal read_deal(const Json& input, const Json& run_assumptions) {
  return Reader(input, run_assumptions).read();
}

}  // namespace zheli::interchange
