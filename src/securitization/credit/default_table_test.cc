#include "securitization/credit/default_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zheli::credit {
namespace {

constexpr const char* kTable = "# remark\nrating,y1,y2\nAA,0.01,0.03\nB,0.1,0.19\n";

TEST(DefaultTable, IsLinearBetweenYearsAndGoesOnAfterTheLast) {
  files::Findings findings("t.csv");
  const DefaultTable table = DefaultTable::read(kTable, findings);
  EXPECT_TRUE(findings.problems().empty());
  EXPECT_EQ(table.ratings(), (std::vector<std::string>{"AA", "B"}));
  EXPECT_EQ(table.probability("AA", 0), 0.0);
  EXPECT_DOUBLE_EQ(*table.probability("AA", 0.5), 0.005);
  EXPECT_DOUBLE_EQ(*table.probability("AA", 1.25), 0.015);
  EXPECT_DOUBLE_EQ(*table.probability("B", 3), 1 - 0.81 * 0.9);  // hazard of year 2: 0.81 / 0.9
  EXPECT_FALSE(table.probability("CC", 1));
}

TEST(DefaultTable, SaysWhatIsWrong) {
  const struct {
    const char* bytes;
    const char* message;
  } rows[] = {
      {"rating\nA\n", "column \"y1\" is missing; add it to the first line"},
      {"rating,y1,y2\nA,0.2,0.1\n", "y2 must lie in [0, 1) and not below the year before"},
      {"rating,y1\nA,1\n", "y1 must lie in [0, 1) and not below the year before"},
      {"rating,y1\nA,0.1\nA,0.1\n", "rating A stands twice; keep one"},
  };
  for (const auto& row : rows) {
    files::Findings findings("t.csv");
    DefaultTable::read(row.bytes, findings);
    ASSERT_FALSE(findings.problems().empty()) << row.bytes;
    EXPECT_EQ(findings.problems()[0].message, row.message);
  }
}

}  // namespace
}  // namespace zheli::credit
