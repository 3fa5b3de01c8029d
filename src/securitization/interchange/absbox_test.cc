#include "securitization/interchange/absbox.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace zheli::interchange {
namespace {

std::string loan(const std::string& type, const std::string& assumption) {
  return R"({"kind": "pool", "input": {"cutoffDate": "2021-06-30", "poolAssump": )" + assumption +
         R"(, "assets": [["Loan", {"originTerm": 12, "freq": "Monthly", "type": )" + type +
         R"(, "originDate": "2021-06-30"}, {"currentBalance": 10000000, "currentRate": 0.06, "remainTerm": 12}]]}})";
}

TEST(Absbox, ABulletLoanPaysByActualDaysCutToTheCent) {
  const auto read = read_absbox(loan("\"i_p\"", "null"));
  ASSERT_TRUE(read) << read.error().message;
  const auto flows = project(read.value().pool);
  ASSERT_EQ(flows.size(), 13U);
  EXPECT_EQ(flows[1].interest.fen, 4'931'506);  // 10 000 000 × 6 % × 30/365 = 49 315.068
  EXPECT_EQ(flows[12].principal, core::yuan(10'000'000));
  EXPECT_EQ(flows[12].balance.fen, 0);
}

TEST(Absbox, RecoveriesComeAfterTheLagAndTheRestIsLost) {
  const auto read = read_absbox(loan(
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
      {"{", "the file is no JSON"},
      {"[]", "the case: an object should stand here"},
      {R"({"kind": "bond"})", "kind: \"pool\" or \"deal\" should stand here, not \"bond\""},
      {R"({"kind": "deal", "input": {"dates": {}}})", "dates: \"cutoff\" is missing"},
      {loan("\"balloon\"", "null"), "input.assets[0].type: of a Loan \"balloon\" is not read"},
      {loan("\"i_p\"", R"(["Pool", ["Loan", {"SMM": 1}]])"),
       "input.poolAssump: \"CDR\" is missing"},
  };
  for (const auto& row : rows) {
    const auto read = read_absbox(row.bytes);
    ASSERT_FALSE(read) << row.bytes;
    EXPECT_EQ(read.error().message, row.message);
  }
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

}  // namespace
}  // namespace zheli::interchange
