#include "securitization/contracts/time.h"

#include <gtest/gtest.h>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

TEST(ParseTime, TakesTheBedsForms) {
  const struct {
    const char* text;
    const char* written;  // null: refused
  } rows[] = {
      {"2013-01-01", "2013-01-01"},
      {"2013-01-01T00:00", "2013-01-01"},
      {"2013-01-01T00:00:00", "2013-01-01"},
      {"2013-12-31T23:59:59", "2013-12-31T23:59:59"},
      {"2013-01-01T24:00:00", nullptr},
      {"2013-01-01T00:00:60", nullptr},
      {"2013-01-01 00:00", nullptr},
      {"2013-01-01T0:00", nullptr},
      {"2013-02-29", nullptr},
      {"1899-12-31", nullptr},
      {"2300-01-01", nullptr},
      {"", nullptr},
  };
  for (const auto& row : rows) {
    const core::Result<Time> time = parse_time(row.text);
    EXPECT_EQ(bool(time), row.written != nullptr) << row.text;
    if (time) {
      EXPECT_EQ(to_string(time.value()), row.written);
    }
  }
}

TEST(CountingDay, TakesTheLastSecondForMidnight) {
  EXPECT_EQ(counting_day(at("2013-12-31T23:59:59")), core::parse_date("2014-01-01").value());
  EXPECT_EQ(counting_day(at("2013-12-31T23:59:58")), core::parse_date("2013-12-31").value());
}

TEST(ParsePeriod, TakesOneUnit) {
  const struct {
    const char* text;
    int months;
    int days;
  } rows[] = {{"P1M", 1, 0},  {"P2Q", 6, 0},   {"P1H", 6, 0},   {"P10Y", 120, 0},   {"P0D", 0, 0},
              {"P3W", 0, 21}, {"P31D", 0, 31}, {"P5DL0", 0, 5}, {"P9999D", 0, 9999}};
  for (const auto& row : rows) {
    const auto period = parse_period(row.text);
    ASSERT_TRUE(period) << row.text;
    EXPECT_EQ(period.value().months, row.months) << row.text;
    EXPECT_EQ(period.value().days, row.days) << row.text;
  }
  for (const char* text :
       {"", "P", "PM", "1M", "P1", "P1X", "P-1M", "P10000D", "P1M1D", "P1ML2", "P1ML", "P 1M"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

TEST(ParseCycle, NeedsAStubAndAStep) {
  EXPECT_TRUE(parse_cycle("P1ML0").value().long_stub);
  EXPECT_FALSE(parse_cycle("P1ML1").value().long_stub);
  for (const char* text : {"P1M", "P0DL1", "P0ML0", "L1"}) EXPECT_FALSE(parse_cycle(text)) << text;
}

TEST(Add, KeepsTheTimeOfDayAndEndsWithTheMonth) {
  EXPECT_EQ(to_string(add(at("2013-01-31"), {.months = 1}, 1)), "2013-02-28");
  EXPECT_EQ(to_string(add(at("2013-01-31"), {.months = 1}, 2)), "2013-03-31");
  EXPECT_EQ(to_string(add(at("2013-01-31T23:59:59"), {.days = 1}, 1)), "2013-02-01T23:59:59");
}

}  // namespace
}  // namespace zheli::contracts
