#include "securitization/pricing/analytics.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <map>

#include "reference_data/read.h"
#include "securitization/pricing/root.h"

namespace zheli::pricing {
namespace {

using core::Date;

Date day(const std::string& text) {
  return core::parse_date(text).value();
}

TEST(Root, IsFoundBetweenChangesOfSign) {
  struct Row {
    const char* name;
    double (*f)(double);
    double low, high, root;
  };
  const Row rows[] = {
      {"line", [](double x) { return x - 0.25; }, -1, 3, 0.25},
      {"cube, flat at its root", [](double x) { return x * x * x; }, -1, 2, 0},
      {"steep", [](double x) { return std::exp(50 * x) - 2; }, -3, 3, std::log(2) / 50},
      {"root at an end", [](double x) { return x; }, 0, 5, 0},
  };
  for (const Row& row : rows)
    EXPECT_NEAR(root_between(row.f, row.low, row.high), row.root, 1e-5) << row.name;
}

/// The flows of each case of a table.
using FlowsByCase = std::map<std::string, std::vector<CashFlow>>;

FlowsByCase flows_of(reference_data::Table& table, const char* key) {
  FlowsByCase flows;
  for (files::Row& row : table.rows())
    flows[row.text(key)].push_back({row.date("date"), row.number("amount")});
  return flows;
}

TEST(Xirr, ReferenceFigures) {
  reference_data::Table table("xirr.csv", {"case", "date", "amount", "rate"});
  const FlowsByCase flows = flows_of(table, "case");
  for (files::Row& row : table.rows()) {
    const auto expected = row.number_if_any("rate");
    if (!expected) continue;
    const auto rate = xirr(flows.at(row.text("case")));
    ASSERT_TRUE(rate) << table.place(row);
    EXPECT_NEAR(rate.value(), *expected, 1e-9) << table.place(row);
  }
}

TEST(Xirr, KnowsWhenThereIsNone) {
  const Date a = day("2025-01-01"), b = day("2026-01-01"), c = day("2027-01-01");
  struct Row {
    const char* name;
    std::vector<CashFlow> flows;
    std::optional<double> rate;
  };
  const Row rows[] = {
      {"nothing", {}, {}},
      {"only paid", {{a, -1}, {b, -2}}, {}},
      {"only got", {{a, 1}}, {}},
      {"no real root: 1 − 1/x + 1/x²", {{a, 1}, {b, -1}, {c, 1}}, {}},
      {"total loss but a hundredth", {{a, -100}, {b, 1}}, -0.99},
      {"thousandfold", {{a, -1}, {b, 1000}}, 999},
      {"out of order", {{b, 108}, {a, -100}}, 0.08},
      {"two roots, 10 % and 900 %: the nearer one", {{a, -1}, {b, 11.1}, {c, -11}}, 0.1},
  };
  for (const Row& row : rows) {
    const auto rate = xirr(row.flows);
    EXPECT_EQ(bool(rate), row.rate.has_value()) << row.name;
    if (rate && row.rate) {
      EXPECT_NEAR(rate.value(), *row.rate, 1e-9) << row.name;
    }
  }
}

TEST(Bond, PricesAndSensitivitiesOfTheReference) {
  reference_data::Table paid("bond_flows.csv", {"bond", "date", "amount"});
  const FlowsByCase all = flows_of(paid, "bond");
  reference_data::Table table("bonds.csv", {"bond", "coupon", "yield", "effective", "settle",
                                            "clean", "accrued", "modified", "convexity"});
  for (files::Row& row : table.rows()) {
    const std::vector<CashFlow>& flows = all.at(row.text("bond"));
    const Date settle = row.date("settle");
    const double yield = row.number("yield");
    // Unadjusted periods: the running one began `effective`, or a whole number of months after.
    const double interest = accrued(100, row.number("coupon"), core::DayCount::actual_365,
                                    row.date("effective"), settle);
    EXPECT_NEAR(interest, row.number("accrued"), 1e-9) << table.place(row);
    const double dirty = price_at_yield(flows, settle, yield);
    EXPECT_NEAR(dirty - interest, row.number("clean"), 1e-9) << table.place(row);
    const Sensitivity of = sensitivity(flows, settle, yield);
    EXPECT_NEAR(of.modified, row.number("modified"), 1e-9) << table.place(row);
    EXPECT_NEAR(of.convexity, row.number("convexity"), 1e-9) << table.place(row);
    EXPECT_NEAR(yield_at_price(flows, settle, dirty).value(), yield, 1e-12) << table.place(row);
  }
}

double cents(double amount) {
  return std::floor(amount * 100) / 100;
}

/// Macaulay's duration with present values cut to whole cents.
double duration_in_cents(const std::vector<CashFlow>& flows, Date as_of, double rate) {
  double top = 0, bottom = 0;
  for (const CashFlow& flow : flows) {
    const double t = core::years(as_of, flow.date);
    const double pv = cents(flow.amount * std::pow(1 + rate, -t));
    top += t * pv;
    bottom += pv;
  }
  return top / bottom;
}

/// The reference keeps present values in whole cents, cut off: with such weights its figures follow
/// to 1e-9; exact ones differ in the sixth digit.
TEST(Bond, DurationAndConvexityOfThePeer) {
  reference_data::Table table("durations.csv",
                              {"case", "as_of", "rate", "date", "amount", "macaulay", "convexity"});
  const FlowsByCase all = flows_of(table, "case");
  for (files::Row& row : table.rows()) {
    const std::vector<CashFlow>& flows = all.at(row.text("case"));
    const Date as_of = row.date("as_of");
    const double rate = row.number("rate");
    const Sensitivity exact = sensitivity(flows, as_of, rate);
    if (const auto expected = row.number_if_any("macaulay")) {
      EXPECT_NEAR(duration_in_cents(flows, as_of, rate), *expected, 1e-9) << table.place(row);
      EXPECT_NEAR(exact.macaulay, *expected, 2e-6) << table.place(row);
    }
    if (const auto expected = row.number_if_any("convexity")) {
      const double price = price_at_yield(flows, as_of, rate);
      EXPECT_NEAR(exact.convexity * price / cents(price), *expected, 1e-9) << table.place(row);
    }
  }
}

TEST(Wal, OfThePeerBeforeItWasCutToTwoDigits) {
  // 50 on day 180 and 50 on day 364: 0.745205, which the peer prints as 0.74.
  const std::vector<CashFlow> paid{{day("2023-06-30"), 50}, {day("2023-12-31"), 50}};
  EXPECT_NEAR(weighted_average_life(paid, day("2023-01-01")), (180 + 364) / 730.0, 1e-12);
  EXPECT_EQ(weighted_average_life({}, day("2023-01-01")), 0);
}

TEST(Curve, RefusesWhatIsNone) {
  using Point = Curve::Point;
  const Date as_of = day("2021-07-13");
  const std::vector<std::vector<Point>> bad{
      {},
      {{as_of, 0.02}},
      {{day("2022-07-13"), 0.02}, {day("2022-07-13"), 0.03}},
      {{day("2022-07-13"), -1.5}},
      {{day("2022-07-13"), std::nan("")}},
  };
  for (const auto& points : bad)
    EXPECT_FALSE(Curve::make(as_of, points, Curve::Between::linear_rate));
}

TEST(Curve, IsLinearBetweenItsPointsAndFlatOutside) {
  const Date as_of = day("2021-01-01");
  const std::vector<Curve::Point> points{{day("2022-01-01"), 0.02}, {day("2023-01-01"), 0.04}};
  const auto linear = Curve::make(as_of, points, Curve::Between::linear_rate).take();
  const auto log = Curve::make(as_of, points, Curve::Between::linear_log_discount).take();
  EXPECT_NEAR(linear.zero_rate(day("2022-07-02")), 0.02 + 0.02 * 182 / 365, 1e-15);
  EXPECT_NEAR(linear.discount(day("2023-01-01")), 1 / (1.04 * 1.04), 1e-15);
  EXPECT_NEAR(std::log(log.discount(day("2022-07-02"))),
              -std::log(1.02) - 182 / 365.0 * (2 * std::log(1.04) - std::log(1.02)), 1e-15);
  EXPECT_NEAR(linear.zero_rate(day("2021-03-01")), 0.02, 0);
  EXPECT_NEAR(log.zero_rate(day("2030-01-01")), 0.04, 0);
  EXPECT_EQ(linear.discount(as_of), 1);
}

TEST(Spread, BringsThePriceBack) {
  EXPECT_TRUE(rc::check("z-spread and yield are the inverses of price", [] {
    const Date as_of = day("2021-07-13");
    const Curve curve = Curve::flat(as_of, *rc::gen::inRange(0, 800) / 10000.0);
    std::vector<CashFlow> flows;
    const int count = *rc::gen::inRange(1, 12);
    for (int i = 1; i <= count; ++i)
      flows.push_back({core::add_months(as_of, 3 * i), 1.0 * *rc::gen::inRange(1, 1000)});
    const double spread = *rc::gen::inRange(-200, 3000) / 10000.0;
    const double price = present_value(flows, curve, spread);
    RC_ASSERT(std::abs(z_spread(flows, curve, price).value() - spread) < 1e-9);
    const double yield = *rc::gen::inRange(-5000, 50000) / 10000.0;
    const double dirty = price_at_yield(flows, as_of, yield);
    RC_ASSERT(std::abs(yield_at_price(flows, as_of, dirty).value() - yield) < 1e-9);
  }));
}

TEST(Yield, OfNothingIsAnError) {
  const Date settle = day("2021-07-13");
  const std::vector<CashFlow> past{{settle, 100}};
  EXPECT_FALSE(yield_at_price(past, settle, 100));
  EXPECT_FALSE(yield_at_price({}, settle, 100));
  const std::vector<CashFlow> next{{day("2022-07-13"), 100}};
  EXPECT_FALSE(yield_at_price(next, settle, 0));
  EXPECT_FALSE(yield_at_price(next, settle, std::nan("")));
  EXPECT_FALSE(z_spread(past, Curve::flat(settle, 0.02), 100));
}

/// Durations are derivatives: they agree with differences of the price.
TEST(Sensitivities, AreDerivatives) {
  const Date settle = day("2021-09-15");
  const std::vector<CashFlow> flows{{day("2022-07-13"), 4}, {day("2024-07-13"), 104}};
  const double h = 1e-4, y = 0.05;
  const double up = price_at_yield(flows, settle, y + h);
  const double here = price_at_yield(flows, settle, y);
  const double down = price_at_yield(flows, settle, y - h);
  const Sensitivity of = sensitivity(flows, settle, y);
  EXPECT_NEAR(of.modified, -(up - down) / (2 * h) / here, 1e-6);
  EXPECT_NEAR(of.convexity, (up - 2 * here + down) / (h * h) / here, 1e-4);
}

}  // namespace
}  // namespace zheli::pricing
