#include <gtest/gtest.h>

#include <map>

#include "securitization/interchange/absbox.h"

namespace zheli::interchange {
namespace {

using Parts = std::map<std::string, std::string>;

/// A whole deal; `changes` puts other JSON for one of its parts, or adds one.
std::string deal(const Parts& changes, const std::string& assumptions = "null") {
  Parts parts = {
      {"dates", R"({"cutoff": "2021-12-31", "closing": "2021-12-31", "firstPay": "2022-02-15",
          "payFreq": ["DayOfMonth", 15], "poolFreq": "MonthEnd", "stated": "2022-12-31"})"},
      {"pool", R"({"assets": [["Loan", {"originTerm": 3, "freq": "Monthly", "type": "i_p",
          "originDate": "2021-12-31"},
          {"currentBalance": 1000, "currentRate": 0.06, "remainTerm": 3}]]})"},
      {"accounts", R"({"acc": {"balance": 0}})"},
      {"bonds", R"({"A": {"balance": 1000, "rateType": {"Fixed": 0.04},
          "bondType": {"Sequential": null}}})"},
      {"fees", "[]"},
      {"collection", R"([["CollectedCash", "acc"]])"},
      {"waterfall", R"({"default": [["payInt", "acc", ["A"]], ["payPrin", "acc", ["A"]]]})"}};
  for (const auto& [name, json] : changes) parts[name] = json;
  std::string bytes;
  for (const auto& [name, json] : parts)
    bytes += (bytes.empty() ? "\"" : ", \"") + name + "\": " + json;
  return R"({"kind": "deal", "input": {)" + bytes + R"(}, "runAssump": )" + assumptions + "}";
}

AbsboxDeal read(const Parts& changes, const std::string& assumptions = "null") {
  const auto got = read_absbox(deal(changes, assumptions));
  EXPECT_TRUE(got) << got.error().message;
  return got ? got.value().deal.value_or(AbsboxDeal{}) : AbsboxDeal{};
}

std::string fee(const std::string& type) {
  return R"({"f": {"type": )" + type + "}}";
}

TEST(AbsboxDealJson, ReadsEveryKindOfFee) {
  using Kind = AbsboxFee::Kind;
  const struct {
    const char* type;
    Kind kind;
    std::int64_t fen;
  } dated[] = {
      {R"({"annualPctFee": [["poolBalance"], 0.01]})", Kind::pool_rate, 0},
      {R"({"annualPctFee": ["poolBalance", 0.01]})", Kind::pool_rate, 0},
      {R"({"recurFee": ["QuarterEnd", 12]})", Kind::each_day, 1200},
      {R"({"byPeriod": 12})", Kind::each_collection, 1200},
      {R"({"fixFee": 12})", Kind::once, 1200},
      {R"({"customFee": [["2022-02-15", 12]]})", Kind::by_date, 0},
      {R"({"flowByBondPeriod": [[1, 12], [2, 13]]})", Kind::by_number, 0},
  };
  for (const auto& row : dated) {
    const AbsboxDeal got = read({{"fees", fee(row.type)}});
    ASSERT_EQ(got.fees.size(), 1U) << row.type;
    EXPECT_EQ(got.fees[0].kind, row.kind) << row.type;
    EXPECT_EQ(got.fees[0].amount.fen, row.fen) << row.type;
    EXPECT_EQ(got.fees[0].start, got.terms.closing) << row.type;
  }
  for (const char* type : {R"({"pctFee": [["poolBalance"], 0.01]})",
                           R"({"annualPctFee": [["bondBalance", "A"], 0.01]})"}) {
    const AbsboxDeal got = read({{"fees", fee(type)}});
    EXPECT_TRUE(got.fees.empty()) << type;
    EXPECT_EQ(got.terms.fees.at(0).amount.size(), 3U) << type;
  }
}

TEST(AbsboxDealJson, ReadsEveryPattern) {
  const struct {
    const char* pattern;
    int day, every, counting;
  } rows[] = {
      {R"("MonthEnd")", 31, 1, 0},
      {R"("MonthFirst")", 1, 1, 0},
      {R"("QuarterEnd")", 31, 3, 0},
      {R"("QuarterFirst")", 1, 3, 1},
      {R"("SemiAnnualEnd")", 31, 6, 0},
      {R"("YearEnd")", 31, 12, 0},
      {R"("YearFirst")", 1, 12, 1},
      {R"(["DayOfMonth", 13])", 13, 1, 0},
      {R"(["MonthDayOfYear", 6, 30])", 30, 12, 6},
  };
  for (const auto& row : rows) {
    const std::string recurring = "{\"recurFee\": [" + std::string(row.pattern) + ", 1]}";
    const AbsboxDeal got = read({{"fees", fee(recurring)}});
    const AbsboxPattern& pattern = got.fees.at(0).pattern;
    EXPECT_EQ(pattern.day, row.day) << row.pattern;
    EXPECT_EQ(pattern.every, row.every) << row.pattern;
    EXPECT_EQ(pattern.counting, row.counting) << row.pattern;
  }
}

TEST(AbsboxDealJson, ReadsReserves) {
  const struct {
    const char* type;
    std::size_t terms;
  } rows[] = {
      {R"({"fixReserve": 10})", 1},
      {R"(["fix", 10])", 1},
      {R"(["target", ["poolBalance"], 0.01])", 3},
      {R"(["target", ["poolBalance"]])", 3},
      {R"({"targetReserve": [["poolBalance"], 0.01]})", 3},
      {R"({"targetReserve": {"formula": ["poolBalance"], "factor": 0.01}})", 3},
  };
  for (const auto& row : rows) {
    const std::string account = R"({"acc": {"balance": 5, "type": )" + std::string(row.type) + "}}";
    const AbsboxDeal got = read({{"accounts", account}});
    EXPECT_EQ(got.terms.accounts.at(0).opening.fen, 500) << row.type;
    EXPECT_EQ(got.terms.accounts.at(0).target.size(), row.terms) << row.type;
  }
}

TEST(AbsboxDealJson, ReadsADealUnderWay) {
  const AbsboxDeal got = read({{"dates", R"({"lastCollect": "2021-12-31", "lastPay": "2022-01-15",
          "nextCollect": "2022-01-31", "nextPay": "2022-02-15", "payFreq": ["DayOfMonth", 15],
          "poolFreq": "MonthEnd", "stated": "2022-12-31"})"}});
  EXPECT_EQ(core::to_string(got.terms.closing), "2022-01-15");
  EXPECT_EQ(core::to_string(got.first_collection), "2022-01-31");
  EXPECT_EQ(core::to_string(got.first_pay), "2022-02-15");
}

TEST(AbsboxDealJson, RefusesByName) {
  const std::string sound = R"("closing": "2021-12-31", "firstPay": "2022-02-15", "stated": )";
  const auto bond = [](const std::string& rate, const std::string& type) {
    return Parts{{"bonds", R"({"A": {"balance": 1, "rateType": )" + rate + R"(, "bondType": )" +
                               type + "}}"}};
  };
  const std::string fixed = R"({"Fixed": 0.04})", plain = R"({"Sequential": null})";
  const struct {
    Parts changes;
    std::string message;
  } rows[] = {
      {{{"dates", "[]"}}, "dates: an object should stand here"},
      {{{"dates", R"({"cutoff": "2021-12-31", "closing": "2022-12-31", "firstPay": "2022-02-15",
                      "stated": "2022-12-31"})"}},
       "dates: closing (lastPay), firstPay (nextPay) and stated should follow each other"},
      {{{"dates", "{\"cutoff\": \"2021-12-31\", " + sound + "\"2125-12-31\"}"}},
       "dates.stated: a day within 100 years should stand here"},
      {{{"dates", "{\"cutoff\": \"2021-12-31\", " + sound + "\"2022-12-31\"}"}},
       "dates: \"payFreq\" is missing"},
      {{{"accounts", "7"}}, "accounts: a list of names and values should stand here"},
      {{{"accounts", R"([["acc"]])"}},
       "accounts[0]: a list of more than 1 elements should stand here"},
      {{{"accounts", R"({"acc": {}})"}}, "accounts.acc: \"balance\" is missing"},
      {{{"accounts", R"({"acc": {"balance": 0, "interest": 0.01}})"}},
       "accounts.acc: an account's interest is not read"},
      {{{"accounts", R"({"acc": {"balance": 0, "type": {"max": 1}}})"}},
       "accounts.acc.type: fixReserve or targetReserve should stand here"},
      {bond(R"({"Floater": 0.04})", plain),
       "bonds.A.rateType: only a fixed rate is read: {\"Fixed\": 0.04}"},
      {bond(R"(["float", 0.04])", plain), "bonds.A.rateType: only a fixed rate is read"},
      {bond(R"(["fix", 0.04, "DC_30E_360"])", plain),
       "bonds.A.rateType: only the day count DC_ACT_365F is read"},
      {bond(R"({"Fixed": 4})", plain), "bonds.A.rateType: a number from 0 to 1 should stand here"},
      {bond(fixed, "3"), "bonds.A.bondType: one of Sequential, PAC and Equity should stand here"},
      {bond(fixed, R"({"Z": null})"), "bonds.A.bondType: \"Z\" is not read"},
      {bond(fixed, R"({"PAC": 5})"), "bonds.A.bondType: a list should stand here"},
      {bond(fixed, R"({"PAC": [["2022-04-15", 1], ["2022-02-15", 2]]})"),
       "bonds.A.bondType: its dates should rise"},
      {bond(fixed, plain + R"(, "stepUp": ["twice", "2022-03-01", 0.01])"),
       "bonds.A.stepUp: [\"once\", date, spread] should stand here"},
      {{{"fees", fee(R"({"perLoan": 1})")}},
       "fees.f.type: annualPctFee, pctFee, recurFee, customFee, byPeriod, flowByBondPeriod or "
       "fixFee should stand here"},
      {{{"fees", fee(R"({"recurFee": ["Weekly", 1]})")}},
       "fees.f.type: MonthEnd, MonthFirst, QuarterEnd, QuarterFirst, SemiAnnualEnd, YearEnd, "
       "YearFirst, [\"DayOfMonth\", 13] or [\"MonthDayOfYear\", 6, 30] should stand here"},
      {{{"fees", fee(R"({"recurFee": [["DayOfMonth", 32], 1]})")}},
       "fees.f.type: a number from 1 to 31 should stand here"},
      {{{"fees", fee(R"({"customFee": 5})")}}, "fees.f.type: a list should stand here"},
      {{{"fees", fee(R"({"flowByBondPeriod": [[1.5, 5]]})")}},
       "fees.f.type: a whole number should stand here"},
      {{{"collection", "{}"}}, "collection: a list should stand here"},
      {{{"collection", R"([["CollectedFee", "acc"]])"}},
       "collection[0]: \"CollectedFee\" is not read"},
      {{{"waterfall", R"({"revolving": []})"}},
       "waterfall.revolving: a waterfall of this status is not read: revolving"},
      {{{"trigger", R"({"BeforeDistribution": {"t": {"condition": [["poolBalance"], ">", 1],
                       "effects": ["changeFee", "f"]}}})"}},
       "trigger.BeforeDistribution.t.effects: [\"newStatus\", status] should stand here"},
  };
  for (const auto& row : rows) {
    const auto got = read_absbox(deal(row.changes));
    ASSERT_FALSE(got) << row.message;
    EXPECT_EQ(got.error().message, row.message);
  }
}

TEST(AbsboxDealJson, RefusesAssumptionsByName) {
  const struct {
    const char *assumptions, *message;
  } rows[] = {
      {R"([["stress", 1]])", "runAssump[0]: \"stress\" is not read"},
      {R"([["call", {"poolFactor": 0.1}]])",
       "runAssump[0]: the waterfall \"cleanUp\" should hold sellAsset"},
      {R"([["pricing", {"date": "2022-01-01", "curve": []}]])",
       "runAssump[0]: a curve of dates and rates should stand here"},
      {R"([["pricing", {"IRR": {"A": ["holding", [], 1000]}}]])", nullptr},
      {R"([["pricing", {"IRR": {"Z": ["holding", [], 1000]}}]])",
       "runAssump[0].IRR.Z: there is no such bond"},
      {R"([["pricing", {"IRR": {"A": ["buy", [], 1000]}}]])",
       "runAssump[0].IRR.A: [\"holding\", flows, balance] should stand here"},
  };
  for (const auto& row : rows) {
    const auto got = read_absbox(deal({}, row.assumptions));
    ASSERT_EQ(bool(got), row.message == nullptr) << row.assumptions;
    if (row.message != nullptr) {
      EXPECT_EQ(got.error().message, row.message);
    }
  }
}

}  // namespace
}  // namespace zheli::interchange
