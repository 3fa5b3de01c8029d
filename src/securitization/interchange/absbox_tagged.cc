#include <fmt/format.h>

#include <map>

#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

std::string tag(const Json& json, const std::string& at) {
  return text(member(json, "tag", at), at);
}

const Json& contents(const Json& json, const std::string& at) {
  return member(json, "contents", at);
}

[[noreturn]] void refuse_tag(const Json& json, const std::string& at) {
  refuse(at, fmt::format("\"{}\" is not read", tag(json, at).substr(0, 40)));
}

Json pattern(const Json& json, const std::string& at) {
  if (tag(json, at) == "DayOfMonth") return {"DayOfMonth", contents(json, at)};
  if (json.contains("contents")) refuse_tag(json, at);
  return tag(json, at);
}

Json dates(const Json& json, const std::string& at) {
  const std::string kind = tag(json, at);
  const Json& in = contents(json, at);
  const auto day = [&](const char* key) { return contents(member(in, key, at), at); };
  if (kind == "GenericDates" && in.contains("ClosingDate"))
    return {{"cutoff", day("CutoffDate")},
            {"closing", day("ClosingDate")},
            {"firstPay", day("FirstPayDate")},
            {"stated", day("StatedMaturityDate")},
            {"payFreq", pattern(member(in, "DistributionDates", at), at)},
            {"poolFreq", pattern(member(in, "CollectionDates", at), at)}};
  if (kind == "GenericDates" && in.contains("LastPayDate"))  // a deal under way
    return {{"lastCollect", day("LastCollectDate")},
            {"lastPay", day("LastPayDate")},
            {"nextPay", day("NextPayDate")},
            {"nextCollect", day("NextCollectDate")},
            {"stated", day("StatedMaturityDate")},
            {"payFreq", pattern(member(in, "DistributionDates", at), at)},
            {"poolFreq", pattern(member(in, "CollectionDates", at), at)}};
  if (kind == "CurrentDates")
    return {{"lastCollect", element(element(in, 0, at), 0, at)},
            {"lastPay", element(in[0], 1, at)},
            {"stated", element(in, 2, at)},
            {"nextCollect", element(element(in, 3, at), 0, at)},
            {"poolFreq", pattern(element(in[3], 1, at), at)},
            {"nextPay", element(element(in, 4, at), 0, at)},
            {"payFreq", pattern(element(in[4], 1, at), at)}};
  if (kind == "PreClosingDates")
    return {{"cutoff", element(in, 0, at)},
            {"closing", element(in, 1, at)},
            {"stated", element(in, 3, at)},
            {"poolFreq", pattern(element(in[4], 1, at), at)},
            {"firstPay", element(element(in, 5, at), 0, at)},
            {"payFreq", pattern(element(in[5], 1, at), at)}};
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
  return {kind->second,
          {{"originTerm", member(origin, "originTerm", at)},
           {"freq", member(origin, "period", at)},
           {"type", found->second},
           {"originDate", member(origin, "startDate", at)}},
          {{"currentBalance", element(parts, 1, at)},
           {"currentRate", element(parts, 2, at)},
           {"remainTerm", element(parts, 3, at)}}};
}

Json pool(const Json& json, const std::string& at) {
  const Json& one = member(contents(json, at), "PoolConsol", at);
  Json assets = Json::array();
  for (const Json& each : member(one, "assets", at)) assets.push_back(asset(each, at + ".assets"));
  if (!member_if_any(one, "futureCf").is_null()) refuse(at, "a given cash flow is not read");
  return {{"assets", std::move(assets)}};
}

Json names(const Json& json) {
  return json.is_array() ? json : Json::array({json});
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
  const std::string word = tag(json, at);
  const Json& in = member_if_any(json, "contents");
  if (const auto found = kPlain.find(word); found != kPlain.end() && in.is_null())
    return Json::array({found->second});
  if (word == "Constant") return {"constant", in};
  if (word == "Factor") return {"factor", figure(element(in, 0, at), at), element(in, 1, at)};
  const bool chain = kChains.contains(word);
  if (!chain && !kNamed.contains(word)) refuse_tag(json, at);
  Json to = Json::array({chain ? kChains.at(word) : kNamed.at(word)});
  for (const Json& one : names(in)) to.push_back(chain ? figure(one, at) : one);
  return to;
}

Json condition(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kSigns = {
      {"G", ">"}, {"GE", ">="}, {"L", "<"}, {"LE", "<="}, {"E", "="}};
  const std::string word = tag(json, at);
  const Json& in = contents(json, at);
  if (word == "IfZero") return {figure(in, at), "=", 0};
  if (word != "If") refuse_tag(json, at);
  const auto sign = kSigns.find(text(element(in, 0, at), at));
  if (sign == kSigns.end()) refuse(at, "this comparison is not read");
  return {figure(element(in, 1, at), at), sign->second, element(in, 2, at)};
}

Json account(const Json& json, const std::string& at) {
  Json to = {{"balance", member(json, "accBalance", at)}};
  if (!member_if_any(json, "accInterest").is_null())
    refuse(at, "an account's interest is not read");
  const Json& type = member_if_any(json, "accType");
  if (type.is_null()) return to;
  if (tag(type, at) != "FixReserve") refuse_tag(type, at);
  to["type"] = {{"fixReserve", contents(type, at)}};
  return to;
}

Json bond(const Json& json, const std::string& at) {
  if (tag(json, at) != "Bond") refuse_tag(json, at);
  const Json& rate = member(json, "bndInterestInfo", at);
  if (tag(rate, at) != "Fix") refuse_tag(rate, at);
  if (!member_if_any(json, "bndStepUp").is_null()) refuse(at, "a step-up is not read in this form");
  const Json& type = member(json, "bndType", at);
  Json plan = tag(type, at);
  if (plan == "PAC")
    plan = {{"PAC", contents(contents(type, at), at)}};
  else if (plan != "Sequential" && plan != "Equity")
    refuse_tag(type, at);
  return {{"balance", member(json, "bndBalance", at)},
          {"originBalance", member(member(json, "bndOriginInfo", at), "originBalance", at)},
          {"rate", member(json, "bndRate", at)},
          {"startDate", member(json["bndOriginInfo"], "originDate", at)},
          {"rateType", {"fix", 0, element(contents(rate, at), 1, at)}},
          {"bondType", std::move(plan)}};
}

Json fee(const Json& json, const std::string& at) {
  const Json& type = member(json, "feeType", at);
  const std::string word = tag(type, at);
  const Json& in = contents(type, at);
  Json to;
  if (word == "FixFee")
    to = {{"fixFee", in}};
  else if (word == "RecurFee")
    to = {{"recurFee", Json::array({pattern(element(in, 0, at), at), element(in, 1, at)})}};
  else if (word == "ByCollectPeriod")
    to = {{"byPeriod", in}};
  else if (word == "FeeFlowByBondPeriod")
    to = {{"flowByBondPeriod", contents(in, at)}};
  else if (word == "FeeFlow")
    to = {{"customFee", contents(in, at)}};
  else if (word == "AnnualRateFee" || word == "PctFee")
    to = {{word == "PctFee" ? "pctFee" : "annualPctFee",
           Json::array({figure(element(in, 0, at), at), contents(element(in, 1, at), at)})}};
  else
    refuse_tag(type, at);
  return {{"type", std::move(to)}, {"feeStart", member(json, "feeStart", at)}};
}

Json limits(const Json& limit, const Json& support, const std::string& at) {
  Json to = Json::object();
  if (!limit.is_null()) {
    if (tag(limit, at) == "DS")
      to["limit"] = {{"formula", figure(contents(limit, at), at)}};
    else if (tag(limit, at) == "DueCapAmt")
      to["limit"] = {{"balCapAmt", contents(limit, at)}};
    else
      refuse_tag(limit, at);
  }
  if (!support.is_null()) {
    const bool account = tag(support, at) == "SupportAccount";
    if (!account && tag(support, at) != "SupportLiqFacility") refuse_tag(support, at);
    const Json& in = contents(support, at);
    to["support"] =
        account ? Json::array({"account", element(in, 0, at)}) : Json::array({"facility", in});
  }
  return to;
}

/// [[[limit, from], …], to, …]
Json transfers(const Json& in, const std::string& at) {
  Json to = Json::array();
  for (const Json& one : element(in, 0, at)) {
    Json step = {"transfer", element(one, 1, at), element(in, 1, at)};
    const Json given = limits(element(one, 0, at), Json(), at);
    if (!given.empty()) step.push_back(given);
    to.push_back(std::move(step));
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
  const std::string word = tag(json, at);
  const Json& in = member_if_any(json, "contents");
  if (word == "CalcFee") return Json::array({"calcFee"});
  if (word == "CalcBondInt") return Json::array({"calcInt"});
  if (word == "PayPrinResidual") return {"payPrinResidual", element(in, 0, at), element(in, 1, at)};
  if (word == "ActionWithPre") {
    Json to = {"if", condition(element(in, 0, at), at)};
    for (const Json& one : element(in, 1, at)) to.push_back(action(one, at));
    return to;
  }
  const auto found = kPays.find(word);
  if (found == kPays.end()) refuse_tag(json, at);
  const bool supported = in.size() > 3 && word != "Transfer";
  const Json given = limits(element(in, 0, at), supported ? in[3] : Json(), at);
  Json to = {found->second, element(in, 1, at), element(in, 2, at)};
  if (!given.empty()) to.push_back(given);
  return to;
}

Json waterfall(const Json& json, const std::string& at) {
  static const std::map<std::string, const char*> kNames = {
      {"DefaultDistribution", "default"},
      {"DistributionDay Amortizing", "amortizing"},
      {"DistributionDay (DealAccelerated Nothing)", "accelerated"},
      {"DistributionDay (DealDefaulted Nothing)", "defaulted"},
      {"CleanUp", "cleanUp"}};
  Json to = Json::object();
  for (const auto& [key, actions] : json.items()) {
    if (actions.empty()) continue;
    const std::string place = fmt::format("{}.{}", at, key.substr(0, 60));
    const auto found = kNames.find(key);
    if (found == kNames.end()) refuse(place, "a waterfall of this moment is not read");
    Json& steps = to[found->second] = Json::array();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const std::string where = fmt::format("{}[{}]", place, i);
      if (tag(actions[i], where) == "TransferMultiple")
        for (Json& step : transfers(contents(actions[i], where), where))
          steps.push_back(std::move(step));
      else
        steps.push_back(action(actions[i], where));
    }
  }
  return to;
}

/// Each member of an object, in the English form.
template <typename English>
Json each(const Json& json, const std::string& at, const English& english) {
  Json to = Json::object();
  if (json.is_null()) return to;
  for (const auto& [key, value] : json.items())
    to[key] = english(value, fmt::format("{}.{}", at, key.substr(0, 60)));
  return to;
}

}  // namespace

Json english_of(const Json& json) {
  const Json& request = contents(member(json, "hastructure_request", "the case"), "request");
  const Json& deal = contents(element(request, 1, "request"), "request");
  for (const char* key :
       {"triggers", "rateSwap", "rateCap", "currencySwap", "ledgers", "custom", "liqProvider"}) {
    if (const Json& part = member_if_any(deal, key); !part.is_null() && !part.empty())
      refuse(key, "is not read in this form");
  }
  Json collection = Json::array();
  for (const Json& one : member(deal, "collects", "collects")) {
    const Json& in = contents(one, "collects");
    if (tag(one, "collects") != "Collect") refuse_tag(one, "collects");
    collection.push_back({element(in, 1, "collects"), element(in, 2, "collects")});
  }
  Json input = {{"dates", dates(member(deal, "dates", "dates"), "dates")},
                {"pool", pool(member(deal, "pool", "pool"), "pool")},
                {"accounts", each(member(deal, "accounts", "accounts"), "accounts", account)},
                {"bonds", each(member(deal, "bonds", "bonds"), "bonds", bond)},
                {"fees", each(member(deal, "fees", "fees"), "fees", fee)},
                {"collection", std::move(collection)},
                {"waterfall", waterfall(member(deal, "waterfall", "waterfall"), "waterfall")}};
  return {{"kind", "deal"},
          {"input", std::move(input)},
          {"poolAssump", member_if_any(json, "poolAssump")},
          {"expected", member_if_any(json, "expected")}};
}

}  // namespace zheli::interchange
