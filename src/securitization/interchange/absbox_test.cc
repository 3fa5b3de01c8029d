#include "securitization/interchange/absbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace zheli::interchange {
namespace {

std::string loan_case(const std::string& type, const std::string& assumption) {
  return R"({"kind": "pool", "input": {"cutoffDate": "2021-06-30", "poolAssump": )" + assumption +
         R"(, "assets": [["Loan", {"originTerm": 12, "freq": "Monthly", "type": )" + type +
         R"(, "originDate": "2021-06-30"}, {"currentBalance": 10000000, "currentRate": 0.06, "remainTerm": 12}]]}})";
}

TEST(Absbox, ABulletLoanPaysByActualDaysCutToTheCent) {
  const auto read = read_absbox(loan_case("\"i_p\"", "null"));
  ASSERT_TRUE(read) << read.error().message;
  const auto flows = project(read.value().pool);
  ASSERT_EQ(flows.size(), 13U);
  EXPECT_EQ(flows[1].interest.fen, 4'931'506);  // 10 000 000 × 6 % × 30/365 = 49 315.068
  EXPECT_EQ(flows[12].principal, core::yuan(10'000'000));
  EXPECT_EQ(flows[12].balance.fen, 0);
}

TEST(Absbox, RecoveriesComeAfterTheLagAndTheRestIsLost) {
  const auto read = read_absbox(loan_case(
      "\"i_p\"",
      R"(["Pool", ["Loan", {"CDR": 0.05}, null, {"Rate": 0.4, "Lag": 6}, null], null, null])"));
  ASSERT_TRUE(read) << read.error().message;
  const auto flows = project(read.value().pool);
  ASSERT_EQ(flows.size(), 19U);
  EXPECT_EQ(flows[1].defaulted.fen, 4'207'012);
  EXPECT_EQ(flows[7].recovery.fen, 1'682'804);
  EXPECT_EQ((flows[7].recovery + flows[7].loss), flows[1].defaulted);
}

TEST(Absbox, SaysWhatItDoesNotRead) {
  const struct {
    std::string bytes;
    const char* message;
  } rows[] = {
      {"{",
       "line 1: this is no JSON: syntax error while parsing object key - unexpected end of input; "
       "expected string literal"},
      {"[]", "the case: an object should stand here"},
      {R"({"kind": "bond"})", "kind: \"pool\" or \"deal\" should stand here, not \"bond\""},
      {R"({"kind": "deal", "input": {"dates": {}}})", "dates: \"cutoff\" is missing"},
      {loan_case("\"balloon\"", "null"), "input.assets[0].type: of a Loan \"balloon\" is not read"},
      {loan_case("\"i_p\"", R"(["Pool", ["Loan", {"SMM": 1}]])"),
       "input.poolAssump: \"CDR\" is missing"},
  };
  for (const auto& row : rows) {
    const auto read = read_absbox(row.bytes);
    ASSERT_FALSE(read) << row.bytes;
    EXPECT_EQ(read.error().message, row.message);
  }
}

/// Ten million at 7.3 % (2 000 yuan a day), A eight million at 3.65 % (800 a day), a fee of 0.365
/// %.
std::string deal_case(const std::string& steps, const std::string& more,
                      const std::string& bond_type) {
  return R"({"kind": "deal", "input": {
    "dates": {"cutoff": "2021-12-31", "closing": "2021-12-31", "firstPay": "2022-02-15",
              "payFreq": ["DayOfMonth", 15], "poolFreq": "MonthEnd", "stated": "2022-12-31"},
    "pool": {"assets": [["Loan", {"originTerm": 3, "freq": "Monthly", "type": "i_p", "originDate": "2021-12-31"},
                         {"currentBalance": 10000000, "currentRate": 0.073, "remainTerm": 3}]]},
    "accounts": [["acc", {"balance": 0}]],
    "bonds": [["A", {"balance": 8000000, "rateType": {"Fixed": 0.0365}, "bondType": )" +
         bond_type + R"(}],
              ["Sub", {"balance": 2000000, "rateType": {"Fixed": 0}, "bondType": {"Equity": null}}]],
    "fees": [["mgmt", {"type": {"annualPctFee": [["poolBalance"], 0.00365]}, "feeStart": "2021-12-31"}]],
    "collection": [["CollectedInterest", "acc"], ["CollectedPrincipal", "acc"],
                   ["CollectedPrepayment", "acc"], ["CollectedRecoveries", "acc"]],
    "waterfall": {"default": [["calcAndPayFee", "acc", ["mgmt"]], )" +
         steps + R"(["accrueAndPayInt", "acc", ["A"]],
      ["payPrin", "acc", ["A"]], ["payPrin", "acc", ["Sub"]], ["payIntResidual", "acc", "Sub"]]})" +
         more + "}}";
}

/// A figure of a run, by table, date and column.
double figure(const std::string& bytes, const std::string& table, const std::string& date,
              const std::string& column) {
  const auto read = read_absbox(bytes);
  EXPECT_TRUE(read) << read.error().message;
  if (!read) return -1;
  const auto got = run(read.value());
  EXPECT_TRUE(got) << got.error().message;
  if (!got) return -1;
  for (const Table& one : got.value()) {
    const auto at = std::find(one.columns.begin(), one.columns.end(), column);
    const auto row = std::find(one.labels.begin(), one.labels.end(), date);
    if (one.name == table && at != one.columns.end() && row != one.labels.end())
      return one
          .rows[static_cast<std::size_t>(row - one.labels.begin())]
               [static_cast<std::size_t>(at - one.columns.begin())]
          .value_or(-1);
  }
  return -1;
}

TEST(AbsboxDeal, PaysByHand) {
  const std::string plain = deal_case("", "", R"({"Sequential": null})");
  const struct {
    const char *table, *date, *column;
    double yuan;
  } rows[] = {
      {"fees mgmt", "2022-02-15", "payment", 3'100},  // 31 days to the collection day
      {"bonds A", "2022-02-15", "interest", 36'800},  // 46 days
      {"bonds A", "2022-02-15", "principal", 22'100},
      {"fees mgmt", "2022-03-15", "payment", 1'300},  // 13 days
      {"bonds A", "2022-03-15", "interest", 22'338.12},
      {"bonds A", "2022-04-15", "interest", 24'631.16},  // 24 631.168 cut
      {"bonds A", "2022-04-15", "balance", 0},
      {"bonds Sub", "2022-04-15", "principal", 2'000'000},
      {"bonds Sub", "2022-04-15", "interest", 90'230.72},
      {"bonds A", "2022-05-15", "balance", -1},  // it is over
  };
  for (const auto& row : rows)
    EXPECT_NEAR(figure(plain, row.table, row.date, row.column), row.yuan, 1e-6)
        << row.table << " " << row.date << " " << row.column;
}

TEST(AbsboxDeal, ReadsTheFormsOfTheManual) {
  const std::string sequential = R"({"Sequential": null})";
  const std::string pac = R"({"PAC": [["2022-02-15", 7990000], ["2022-04-15", 0]]})";
  EXPECT_NEAR(figure(deal_case("", "", pac), "bonds A", "2022-02-15", "principal"), 10'000, 1e-6);
  const std::string step_up = R"({"Sequential": null}, "stepUp": ["once", "2022-03-01", 0.0365])";
  // 14 days at 3.65 % and 14 at 7.3 % of 7 977 900.
  EXPECT_NEAR(figure(deal_case("", "", step_up), "bonds A", "2022-03-15", "interest"),
              797.79 * (14 + 2 * 14), 0.011);
  const std::string line =
      R"(, "liqFacility": {"bank": {"type": {"total": 5000}, "start": "2021-12-31"}})";
  const std::string draw = R"(["liqSupport", "bank", "account", ["acc"], {"balCapAmt": 4000}], )";
  EXPECT_NEAR(figure(deal_case(draw, line, sequential), "bonds A", "2022-03-15", "principal"),
              32'361.88 + 1'000 + 4'000 * 0.0365 * 28 / 365, 0.011);
  const std::string trigger =
      R"(, "trigger": {"BeforeDistribution": {"late": {"condition": [">=", "2022-03-01"], )"
      R"("effects": ["newStatus", "Accelerated"], "status": false, "curable": false}}})";
  const std::string only_then =
      R"(["if", [["bondBalance", "A"], "<", 7990000], ["payIntResidual", "acc", "Sub", {"limit": {"balCapAmt": 7}}]], )";
  EXPECT_NEAR(
      figure(deal_case(only_then, trigger, sequential), "bonds Sub", "2022-03-15", "interest"), 7,
      1e-6);
  EXPECT_NEAR(
      figure(deal_case(only_then, trigger, sequential), "bonds Sub", "2022-02-15", "interest"), 0,
      1e-6);
}

TEST(AbsboxDeal, SaysWhatItDoesNotRead) {
  const std::string sequential = R"({"Sequential": null})";
  const struct {
    std::string bytes;
    const char* message;
  } rows[] = {
      {deal_case(R"(["paySwap", "acc", "s"], )", "", sequential),
       "waterfall.default[1]: \"paySwap\" is not read"},
      {deal_case(R"(["payPrin", "acc"], )", "", sequential),
       "waterfall.default[1]: a list of more than 2 elements should stand here"},
      {deal_case("", R"(, "liqFacility": {"bank": {"type": "reset"}})", sequential),
       "liqFacility.bank.type: \"unlimit\" or {\"total\": amount} should stand here"},
      {deal_case("", "", R"("IO")"), "bonds[0].bondType: \"IO\" is not read"},
      {deal_case("", R"(, "runAssump": 1)", R"({"Lockout": "2022-01-01"})"),
       "bonds[0].bondType: \"Lockout\" is not read"},
  };
  for (const auto& row : rows) {
    const auto read = read_absbox(row.bytes);
    ASSERT_FALSE(read) << row.message;
    EXPECT_EQ(read.error().message, row.message);
  }
  const auto read = read_absbox(deal_case(R"(["payInt", "acc", ["Z"]], )", "", sequential));
  ASSERT_TRUE(read) << read.error().message;
  const auto got = run(read.value());
  ASSERT_FALSE(got);
  EXPECT_NE(got.error().message.find("\"Z\" is no tranche"), std::string::npos);
}

TEST(Absbox, AgreesWithTheEngineItComesFrom) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  int cases = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(peers) + "/hastructure")) {
    if (entry.path().extension() != ".json") continue;
    SCOPED_TRACE(entry.path().filename());
    std::ifstream file(entry.path(), std::ios::binary);
    const auto read = read_absbox(std::string{std::istreambuf_iterator<char>(file), {}});
    ASSERT_TRUE(read) << read.error().message;
    const auto got = run(read.value());
    ASSERT_TRUE(got) << got.error().message;
    for (const std::string& difference : compare(read.value(), got.value()).differences)
      ADD_FAILURE() << difference;
    ++cases;
  }
  EXPECT_GE(cases, 18);
}

/// That engine's own deals, in its own tagged form: each is read whole and agrees, or is refused.
TEST(AbsboxTagged, AgreesOrSaysWhy) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  int agreed = 0, refused = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(peers) + "/hastructure/absbox_deals")) {
    SCOPED_TRACE(entry.path().filename());
    std::ifstream file(entry.path(), std::ios::binary);
    const auto read = read_absbox(std::string{std::istreambuf_iterator<char>(file), {}});
    if (!read) {
      std::cout << entry.path().stem().string() << ": " << read.error().message << "\n";
      ++refused;
      continue;
    }
    const auto got = run(read.value());
    ASSERT_TRUE(got) << got.error().message;
    const auto differences = compare(read.value(), got.value()).differences;
    for (const std::string& difference : differences) ADD_FAILURE() << difference;
    agreed += differences.empty();
  }
  std::cout << agreed << " agreed, " << refused << " refused\n";
  EXPECT_GE(agreed, 41);
}

}  // namespace
}  // namespace zheli::interchange
