// Random lives of the small issue: loans pay late, early, default and recover, reports are
// corrected, holders sell. On every date money in is money out to the fen.

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"
#include "securitization/programme/small_life.h"

namespace zheli::programme {
namespace {

constexpr int kLives = 100;

/// Numbers in [0, 1) of one life, one after the other.
class Chance {
 public:
  explicit Chance(int life) : life_(static_cast<std::uint64_t>(life)) {}
  double next() { return core::draw_units(11, life_, group_++)[0]; }
  bool happens(double probability) { return next() < probability; }
  core::Money part(core::Money of) { return core::round_fen(core::in_fen(of) * next()); }

 private:
  std::uint64_t life_;
  std::uint32_t group_ = 0;
};

Serviced next_of(const Serviced& before, bool last, Chance& chance) {
  Serviced to;
  to.balance = before.balance;
  to.defaulted = before.defaulted || chance.happens(0.08);
  to.interest_due = {before.balance.fen / 80};
  if (to.defaulted) {
    to.recovered = before.defaulted && chance.happens(0.6) ? chance.part(core::yuan(3'000'000))
                                                           : core::Money{};
    return to;
  }
  to.interest_due += before.interest_due - before.interest_paid;
  to.interest_paid = chance.happens(0.2) ? chance.part(to.interest_due) : to.interest_due;
  to.principal_due = last ? to.balance : core::Money{};
  to.principal_paid =
      last && chance.happens(0.2) ? chance.part(to.principal_due) : to.principal_due;
  if (!last && chance.happens(0.1)) to.prepaid = chance.part(to.balance);
  to.balance -= to.principal_paid + to.prepaid;
  const bool unpaid = to.interest_paid < to.interest_due || to.principal_paid < to.principal_due;
  to.days_overdue = unpaid ? 20 : 0;
  return to;
}

Corrected correction(int period, Report report, Chance& chance) {
  for (Serviced& one : report) {
    if (one.defaulted || one.interest_due.fen == 0 || one.principal_paid < one.principal_due)
      continue;
    one.interest_paid = chance.part(one.interest_due);
    one.days_overdue = one.interest_paid < one.interest_due ? 9 : 0;
  }
  return {period, {report}, "a wrong file", "servicer"};
}

/// One life, its events and what was ordered.
struct Lived {
  std::vector<Event> events;
  std::vector<Report> reports;  // as they stand in the end
  std::vector<Order> orders;
};

void take(Life& life, Lived& to, Event event) {
  auto next = life.with(event);
  ASSERT_TRUE(next) << next.error().message;
  life = next.take();
  to.events.push_back(std::move(event));
}

void sell(Life& life, Lived& to, int period, Chance& chance) {
  const core::Date on = waterfall::ymd(2022, static_cast<unsigned>(3 * period + 2), 10);
  const bool there = chance.happens(0.5);
  const Transfer transfer{on, there ? "investor-a" : "investor-b",
                          chance.happens(0.5) ? "investor-c" : "investor-d", kLot};
  take(life, to, Transferred{"A", transfer});
}

Lived live(int number) {
  Chance chance(number);
  Lived to;
  Life life = Life::establish(small_issue()).take();
  Report before = opening(small_issue().pool);
  for (int p = 0; p < 4; ++p) {
    for (Serviced& one : before) one = next_of(one, p == 3, chance);
    take(life, to, Reported{p, before});
    to.reports.push_back(before);
    if (p > 0 && chance.happens(0.4)) {
      const int period = static_cast<int>(chance.next() * (p + 1));
      Corrected event = correction(period, to.reports[static_cast<std::size_t>(period)], chance);
      to.reports[static_cast<std::size_t>(period)] = event.reports[0];
      take(life, to, event);
    }
    if (chance.happens(0.5)) sell(life, to, p, chance);
    to.orders.push_back(life.order(p).take());
    take(life, to, Settled{p, hash_of(to.orders.back()), "maker", "checker"});
  }
  return to;
}

core::Money sum(const std::vector<Movement>& all, const std::string& what, const std::string& of) {
  core::Money to;
  for (const Movement& one : all)
    if (one.what == what && one.of == of) to += one.amount;
  return to;
}

core::Money accounts(const Order& order) {
  return sum(order.after, "account", "collection") + sum(order.after, "account", "reserve");
}

TEST(LifeProperty, MoneyInIsMoneyOutOnEachDate) {
  for (int number = 0; number < kLives; ++number) {
    core::Money held = core::yuan(1'000'000);  // the reserve at closing
    for (const Order& order : live(number).orders) {
      EXPECT_EQ(held + total(order.in) - total(order.out), accounts(order)) << number;
      held = accounts(order);
    }
  }
}

TEST(LifeProperty, HoldersHaveWhatIsOutstanding) {
  for (int number = 0; number < kLives; ++number) {
    std::map<std::string, core::Money> left{{"A", core::yuan(80'000'000)},
                                            {"B", core::yuan(10'000'000)},
                                            {"sub", core::yuan(10'000'000)}};
    for (const Order& order : live(number).orders)
      for (auto& [tranche, balance] : left) {
        balance -= sum(order.out, "principal", tranche);
        EXPECT_EQ(sum(order.after, "outstanding", tranche), balance) << number << " " << tranche;
      }
  }
}

TEST(LifeProperty, AllThatWasCollectedIsSettledOnce) {
  int compared = 0;
  for (int number = 0; number < kLives; ++number) {
    const Lived lived = live(number);
    core::Money reported, settled;
    for (const Report& report : lived.reports)
      for (const Serviced& one : report)
        reported += one.interest_paid + one.principal_paid + one.prepaid + one.recovered;
    for (const Order& order : lived.orders) settled += sum(order.in, "collected", "");
    EXPECT_LE(reported, settled) << number;
    compared += reported == settled;
  }
  EXPECT_GT(compared, kLives * 8 / 10);  // else a correction waits at the end
}

TEST(LifeProperty, ARerunGivesEachOrderAgain) {
  for (int number = 0; number < kLives; ++number) {
    const Lived lived = live(number);
    Life life = Life::establish(small_issue()).take();
    for (const Event& event : lived.events) life = life.with(event).take();
    for (const Order& order : lived.orders)
      EXPECT_EQ(write_order(life.order(order.period).take()), write_order(order)) << number;
  }
}

}  // namespace
}  // namespace zheli::programme
