#include "securitization/waterfall/engine.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "securitization/waterfall/small_deal.h"

namespace zheli::waterfall {
namespace {

using cash::Collections;
using cash::Flow;

Program program(Terms terms) {
  Compilation compilation = compile(std::move(terms));
  for (const TermsProblem& problem : compilation.problems)
    ADD_FAILURE() << problem.at << ": " << problem.message;
  return std::move(*compilation.program);
}

void put(Collections& to, int path, int period, Flow flow, double fen) {
  to.at(period, flow)[static_cast<std::size_t>(path)] = fen;
}

/// The pool pays 5 % a year quarterly and all principal at the end.
Collections sound_pool() {
  Collections pool(4, 1);
  for (int p = 0; p < 4; ++p) {
    put(pool, 0, p, Flow::interest, 125'000'000);
    put(pool, 0, p, Flow::balance, p == 3 ? 0 : 10'000'000'000);
  }
  put(pool, 0, 3, Flow::principal, 10'000'000'000);
  return pool;
}

Statement statement_of(const Program& deal, const Collections& pool, Standing standing = {}) {
  Statement statement(deal, pool.paths());
  Scratch scratch(deal, pool.paths());
  run(deal, pool, standing, statement, scratch);
  return statement;
}

TEST(Engine, PaysASoundDealInFull) {
  const Program deal = program(small_deal());
  const Statement paid = statement_of(deal, sound_pool());
  // 80 000 000 × 3.6 % × 90/365, half to even.
  EXPECT_EQ(paid.money(0, 0, Line::interest_paid, 0).fen, 71'013'699);
  EXPECT_EQ(paid.money(0, 0, Line::fee_paid, 0).fen, 2'465'753);
  EXPECT_EQ(paid.money(0, 3, Line::balance, 0).fen, 0);
  EXPECT_EQ(paid.money(0, 3, Line::balance, 2).fen, 0);
  EXPECT_EQ(paid.money(0, 3, Line::called, 0).fen, 0);
  for (int p = 0; p < 4; ++p) EXPECT_EQ(paid.imbalance(0, p).fen, 0) << p;
}

TEST(Engine, CallsReserveFirstThenTheCommitmentUpToItsLimit) {
  const Program deal = program(small_deal());
  Collections nothing(4, 1);
  for (int p = 0; p < 4; ++p) put(nothing, 0, p, Flow::balance, 10'000'000'000);
  const Statement paid = statement_of(deal, nothing);
  EXPECT_EQ(paid.money(0, 0, Line::called, 0).fen, 0);  // the reserve of 1 million is enough
  EXPECT_EQ(paid.money(0, 0, Line::account, 1).fen, 100'000'000 - 71'013'699);
  EXPECT_EQ(paid.money(0, 1, Line::called, 0).fen, 71'802'740 - (100'000'000 - 71'013'699));
  EXPECT_EQ(paid.money(0, 1, Line::interest_unpaid, 0).fen, 0);
  for (int p = 0; p < 4; ++p) EXPECT_EQ(paid.imbalance(0, p).fen, 0) << p;
}

TEST(Engine, DeferredInterestJoinsTheBalanceAndIsNotMissed) {
  Terms terms = small_deal();
  terms.tranches[1].deferrable = true;
  const Program deal = program(std::move(terms));  // a statement refers to it
  const Statement paid = statement_of(deal, Collections(4, 1));
  EXPECT_EQ(paid.money(0, 0, Line::interest_unpaid, 1).fen, 0);
  // 10 000 000 × 5 % × 90/365 is deferred.
  EXPECT_EQ(paid.money(0, 0, Line::balance, 1).fen, 1'000'000'000 + 12'328'767);
}

TEST(Engine, YieldIsPaidWhileTheResidualTrancheIsOut) {
  Terms terms = small_deal();
  Step yield = step(pay({{Claim::Kind::yield, "sub"}}, {"collection"}));
  yield.pay->most = {number(0.01), metric(Metric::tranche_size, "sub"),
                     operation(Operation::multiply)};
  terms.waterfalls[0].steps.insert(terms.waterfalls[0].steps.begin() + 3, yield);
  const Program deal = program(std::move(terms));
  const Statement paid = statement_of(deal, sound_pool());
  EXPECT_EQ(paid.money(0, 0, Line::interest_paid, 2), core::yuan(100'000));
  EXPECT_EQ(paid.money(0, 0, Line::balance, 2), core::yuan(10'000'000));
}

TEST(Engine, AFallenSupporterPaysNothing) {
  const Program deal = program(small_deal());
  Collections nothing(4, 1);
  const double falls_in[] = {1};
  const std::span<const double> until[] = {falls_in};
  const Statement paid = statement_of(deal, nothing, until);
  EXPECT_EQ(paid.money(0, 1, Line::called, 0).fen, 0);
  EXPECT_GT(paid.money(0, 1, Line::interest_unpaid, 0).fen, 0);
}

TEST(Engine, ATriggerTurnsPrincipalToTheSenior) {
  const Program deal = program(small_deal());
  Collections pool = sound_pool();
  put(pool, 0, 1, Flow::defaulted, 1'100'000'000);
  const Statement paid = statement_of(deal, pool);
  EXPECT_EQ(paid.at(0, Line::status)[0], 0);
  EXPECT_EQ(paid.at(1, Line::status)[0], 1);
  EXPECT_EQ(paid.at(2, Line::status)[0], 1);
  EXPECT_GT(paid.money(0, 1, Line::principal_paid, 0).fen, 0);
  EXPECT_EQ(paid.money(0, 1, Line::interest_paid, 1).fen, 0);
}

TEST(Engine, TheCleanUpCallSellsThePoolOnce) {
  Terms terms = small_deal();
  terms.call =
      CleanUpCall{{metric(Metric::pool_balance), metric(Metric::pool_balance_at_closing),
                   number(0.1), operation(Operation::multiply), operation(Operation::subtract),
                   number(0), operation(Operation::above), number(0), operation(Operation::equal)},
                  {metric(Metric::pool_balance)},
                  "collection",
                  ""};
  const Program deal = program(std::move(terms));
  Collections pool = sound_pool();
  for (int p = 1; p < 4; ++p) put(pool, 0, p, Flow::balance, p == 3 ? 0 : 900'000'000);
  put(pool, 0, 1, Flow::principal, 9'100'000'000);
  put(pool, 0, 3, Flow::principal, 900'000'000);
  const Statement paid = statement_of(deal, pool);
  EXPECT_EQ(paid.money(0, 1, Line::sold).fen, 900'000'000);
  EXPECT_EQ(paid.money(0, 2, Line::sold).fen, 0);
  EXPECT_EQ(paid.money(0, 3, Line::received).fen, 0);
  EXPECT_EQ(paid.money(0, 1, Line::balance, 0).fen, 0);
  EXPECT_EQ(paid.brought(0, 1, Flow::principal, pool).fen, 9'100'000'000);
  EXPECT_EQ(paid.brought(0, 1, Flow::balance, pool).fen, 0);
  EXPECT_EQ(paid.brought(0, 3, Flow::principal, pool).fen, 0);
  EXPECT_TRUE(paid.moves(0, 1));
  EXPECT_FALSE(paid.moves(0, 3));
}

/// Two dates before the expected maturity, two after: what comes late is paid out, and nothing that
/// waits for the end waits longer.
TEST(Engine, TheTailPaysWhatComesLate) {
  Terms terms = small_deal();
  terms.tail = 2;
  Pay redeem = pay({{Claim::Kind::redemption, "A"}}, {"reserve"});
  redeem.when = {metric(Metric::periods_left), number(0), operation(Operation::equal)};
  terms.waterfalls[0].steps.push_back(step(redeem));
  terms.tranches[1].principal = {PrincipalPlan::Kind::scheduled, {core::yuan(4'000'000), {}}, {}};
  const Program deal = program(std::move(terms));
  Collections pool(4, 1);
  put(pool, 0, 1, Flow::interest, 300'000'000);
  put(pool, 0, 3, Flow::recovery, 1'000'000'000);
  const Statement paid = statement_of(deal, pool);
  EXPECT_EQ(paid.money(0, 0, Line::account, 1).fen, 100'000'000 - 71'013'699);
  EXPECT_EQ(paid.money(0, 1, Line::account, 1).fen, 0);
  EXPECT_GT(paid.money(0, 3, Line::principal_paid, 0).fen, 0);
  for (int p = 0; p < 4; ++p) EXPECT_EQ(paid.imbalance(0, p).fen, 0) << p;
}

TEST(Engine, ASupportThatHasEndedPaysNothing) {
  Terms terms = small_deal();
  terms.supporters[0].until = terms.periods[1].pay;
  terms.supporters[0].premium = 0.01;
  terms.fees[1].amount = {metric(Metric::available, "commitment")};
  const Program deal = program(std::move(terms));
  const Statement paid = statement_of(deal, Collections(4, 1));
  EXPECT_GT(paid.money(0, 1, Line::called, 0).fen, 0);
  EXPECT_EQ(paid.money(0, 2, Line::called, 0).fen, 0);
  EXPECT_GT(paid.money(0, 1, Line::fee_unpaid, 1), paid.money(0, 0, Line::fee_unpaid, 1));
  EXPECT_EQ(paid.money(0, 2, Line::fee_unpaid, 1), paid.money(0, 1, Line::fee_unpaid, 1));
}

TEST(Engine, RevolvingPurchasesAreRepaidToTheFen) {
  Terms terms = small_deal();
  terms.replenishment = Replenishment{{1, 0.5, 0}, {0, 0.0125, 0.00625}};
  Buy buy;
  buy.from = "collection";
  buy.when = {number(2), metric(Metric::period), operation(Operation::above)};
  Step purchase;
  purchase.buy = buy;
  auto& steps = terms.waterfalls[0].steps;
  steps.insert(steps.begin() + 4, purchase);
  const Program deal = program(std::move(terms));
  Collections pool = sound_pool();
  put(pool, 0, 0, Flow::principal, 1'000'000'001);
  const Statement paid = statement_of(deal, pool);
  const std::int64_t bought = paid.money(0, 0, Line::bought).fen;
  EXPECT_GT(bought, 1'000'000'000);
  EXPECT_EQ(paid.brought(0, 1, Flow::interest, pool).fen - 125'000'000,
            core::round_fen(bought * 0.0125).fen);
  EXPECT_EQ(paid.money(0, 1, Line::received).fen - 125'000'000,
            bought - core::round_fen(bought * 0.5).fen + core::round_fen(bought * 0.0125).fen);
  for (int p = 0; p < 4; ++p) EXPECT_EQ(paid.imbalance(0, p).fen, 0) << p;
}

/// Random cash on random paths, never more principal than there is.
Collections any_pool(int paths) {
  Collections pool(4, paths);
  for (int path = 0; path < paths; ++path) {
    std::int64_t balance = 10'000'000'000;
    for (int p = 0; p < 4; ++p) {
      const auto part = [&](int most_percent) {
        const std::int64_t percent = *rc::gen::inRange(0, most_percent + 1);
        const std::int64_t taken = balance / 100 * percent + (percent > 0 ? balance % 7 : 0);
        return std::min(taken, balance);
      };
      const std::int64_t principal = part(60);
      balance -= principal;
      const std::int64_t defaulted = part(30);
      balance -= defaulted;
      put(pool, path, p, Flow::principal, static_cast<double>(principal));
      put(pool, path, p, Flow::defaulted, static_cast<double>(defaulted));
      put(pool, path, p, Flow::interest, static_cast<double>(*rc::gen::inRange(0, 150'000'000)));
      put(pool, path, p, Flow::recovery, static_cast<double>(defaulted / 3));
      put(pool, path, p, Flow::balance, static_cast<double>(balance));
    }
  }
  return pool;
}

TEST(Engine, KeepsEveryFen) {
  const Program deal = program(small_deal());
  EXPECT_TRUE(rc::check([&] {
    const Collections pool = any_pool(5);
    const Statement paid = statement_of(deal, pool);
    for (int path = 0; path < 5; ++path) {
      for (int p = 0; p < 4; ++p) RC_ASSERT(paid.imbalance(path, p).fen == 0);
    }
  }));
}

TEST(Engine, APathDoesNotDependOnItsNeighbours) {
  const Program deal = program(small_deal());
  EXPECT_TRUE(rc::check([&] {
    const Collections block = any_pool(7);
    const Statement together = statement_of(deal, block);
    for (int path = 0; path < 7; ++path) {
      Collections alone(4, 1);
      for (int p = 0; p < 4; ++p) {
        for (int f = 0; f < cash::kFlows; ++f) {
          const Flow flow = static_cast<Flow>(f);
          alone.at(p, flow)[0] = block.at(p, flow)[static_cast<std::size_t>(path)];
        }
      }
      const Statement single = statement_of(deal, alone);
      for (int p = 0; p < 4; ++p) {
        for (int t = 0; t < 3; ++t) {
          for (const Line line : {Line::interest_paid, Line::principal_paid, Line::balance})
            RC_ASSERT(single.money(0, p, line, t) == together.money(path, p, line, t));
        }
      }
    }
  }));
}

TEST(Engine, ABlockThatBeginsLaterPaysTheSame) {
  Terms terms = small_deal();
  terms.tranches[1].arrears_rate = 0.05;
  terms.accounts[1].reinvestment_rate = 0.01;
  const Program deal = program(std::move(terms));
  const Course course(deal, sound_pool());
  Collections late = sound_pool();
  late.at(2, Flow::interest)[0] = 0;
  late.at(2, Flow::defaulted)[0] = 2'000'000'000;
  late.at(3, Flow::principal)[0] = 8'000'000'000;
  const Statement whole = statement_of(deal, late);
  Scratch scratch(deal, 1);
  for (int from = 0; from <= 2; ++from) {
    Statement part(deal, 1);
    run(deal, late, {}, part, scratch, {&course, from});
    for (int p = 0; p < 4; ++p)
      for (int number = 0; number < deal.layout().lines(); ++number)
        ASSERT_EQ(part.row(p, number)[0], whole.row(p, number)[0])
            << from << " " << p << " " << number;
  }
}

TEST(Engine, MoreCashNeverHurtsTheSenior) {
  const Program deal = program(small_deal());
  EXPECT_TRUE(rc::check([&] {
    Collections pool = any_pool(1);
    const Statement before = statement_of(deal, pool);
    const int period = *rc::gen::inRange(0, 4);
    pool.at(period, Flow::recovery)[0] += *rc::gen::inRange(1, 1'000'000'000);
    const Statement after = statement_of(deal, pool);
    RC_ASSERT(after.money(0, 3, Line::balance, 0) <= before.money(0, 3, Line::balance, 0));
    RC_ASSERT(after.money(0, 3, Line::interest_unpaid, 0) <=
              before.money(0, 3, Line::interest_unpaid, 0));
  }));
}

}  // namespace
}  // namespace zheli::waterfall
