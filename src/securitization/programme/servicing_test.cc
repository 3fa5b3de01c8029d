#include "securitization/programme/servicing.h"

#include <gtest/gtest.h>

namespace zheli::programme {
namespace {

const std::vector<Asset> kPool{{"L1", core::yuan(1'000)}, {"L2", core::yuan(500)}};
constexpr const char* kHead =
    "id,interest_due,interest_paid,principal_due,principal_paid,prepaid,recovered,days_overdue,"
    "defaulted,balance\n";

ReportReading read(const std::string& rows, const Report& before = opening(kPool)) {
  return read_report(kHead + rows, "2026-1.csv", kPool, before);
}

/// L1 in order, L2 in default.
const Report kBefore = read("L1,10,10,0,0,0,0,0,no,1000\nL2,5,0,0,0,0,0,91,yes,500\n").report;

TEST(Servicing, ReadsWhatItWrites) {
  const ReportReading got =
      read("L2,5,0,0,0,0,120.5,181,yes,500\nL1,10,9.99,100,100,50,0,3,no,850\n", kBefore);
  ASSERT_TRUE(got.problems.empty()) << got.problems[0].message;
  EXPECT_EQ(got.report[0].interest_paid.fen, 999);
  EXPECT_EQ(got.report[0].balance, core::yuan(850));
  EXPECT_EQ(got.report[1].recovered.fen, 12'050);
  const std::string file = write_report(got.report, kPool);
  EXPECT_EQ(read_report(file, "", kPool, kBefore).report, got.report) << file;
}

TEST(Servicing, NamesWhatALineCannotSay) {
  const std::string fine = "L2,5,0,0,0,0,0,181,yes,500\n";
  struct Row {
    std::string rows;
    int line;
    const char* says;
  };
  for (const Row& row : {
           Row{fine, 0, "\"L1\" has no line"},
           Row{fine + "L3,0,0,0,0,0,0,0,no,0\n", 3, "\"L3\" is not in the pool"},
           Row{fine + fine, 3, "twice"},
           Row{fine + "L1,10,11,0,0,0,0,0,no,1000\n", 3, "more is paid than due"},
           Row{fine + "L1,10,10,10,11,0,0,0,no,989\n", 3, "more is paid than due"},
           Row{fine + "L1,10,10,0,0,1001,0,0,no,0\n", 3, "more principal than the 1,000.00"},
           Row{fine + "L1,10,10,0,0,0,0,0,no,999.99\n", 3, "the balance is 999.99"},
           Row{fine + "L1,10,9,0,0,0,0,0,no,1000\n", 3, "say how many days_overdue"},
           Row{fine + "L1,10,10,0,0,0,0,1,no,1000\n", 3, "days_overdue is 0"},
           Row{fine + "L1,10,10,0,0,0,5,0,no,1000\n", 3, "recovered is for defaulted"},
           Row{fine + "L1,10,10,0,0,0,0,0,perhaps,1000\n", 3, "write yes or no"},
           Row{fine + "L1,10,-10,0,0,0,0,0,no,1000\n", 3, "interest_paid"},
           Row{"L2,5,0,0,0,0,0,181,no,500\n", 2, "an earlier period"},
           Row{"L2,5,1,0,0,0,0,181,yes,500\n", 2, "what comes of it is recovered"},
       }) {
    const ReportReading got = read(row.rows, kBefore);
    EXPECT_TRUE(got.report.empty()) << row.rows;
    ASSERT_FALSE(got.problems.empty()) << row.rows;
    EXPECT_EQ(got.problems[0].line, row.line) << row.rows;
    EXPECT_NE(got.problems[0].message.find(row.says), std::string::npos)
        << row.rows << got.problems[0].message;
  }
}

TEST(Servicing, NamesEveryBadLineAndTakesNothing) {
  const ReportReading got = read("L1,10,11,0,0,0,0,0,no,1000\nL2,5,x,0,0,0,0,0,no,500\n");
  ASSERT_EQ(got.problems.size(), 2U);
  EXPECT_EQ(got.problems[0].line, 2);
  EXPECT_EQ(got.problems[1].line, 3);
  EXPECT_TRUE(got.report.empty());
}

}  // namespace
}  // namespace zheli::programme
