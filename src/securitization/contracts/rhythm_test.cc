#include "securitization/contracts/rhythm.h"

#include <gtest/gtest.h>

#include "securitization/contracts/written_time.h"

namespace zheli::contracts {
namespace {

std::string written(const std::vector<Time>& times) {
  std::string all;
  for (const Time time : times) {
    if (!all.empty()) all += ' ';
    all += to_string(time);
  }
  return all;
}

TEST(Times, FollowTheCycleToTheEnd) {
  const struct {
    const char* anchor;  // null: none
    const char* cycle;   // null: none
    const char* end;
    bool with_end;
    bool end_of_month;
    const char* times;
  } rows[] = {
      {"2013-01-01", "P1ML0", "2013-03-01", true, false, "2013-01-01 2013-02-01 2013-03-01"},
      {"2013-01-01", "P1ML0", "2013-03-01", false, false, "2013-01-01 2013-02-01"},
      // A long stub drops the last time before an end off the cycle; a short one keeps it.
      {"2013-01-01", "P1ML0", "2013-03-15", true, false, "2013-01-01 2013-02-01 2013-03-15"},
      {"2013-01-01", "P1ML1", "2013-03-15", true, false,
       "2013-01-01 2013-02-01 2013-03-01 2013-03-15"},
      {"2013-01-01", "P1ML0", "2013-01-15", true, false, "2013-01-01 2013-01-15"},
      // Same day, and end of month.
      {"2013-02-28", "P1ML1", "2013-04-30", false, false, "2013-02-28 2013-03-28 2013-04-28"},
      {"2013-02-28", "P1ML1", "2013-04-30", false, true, "2013-02-28 2013-03-31"},
      {"2013-01-30", "P1ML1", "2013-04-01", false, true, "2013-01-30 2013-02-28 2013-03-30"},
      {"2013-01-31", "P2WL1", "2013-03-01", false, true, "2013-01-31 2013-02-14 2013-02-28"},
      // Missing parts.
      {"2013-01-01", nullptr, "2013-03-01", true, false, "2013-01-01 2013-03-01"},
      {nullptr, nullptr, "2013-03-01", true, false, "2013-03-01"},
      {nullptr, nullptr, "2013-03-01", false, false, ""},
      {"2013-04-01", "P1ML0", "2013-03-01", true, false, "2013-03-01"},
  };
  for (const auto& row : rows) {
    Rhythm rhythm;
    if (row.anchor != nullptr) rhythm.anchor = at(row.anchor);
    if (row.cycle != nullptr) rhythm.cycle = parse_cycle(row.cycle).value();
    const auto found = times(rhythm, at(row.end), row.with_end, row.end_of_month);
    ASSERT_TRUE(found);
    EXPECT_EQ(written(found.value()), row.times) << row.end;
  }
}

TEST(Times, RefuseAnAbsurdCycle) {
  const Rhythm daily{at("1900-01-01"), parse_cycle("P1DL1").value()};
  EXPECT_FALSE(times(daily, at("2299-01-01"), true, false));
  const Rhythm far{at("2299-12-31"), parse_cycle("P9999YL1").value()};
  EXPECT_TRUE(times(far, at("2299-12-31T23:59:59"), true, false));
}

}  // namespace
}  // namespace zheli::contracts
