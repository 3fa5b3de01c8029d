#include <gtest/gtest.h>

#include <map>

#include "securitization/interchange/absbox.h"

namespace zheli::interchange {
namespace {

using Tagged = std::map<std::string, std::string>;

std::string tagged(const std::string& tag, const std::string& contents) {
  return R"({"tag": ")" + tag + R"(", "contents": )" + contents + "}";
}

std::string tagged_day(const std::string& date) {
  return tagged("SingletonDate", "\"" + date + "\"");
}

std::string tagged_bond(const std::string& type, const std::string& rate) {
  return R"({"tag": "Bond", "bndBalance": 800, "bndRate": 0.04, "bndType": )" + type +
         R"(, "bndOriginInfo": {"originBalance": 800, "originDate": "2021-12-31"},
             "bndInterestInfo": )" +
         rate + "}";
}

const std::string kSequential = R"({"tag": "Sequential"})";
const std::string kFixed = tagged("Fix", R"([0.04, "DC_ACT_365F"])");

/// A deal as the engine itself takes it; `changes` puts other JSON for one of its parts.
std::string request(const Tagged& changes) {
  const std::string loan =
      tagged("PersonalLoan", R"([{"originTerm": 3, "period": "Monthly", "startDate": "2021-12-31",
                           "prinType": {"tag": "I_P"}}, 1000, 0.06, 3, {"tag": "Current"}])");
  Tagged parts = {
      {"dates",
       tagged("GenericDates", R"({"CutoffDate": )" + tagged_day("2021-12-31") +
                                  R"(, "ClosingDate": )" + tagged_day("2021-12-31") +
                                  R"(, "FirstPayDate": )" + tagged_day("2022-02-15") +
                                  R"(, "StatedMaturityDate": )" + tagged_day("2022-12-31") +
                                  R"(, "DistributionDates": {"tag": "DayOfMonth", "contents": 15},
                      "CollectionDates": {"tag": "MonthEnd"}})")},
      {"pool", tagged("MultiPool", R"({"PoolConsol": {"assets": [)" + loan + "]}}")},
      {"accounts", R"({"acc": {"accBalance": 0}})"},
      {"bonds", "{\"A\": " + tagged_bond(kSequential, kFixed) + "}"},
      {"fees", R"({"f": {"feeStart": "2021-12-31", "feeType": )" + tagged("FixFee", "5") + "}}"},
      {"collects", "[" + tagged("Collect", R"([null, ["CollectedInterest", "CollectedPrincipal",
             "CollectedPrepayment", "CollectedRecoveries"], "acc"])") +
                       "]"},
      {"waterfall", R"({"DistributionDay Amortizing": [)" +
                        tagged("PayFee", R"([null, "acc", ["f"], null])") + ", " +
                        tagged("AccrueAndPayInt", R"([null, "acc", ["A"], null])") + ", " +
                        tagged("PayPrin", R"([null, "acc", ["A"], null])") + "]}"}};
  for (const auto& [name, json] : changes) parts[name] = json;
  std::string bytes;
  for (const auto& [name, json] : parts)
    bytes += (bytes.empty() ? "\"" : ", \"") + name + "\": " + json;
  return R"({"hastructure_request": )" +
         tagged("SingleRunReq", "[[], " + tagged("LDeal", "{" + bytes + "}") + "]") + "}";
}

/// The same deal in English.
constexpr const char* kEnglish = R"({"kind": "deal", "input": {
  "dates": {"cutoff": "2021-12-31", "closing": "2021-12-31", "firstPay": "2022-02-15",
            "payFreq": ["DayOfMonth", 15], "poolFreq": "MonthEnd", "stated": "2022-12-31"},
  "pool": {"assets": [["Loan", {"originTerm": 3, "freq": "Monthly", "type": "i_p",
    "originDate": "2021-12-31"}, {"currentBalance": 1000, "currentRate": 0.06, "remainTerm": 3}]]},
  "accounts": {"acc": {"balance": 0}},
  "bonds": {"A": {"balance": 800, "rateType": {"Fixed": 0.04}, "bondType": {"Sequential": null}}},
  "fees": {"f": {"type": {"fixFee": 5}, "feeStart": "2021-12-31"}},
  "collection": [[["CollectedInterest", "CollectedPrincipal",
             "CollectedPrepayment", "CollectedRecoveries"], "acc"]],
  "waterfall": {"amortizing": [["payFee", "acc", ["f"]], ["accrueAndPayInt", "acc", ["A"]],
                               ["payPrin", "acc", ["A"]]]}}})";

std::vector<Table> tables(const std::string& bytes) {
  const auto read = read_absbox(bytes);
  EXPECT_TRUE(read) << read.error().message;
  if (!read) return {};
  const auto got = run(read.value());
  EXPECT_TRUE(got) << got.error().message;
  return got ? got.value() : std::vector<Table>{};
}

TEST(AbsboxTagged, PaysAsTheSameDealInEnglish) {
  const std::vector<Table> english = tables(kEnglish), tagged_ones = tables(request({}));
  ASSERT_FALSE(english.empty());
  ASSERT_EQ(tagged_ones.size(), english.size());
  for (std::size_t i = 0; i < english.size(); ++i) {
    EXPECT_EQ(tagged_ones[i].name, english[i].name);
    EXPECT_EQ(tagged_ones[i].labels, english[i].labels);
    EXPECT_EQ(tagged_ones[i].rows, english[i].rows) << english[i].name;
  }
}

std::string paying(const std::string& action) {
  return R"({"DistributionDay Amortizing": [)" + action + "]}";
}

TEST(AbsboxTagged, ReadsEveryForm) {
  const std::string limit = tagged("DS", R"({"tag": "CurrentPoolBalance"})");
  const std::string support = tagged("SupportAccount", R"(["acc", null])");
  const auto fee = [](const std::string& type) {
    return R"({"f": {"feeStart": "2021-12-31", "feeType": )" + type + "}}";
  };
  const Tagged rows[] = {
      {{"waterfall",
        paying(tagged("PayFee", "[" + limit + R"(, "acc", ["f"], )" + support + "]"))}},
      {{"waterfall",
        paying(tagged("PayFee", "[" + tagged("DueCapAmt", "5") + R"(, "acc", ["f"], null])"))}},
      {{"waterfall",
        paying(tagged("ActionWithPre",
                      "[" + tagged("If", R"(["G", {"tag": "CurrentPoolBalance"}, 5])") + ", [" +
                          tagged("PayPrin", R"([null, "acc", ["A"], null])") + "]]"))}},
      {{"waterfall", paying(tagged("PayPrinResidual", R"(["acc", ["A"]])"))}},
      {{"waterfall", paying(tagged("TransferMultiple", R"([[[null, "acc"]], "acc", null])"))}},
      {{"waterfall", paying(R"({"tag": "CalcFee", "contents": ["f"]})")}},
      {{"fees", fee(tagged("RecurFee", R"([{"tag": "QuarterEnd"}, 5])"))}},
      {{"fees", fee(tagged("ByCollectPeriod", "5"))}},
      {{"fees", fee(tagged("FeeFlow", tagged("BalanceCurve", R"([["2022-02-15", 5]])")))}},
      {{"fees", fee(tagged("FeeFlowByBondPeriod", tagged("CurrentVal", "[[1, 5]]")))}},
      {{"fees", fee(tagged("AnnualRateFee", R"([{"tag": "CurrentPoolBalance"}, )" +
                                                tagged("FixedRate", "0.01") + "]"))}},
      {{"bonds",
        "{\"A\": " +
            tagged_bond(tagged("PAC", tagged("BalanceCurve", R"([["2022-02-15", 5]])")), kFixed) +
            "}"}},
      {{"accounts", R"({"acc": {"accBalance": 0, "accType": )" + tagged("FixReserve", "5") + "}}"}},
  };
  for (const Tagged& changes : rows) {
    const auto read = read_absbox(request(changes));
    EXPECT_TRUE(read) << changes.begin()->second << ": " << read.error().message;
  }
}

TEST(AbsboxTagged, RefusesByName) {
  const struct {
    Tagged changes;
    const char* message;
  } rows[] = {
      {{{"dates", R"({"tag": "WarehouseDates", "contents": {}})"}},
       "dates: \"WarehouseDates\" is not read"},
      {{{"dates", R"({"tag": "CurrentDates", "contents": []})"}},
       "dates: a list of more than 0 elements should stand here"},
      {{{"pool", tagged("MultiPool", R"({"PoolConsol": {"assets": [{"tag": "Lease"}]}})")}},
       "pool.assets: \"Lease\" is not read"},
      {{{"pool", tagged("MultiPool", R"({"PoolConsol": {"assets": [], "futureCf": 1}})")}},
       "pool: a given cash flow is not read"},
      {{{"accounts", R"({"acc": {"accBalance": 0, "accInterest": 1}})"}},
       "accounts.acc: an account's interest is not read"},
      {{{"accounts", R"({"acc": {"accBalance": 0, "accType": {"tag": "Either"}}})"}},
       "accounts.acc: \"Either\" is not read"},
      {{{"bonds", R"({"A": {"tag": "BondGroup"}})"}}, "bonds.A: \"BondGroup\" is not read"},
      {{{"bonds", "{\"A\": " + tagged_bond(R"({"tag": "Z"})", kFixed) + "}"}},
       "bonds.A: \"Z\" is not read"},
      {{{"bonds", "{\"A\": " + tagged_bond(kSequential, R"({"tag": "Floater"})") + "}"}},
       "bonds.A: \"Floater\" is not read"},
      {{{"fees", R"({"f": {"feeType": {"tag": "NumFee", "contents": 1}}})"}},
       "fees.f: \"NumFee\" is not read"},
      {{{"collects", "[" + tagged("CollectByPct", "[]") + "]"}},
       "collects: \"CollectByPct\" is not read"},
      {{{"waterfall", paying(R"({"tag": "FundWith"})")}},
       "waterfall.DistributionDay Amortizing[0]: \"FundWith\" is not read"},
      {{{"waterfall", R"({"EndOfPoolCollection": [1]})"}},
       "waterfall.EndOfPoolCollection: a waterfall of this moment is not read"},
      {{{"triggers", R"({"a": 1})"}}, "triggers: is not read in this form"},
      {{{"rateSwap", R"({"a": 1})"}}, "rateSwap: is not read in this form"},
  };
  for (const auto& row : rows) {
    const auto read = read_absbox(request(row.changes));
    ASSERT_FALSE(read) << row.message;
    EXPECT_EQ(read.error().message, row.message);
  }
}

}  // namespace
}  // namespace zheli::interchange
