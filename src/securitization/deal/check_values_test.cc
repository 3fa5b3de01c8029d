#include "securitization/deal/check_values.h"

#include <gtest/gtest.h>

#include "securitization/deal/small_pledges.h"

namespace zheli::deal {
namespace {

/// Assets and appraisals that give what rights.csv of small_pledges() says.
struct Valued {
  std::vector<valuation::Asset> assets;
  std::vector<valuation::Appraisal> appraisals;
};

Valued as_stated(const Deal& deal) {
  Valued to;
  for (const Right& right : deal.rights) {
    valuation::Asset& asset = to.assets.emplace_back();
    asset.id = right.id;
    asset.owner = right.owner;
    asset.line = right.line;
    valuation::Appraisal& appraisal = to.appraisals.emplace_back();
    appraisal.value = right.value;
    appraisal.liquidation_value = right.liquidation_value;
    appraisal.legal_status.legal_end = right.expires;
  }
  return to;
}

TEST(CheckValues, SaysWhichRightDiffersAndBothValues) {
  const Deal deal = small_pledges();
  Valued valued = as_stated(deal);
  EXPECT_TRUE(check_values(deal, valued.assets, valued.appraisals).empty());
  valued.appraisals[1].value = core::yuan(4'100'000);
  valued.appraisals[1].liquidation_value = core::yuan(1'100'000);
  valued.appraisals[2].legal_status.legal_end = ymd(2031, 6, 29);
  const auto problems = check_values(deal, valued.assets, valued.appraisals);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].line, 3);
  EXPECT_TRUE(problems[0].message.starts_with(
      "right P2: value is 4,000,000.00, assets.csv gives 4,100,000.00; "))
      << problems[0].message;
  EXPECT_TRUE(problems[1].message.starts_with("right P2: liquidation_value is 1,000,000.00, "));
  EXPECT_TRUE(problems[2].message.starts_with(
      "right P3: expires is 2030-06-29, assets.csv gives 2031-06-29; "));
}

TEST(CheckValues, SaysWhichRightOnlyOneFileHas) {
  const Deal deal = small_pledges();
  Valued valued = as_stated(deal);
  valued.assets[0].id = "P9";
  valued.assets[2].owner = "F1";
  const auto problems = check_values(deal, valued.assets, valued.appraisals);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].file, "assets.csv");
  EXPECT_TRUE(problems[0].message.starts_with("right P9 is not in rights.csv; "));
  EXPECT_TRUE(problems[1].message.starts_with("right P3: owner is F2, assets.csv gives F1; "));
  EXPECT_TRUE(problems[2].message.starts_with("right P1 is not in assets.csv; "));
}

}  // namespace
}  // namespace zheli::deal
