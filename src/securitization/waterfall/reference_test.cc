// The compiled engine against a plain reading of the same terms (tests/reference).
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "reference/plain_waterfall.h"
#include "securitization/waterfall/engine.h"
#include "securitization/waterfall/small_deal.h"

namespace zheli::waterfall {
namespace {

using cash::Collections;
using cash::Flow;

/// The small deal with a redemption at the end and a trigger that looks at payments.
Terms deal_with_everything_plain_knows(Rounding rounding) {
  Terms terms = small_deal();
  Pay redeem = pay({{Claim::Kind::redemption, "A"}}, {"collection", "reserve"}, {"commitment"});
  redeem.when = {metric(Metric::periods_left), number(0), operation(Operation::equal)};
  for (Waterfall& waterfall : terms.waterfalls)
    waterfall.steps.insert(waterfall.steps.end() - 2, step(redeem));
  Trigger missed;
  missed.id = "missed";
  missed.when = {metric(Metric::interest_due, "B"), number(0), operation(Operation::above)};
  missed.at = Trigger::At::payment;
  missed.status = "accelerated";
  missed.curable = true;
  terms.triggers.push_back(missed);
  terms.tranches[0].arrears_rate = 0.05;
  terms.tranches[1].arrears_rate = 0.06;
  terms.rounding = rounding;
  terms.tail = 1;  // the redemption is tried on two dates
  return terms;
}

reference::PlainPool any_plain_pool() {
  reference::PlainPool pool;
  std::int64_t balance = 10'000'000'000;
  for (int p = 0; p < 4; ++p) {
    const std::int64_t principal = balance / 100 * *rc::gen::inRange(0, 60) + balance % 3;
    balance -= principal;
    const std::int64_t defaulted = balance / 100 * *rc::gen::inRange(0, 20);
    balance -= defaulted;
    pool.principal.push_back(principal);
    pool.defaulted.push_back(defaulted);
    pool.interest.push_back(*rc::gen::inRange<std::int64_t>(0, 150'000'000));
    pool.recovery.push_back(defaulted / 3);
    pool.balance.push_back(balance);
  }
  return pool;
}

Collections columns_of(const reference::PlainPool& pool) {
  Collections to(4, 1);
  for (int p = 0; p < 4; ++p) {
    const std::size_t at = static_cast<std::size_t>(p);
    to.at(p, Flow::interest)[0] = static_cast<double>(pool.interest[at]);
    to.at(p, Flow::principal)[0] = static_cast<double>(pool.principal[at]);
    to.at(p, Flow::recovery)[0] = static_cast<double>(pool.recovery[at]);
    to.at(p, Flow::defaulted)[0] = static_cast<double>(pool.defaulted[at]);
    to.at(p, Flow::balance)[0] = static_cast<double>(pool.balance[at]);
  }
  return to;
}

class Reference : public testing::TestWithParam<Rounding> {};

TEST_P(Reference, TheEnginePaysWhatAPlainReadingPays) {
  const Terms terms = deal_with_everything_plain_knows(GetParam());
  const Program program = std::move(*compile(terms).program);
  EXPECT_TRUE(rc::check([&] {
    const reference::PlainPool pool = any_plain_pool();
    std::vector<reference::PlainDate> plain = reference::PlainWaterfall(terms, pool).run();
    Statement paid(program, 1);
    Scratch scratch(program, 1);
    run(program, columns_of(pool), {}, paid, scratch);
    for (int p = 0; p < 4; ++p) {
      reference::PlainDate& date = plain[static_cast<std::size_t>(p)];
      for (int t = 0; t < 3; ++t) {
        const std::string& id = terms.tranches[static_cast<std::size_t>(t)].id;
        RC_ASSERT(paid.money(0, p, Line::interest_paid, t).fen == date.interest[id]);
        RC_ASSERT(paid.money(0, p, Line::principal_paid, t).fen == date.principal[id]);
        RC_ASSERT(paid.money(0, p, Line::balance, t).fen == date.balance[id]);
      }
      for (int f = 0; f < 2; ++f) {
        const std::string& id = terms.fees[static_cast<std::size_t>(f)].id;
        RC_ASSERT(paid.money(0, p, Line::fee_paid, f).fen == date.fee[id]);
      }
      RC_ASSERT(paid.money(0, p, Line::called, 0).fen == date.called["commitment"]);
      RC_ASSERT(paid.money(0, p, Line::account, 0).fen == date.account["collection"]);
      RC_ASSERT(paid.money(0, p, Line::account, 1).fen == date.account["reserve"]);
    }
  }));
}

INSTANTIATE_TEST_SUITE_P(Roundings, Reference, testing::Values(Rounding::half_even, Rounding::down),
                         [](const auto& one) {
                           return one.param == Rounding::down ? "down" : "half_even";
                         });

}  // namespace
}  // namespace zheli::waterfall
