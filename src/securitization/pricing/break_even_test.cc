#include "securitization/pricing/break_even.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

#include "securitization/pricing/small_pool.h"

namespace zheli::pricing {
namespace {

using cash::Flow;

/// Ten equal bullet loans of 10 million at 5 %, four quarters, 30 % recovered at once.
std::vector<credit::Name> ten_firms(double recovered = 0.3) {
  std::vector<credit::Name> names(10);
  for (credit::Name& name : names) {
    name.schedule.balance = core::yuan(10'000'000);
    name.schedule.interest.assign(4, core::yuan(125'000));
    name.schedule.principal = {{}, {}, {}, core::yuan(10'000'000)};
    name.defaults.assign(4, 0.02);
    name.recovery.mean = core::round_fen(recovered * 1e9);
  }
  return names;
}

TEST(Stressed, PaysAsScheduledWhereNobodyFails) {
  const auto names = ten_firms();
  const cash::Collections pool = stressed(names, {Failing(10, 0.0)}, 0);
  EXPECT_EQ(pool.at(0, Flow::interest)[0], 10 * 12'500'000.0);
  EXPECT_EQ(pool.at(3, Flow::principal)[0], 1e10);
  EXPECT_EQ(pool.at(2, Flow::balance)[0], 1e10);
  EXPECT_EQ(pool.at(3, Flow::balance)[0], 0);
}

TEST(Stressed, LosesNoFen) {
  EXPECT_TRUE(rc::check("principal and defaults are the balance, at any part and time", [] {
    auto names = ten_firms();
    for (credit::Name& name : names) {
      const int first = *rc::gen::inRange(0, 500'000'001);
      name.schedule.principal = {{first}, {}, {}, core::yuan(10'000'000) - core::Money{first}};
      name.recovery.lag = *rc::gen::inRange(0, 3);
    }
    const int when = *rc::gen::inRange(0, 4);
    Failing parts;
    for (int i = 0; i < 10; ++i) parts.push_back(*rc::gen::inRange(0, 1001) / 1000.0);
    const cash::Collections pool = stressed(names, {parts}, when);
    double out = 0, recovered = 0, lost = 0;
    for (int p = 0; p < 4; ++p) {
      out += pool.at(p, Flow::principal)[0] + pool.at(p, Flow::defaulted)[0];
      recovered += pool.at(p, Flow::recovery)[0];
      lost += pool.at(p, Flow::defaulted)[0];
      RC_ASSERT(pool.at(p, Flow::principal)[0] >= 0);
      RC_ASSERT(pool.at(p, Flow::balance)[0] == 1e10 - out);
    }
    RC_ASSERT(out == 1e10);
    RC_ASSERT(recovered <= lost);
  }));
}

TEST(BySize, TheLargestFirst) {
  auto names = ten_firms();
  names[7].schedule.balance = core::yuan(11'000'000);
  names[2].schedule.balance = core::yuan(1);
  const auto order = by_size(names);
  EXPECT_EQ(order.front(), 7U);
  EXPECT_EQ(order.back(), 2U);
  EXPECT_EQ(order[1], 0U);
}

/// Of 100 million, 80 are senior and 90 senior and mezzanine. A failed firm brings 3 million back.
TEST(FirmsThatMayFail, ByHand) {
  const waterfall::Program deal = small_program();
  const auto may = firms_that_may_fail(deal, ten_firms(), 0, Support::none);
  // Three failed: 70 of principal, 9 recovered, 3.5 of interest, less 0.1 of fees and 2.6 of the
  // senior's interest leave 79.8 of its 80 (the reserve pays interest only). Two: 89 of 80.
  EXPECT_EQ(may[0].largest_first, 2);
  EXPECT_EQ(may[0].smallest_first, 2);
  EXPECT_LT(may[1].largest_first, may[0].largest_first);
  EXPECT_LE(may[2].largest_first, may[1].largest_first);
  for (const FirmsThatMayFail& of : may) EXPECT_LE(of.largest_first, of.smallest_first);
}

TEST(FirmsThatMayFail, SmallFirmsHurtLess) {
  auto names = ten_firms();
  for (std::size_t n = 0; n < 10; ++n) {
    const core::Money size = core::yuan(n < 5 ? 18'000'000 : 2'000'000);
    names[n].schedule.balance = size;
    names[n].schedule.principal[3] = size;
    names[n].recovery.mean = {};
  }
  const auto may = firms_that_may_fail(small_program(), names, 0, Support::none);
  EXPECT_EQ(may[0].largest_first, 1);
  EXPECT_GE(may[0].smallest_first, 5);
}

TEST(BreakEven, AgreesWithTheNumberOfFirms) {
  const waterfall::Program deal = small_program();
  const auto names = ten_firms();
  const auto rate = break_even(deal, names, std::vector<double>(10, 1.0), 1, 0, Support::none);
  const auto may = firms_that_may_fail(deal, names, 0, Support::none);
  for (std::size_t t = 0; t < rate.size(); ++t) {
    EXPECT_GE(rate[t], may[t].largest_first / 10.0 - 1.0 / 65536) << t;
    EXPECT_LT(rate[t], (may[t].largest_first + 1) / 10.0) << t;
  }
  EXPECT_GE(rate[0], rate[1]);
  EXPECT_GE(rate[1], rate[2]);
}

TEST(BreakEven, IsAMultipleOfExpectedDefaults) {
  const waterfall::Program deal = small_program();
  const auto names = ten_firms();
  const auto rate = break_even(deal, names, std::vector<double>(10, 1.0), 1, 0, Support::none);
  const auto multiple =
      break_even(deal, names, std::vector<double>(10, 0.02), 50, 0, Support::none);
  for (std::size_t t = 0; t < 2; ++t) EXPECT_NEAR(multiple[t] * 0.02, rate[t], 1e-4) << t;
}

TEST(BreakEven, EndsOfTheScale) {
  auto names = ten_firms(1.0);  // a default brings everything back
  const waterfall::Program deal = small_program();
  const auto none = break_even(deal, names, std::vector<double>(10, 0.0), 1, 3, Support::none);
  EXPECT_EQ(none[0], 1);
  for (credit::Name& name : names) name.schedule.interest.assign(4, {});
  for (credit::Name& name : names) name.schedule.principal.assign(4, {});
  const auto hurt = break_even(deal, names, std::vector<double>(10, 1.0), 1, 0, Support::none);
  EXPECT_EQ(hurt[0], -1);
}

}  // namespace
}  // namespace zheli::pricing
