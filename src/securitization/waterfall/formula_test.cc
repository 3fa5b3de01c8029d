#include "securitization/waterfall/formula.h"

#include <gtest/gtest.h>

#include "securitization/waterfall/engine.h"
#include "securitization/waterfall/small_deal.h"

namespace zheli::waterfall {
namespace {

using cash::Collections;
using cash::Flow;

/// A pool in which everything happens in the second period, and is sold in it.
Collections eventful_pool() {
  const struct {
    double interest, principal, prepayment, recovery, defaulted, balance;
  } rows[] = {{125e6, 600e6, 100e6, 0, 300e6, 9000e6},
              {100e6, 200e6, 30e6, 50e6, 200e6, 8570e6},
              {90e6, 100e6, 0, 0, 0, 8470e6},
              {80e6, 8470e6, 0, 0, 0, 0}};
  Collections to(4, 1);
  for (int p = 0; p < 4; ++p) {
    to.at(p, Flow::interest)[0] = rows[p].interest;
    to.at(p, Flow::principal)[0] = rows[p].principal;
    to.at(p, Flow::prepayment)[0] = rows[p].prepayment;
    to.at(p, Flow::recovery)[0] = rows[p].recovery;
    to.at(p, Flow::defaulted)[0] = rows[p].defaulted;
    to.at(p, Flow::balance)[0] = rows[p].balance;
  }
  return to;
}

Terms eventful_deal() {
  Terms terms = small_deal();
  terms.accounts[1].opening = core::yuan(200'000);
  terms.triggers[0].when = {metric(Metric::cumulative_default_rate), number(0.04),
                            operation(Operation::above)};
  terms.call = CleanUpCall{};
  terms.call->when = {metric(Metric::period), number(2), operation(Operation::at_least)};
  terms.call->price = {metric(Metric::pool_balance)};
  terms.call->account = "collection";
  return terms;
}

/// What a formula is on a date: a fee of that amount falls due that nobody pays.
double value(Terms terms, const Formula& formula, const Collections& pool, int period) {
  terms.fees.push_back({"probe", formula, false});
  const int probe = static_cast<int>(terms.fees.size()) - 1;
  const Compilation compilation = compile(std::move(terms));
  for (const TermsProblem& problem : compilation.problems)
    ADD_FAILURE() << problem.at << ": " << problem.message;
  Statement statement(*compilation.program, 1);
  Scratch scratch(*compilation.program, 1);
  run(*compilation.program, pool, {}, statement, scratch);
  const double before = period == 0 ? 0 : statement.at(period - 1, Line::fee_unpaid, probe)[0];
  return statement.at(period, Line::fee_unpaid, probe)[0] - before;
}

TEST(Formula, AMetricIsWhatItsLineSays) {
  // On the first date 825 million fen come in; fees and interest go out, 70 million fill the
  // reserve up to 90, the rest redeems A.
  const double fees = 2'465'753 + 1'000'000, interest = 71'013'699 + 12'328'767;
  const double redeemed = 825e6 - fees - interest - 70e6;
  const struct {
    const char* name;
    Metric metric;
    const char* of;
    int period;
    double expected;
  } rows[] = {
      {"pool_balance", Metric::pool_balance, "", 1, 8570e6},
      {"pool_balance after its sale", Metric::pool_balance, "", 2, 0},
      {"pool_balance_before", Metric::pool_balance_before, "", 1, 9000e6},
      {"pool_balance_at_closing", Metric::pool_balance_at_closing, "", 1, 10'000e6},
      {"collected_interest", Metric::collected_interest, "", 1, 100e6},
      {"collected_principal", Metric::collected_principal, "", 1, 230e6},
      {"collected_recovery", Metric::collected_recovery, "", 1, 50e6},
      {"defaulted", Metric::defaulted, "", 1, 200e6},
      {"cumulative_defaulted", Metric::cumulative_defaulted, "", 1, 500e6},
      {"tranches_balance", Metric::tranches_balance, "", 1, 9000e6 - redeemed},
      {"tranche_balance", Metric::tranche_balance, "A", 1, 8000e6 - redeemed},
      {"tranche_size", Metric::tranche_size, "A", 1, 8000e6},
      {"interest_due", Metric::interest_due, "B", 1, 12'465'753},  // 10 million, 5 %, 91/365
      {"fee_due", Metric::fee_due, "trustee", 1, 2'243'836},       // 0.1 % of 90 million, 91/365
      {"account_balance", Metric::account_balance, "collection", 1, 380e6},
      {"reserve_gap", Metric::reserve_gap, "reserve", 0, 70e6},
      {"reserve_gap, filled", Metric::reserve_gap, "reserve", 1, 0},
      {"drawn, nothing", Metric::drawn, "commitment", 1, 0},
      {"available", Metric::available, "commitment", 1, 500e6},
      {"standing", Metric::standing, "commitment", 1, 1},
      {"active before", Metric::active, "defaults", 1, 0},
      {"active", Metric::active, "defaults", 2, 1},
      {"called before", Metric::called, "", 1, 0},
      {"called", Metric::called, "", 2, 1},
      {"period", Metric::period, "", 1, 2},
      {"periods_left", Metric::periods_left, "", 1, 2},
  };
  for (const auto& row : rows) {
    const Formula formula = {metric(row.metric, row.of)};
    EXPECT_EQ(value(eventful_deal(), formula, eventful_pool(), row.period), row.expected)
        << row.name;
  }
  const Formula rate = {metric(Metric::cumulative_default_rate), number(1000),
                        operation(Operation::multiply)};
  EXPECT_EQ(value(eventful_deal(), rate, eventful_pool(), 1), 50);  // 5 %
}

TEST(Formula, WhatASupporterPaidIsDrawnUntilItIsReimbursed) {
  Collections nothing(4, 1);
  for (int p = 0; p < 4; ++p) nothing.at(p, Flow::balance)[0] = 10'000e6;
  // The reserve pays 71 013 699 of the first 100 million; of the second interest of 71 802 740 the
  // supporter pays what the reserve lacks.
  const double paid = 71'802'740 - (100e6 - 71'013'699);
  const auto figure = [&](Metric of, int period) {
    return value(small_deal(), {metric(of, "commitment")}, nothing, period);
  };
  EXPECT_EQ(figure(Metric::drawn, 1), 0);
  EXPECT_EQ(figure(Metric::drawn, 2), paid);
  EXPECT_EQ(figure(Metric::available, 2), 500e6 - paid);
}

TEST(Formula, OperationsTakeLeftAndRight) {
  const struct {
    double left;
    Operation operation;
    double right, expected;
  } rows[] = {{3, Operation::add, 4, 7},       {9, Operation::subtract, 4, 5},
              {3, Operation::multiply, 4, 12}, {12, Operation::divide, 4, 3},
              {5, Operation::divide, 0, 0},    {3, Operation::least, 4, 3},
              {3, Operation::greatest, 4, 4},  {3, Operation::above, 2, 1},
              {2, Operation::above, 2, 0},     {2, Operation::at_least, 2, 1},
              {1, Operation::at_least, 2, 0},  {2, Operation::equal, 2, 1},
              {2, Operation::equal, 3, 0},     {2, Operation::both, 3, 1},
              {2, Operation::both, 0, 0},      {0, Operation::either, 5, 1},
              {0, Operation::either, 0, 0}};
  for (const auto& row : rows) {
    const Formula formula = {number(row.left), number(row.right), operation(row.operation)};
    EXPECT_EQ(value(small_deal(), formula, eventful_pool(), 0), row.expected)
        << row.left << " " << static_cast<int>(row.operation) << " " << row.right;
  }
}

TEST(Formula, ASeriesHasAFigureAPeriod) {
  Terms terms = small_deal();
  terms.series["plan"] = {10, 20, 30, 40};
  for (int p = 0; p < 4; ++p)
    EXPECT_EQ(value(terms, {series("plan")}, eventful_pool(), p), 10 * (p + 1)) << p;
}

TEST(Formula, AMetricKnowsWhatItIsTakenFrom) {
  const struct {
    Metric metric;
    Subject subject;
  } rows[] = {{Metric::tranche_balance, Subject::tranche}, {Metric::tranche_size, Subject::tranche},
              {Metric::interest_due, Subject::tranche},    {Metric::fee_due, Subject::fee},
              {Metric::account_balance, Subject::account}, {Metric::reserve_gap, Subject::account},
              {Metric::drawn, Subject::supporter},         {Metric::available, Subject::supporter},
              {Metric::standing, Subject::supporter},      {Metric::active, Subject::trigger},
              {Metric::tranches_balance, Subject::deal},   {Metric::called, Subject::deal},
              {Metric::periods_left, Subject::deal}};
  for (const auto& row : rows)
    EXPECT_EQ(subject(row.metric), row.subject) << static_cast<int>(row.metric);
}

}  // namespace
}  // namespace zheli::waterfall
