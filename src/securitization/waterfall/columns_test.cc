#include "securitization/waterfall/columns.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

namespace zheli::waterfall {
namespace {

TEST(Columns, RoundHalfToEven) {
  for (const auto& [x, rounded] : {std::pair{0.5, 0.0},
                                   {1.5, 2.0},
                                   {2.5, 2.0},
                                   {-0.5, 0.0},
                                   {-1.5, -2.0},
                                   {1e14 + 0.5, 1e14}}) {
    EXPECT_EQ(whole(x), rounded) << x;
  }
}

TEST(Columns, DrawTakesWhatThereIs) {
  double source[] = {5, 10, 0}, need[] = {7, 4, 3}, paid[] = {1, 0, 0};
  draw(source, need, {}, paid);
  EXPECT_EQ(std::vector(source, source + 3), (std::vector<double>{0, 6, 0}));
  EXPECT_EQ(std::vector(need, need + 3), (std::vector<double>{2, 0, 3}));
  EXPECT_EQ(std::vector(paid, paid + 3), (std::vector<double>{6, 4, 0}));
}

TEST(Columns, SupportStopsAtItsLimitAndWhenItFalls) {
  double used[] = {90, 90}, drawn[] = {0, 0}, called[] = {0, 0}, need[] = {20, 20}, paid[] = {0, 0};
  double most[] = {kAll, kAll};
  const double standing[] = {1, 0};
  draw({used, drawn, called, standing, 100}, need, most, paid);
  EXPECT_EQ(std::vector(paid, paid + 2), (std::vector<double>{10, 0}));
  EXPECT_EQ(std::vector(need, need + 2), (std::vector<double>{10, 20}));
  EXPECT_EQ(std::vector(used, used + 2), (std::vector<double>{100, 90}));
}

TEST(Columns, SharesAddUpAndNoneGetsMoreThanItsDue) {
  EXPECT_TRUE(rc::check([] {
    const auto dues = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
        rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)));
    const auto all = std::accumulate(dues.begin(), dues.end(), std::int64_t{0});
    double paid = static_cast<double>(*rc::gen::inRange<std::int64_t>(0, all + 1));
    double total = static_cast<double>(all), before = 0, given = 0, sum = 0;
    for (const std::int64_t due : dues) {
      double part = static_cast<double>(due);
      share({{&paid, 1}, {&total, 1}, {&before, 1}, {&given, 1}}, {&part, 1});
      RC_ASSERT(0 <= part && part <= static_cast<double>(due));
      RC_ASSERT(std::abs(part - paid * (static_cast<double>(due) / std::max(1.0, total))) <= 1.01);
      sum += part;
    }
    RC_ASSERT(sum == paid);
  }));
}

}  // namespace
}  // namespace zheli::waterfall
