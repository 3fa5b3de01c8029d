#include "securitization/waterfall/bounds.h"

#include <gtest/gtest.h>

#include <limits>

#include "securitization/waterfall/small_deal.h"

namespace zheli::waterfall {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

Term figure(Metric of, std::string whose = {}) {
  return metric(of, std::move(whose));
}

TEST(Bounds, AreThoseOfEachFigureAndOperation) {
  const Terms terms = small_deal();  // four dates; a pool of 100 million yuan, A of 80
  using enum Operation;
  const struct {
    const char* what;
    Formula formula;
    double least, most;
  } rows[] = {
      {"nothing", {}, 0, 0},
      {"the second of four dates", {figure(Metric::period)}, 2, 2},
      {"two are left", {figure(Metric::periods_left)}, 2, 2},
      {"a balance", {figure(Metric::tranche_balance, "A")}, 0, 80e8},
      {"an account", {figure(Metric::account_balance, "reserve")}, 0, kEndless},
      {"a tranche without a coupon", {figure(Metric::interest_due, "sub")}, 0, 0},
      {"no call", {figure(Metric::called)}, 0, 0},
      {"sum", {figure(Metric::standing, "commitment"), number(3), operation(add)}, 3, 4},
      {"figures move independently",
       {figure(Metric::pool_balance), figure(Metric::pool_balance), operation(subtract)},
       -100e8,
       100e8},
      {"the period does not",
       {figure(Metric::period), figure(Metric::period), operation(subtract)},
       0,
       0},
      {"product of signs",
       {figure(Metric::standing, "commitment"), number(1), operation(subtract), number(-5),
        operation(multiply)},
       0,
       5},
      {"0 of what is endless",
       {number(0), figure(Metric::account_balance, "reserve"), operation(multiply)},
       0,
       0},
      {"quotient", {number(6), figure(Metric::period), operation(divide)}, 3, 3},
      {"quotient of what may be 0",
       {number(6), figure(Metric::standing, "commitment"), operation(divide)},
       -kEndless,
       kEndless},
      {"smaller", {figure(Metric::pool_balance), number(5), operation(least)}, 0, 5},
      {"greater", {figure(Metric::pool_balance), number(5), operation(greatest)}, 5, 100e8},
      {"never above", {figure(Metric::cumulative_default_rate), number(1), operation(above)}, 0, 0},
      {"perhaps at least",
       {figure(Metric::cumulative_default_rate), number(1), operation(at_least)},
       0,
       1},
      {"always at least",
       {figure(Metric::cumulative_default_rate), number(0), operation(at_least)},
       1,
       1},
      {"never equal", {figure(Metric::period), number(3), operation(equal)}, 0, 0},
      {"equal", {figure(Metric::period), number(2), operation(equal)}, 1, 1},
      {"neither", {number(0), figure(Metric::called), operation(either)}, 0, 0},
      {"not both", {figure(Metric::called), figure(Metric::period), operation(both)}, 0, 0},
  };
  for (const auto& row : rows) {
    const Bounds of = bounds(row.formula, terms, 1);
    EXPECT_EQ(of.least, row.least) << row.what;
    EXPECT_EQ(of.most, row.most) << row.what;
    EXPECT_FALSE(of.divides_by_zero) << row.what;
  }
}

TEST(Bounds, OfATrancheThatIsStillOwed) {
  const Formula paid = {figure(Metric::tranche_balance, "A"), number(0),
                        operation(Operation::equal)};
  EXPECT_EQ(bounds(paid, small_deal(), 0).most, 1);
  EXPECT_EQ(bounds(paid, small_deal(), 0, "A").most, 0);
  EXPECT_EQ(bounds(paid, small_deal(), 0, "B").most, 1);
}

/// 1 / (period − period) was a fee of 0, and nothing was said.
TEST(Impossible, NamesDivisionsByNothingAndNegativeFees) {
  Terms terms = small_deal();
  EXPECT_TRUE(impossible(terms).empty());
  const Formula nothing = {figure(Metric::period), figure(Metric::period),
                           operation(Operation::subtract)};
  terms.fees[0].amount = {number(1)};
  terms.fees[0].amount.insert(terms.fees[0].amount.end(), nothing.begin(), nothing.end());
  terms.fees[0].amount.push_back(operation(Operation::divide));
  terms.fees[1].amount = {number(-100)};
  terms.triggers[0].when = {number(1), figure(Metric::periods_left), operation(Operation::divide)};
  const auto problems = impossible(terms);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].at, "fees.trustee.amount");
  EXPECT_EQ(problems[0].message, "on 2022-04-01 it divides by 0; divide by what is not");
  EXPECT_EQ(problems[1].at, "fees.audit.amount");
  EXPECT_EQ(problems[1].message,
            "on 2022-04-01 it is negative, and a fee is owed or not; write what is owed");
  EXPECT_EQ(problems[2].message, "on 2023-01-01 it divides by 0; divide by what is not");
}

}  // namespace
}  // namespace zheli::waterfall
