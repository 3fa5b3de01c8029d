#include "securitization/pricing/analytics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "securitization/pricing/root.h"

namespace zheli::pricing {
namespace {

using core::Date;
using core::Error;
using core::Result;

/// How far log(1 + rate) is looked for, and by which steps.
constexpr double kStep = 0.0625;
constexpr double kReach = 18.5;  // e^18.5 ≈ 10^8

/// Σ amount · e^(−x·t) over flows after `from`.
double sum_at(std::span<const CashFlow> flows, Date from, double x) {
  double sum = 0;
  for (const CashFlow& flow : flows) {
    const double t = core::years(from, flow.date);
    if (t > 0) sum += flow.amount * std::exp(-x * t);
  }
  return sum;
}

}  // namespace

Result<Curve> Curve::make(Date as_of, std::span<const Point> points, Between between) {
  if (points.empty()) return Error{"a curve needs at least one point"};
  Curve curve(as_of, between);
  for (const Point& point : points) {
    const double time = core::years(as_of, point.date);
    const double after = curve.times_.empty() ? 0 : curve.times_.back();
    if (time <= after)
      return Error{fmt::format("curve point {} must lie after {}", core::to_string(point.date),
                               curve.times_.empty() ? core::to_string(as_of) : "the one before")};
    if (!(point.rate > -1 && point.rate < 10))
      return Error{fmt::format("curve point {}: rate {} must lie between -1 and 10, a decimal",
                               core::to_string(point.date), point.rate)};
    curve.times_.push_back(time);
    curve.rates_.push_back(point.rate);
  }
  return curve;
}

Curve Curve::flat(Date as_of, double rate) {
  Curve curve(as_of, Between::linear_rate);
  curve.times_ = {1.0};
  curve.rates_ = {rate};
  return curve;
}

double Curve::zero_rate_at(double time) const {
  const auto next = std::upper_bound(times_.begin(), times_.end(), time);
  if (next == times_.begin()) return rates_.front();
  if (next == times_.end()) return rates_.back();
  const auto i = static_cast<std::size_t>(next - times_.begin());
  const double share = (time - times_[i - 1]) / (times_[i] - times_[i - 1]);
  if (between_ == Between::linear_rate) return rates_[i - 1] + share * (rates_[i] - rates_[i - 1]);
  const double before = times_[i - 1] * std::log1p(rates_[i - 1]);
  const double after = times_[i] * std::log1p(rates_[i]);
  return std::expm1((before + share * (after - before)) / time);
}

double Curve::zero_rate(Date date) const {
  return zero_rate_at(core::years(as_of_, date));
}

double Curve::discount(Date date, double spread) const {
  const double time = core::years(as_of_, date);
  if (time <= 0) return 1;
  return std::pow(1 + zero_rate_at(time) + spread, -time);
}

double present_value(std::span<const CashFlow> flows, const Curve& curve, double spread) {
  double sum = 0;
  for (const CashFlow& flow : flows) {
    if (curve.as_of() < flow.date) sum += flow.amount * curve.discount(flow.date, spread);
  }
  return sum;
}

double price_at_yield(std::span<const CashFlow> flows, Date settle, double yield) {
  return sum_at(flows, settle, std::log1p(yield));
}

Result<double> yield_at_price(std::span<const CashFlow> flows, Date settle, double dirty_price) {
  if (!(dirty_price > 0)) return Error{fmt::format("price {} must be above 0", dirty_price)};
  const auto gap = [&](double x) { return sum_at(flows, settle, x) - dirty_price; };
  const auto between = bracket(gap, 0, kStep, kReach);
  if (!between)
    return Error{fmt::format("no yield gives the price {}: the flows after {} are worth {} at 0 %",
                             dirty_price, core::to_string(settle), sum_at(flows, settle, 0))};
  return std::expm1(root_between(gap, between->first, between->second));
}

Result<double> z_spread(std::span<const CashFlow> flows, const Curve& curve, double dirty_price) {
  const auto gap = [&](double spread) { return present_value(flows, curve, spread) - dirty_price; };
  const auto between = bracket(gap, 0, 0.005, 10);
  if (!between)
    return Error{
        fmt::format("no spread gives the price {}: on the curve itself the flows are worth {}",
                    dirty_price, present_value(flows, curve))};
  return root_between(gap, between->first, between->second);
}

double accrued(double face, double coupon, core::DayCount day_count, Date period_from,
               Date settle) {
  return face * coupon * core::year_fraction(day_count, period_from, settle);
}

Sensitivity sensitivity(std::span<const CashFlow> flows, Date settle, double yield) {
  const double price = price_at_yield(flows, settle, yield);
  Sensitivity of;
  if (price == 0) return of;
  for (const CashFlow& flow : flows) {
    const double t = core::years(settle, flow.date);
    if (t <= 0) continue;
    const double weight = flow.amount * std::pow(1 + yield, -t) / price;
    of.macaulay += t * weight;
    of.convexity += t * (t + 1) * weight;
  }
  of.modified = of.macaulay / (1 + yield);
  of.convexity /= (1 + yield) * (1 + yield);
  return of;
}

double weighted_average_life(std::span<const CashFlow> principal, Date from) {
  double paid = 0, weighted = 0;
  for (const CashFlow& flow : principal) {
    paid += flow.amount;
    weighted += flow.amount * core::years(from, flow.date);
  }
  return paid == 0 ? 0 : weighted / paid;
}

Result<double> xirr(std::span<const CashFlow> flows) {
  const auto sign = [&](bool positive) {
    return std::any_of(flows.begin(), flows.end(),
                       [&](const CashFlow& f) { return positive ? f.amount > 0 : f.amount < 0; });
  };
  if (!sign(true) || !sign(false))
    return Error{"a rate of return needs money paid and money got; all flows have one sign"};
  const Date first = std::min_element(flows.begin(), flows.end(), [](const auto& a, const auto& b) {
                       return a.date < b.date;
                     })->date;
  const auto value = [&](double x) { return sum_at(flows, core::add_days(first, -1), x); };
  const auto between = bracket(value, 0, kStep, kReach);
  if (!between) return Error{"no rate of return from -99.99 % up makes these flows worth nothing"};
  return std::expm1(root_between(value, between->first, between->second));
}

}  // namespace zheli::pricing
