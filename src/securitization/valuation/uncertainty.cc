#include "securitization/valuation/uncertainty.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/random.h"

namespace zheli::valuation {
namespace {

constexpr double kTenth = 1.2815515655446004;  // Φ⁻¹(0.9)
using Normals = std::array<double, kDrivers.size()>;

/// The drivers so many standard deviations away from what is expected.
Drivers moved(const Drivers& expected, const Uncertainty& by, const Normals& z) {
  Drivers to = expected;
  to.revenue *= std::exp(by.revenue * z[0]);
  to.growth += by.growth * z[1];
  to.royalty *= std::exp(by.royalty * z[2]);
  to.discount = std::max(0.0, to.discount + by.discount * z[3]);
  to.cost *= std::exp(by.cost * z[4]);
  to.market *= std::exp(by.market * z[5]);
  return to;
}

/// Six normals from two groups of four draws.
Normals draw(std::uint64_t seed, std::uint64_t path, std::uint32_t groups_before) {
  Normals z{};
  for (std::uint32_t group = 0; group < 2; ++group) {
    const std::array<double, 4> units = core::draw_units(seed, path, groups_before + group);
    for (std::size_t i = 0; i < 4 && 4 * group + i < z.size(); ++i)
      z[4 * group + i] = core::inverse_normal(units[i]);
  }
  return z;
}

double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.05), quantile(values, 0.25), quantile(values, 0.5),
          quantile(values, 0.75), quantile(values, 0.95)};
}

double value_of(const Portfolio& portfolio, std::size_t asset, const Normals& z) {
  const Appraisal& appraisal = portfolio.appraisals[asset];
  const Drivers drivers = moved(appraisal.drivers, portfolio.assumptions.uncertainty, z);
  return worth(portfolio.assets[asset], appraisal.legal_status, portfolio.assumptions, drivers,
               portfolio.on)
      .reconciled;
}

}  // namespace

Ranges ranges(const Portfolio& portfolio, int paths, std::uint64_t seed) {
  CHECK(paths > 0 && portfolio.assets.size() == portfolio.appraisals.size());
  const double common = std::sqrt(portfolio.assumptions.uncertainty.common);
  const double own = std::sqrt(1 - portfolio.assumptions.uncertainty.common);
  std::vector<Normals> shared;
  for (int path = 0; path < paths; ++path)
    shared.push_back(draw(seed, static_cast<std::uint64_t>(path), 0));
  Ranges to;
  std::vector<double> totals(static_cast<std::size_t>(paths));
  std::vector<double> values(static_cast<std::size_t>(paths));
  for (std::size_t a = 0; a < portfolio.assets.size(); ++a) {
    const auto groups = static_cast<std::uint32_t>(2 + 2 * a);
    for (std::size_t path = 0; path < values.size(); ++path) {
      Normals z = draw(seed, path, groups);
      for (std::size_t d = 0; d < z.size(); ++d) z[d] = common * shared[path][d] + own * z[d];
      values[path] = value_of(portfolio, a, z);
      totals[path] += values[path];
    }
    to.assets.push_back(interval(values));
  }
  to.total = interval(std::move(totals));
  return to;
}

std::vector<Swing> tornado(const Portfolio& portfolio) {
  std::vector<Swing> swings;
  for (std::size_t d = 0; d < kDrivers.size(); ++d) {
    Swing swing{static_cast<int>(d)};
    for (std::size_t a = 0; a < portfolio.assets.size(); ++a) {
      Normals z{};
      z[d] = -kTenth;
      swing.low += value_of(portfolio, a, z);
      z[d] = kTenth;
      swing.high += value_of(portfolio, a, z);
    }
    swings.push_back(swing);
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& one, const Swing& other) {
    return std::abs(one.high - one.low) > std::abs(other.high - other.low);
  });
  return swings;
}

}  // namespace zheli::valuation
