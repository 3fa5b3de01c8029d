#include "securitization/valuation/methods.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

namespace zheli::valuation {
namespace {

core::Date ymd(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

TEST(Income, IsTheSumByHand) {
  // 1 000 000, then 1 100 000, then half a year of 1 100 000 · 1.05; 5 %, tax 20 %, 10 %.
  const Forecast forecast{1'000'000, 0.1, 0.5, 2.5};
  const double by_hand =
      40'000 / std::pow(1.1, 0.5) + 44'000 / std::pow(1.1, 1.5) + 23'100 / std::pow(1.1, 2.25);
  EXPECT_NEAR(income(forecast, 0.05, 0.2, 0.1), by_hand, 1e-9);
}

TEST(Royalty, IsLessTheAnnualFees) {
  const Forecast forecast{1'000'000, 0, 1, 1};
  const std::vector<DatedFee> fees = {{ymd(2022, 6, 30), 4'000}};
  EXPECT_NEAR(relief_from_royalty(forecast, 0.05, 0, 0.1, fees, ymd(2021, 6, 30)),
              50'000 / std::sqrt(1.1) - 4'000 / 1.1, 1e-9);
  EXPECT_EQ(relief_from_royalty({100, 0, 1, 1}, 0.05, 0, 0.1, fees, ymd(2021, 6, 30)), 0);
}

TEST(Methods, ByHand) {
  EXPECT_NEAR(excess_earnings({1'000'000, 0, 1, 1}, 0.3, 0.1, 0.25, 0.21),
              1'000'000 * 0.2 * 0.75 / 1.1, 1e-9);
  EXPECT_EQ(excess_earnings({1'000'000, 0, 1, 1}, 0.1, 0.3, 0.25, 0.21), 0);
  EXPECT_NEAR(replacement_cost(1'000'000, 2, 0.1, 0.25), 907'500, 1e-9);
  const std::vector<Comparable> odd = {{100, 1}, {300, 0.5}, {50, 1}};
  EXPECT_DOUBLE_EQ(market_value(odd), 100);
  const std::vector<Comparable> even = {{100, 1}, {300, 0.5}};
  EXPECT_DOUBLE_EQ(market_value(even), 125);
}

TEST(Income, MoreYearsNeverLowerItHigherDiscountNeverRaisesIt) {
  EXPECT_TRUE(rc::check([] {
    const auto number = [](int least, int most) { return *rc::gen::inRange(least, most) / 1000.0; };
    Forecast forecast{number(0, 1'000'000), number(-500, 500), number(0, 1000), number(0, 30'000)};
    const double rate = number(0, 200), discount = number(0, 400);
    const double value = income(forecast, rate, 0.15, discount);
    RC_ASSERT(income(forecast, rate, 0.15, discount + 0.01) <= value + 1e-9);
    forecast.years += number(0, 5000);
    RC_ASSERT(income(forecast, rate, 0.15, discount) >= value * (1 - 0.01) - 1e-9);
  }));
}

}  // namespace
}  // namespace zheli::valuation
