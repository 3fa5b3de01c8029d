#include "securitization/valuation/assumptions.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace zheli::valuation {
namespace {

std::string file(const std::string& name) {
  std::ifstream stream(std::string(ZHELI_TABLES) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Assumptions, OfTheTablesAreSound) {
  files::Findings findings("ip_valuation.yaml");
  const Assumptions assumptions = read_assumptions(file("ip_valuation.yaml"), findings);
  for (const auto& problem : findings.problems())
    ADD_FAILURE() << problem.line << ": " << problem.message;
  ASSERT_NE(assumptions.kind("发明专利"), nullptr);
  EXPECT_EQ(assumptions.kind("invention")->years, 20);
  EXPECT_GT(assumptions.premiums.at(0), assumptions.premiums.at(100));
  EXPECT_EQ(assumptions.kind("秘方"), nullptr);
}

TEST(Assumptions, SayWhatIsWrongAndWhere) {
  const std::string good = file("ip_valuation.yaml");
  const struct {
    const char *from, *to, *message;
  } rows[] = {
      {"tax: 0.15", "tax: 15", "tax"},
      {"premiums: [0.06, 0.16]", "premiums: [0.06]", "two rates from 0 to 1"},
      {"fees: [[3, 900], [6, 1200]", "fees: [[6, 900], [3, 1200]", "years rising"},
      {"filed_before: 2021-06-01, ", "", "belong together"},
      {"fade: 0.7", "fades: 0.7", "fade"},
  };
  for (const auto& row : rows) {
    std::string bytes = good;
    const std::size_t at = bytes.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    bytes.replace(at, std::string(row.from).size(), row.to);
    files::Findings findings("a.yaml");
    read_assumptions(bytes, findings);
    ASSERT_FALSE(findings.problems().empty()) << row.to;
    EXPECT_NE(findings.problems()[0].message.find(row.message), std::string::npos)
        << findings.problems()[0].message;
  }
}

TEST(Score, IsTheWeightedMeanOfWhatWasScored) {
  files::Findings findings("ip_indicators.csv");
  const std::vector<Indicator> tree = read_indicators(file("ip_indicators.csv"), findings);
  ASSERT_TRUE(findings.problems().empty());
  Asset asset;
  EXPECT_FALSE(score(tree, asset));
  asset.scores = {{"legal", 80}};
  EXPECT_DOUBLE_EQ(*score(tree, asset), 80);
  asset.scores["technical"] = 60;
  asset.scores["economic"] = 40;
  EXPECT_NEAR(*score(tree, asset), 0.3 * 80 + 0.35 * 60 + 0.35 * 40, 1e-12);
  asset.scores = {{"stability", 90}, {"scope", 50}};  // weights 0.3 and 0.25 of legal
  EXPECT_NEAR(*score(tree, asset), (0.3 * 90 + 0.25 * 50) / 0.55, 1e-12);
  asset.scores["legal"] = 10;  // a score of its own replaces those below
  EXPECT_DOUBLE_EQ(*score(tree, asset), 10);
}

TEST(Check, NamesUnknownKindsAndIndicators) {
  files::Findings findings("assets.csv");
  Assumptions assumptions;
  assumptions.kinds.push_back({"invention", "发明专利"});
  Asset asset;
  asset.kind = "发明";
  asset.scores = {{"luck", 1}};
  asset.line = 7;
  asset.filed = core::parse_date("2020-01-01").value();
  const std::vector<Indicator> tree = {{"legal", "", "法律价值", "", 1}};
  check({asset}, {assumptions, tree, core::parse_date("2021-06-30").value()}, findings);
  ASSERT_EQ(findings.problems().size(), 2U);
  EXPECT_EQ(findings.problems()[0].line, 7);
}

TEST(Check, RefusesWhatCameAfterTheValuationDay) {
  files::Findings findings("assets.csv");
  Assumptions assumptions;
  assumptions.kinds.push_back({"invention", "发明专利"});
  Asset asset;
  asset.kind = "发明专利";
  asset.filed = core::parse_date("2030-02-15").value();
  asset.spent_on = core::parse_date("2021-07-01").value();
  asset.line = 7;
  check({asset}, {assumptions, {}, core::parse_date("2021-06-30").value()}, findings);
  ASSERT_EQ(findings.problems().size(), 2U);
  EXPECT_EQ(findings.problems()[0].message,
            "filed is 2030-02-15, after the valuation day 2021-06-30");
  EXPECT_EQ(findings.problems()[1].line, 7);
}

}  // namespace
}  // namespace zheli::valuation
