#include "securitization/programme/life.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "securitization/deal/read_deal.h"
#include "securitization/deal/schedules.h"
#include "securitization/programme/small_life.h"
#include "securitization/waterfall/engine.h"

namespace zheli::programme {
namespace {

using waterfall::ymd;

deal::Deal sample() {
  files::Folder folder;
  for (const auto& entry :
       std::filesystem::directory_iterator(ZHELI_DEALS "/future-sci-tech-city-2021")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    folder[entry.path().filename().string()] = bytes.str();
  }
  return std::move(*deal::read_deal(folder).deal);
}

/// [period]: what servicers report while every loan pays as scheduled.
std::vector<Report> as_scheduled(const deal::Deal& deal) {
  std::vector<Report> to(deal.terms.periods.size());
  const auto error =
      deal::each_schedule(deal, [&](const std::string&, const cash::LoanSchedule& loan) {
        core::Money balance = loan.balance;
        for (std::size_t p = 0; p < to.size(); ++p) {
          balance -= loan.principal[p];
          to[p].push_back({loan.interest[p],
                           loan.interest[p],
                           loan.principal[p],
                           loan.principal[p],
                           {},
                           {},
                           0,
                           false,
                           balance});
        }
      });
  EXPECT_FALSE(error);
  return to;
}

TEST(Life, AScheduleReplayedIsTheDealsRunToTheFen) {
  const deal::Deal deal = sample();
  Issue issue;
  issue.program = program_of(deal.terms);
  for (const deal::Loan& loan : deal.loans) issue.pool.push_back({loan.id, loan.balance});
  issue.holders = held_by_two(deal.terms);
  waterfall::Statement run(*issue.program, 1);
  waterfall::Scratch scratch(*issue.program, 1);
  waterfall::run(*issue.program, deal::collected_as_scheduled(deal).take(), {}, run, scratch);
  Life life = Life::establish(issue).take();
  const std::vector<Report> reports = as_scheduled(deal);
  for (int p = 0; p < issue.program->periods(); ++p) {
    life = life.with(Reported{p, reports[static_cast<std::size_t>(p)]}).take();
    Snapshot snapshot;
    for (const auto& [tranche, book] : issue.holders) snapshot[tranche] = book.on(deal.cut_off);
    const Order order = life.order(p).take();
    EXPECT_EQ(write_order(order), write_order(order_of(*issue.program, run, p, snapshot))) << p;
    auto settled = settle(life);
    ASSERT_TRUE(settled) << settled.error().message;
    life = settled.take();
  }
}

Life small_life() {
  return Life::establish(small_issue()).take();
}

/// Two sound periods, the first settled.
Life begun() {
  const Report first = sound(opening(small_issue().pool));
  const Life life = settle(small_life().with(Reported{0, first}).take()).take();
  return life.with(Reported{1, sound(first)}).take();
}

TEST(Life, ACorrectionSettlesItsDifferenceOnTheNextDate) {
  Report first = sound(opening(small_issue().pool));
  const std::string before = write_order(begun().order(0).take());
  first[0].interest_paid -= core::yuan(1'000);  // it was reported as paid and was not
  first[0].days_overdue = 12;
  const Life after =
      begun().with(Corrected{0, {first}, "a receipt booked twice", "servicer"}).take();
  const Order next = after.order(1).take();
  EXPECT_EQ(next.in[0], (Movement{"collected", "", "", core::yuan(1'250'000 - 1'000)}));
  EXPECT_EQ(write_order(after.order(0).take()), before);
  EXPECT_TRUE(settle(after));
}

TEST(Life, WhatExceedsADateWaitsForTheNext) {
  Report first = sound(opening(small_issue().pool));
  for (Serviced& one : first) one.interest_paid = {}, one.days_overdue = 30;
  Life life = begun().with(Corrected{0, {first}, "another deal's file", "servicer"}).take();
  EXPECT_EQ(life.collections(1).at(1, cash::Flow::interest)[0], 0);
  life = settle(life).take();
  Report third = sound(opening(small_issue().pool));
  third[0].interest_due += core::yuan(1'000), third[0].interest_paid += core::yuan(1'000);
  life = life.with(Reported{2, third}).take();
  EXPECT_EQ(life.collections(2).at(2, cash::Flow::interest)[0],
            core::in_fen(core::yuan(1'250'000 + 1'000)));
}

TEST(Life, PaysThoseWhoHoldOnTheRecordDate) {
  const auto paid = [](core::Date on) {
    const Transferred event{"A", {on, "investor-a", "investor-c", core::yuan(24'000'000)}};
    core::Money to;
    const Order order = begun().with(event).take().order(1).take();
    for (const Movement& one : order.out)
      if (one.party == "investor-c") to += one.amount;
    return to.fen > 0;
  };
  EXPECT_TRUE(paid(ymd(2022, 6, 30)));  // the day before 1 July
  EXPECT_FALSE(paid(ymd(2022, 7, 1)));
}

TEST(Life, RefusesWhatCannotBe) {
  const Life life = begun();
  const Report report = sound(opening(small_issue().pool));
  Report unlike = report;
  unlike[1].balance -= core::Money{1};
  Report repaid = report;
  repaid[1].prepaid = core::yuan(1), repaid[1].balance -= core::yuan(1);
  const std::string right = hash_of(life.order(1).take());
  Order wrong = life.order(1).take();
  wrong.out[0].amount += core::Money{1};
  struct Row {
    Event event;
    const char* says;
  };
  for (const Row& row : {
           Row{Reported{1, report}, "out of turn"},
           Row{Reported{3, report}, "out of turn"},
           Row{Reported{2, {}}, "has 0 assets of 3"},
           Row{Reported{2, unlike}, "period 3, L2: the balance is"},
           Row{Corrected{0, {report}, "", "servicer"}, "its cause"},
           Row{Corrected{2, {report}, "cause", "servicer"}, "were reported"},
           Row{Corrected{-1, {report}, "cause", "servicer"}, "were reported"},
           Row{Corrected{0, {repaid}, "cause", "servicer"}, "period 2, L2: the balance is"},
           Row{Transferred{"C", {ymd(2022, 5, 1), "investor-a", "c", kLot}}, "no tranche \"C\""},
           Row{Transferred{"A", {ymd(2022, 3, 31), "investor-a", "c", kLot}}, "too late"},
           Row{Transferred{"A", {ymd(2022, 5, 1), "c", "investor-a", kLot}}, "less than"},
           Row{Settled{0, right, "maker", "checker"}, "out of turn"},
           Row{Settled{1, right, "maker", "maker"}, "checked by another"},
           Row{Settled{1, hash_of(wrong), "maker", "checker"}, "the order of period 2 is not"},
       }) {
    const auto got = life.with(row.event);
    ASSERT_FALSE(got) << row.says;
    EXPECT_NE(got.error().message.find(row.says), std::string::npos) << got.error().message;
  }
  EXPECT_TRUE(life.with(Settled{1, right, "maker", "checker"}));
}

TEST(Life, ARecordReplayedOnOtherTermsIsRefusedByItsOrder) {
  const std::string recorded = hash_of(begun().order(0).take());
  waterfall::Terms terms = waterfall::small_deal();
  terms.tranches[0].coupon.rate += 0.0001;
  Issue other = small_issue();
  other.program = program_of(terms);
  const Life life =
      Life::establish(other).take().with(Reported{0, sound(opening(other.pool))}).take();
  const auto got = life.with(Settled{0, recorded, "maker", "checker"});
  ASSERT_FALSE(got);
  EXPECT_NE(got.error().message.find("the order of period 1"), std::string::npos);
}

TEST(Life, AnIssueIsWholeAtItsClosing) {
  Issue small = small_issue();
  small.pool[0].balance -= core::yuan(1);
  EXPECT_FALSE(Life::establish(small));
  Issue twice = small_issue();
  twice.pool[2].id = "L1";
  EXPECT_FALSE(Life::establish(twice));
  Issue unheld = small_issue();
  unheld.holders.erase("B");
  EXPECT_FALSE(Life::establish(unheld));
  Issue other = small_issue();
  other.holders.at("A") = other.holders.at("B");
  EXPECT_FALSE(Life::establish(other));
}

TEST(Life, APeriodWithoutAReportStaysOpen) {
  const auto order = small_life().order(0);
  ASSERT_FALSE(order);
  EXPECT_NE(order.error().message.find("stays open"), std::string::npos);
}

}  // namespace
}  // namespace zheli::programme
