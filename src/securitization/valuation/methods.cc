#include "securitization/valuation/methods.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/day_count.h"

namespace zheli::valuation {
namespace {}  // namespace

double income(const Forecast& forecast, double rate, double tax, double discount) {
  double value = 0, revenue = forecast.revenue, growth = forecast.growth;
  for (double begun = 0; begun < forecast.years; begun += 1) {
    const double part = std::min(1.0, forecast.years - begun);
    value += revenue * part * rate * (1 - tax) / std::pow(1 + discount, begun + part / 2);
    revenue *= std::max(0.0, 1 + growth);
    growth *= forecast.fade;
  }
  return value;
}

double relief_from_royalty(const Forecast& forecast, double royalty, double tax, double discount,
                           std::span<const DatedFee> fees, core::Date on) {
  double value = income(forecast, royalty, tax, discount);
  for (const DatedFee& fee : fees) {
    const double years = std::max(0.0, core::years(on, fee.due));
    value -= fee.yuan / std::pow(1 + discount, years);
  }
  return std::max(0.0, value);
}

double excess_earnings(const Forecast& forecast, double margin, double charges, double tax,
                       double discount) {
  return income(forecast, std::max(0.0, margin - charges), tax, discount);
}

double replacement_cost(double spent, double years, double opportunity, double obsolescence) {
  return spent * std::pow(1 + opportunity, std::max(0.0, years)) * (1 - obsolescence);
}

double market_value(std::span<const Comparable> comparables) {
  CHECK(!comparables.empty());
  std::vector<double> prices;
  for (const Comparable& one : comparables) prices.push_back(one.price * one.factor);
  std::sort(prices.begin(), prices.end());
  const std::size_t middle = prices.size() / 2;
  return prices.size() % 2 == 1 ? prices[middle] : (prices[middle - 1] + prices[middle]) / 2;
}

}  // namespace zheli::valuation
