#include "securitization/valuation/asset.h"

#include <gtest/gtest.h>

namespace zheli::valuation {
namespace {

constexpr const char* kHead =
    "id,owner,kind,filed,status,revenue,growth,spent,spent_on,comparables,weights,legal\n";

std::string problem_of(const std::string& row) {
  files::Findings findings("assets.csv");
  read_assets(kHead + row + "\n", findings);
  if (findings.problems().empty()) return "";
  return std::to_string(findings.problems()[0].line) + ": " + findings.problems()[0].message;
}

TEST(Assets, AreReadRowByRow) {
  files::Findings findings("assets.csv");
  const auto assets = read_assets(std::string(kHead) +
                                      "P1,F1,发明专利,2015-02-15,granted,1000000,0.1,,,2000000*0.9;"
                                      "3000000,royalty 0.7; cost 0.3,80\n",
                                  findings);
  ASSERT_TRUE(findings.problems().empty()) << findings.problems()[0].message;
  ASSERT_EQ(assets.size(), 1U);
  EXPECT_EQ(assets[0].comparables.size(), 2U);
  EXPECT_DOUBLE_EQ(assets[0].comparables[0].factor, 0.9);
  EXPECT_DOUBLE_EQ(assets[0].weights[0], 0.7);
  EXPECT_DOUBLE_EQ(assets[0].weights[2], 0.3);
  EXPECT_DOUBLE_EQ(assets[0].scores.at("legal"), 80);
}

TEST(Assets, SayWhatIsWrongAndWhere) {
  const struct {
    const char *row, *problem;
  } rows[] = {
      {"P1,F1,发明专利,2015-02-15,grnted,1,,,,,,",
       "2: unknown status \"grnted\"; did you mean \"granted\"?"},
      {"P1,F1,发明专利,2015-02-15,granted,-1,,,,,,",
       "2: \"revenue\" is -1; it should lie from 0 to 1e+12"},
      {"P1,F1,发明专利,2015-02-15,granted,1,99,,,,,",
       "2: \"growth\" is 99; it should lie from -1 to 10"},
      {"P1,F1,发明专利,2015-02-15,granted,1,,5,,,,",
       "2: \"spent\" needs \"spent_on\", the day it was spent on average"},
      {"P1,F1,发明专利,2015-02-15,granted,1,,,,nine*1,,",
       "2: \"nine*1\" is no comparable; write price*factor, as in 12000000*0.9"},
      {"P1,F1,发明专利,2015-02-15,granted,1,,,,,luck 1,",
       "2: \"luck 1\" is no weight; write royalty, earnings, cost or market and a number from 0 to "
       "1, "
       "as in \"royalty 0.7; cost 0.3\""},
      {"P1,F1,发明专利,2015-02-15,granted,1,,,,,,101",
       "2: \"legal\" is 101; it should lie from 0 to 100"},
      {"P1,F1,发明专利,2015-02-15,granted,1,,,,,,\nP1,F1,发明专利,2015-02-15,granted,1,,,,,,",
       "3: asset P1 stands twice"},
  };
  for (const auto& row : rows) EXPECT_EQ(problem_of(row.row), row.problem);
  files::Findings findings("assets.csv");
  read_assets(kHead, findings);
  ASSERT_EQ(findings.problems().size(), 1U);
}

TEST(Scores, GoToTheirAssets) {
  std::vector<Asset> assets(1);
  assets[0].id = "P1";
  files::Findings findings("scores.csv");
  read_scores("asset,indicator,score\nP1,stability,70\nP2,stability,70\n", assets, findings);
  EXPECT_DOUBLE_EQ(assets[0].scores.at("stability"), 70);
  ASSERT_EQ(findings.problems().size(), 1U);
  EXPECT_EQ(findings.problems()[0].line, 3);
}

}  // namespace
}  // namespace zheli::valuation
