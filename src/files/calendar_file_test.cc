#include "files/calendar_file.h"

#include <gtest/gtest.h>

namespace zheli::files {
namespace {

const char* const kGood =
    "date,day\n2027-02-08,holiday\n2027-01-01,holiday\n2027-02-05,exchange-holiday\n"
    "2027-02-13,working\n";

TEST(CalendarFile, GivesTheYearsDays) {
  const ReadCalendars read =
      read_calendars({{"calendars/china-2027.csv", kGood},
                      {"calendars/china-2028.csv", "date,day\n2028-01-03,holiday\n"},
                      {"calendars/china-2026.csv", "date,day\n2026-10-01,holiday\n"},
                      {"deal.yaml", "no calendar"}});
  EXPECT_TRUE(read.problems.empty());
  EXPECT_EQ(read.days.years, (std::set<int>{2026, 2027, 2028}));
  EXPECT_EQ(read.days.holidays, (std::vector<int>{20261001, 20270101, 20270208, 20280103}));
  EXPECT_EQ(read.days.exchange_only_holidays, (std::vector<int>{20270205}));
  EXPECT_EQ(read.days.working_weekends, (std::vector<int>{20270213}));
}

TEST(CalendarFile, NamesWhatIsWrongWithItsPlace) {
  const std::string head = "date,day\n2027-01-01,holiday\n";
  const struct {
    std::string name, bytes, problem;
    int line;
  } rows[] = {
      {"calendars/2027.csv", kGood, "by its year", 0},
      {"calendars/china-27.csv", kGood, "by its year", 0},
      {"calendars/china-2026.csv", "date,day\n2026-03-03,holiday\n", "as another day", 2},
      {"calendars/china-2027.csv", "date,day\n", "no holiday is listed", 0},
      {"calendars/china-2027.csv", "date\n2027-01-01\n", "day", 1},
      {"calendars/china-2027.csv", head + "2028-01-03,holiday\n", "is no day of 2027", 3},
      {"calendars/china-2027.csv", head + "2027-01-02,holiday\n", "leave it out", 3},
      {"calendars/china-2027.csv", head + "2027-01-04,working\n", "only a weekend day", 3},
      {"calendars/china-2027.csv", head + "2027-01-04,holyday\n", "did you mean \"holiday\"", 3},
      {"calendars/china-2027.csv", head + "2027-01-01,exchange-holiday\n", "twice", 3},
      {"calendars/china-2027.csv", head + "2027-02-30,holiday\n", "not a date", 3},
  };
  for (const auto& row : rows) {
    const ReadCalendars read = read_calendars({{row.name, row.bytes}});
    ASSERT_FALSE(read.problems.empty()) << row.name << row.bytes;
    EXPECT_EQ(read.problems[0].file, row.name);
    EXPECT_EQ(read.problems[0].line, row.line) << read.problems[0].message;
    EXPECT_NE(read.problems[0].message.find(row.problem), std::string::npos)
        << read.problems[0].message;
  }
}

}  // namespace
}  // namespace zheli::files
