// What dated flows are worth and what they yield: curve, price, yield, duration, convexity, WAL,
// Z-spread, internal rate of return. Pure arithmetic; formulas and sources:
// docs/methods/pricing.md.
//
// Time is ACT/365 and rates compound once a year throughout: df = (1 + rate)^(−days/365), the
// convention of China's exchange-traded ABS and of XIRR. Flows are in any unit of money.
//
// Tested by analytics_test.cc against QuantLib's bonds and the figures of Hastructure's tests.
#pragma once

#include <span>
#include <vector>

#include "core/date.h"
#include "core/day_count.h"

namespace zheli::pricing {

struct CashFlow {
  core::Date date;
  double amount = 0;  ///< got where positive, paid where negative
};

/// Zero rates by date. Between two points either the rate or the logarithm of the discount factor
/// is linear in time; before the first and beyond the last point the rate is flat.
class Curve {
 public:
  struct Point {
    core::Date date;
    double rate = 0;  ///< decimal per year, above −1
  };
  enum class Between { linear_rate, linear_log_discount };

  /// Points in rising order, all after `as_of`, at least one; else an Error that says which.
  static core::Result<Curve> make(core::Date as_of, std::span<const Point> points, Between between);
  static Curve flat(core::Date as_of, double rate);

  core::Date as_of() const { return as_of_; }
  double zero_rate(core::Date date) const;

  /// (1 + zero rate + spread)^(−years); 1 on the curve's day and before it.
  double discount(core::Date date, double spread = 0) const;

 private:
  Curve(core::Date as_of, Between between) : as_of_(as_of), between_(between) {}
  double zero_rate_at(double time) const;

  core::Date as_of_;
  Between between_;
  std::vector<double> times_, rates_;
};

/// Σ amount · df · of flows after the curve's day; earlier ones and those on it are past.
double present_value(std::span<const CashFlow> flows, const Curve& curve, double spread = 0);

/// Dirty price on `settle` at a yield: Σ amount · (1 + yield)^(−t) of flows after `settle`.
double price_at_yield(std::span<const CashFlow> flows, core::Date settle, double yield);

/// The yield at which price_at_yield gives `dirty_price`; an Error where there is none: no flow
/// after `settle`, or a price that is not positive. Yields from −99 % to 10^8 are looked for.
core::Result<double> yield_at_price(std::span<const CashFlow> flows, core::Date settle,
                                    double dirty_price);

/// The spread over every zero rate at which present_value gives `dirty_price`; an Error if none.
core::Result<double> z_spread(std::span<const CashFlow> flows, const Curve& curve,
                              double dirty_price);

/// Interest of the running period up to `settle`: face · coupon · year fraction.
double accrued(double face, double coupon, core::DayCount day_count, core::Date period_from,
               core::Date settle);

/// First and second order of a price in its yield; 0 where no flow lies after `settle`.
struct Sensitivity {
  double macaulay = 0;   ///< years: Σ t·pv / price
  double modified = 0;   ///< macaulay / (1 + yield) = −(dP/dy)/P
  double convexity = 0;  ///< (d²P/dy²)/P = Σ t(t+1)·pv / (price · (1 + yield)²)
};
Sensitivity sensitivity(std::span<const CashFlow> flows, core::Date settle, double yield);

/// Weighted average life in years from `from`: Σ t·principal / Σ principal; 0 where none is paid.
double weighted_average_life(std::span<const CashFlow> principal, core::Date from);

/// Internal rate of return: Σ amount · (1 + r)^(−days/365) = 0, days from the first flow.
///
/// Flows in any order. An Error where all flows have one sign, or no root lies between −99.99 % and
/// 10^8; of several roots the one nearest 0 in log(1 + r).
core::Result<double> xirr(std::span<const CashFlow> flows);

}  // namespace zheli::pricing
