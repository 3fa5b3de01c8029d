#include "core/date.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

TEST(ParseDate, TakesRealDaysOnly) {
  const struct {
    const char* text;
    bool good;
  } rows[] = {
      {"2026-11-23", true},  {"2024-02-29", true},   {"2023-02-29", false}, {"2026-13-01", false},
      {"2026-00-10", false}, {"2026-1-01", false},   {"", false},           {"20261123", false},
      {"2026-11-2x", false}, {"2026-11-234", false}, {"-026-11-23", false}, {"2026/11/23", false},
  };
  for (const auto& row : rows) {
    const Result<Date> date = parse_date(row.text);
    EXPECT_EQ(bool(date), row.good) << row.text;
    if (date) {
      EXPECT_EQ(to_string(date.value()), row.text);
    }
  }
}

TEST(Validity, IsHalfOpenAndMayBeOpenEnded) {
  const Date march = parse_date("2026-03-01").value();
  const Date april = parse_date("2026-04-01").value();
  const Validity spring{march, april};
  EXPECT_TRUE(spring.covers(march));
  EXPECT_FALSE(spring.covers(april));
  EXPECT_TRUE((Validity{}.covers(april)));
  EXPECT_FALSE(spring.overlaps(Validity{april, std::nullopt}));
  EXPECT_TRUE(spring.overlaps(Validity{std::nullopt, std::nullopt}));
  EXPECT_FALSE((Validity{april, march}.is_sound()));
}

}  // namespace
}  // namespace zheli::core
