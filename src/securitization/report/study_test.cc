#include "securitization/report/study.h"

#include <gtest/gtest.h>

#include "securitization/report/names.h"

namespace zheli::report {
namespace {

deal::Deal two_tranches() {
  deal::Deal deal;
  deal.issue = core::yuan(10);
  deal.terms.tranches.resize(2);
  deal.terms.tranches[0].id = "A";
  deal.terms.tranches[0].size = core::yuan(8);
  deal.terms.tranches[0].coupon.rate = 0.04;
  deal.terms.tranches[1].id = "sub";
  deal.terms.tranches[1].size = core::yuan(2);
  deal.terms.tranches[1].residual = true;
  deal.names = {{"A", "优先级"}};
  deal.targets = {{"A", "AA"}};
  deal.borrowers = {{"F1", "甲公司", "", "", "BB", 0.07, 0}, {"F2", "乙公司", "", "", "B", 0, 0}};
  return deal;
}

pricing::RatingScale scale() {
  files::Findings findings("t");
  const auto table = [&](const char* bytes) { return credit::DefaultTable::read(bytes, findings); };
  auto to = pricing::RatingScale::make(table("rating,y1\nAA,0.01\nBB,0.1\n"),
                                       table("rating,y1\nAA,0.005\nBB,0.05\n"), findings);
  EXPECT_TRUE(findings.problems().empty());
  return to;
}

TEST(Names, AreChineseOrIds) {
  const deal::Deal deal = two_tranches();
  EXPECT_EQ(name_of(deal, "A", Language::chinese), "优先级");
  EXPECT_EQ(name_of(deal, "A", Language::english), "A");
  EXPECT_EQ(name_of(deal, "sub", Language::chinese), "sub");
  EXPECT_EQ(name_of(deal.borrowers[0], Language::chinese), "甲公司");
  EXPECT_EQ(name_of(deal.borrowers[0], Language::english), "F1");
}

TEST(Prices, LeaveEmptyWhatIsNotThere) {
  study::Price senior, residual;
  senior.price = 1.01;
  senior.yield = 0.05;
  residual.price = 0.5;
  const Sheet sheet = prices(two_tranches(), {senior, residual}, Language::chinese);
  ASSERT_EQ(sheet.rows.size(), 2U);
  EXPECT_EQ(sheet.rows[0][0], Cell(std::string("优先级")));
  EXPECT_EQ(sheet.rows[0][2], Cell(0.04));
  EXPECT_EQ(sheet.rows[0][4], Cell(0.05));
  EXPECT_EQ(sheet.rows[0][5], Cell());
  EXPECT_EQ(sheet.rows[1][2], Cell());
}

TEST(Ratings, NameTheGradeAndWhatLiesBelowAll) {
  study::Rated rated;
  rated.together = 1;
  rated.alone = 2;
  rated.may_fail = -1;
  const Sheet sheet = ratings(two_tranches(), scale(), {rated}, Language::english);
  ASSERT_EQ(sheet.rows.size(), 1U);
  EXPECT_EQ(sheet.rows[0][1], Cell(std::string("<BB")));
  EXPECT_EQ(sheet.rows[0][2], Cell());
  EXPECT_EQ(sheet.rows[0][3], Cell(std::string("BB")));
  EXPECT_EQ(sheet.rows[0][7], Cell(std::string("AA")));
  EXPECT_EQ(sheet.rows[0][8], Cell());
  EXPECT_EQ(sheet.rows[0][9], Cell(-1.0));
}

TEST(Ratings, ShowEachBackersOwn) {
  deal::Deal deal = two_tranches();
  deal.terms.supporters.resize(2);
  deal.terms.supporters[0].id = "S1";
  deal.terms.supporters[1].id = "S2";
  study::Rated one, both;
  one.backers = {{1, "AA+"}};
  both.backers = {{0, "AAA"}, {1, "AA+"}};
  const Sheet sheet = ratings(deal, scale(), {one, both}, Language::english);
  EXPECT_EQ(sheet.rows[0][2], Cell(std::string("AA+")));
  EXPECT_EQ(sheet.rows[1][2], Cell(std::string("S1 AAA, S2 AA+")));
}

TEST(Sizing, PutsTheRestBesideTheSized) {
  pricing::Sizing found;
  found.sizes = {core::yuan(9), core::yuan(1)};
  found.assessed.resize(1);
  const Sheet sheet = sizing(two_tranches(), scale(), found, Language::english);
  ASSERT_EQ(sheet.rows.size(), 2U);
  EXPECT_EQ(sheet.rows[0][3], Cell(0.9));
  EXPECT_EQ(sheet.rows[0][4], Cell(core::yuan(8)));
  EXPECT_EQ(sheet.rows[0][5], Cell(std::string("AA")));
  EXPECT_EQ(sheet.rows[1][1], Cell());
  EXPECT_EQ(sheet.rows[1][5], Cell());
}

TEST(Bands, CountTheFirms) {
  const Sheet sheet = bands(std::vector<pricing::Band>(3), Language::english);
  ASSERT_EQ(sheet.rows.size(), 3U);
  EXPECT_EQ(sheet.rows[2][0], Cell(3.0));
}

TEST(Costs, NameTheFirmAndLeaveAnUnknownRateEmpty) {
  study::Cost one, other;
  one.alone = 0.07;
  other.borrower = 1;
  other.all_in = 0.05;
  const Sheet sheet = costs(two_tranches(), {one, other}, Language::chinese);
  ASSERT_EQ(sheet.rows.size(), 2U);
  EXPECT_EQ(sheet.rows[0][4], Cell(0.07));
  EXPECT_EQ(sheet.rows[1][0], Cell(std::string("乙公司")));
  EXPECT_EQ(sheet.rows[1][4], Cell());
  EXPECT_EQ(sheet.rows[1][5], Cell(0.05));
  EXPECT_EQ(sheet.columns.back().id, "fair_share");
  other.fair_error = core::yuan(3);
  const Sheet sampled = costs(two_tranches(), {one, other}, Language::english);
  EXPECT_EQ(sampled.columns.back().id, "fair_error");
  EXPECT_EQ(sampled.rows[1].back(), Cell(core::yuan(3)));
}

}  // namespace
}  // namespace zheli::report
