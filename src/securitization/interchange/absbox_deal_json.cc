// A deal of AbsBox as JSON → AbsboxDeal: dates, accounts, bonds, fees, supporters, waterfalls,
// triggers, calls and what is to be priced. Each reader takes the forms that
// docs/methods/interchange.md lists and refuses any other with its place. Tested by
// absbox_deal_test.cc.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "securitization/interchange/absbox_actions.h"
#include "securitization/interchange/absbox_formula.h"
#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_made.h"
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
  if (json.is(Kind::list)) {
    const std::string word = text(element(json, 0, at), at);
    const auto part = [&](std::size_t at_number, int most) {
      return whole(element(json, at_number, at), at, 1, most);
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
  const bool under_way = holds(dates, "lastPay");
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
  const auto share_of = [&](const Json& base, double share) {
    Formula to = read_quantity(base, bonds_, at).formula;
    to.push_back(waterfall::number(share));
    to.push_back(waterfall::operation(Operation::multiply));
    return to;
  };
  const auto factor = [&](const Json& share) { return number(share, at, 0, 1e6); };
  const auto fixed = [&](const Json& amount) {
    return Formula{waterfall::number(static_cast<double>(yuan(amount, at).fen))};
  };
  if (json.is(Kind::list) && element(json, 0, at).is("fix")) return fixed(element(json, 1, at));
  if (json.is(Kind::list) && json.children[0].is("target"))
    return share_of(element(json, 1, at), json.children.size() > 2 ? factor(json.children[2]) : 1);
  if (const Json* const amount = json.find("fixReserve")) return fixed(*amount);
  if (const Json* const target = json.find("targetReserve")) {
    if (target->is(Kind::object))
      return share_of(member(*target, "formula", at), factor(member(*target, "factor", at)));
    return share_of(element(*target, 0, at), factor(element(*target, 1, at)));
  }
  refuse(at, "fixReserve or targetReserve should stand here");
}

void Reader::read_account(const std::string& name, const Json& json, const std::string& at) {
  waterfall::Account account;
  account.id = name;
  account.opening = yuan(member(json, "balance", at), at + ".balance");
  const Json& type = member_if_any(json, "type");
  if (!type.is(Kind::null)) account.target = read_target(type, at + ".type");
  if (!member_if_any(json, "interest").is(Kind::null))
    refuse(at, "an account's interest is not read");
  deal_.terms.accounts.push_back(std::move(account));
}

/// {"Fixed": 0.04} or ["fix", 0.04], by actual days of 365.
double read_rate(const Json& json, const std::string& at) {
  const Json* const days = json.is(Kind::list) && json.children.size() > 2
                               ? &json.children[2]
                               : &member_if_any(json, "dayCount");
  if (!days->is(Kind::null) && !days->is("DC_ACT_365F"))
    refuse(at, "only the day count DC_ACT_365F is read");
  if (json.is(Kind::list)) {
    if (!element(json, 0, at).is("fix")) refuse(at, "only a fixed rate is read");
    return number(element(json, 1, at), at, 0, 1);
  }
  for (const char* key : {"Fixed", "fix"}) {
    const Json& rate = member_if_any(json, key);
    if (!rate.is(Kind::null)) return number(rate, at, 0, 1);
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
  const Json& rate = member_if_any(json, "rate");
  if (!rate.is(Kind::null))  // what it bears now; a fixed one, for ever
    tranche.coupon.rate = number(rate, at + ".rate", 0, 1);
  const Json& step_up = member_if_any(json, "stepUp");
  if (!step_up.is(Kind::null)) {
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
  for (const Json& row : elements(json, at))
    curve.emplace_back(date(element(row, 0, at), at), yuan(element(row, 1, at), at));
  if (!std::is_sorted(curve.begin(), curve.end())) refuse(at, "its dates should rise");
  return curve;
}

void Reader::read_bond_type(const Json& json, const std::string& at) {
  waterfall::Tranche& tranche = deal_.terms.tranches.back();
  if (!json.is(Kind::text) && (!json.is(Kind::object) || json.children.size() != 1))
    refuse(at, "one of Sequential, PAC and Equity should stand here");
  const std::string& word = json.is(Kind::text) ? json.text : json.children.front().name;
  if (word == "Sequential") return;
  if (word == "Equity") {
    tranche.residual = tranche.coupon.rate == 0;
    return;
  }
  if (word != "PAC" || json.is(Kind::text)) refuse_word(at, word);
  tranche.principal.kind = waterfall::PrincipalPlan::Kind::scheduled;
  deal_.curves[tranche.id] = read_curve(json.children.front(), at);
}

bool is_pool_balance(const Json& json) {
  const bool alone = json.is(Kind::list) && json.children.size() == 1;
  return (alone ? json.children[0] : json).is("poolBalance");
}

void Reader::read_fee(const std::string& name, const Json& json, const std::string& at) {
  const Json& type = member(json, "type", at);
  const std::string place = at + ".type";
  AbsboxFee fee;
  fee.id = name;
  const Json& start = member_if_any(json, "feeStart");
  fee.start = start.is(Kind::null) ? deal_.terms.closing : date(start, at + ".feeStart");
  const auto share_of = [&](const Json& base, double share) {
    Formula amount = read_quantity(base, bonds_, place).formula;
    amount.push_back(waterfall::number(share));
    amount.push_back(waterfall::operation(Operation::multiply));
    return amount;
  };
  if (const Json* const yearly = type.find("annualPctFee")) {
    const Json& base = element(*yearly, 0, place);
    fee.rate = number(element(*yearly, 1, place), place, 0, 1);
    if (!is_pool_balance(base)) {
      deal_.terms.fees.push_back({name, share_of(base, fee.rate), true});
      return;
    }
  } else if (const Json* const share = type.find("pctFee")) {
    const double rate = number(element(*share, 1, place), place, 0, 1);
    deal_.terms.fees.push_back({name, share_of(element(*share, 0, place), rate), false});
    return;
  } else if (const Json* const recurring = type.find("recurFee")) {
    fee.kind = AbsboxFee::Kind::each_day;
    fee.pattern = read_pattern(element(*recurring, 0, place), place);
    fee.amount = yuan(element(*recurring, 1, place), place);
  } else if (const Json* const flow = type.find("customFee")) {
    fee.kind = AbsboxFee::Kind::by_date;
    fee.flow = read_curve(*flow, place);
  } else if (const Json* const amount = type.find("byPeriod")) {
    fee.kind = AbsboxFee::Kind::each_collection;
    fee.amount = yuan(*amount, place);
  } else if (const Json* const totals = type.find("flowByBondPeriod")) {
    fee.kind = AbsboxFee::Kind::by_number;
    for (const Json& row : elements(*totals, place))
      fee.totals[whole(element(row, 0, place), place, 1, kPeriodsMost)] =
          yuan(element(row, 1, place), place);
  } else if (const Json* const once = type.find("fixFee")) {
    fee.kind = AbsboxFee::Kind::once;
    fee.amount = yuan(*once, place);
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
  if (const Json* const total = type.find("total")) {
    supporter.limit = yuan(*total, at + ".type.total");
    supporter.restores = true;
  } else if (!type.is("unlimit") && !type.is("Unlimited") && !type.is("unLimit")) {
    refuse(at + ".type", "\"unlimit\" or {\"total\": amount} should stand here");
  }
  const auto rate = [&](const char* key) {
    const Json& value = member_if_any(json, key);
    return value.is(Kind::null) ? 0 : number(value, at + "." + key, 0, 1);
  };
  supporter.rate = rate("rate");
  supporter.premium = rate("fee");
  deal_.terms.supporters.push_back(std::move(supporter));
}

void Reader::read_collection() {
  using cash::Flow;
  static const std::map<std::string, Flow> kFlows = {{"CollectedInterest", Flow::interest},
                                                     {"CollectedPrincipal", Flow::principal},
                                                     {"CollectedPrepayment", Flow::prepayment},
                                                     {"CollectedRecoveries", Flow::recovery}};
  const Json& json = member(input_, "collection", "input");
  if (!json.is(Kind::list)) refuse("collection", "a list should stand here");
  for (std::size_t i = 0; i < json.children.size(); ++i) {
    const std::string at = fmt::format("collection[{}]", i);
    const Json& account = element(json.children[i], 1, at);
    for (const std::string& source : texts(element(json.children[i], 0, at), at)) {
      if (source == "CollectedCash") {
        for (const auto& [name, flow] : kFlows)
          deal_.terms.collect.emplace_back(flow, text(account, at));
        continue;
      }
      const auto found = kFlows.find(source);
      if (found == kFlows.end()) refuse_word(at, source);
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
  const Json& json = member_if_any(input_, holds(input_, "trigger") ? "trigger" : "triggers");
  each_named(json, "trigger", [&](const std::string& when, const Json& all, const std::string& at) {
    const bool after = when == "AfterDistribution" || when == "afterDistribution";
    each_named(all, at, [&](const std::string& name, const Json& one, const std::string& place) {
      waterfall::Trigger trigger;
      trigger.id = name;
      trigger.when = read_condition(member(one, "condition", place), bonds_, place + ".condition");
      trigger.at = after ? waterfall::Trigger::At::payment : waterfall::Trigger::At::collection;
      trigger.curable = member_if_any(one, "curable").flag() == true;
      const Json* effects = &member(one, "effects", place);
      if (element(*effects, 0, place).is("Effects") && effects->children.size() == 2)
        effects = &effects->children[1];
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
               refuse_word(at, name);
             });
}

/// {"poolFactor": 0.1}, {"bondFactor": 0.1}, {"poolBalance": …} or {"bondBalance": …}: once below.
void Reader::read_call(const Json& json, const std::string& at) {
  if (!sale_) refuse(at, "the waterfall \"cleanUp\" should hold sellAsset");
  waterfall::CleanUpCall call;
  each_named(json, at, [&](const std::string& key, const Json& value, const std::string& place) {
    Formula one = read_condition(list({list({word(key)}), word("<"), value}), bonds_, place);
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
  const Json& yields = member_if_any(json, "IRR");
  if (yields.is(Kind::null)) {
    AbsboxPricing& pricing = deal_.pricing.emplace();
    const bool named = holds(json, "PVDate");
    pricing.date = date(member(json, named ? "PVDate" : "date", at), at);
    for (const Json& point : elements(member(json, named ? "PVCurve" : "curve", at), at))
      pricing.curve.emplace_back(date(element(point, 0, at), at),
                                 number(element(point, 1, at), at, -0.5, 10));
    if (pricing.curve.empty()) refuse(at, "a curve of dates and rates should stand here");
    return;
  }
  each_named(yields, at + ".IRR",
             [&](const std::string& name, const Json& one, const std::string& place) {
               deal_.holdings.push_back(read_holding(name, one, place));
             });
}

AbsboxHolding Reader::read_holding(const std::string& name, const Json& json,
                                   const std::string& at) const {
  AbsboxHolding holding;
  if (text(element(json, 0, at), at) != "holding")
    refuse(at, "[\"holding\", flows, balance] should stand here");
  for (const Json& flow : elements(element(json, 1, at), at))
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
