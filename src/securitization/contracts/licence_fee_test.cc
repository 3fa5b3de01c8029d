#include "securitization/contracts/licence_fee.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zheli::contracts {
namespace {

core::Date day(const char* text) {
  return core::parse_date(text).value();
}

LicenceFee licence() {
  LicenceFee terms;
  terms.from = day("2021-01-01");
  terms.to = day("2021-09-01");
  terms.fixed = core::yuan(90'000);
  terms.royalty_rate = 0.03;
  terms.floor = core::yuan(10'000);
  terms.cap = core::yuan(60'000);
  terms.due_days = 30;
  return terms;
}

TEST(LicenceFee, IsFixedAndAShareOfSalesBetweenFloorAndCap) {
  const Sale sales[] = {{day("2021-01-31"), core::yuan(1'000'000)},
                        {day("2021-04-01"), core::yuan(5'000'000)},
                        {day("2021-03-31"), core::yuan(500'000)}};
  const auto payments = licence_payments(licence(), sales);
  ASSERT_TRUE(payments);
  ASSERT_EQ(payments.value().size(), 3U);
  const auto& first = payments.value()[0];
  EXPECT_EQ(first.royalty, core::yuan(45'000));  // 3 % of 1.5 million
  EXPECT_EQ(first.fixed, core::yuan(90'000));
  EXPECT_EQ(first.due, day("2021-05-01"));
  EXPECT_EQ(payments.value()[1].royalty, core::yuan(60'000));  // the cap
  const auto& last = payments.value()[2];
  EXPECT_EQ(last.royalty, core::yuan(10'000));  // the floor
  // July and August of July to September: 62 of 92 days.
  EXPECT_EQ(last.fixed, core::round_fen(9'000'000.0 * 62 / 92));
}

TEST(LicenceFee, IsDueOnABusinessDay) {
  LicenceFee terms = licence();
  terms.calendar = core::Calendar::china_exchange;
  terms.rule = core::BusinessDayRule::following;
  const auto payments = licence_payments(terms, {});
  ASSERT_TRUE(payments);
  EXPECT_EQ(payments.value()[0].due, day("2021-05-06"));  // 1 to 5 May are a holiday
}

TEST(LicenceFee, LosesNoSale) {
  EXPECT_TRUE(rc::check([] {
    LicenceFee terms = licence();
    terms.from = core::add_days(terms.from, *rc::gen::inRange(0, 40));
    terms.months = *rc::gen::inRange(1, 5);
    std::vector<Sale> sales;
    core::Money all;
    const int count = *rc::gen::inRange(0, 20);
    const int days = core::days_between(terms.from, terms.to);
    for (int i = 0; i < count; ++i) {
      sales.push_back({core::add_days(terms.from, *rc::gen::inRange(0, days)),
                       {*rc::gen::inRange<std::int64_t>(0, 1'000'000'000)}});
      all += sales.back().amount;
    }
    const auto payments = licence_payments(terms, sales);
    RC_ASSERT(bool(payments));
    core::Date next = terms.from;
    for (const LicencePayment& payment : payments.value()) {
      RC_ASSERT(payment.from == next);
      next = payment.to;
      all -= payment.sales;
    }
    RC_ASSERT(next == terms.to);
    RC_ASSERT(all.fen == 0);
  }));
}

TEST(LicenceFee, RefusesWhatMakesNoSense) {
  const auto fails = [](auto change) {
    LicenceFee terms = licence();
    change(terms);
    return !licence_payments(terms, {});
  };
  EXPECT_TRUE(fails([](LicenceFee& l) { l.to = l.from; }));
  EXPECT_TRUE(fails([](LicenceFee& l) { l.months = 0; }));
  EXPECT_TRUE(fails([](LicenceFee& l) { l.royalty_rate = -0.01; }));
  EXPECT_TRUE(fails([](LicenceFee& l) { l.cap = core::yuan(1); }));
  EXPECT_TRUE(fails([](LicenceFee& l) { l.fixed = {-1}; }));
  EXPECT_TRUE(fails([](LicenceFee& l) { l.due_days = -1; }));
  const Sale late[] = {{day("2021-09-01"), core::yuan(1)}};
  EXPECT_FALSE(licence_payments(licence(), late));
}

}  // namespace
}  // namespace zheli::contracts
