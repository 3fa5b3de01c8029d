// The tagged form that the other engine itself takes ({"tag": …, "contents": …}) → the English
// form that people write, so that there is one reader of deals. It renames and reorders, it
// computes nothing; a tag that is not known is refused with its place. Tested by
// absbox_deal_test.cc.
#include <fmt/format.h>

#include <map>

#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_made.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

const std::string& tag(const Json& json, const std::string& at) {
  return text(member(json, "tag", at), at);
}

const Json& contents(const Json& json, const std::string& at) {
  return member(json, "contents", at);
}

[[noreturn]] void refuse_tag(const Json& json, const std::string& at) {
  refuse_word(at, tag(json, at));
}

Json pattern(const Json& json, const std::string& at) {
  if (tag(json, at) == "DayOfMonth") return list({word("DayOfMonth"), contents(json, at)});
  if (holds(json, "contents")) refuse_tag(json, at);
  return word(tag(json, at));
}

Json dates(const Json& json, const std::string& at) {
  const std::string kind = tag(json, at);
  const Json& in = contents(json, at);
  const auto day = [&](const char* key) { return contents(member(in, key, at), at); };
  if (kind == "GenericDates" && holds(in, "ClosingDate"))
    return object({{"cutoff", day("CutoffDate")},
                   {"closing", day("ClosingDate")},
                   {"firstPay", day("FirstPayDate")},
                   {"stated", day("StatedMaturityDate")},
                   {"payFreq", pattern(member(in, "DistributionDates", at), at)},
                   {"poolFreq", pattern(member(in, "CollectionDates", at), at)}});
  if (kind == "GenericDates" && holds(in, "LastPayDate"))  // a deal under way
    return object({{"lastCollect", day("LastCollectDate")},
                   {"lastPay", day("LastPayDate")},
                   {"nextPay", day("NextPayDate")},
                   {"nextCollect", day("NextCollectDate")},
                   {"stated", day("StatedMaturityDate")},
                   {"payFreq", pattern(member(in, "DistributionDates", at), at)},
                   {"poolFreq", pattern(member(in, "CollectionDates", at), at)}});
  if (kind == "CurrentDates")
    return object({{"lastCollect", element(element(in, 0, at), 0, at)},
                   {"lastPay", element(element(in, 0, at), 1, at)},
                   {"stated", element(in, 2, at)},
                   {"nextCollect", element(element(in, 3, at), 0, at)},
                   {"poolFreq", pattern(element(element(in, 3, at), 1, at), at)},
                   {"nextPay", element(element(in, 4, at), 0, at)},
                   {"payFreq", pattern(element(element(in, 4, at), 1, at), at)}});
  if (kind == "PreClosingDates")
    return object({{"cutoff", element(in, 0, at)},
                   {"closing", element(in, 1, at)},
                   {"stated", element(in, 3, at)},
                   {"poolFreq", pattern(element(element(in, 4, at), 1, at), at)},
                   {"firstPay", element(element(in, 5, at), 0, at)},
                   {"payFreq", pattern(element(element(in, 5, at), 1, at), at)}});
  refuse_tag(json, at);
}

Json asset(const Json& json, const std::string& at) {
  static const std::map<std::string, std::string> kKinds = {{"Mortgage", "Mortgage"},
                                                            {"PersonalLoan", "Loan"}};
  const auto kind = kKinds.find(tag(json, at));
  if (kind == kKinds.end()) refuse_tag(json, at);
  const Json& parts = contents(json, at);
  const Json& origin = element(parts, 0, at);
  static const std::map<std::string, std::string> kPlans = {
      {"Level", "Level"}, {"Even", "Even"}, {"I_P", "i_p"}};
  const Json& plan = member(origin, "prinType", at);
  const auto found = kPlans.find(tag(plan, at));
  if (found == kPlans.end()) refuse_tag(plan, at);
  return list({word(kind->second),
               object({{"originTerm", member(origin, "originTerm", at)},
                       {"freq", member(origin, "period", at)},
                       {"type", word(found->second)},
                       {"originDate", member(origin, "startDate", at)}}),
               object({{"currentBalance", element(parts, 1, at)},
                       {"currentRate", element(parts, 2, at)},
                       {"remainTerm", element(parts, 3, at)}})});
}

Json pool(const Json& json, const std::string& at) {
  const Json& one = member(contents(json, at), "PoolConsol", at);
  std::vector<Json> assets;
  for (const Json& each : elements(member(one, "assets", at), at))
    assets.push_back(asset(each, at + ".assets"));
  if (!member_if_any(one, "futureCf").is(Kind::null)) refuse(at, "a given cash flow is not read");
  return object({{"assets", list(std::move(assets))}});
}

std::vector<Json> names(const Json& json) {
  return json.is(Kind::list) ? json.children : std::vector<Json>{json};
}

/// A figure, as the English form writes it.
Json figure(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kPlain = {{"CurrentBondBalance", "bondBalance"},
                                                            {"CurrentPoolBalance", "poolBalance"},
                                                            {"PoolFactor", "poolFactor"}};
  static const std::map<std::string, const char*> kNamed = {{"CurrentBondBalanceOf", "bondBalance"},
                                                            {"CurrentDueBondInt", "bondDueInt"},
                                                            {"CurrentDueFee", "feeDue"},
                                                            {"AccBalance", "accountBalance"},
                                                            {"ReserveGap", "reserveGap"}};
  static const std::map<std::string, const char*> kChains = {
      {"Sum", "sum"}, {"Substract", "subtract"}, {"Max", "max"}, {"Min", "min"}};
  const std::string& kind = tag(json, at);
  const Json& in = member_if_any(json, "contents");
  if (const auto found = kPlain.find(kind); found != kPlain.end() && in.is(Kind::null))
    return list({word(found->second)});
  if (kind == "Constant") return list({word("constant"), in});
  if (kind == "Factor")
    return list({word("factor"), figure(element(in, 0, at), at), element(in, 1, at)});
  const bool chain = kChains.contains(kind);
  if (!chain && !kNamed.contains(kind)) refuse_tag(json, at);
  std::vector<Json> to = {word(chain ? kChains.at(kind) : kNamed.at(kind))};
  for (const Json& one : names(in)) to.push_back(chain ? figure(one, at) : one);
  return list(std::move(to));
}

Json condition(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kComparisons = {
      {"G", ">"}, {"GE", ">="}, {"L", "<"}, {"LE", "<="}, {"E", "="}};
  const std::string& kind = tag(json, at);
  const Json& in = contents(json, at);
  if (kind == "IfZero") return list({figure(in, at), word("="), zero()});
  if (kind != "If") refuse_tag(json, at);
  const auto sign = kComparisons.find(text(element(in, 0, at), at));
  if (sign == kComparisons.end()) refuse(at, "this comparison is not read");
  return list({figure(element(in, 1, at), at), word(sign->second), element(in, 2, at)});
}

Json account(const Json& json, const std::string& at) {
  std::vector<Member> to = {{"balance", member(json, "accBalance", at)}};
  if (!member_if_any(json, "accInterest").is(Kind::null))
    refuse(at, "an account's interest is not read");
  const Json& type = member_if_any(json, "accType");
  if (!type.is(Kind::null)) {
    if (tag(type, at) != "FixReserve") refuse_tag(type, at);
    to.emplace_back("type", object({{"fixReserve", contents(type, at)}}));
  }
  return object(to);
}

Json bond(const Json& json, const std::string& at) {
  if (tag(json, at) != "Bond") refuse_tag(json, at);
  const Json& rate = member(json, "bndInterestInfo", at);
  if (tag(rate, at) != "Fix") refuse_tag(rate, at);
  if (!member_if_any(json, "bndStepUp").is(Kind::null))
    refuse(at, "a step-up is not read in this form");
  const Json& type = member(json, "bndType", at);
  const std::string& name = tag(type, at);
  if (name != "PAC" && name != "Sequential" && name != "Equity") refuse_tag(type, at);
  Json plan = name == "PAC" ? object({{"PAC", contents(contents(type, at), at)}}) : word(name);
  const Json& origin = member(json, "bndOriginInfo", at);
  return object({{"balance", member(json, "bndBalance", at)},
                 {"originBalance", member(origin, "originBalance", at)},
                 {"rate", member(json, "bndRate", at)},
                 {"startDate", member(origin, "originDate", at)},
                 {"rateType", list({word("fix"), zero(), element(contents(rate, at), 1, at)})},
                 {"bondType", std::move(plan)}});
}

Json fee(const Json& json, const std::string& at) {
  const Json& type = member(json, "feeType", at);
  const std::string& kind = tag(type, at);
  const Json& in = contents(type, at);
  const auto made = [&]() -> Json {
    if (kind == "FixFee") return object({{"fixFee", in}});
    if (kind == "RecurFee") {
      Json days = pattern(element(in, 0, at), at);
      return object({{"recurFee", list({std::move(days), element(in, 1, at)})}});
    }
    if (kind == "ByCollectPeriod") return object({{"byPeriod", in}});
    if (kind == "FeeFlowByBondPeriod") return object({{"flowByBondPeriod", contents(in, at)}});
    if (kind == "FeeFlow") return object({{"customFee", contents(in, at)}});
    if (kind != "AnnualRateFee" && kind != "PctFee") refuse_tag(type, at);
    Json share = list({figure(element(in, 0, at), at), contents(element(in, 1, at), at)});
    return object({{kind == "PctFee" ? "pctFee" : "annualPctFee", std::move(share)}});
  };
  return object({{"type", made()}, {"feeStart", member(json, "feeStart", at)}});
}

/// Nothing where neither is given.
std::vector<Json> limits(const Json& limit, const Json& support, const std::string& at) {
  std::vector<Member> to;
  if (!limit.is(Kind::null)) {
    if (tag(limit, at) == "DS")
      to.emplace_back("limit", object({{"formula", figure(contents(limit, at), at)}}));
    else if (tag(limit, at) == "DueCapAmt")
      to.emplace_back("limit", object({{"balCapAmt", contents(limit, at)}}));
    else
      refuse_tag(limit, at);
  }
  if (!support.is(Kind::null)) {
    const bool account = tag(support, at) == "SupportAccount";
    if (!account && tag(support, at) != "SupportLiqFacility") refuse_tag(support, at);
    const Json& in = contents(support, at);
    to.emplace_back("support", account ? list({word("account"), element(in, 0, at)})
                                       : list({word("facility"), in}));
  }
  return to.empty() ? std::vector<Json>{} : std::vector<Json>{object(to)};
}

/// [[[limit, from], …], to, …]
std::vector<Json> transfers(const Json& in, const std::string& at) {
  std::vector<Json> to;
  for (const Json& one : elements(element(in, 0, at), at)) {
    std::vector<Json> step = {word("transfer"), element(one, 1, at), element(in, 1, at)};
    for (Json& given : limits(element(one, 0, at), Json(), at)) step.push_back(std::move(given));
    to.push_back(list(std::move(step)));
  }
  return to;
}

/// Actions that pay are [limit, account, names, support].
Json action(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kPays = {
      {"PayFee", "payFee"},
      {"CalcAndPayFee", "calcAndPayFee"},
      {"PayFeeBySeq", "payFeeBySeq"},
      {"PayInt", "payInt"},
      {"AccrueAndPayInt", "accrueAndPayInt"},
      {"PayIntBySeq", "payIntBySeq"},
      {"AccrueAndPayIntBySeq", "accrueAndPayIntBySeq"},
      {"PayPrin", "payPrin"},
      {"PayPrinBySeq", "payPrinBySeq"},
      {"PayIntResidual", "payIntResidual"},
      {"Transfer", "transfer"}};
  const std::string& kind = tag(json, at);
  const Json& in = member_if_any(json, "contents");
  if (kind == "CalcFee") return list({word("calcFee")});
  if (kind == "CalcBondInt") return list({word("calcInt")});
  if (kind == "PayPrinResidual")
    return list({word("payPrinResidual"), element(in, 0, at), element(in, 1, at)});
  if (kind == "ActionWithPre") {
    std::vector<Json> to = {word("if"), condition(element(in, 0, at), at)};
    for (const Json& one : elements(element(in, 1, at), at)) to.push_back(action(one, at));
    return list(std::move(to));
  }
  const auto found = kPays.find(kind);
  if (found == kPays.end()) refuse_tag(json, at);
  const bool supported = kind != "Transfer" && elements(in, at).size() > 3;
  std::vector<Json> to = {word(found->second), element(in, 1, at), element(in, 2, at)};
  for (Json& given : limits(element(in, 0, at), supported ? element(in, 3, at) : Json(), at))
    to.push_back(std::move(given));
  return list(std::move(to));
}

Json waterfall(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kNames = {
      {"DefaultDistribution", "default"},
      {"DistributionDay Amortizing", "amortizing"},
      {"DistributionDay (DealAccelerated Nothing)", "accelerated"},
      {"DistributionDay (DealDefaulted Nothing)", "defaulted"},
      {"CleanUp", "cleanUp"}};
  std::vector<Member> to;
  for (const Json& actions : json.children) {
    if (actions.children.empty()) continue;
    const std::string place = fmt::format("{}.{}", at, actions.name.substr(0, 60));
    const auto found = kNames.find(actions.name);
    if (found == kNames.end()) refuse(place, "a waterfall of this moment is not read");
    std::vector<Json> steps;
    for (std::size_t i = 0; i < elements(actions, place).size(); ++i) {
      const std::string where = fmt::format("{}[{}]", place, i);
      const Json& one = actions.children[i];
      if (tag(one, where) == "TransferMultiple")
        for (Json& step : transfers(contents(one, where), where)) steps.push_back(std::move(step));
      else
        steps.push_back(action(one, where));
    }
    to.emplace_back(found->second, list(std::move(steps)));
  }
  return object(to);
}

/// Each member of an object, in the English form.
template <typename English>
Json each(const Json& json, const std::string& at, const English& english) {
  std::vector<Member> to;
  for (const Json& one : json.children)
    to.emplace_back(one.name, english(one, fmt::format("{}.{}", at, one.name.substr(0, 60))));
  return object(to);
}

}  // namespace

Json english_of(const Json& json) {
  const Json& request = contents(member(json, "hastructure_request", "the case"), "request");
  const Json& deal = contents(element(request, 1, "request"), "request");
  for (const char* key :
       {"triggers", "rateSwap", "rateCap", "currencySwap", "ledgers", "custom", "liqProvider"}) {
    if (const Json& part = member_if_any(deal, key); !part.children.empty())
      refuse(key, "is not read in this form");
  }
  std::vector<Json> collection;
  for (const Json& one : elements(member(deal, "collects", "collects"), "collects")) {
    const Json& in = contents(one, "collects");
    if (tag(one, "collects") != "Collect") refuse_tag(one, "collects");
    collection.push_back(list({element(in, 1, "collects"), element(in, 2, "collects")}));
  }
  Json input =
      object({{"dates", dates(member(deal, "dates", "dates"), "dates")},
              {"pool", pool(member(deal, "pool", "pool"), "pool")},
              {"accounts", each(member(deal, "accounts", "accounts"), "accounts", account)},
              {"bonds", each(member(deal, "bonds", "bonds"), "bonds", bond)},
              {"fees", each(member(deal, "fees", "fees"), "fees", fee)},
              {"collection", list(std::move(collection))},
              {"waterfall", waterfall(member(deal, "waterfall", "waterfall"), "waterfall")}});
  return object({{"kind", word("deal")},
                 {"input", std::move(input)},
                 {"poolAssump", member_if_any(json, "poolAssump")},
                 {"expected", member_if_any(json, "expected")}});
}

}  // namespace zheli::interchange
