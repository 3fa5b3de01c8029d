#include "securitization/credit/exact.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "core/check.h"

namespace zheli::credit {
namespace {

constexpr int kPoints = 401;
constexpr double kReach = 10;
constexpr double kStep = 2 * kReach / (kPoints - 1);

struct Point {
  double at = 0;
  double weight = 0;
};

/// The trapezoid rule for an integral over the normal density.
std::vector<Point> normal_points() {
  std::vector<Point> points;
  const boost::math::normal normal;
  for (int i = 0; i < kPoints; ++i) {
    const double at = -kReach + i * kStep;
    points.push_back({at, pdf(normal, at) * kStep});
  }
  return points;
}

double cumulative(double z) {
  return 0.5 * std::erfc(-z * 0.7071067811865476);
}

/// Adds one name that defaults with probability p to a distribution.
void add_name(std::vector<double>& distribution, double p, int units) {
  const std::size_t shift = static_cast<std::size_t>(units);
  for (std::size_t k = distribution.size(); k-- > 0;)
    distribution[k] = distribution[k] * (1 - p) + (k >= shift ? distribution[k - shift] * p : 0);
}

std::vector<double> together(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> sum(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < b.size(); ++k) sum[i + k] += a[i] * b[k];
  }
  return sum;
}

/// Names of one sector with their thresholds.
struct Sector {
  std::vector<double> thresholds;
  std::vector<int> units;
  std::size_t all = 0;
};

std::vector<Sector> sectors_of(const std::vector<Exposure>& exposures, bool one) {
  std::vector<Sector> sectors;
  for (const Exposure& exposure : exposures) {
    CHECK(exposure.units >= 0 && exposure.sector >= 0);
    const std::size_t sector = one ? 0 : static_cast<std::size_t>(exposure.sector);
    if (sectors.size() <= sector) sectors.resize(sector + 1);
    const double p = std::clamp(exposure.probability, 1e-300, 1 - 1e-16);
    sectors[sector].thresholds.push_back(boost::math::quantile(boost::math::normal(), p));
    sectors[sector].units.push_back(exposure.units);
    sectors[sector].all += static_cast<std::size_t>(exposure.units);
  }
  return sectors;
}

/// The sector's distribution where the factors contribute `common` and the rest weighs `own`.
std::vector<double> given(const Sector& sector, double common, double own) {
  std::vector<double> distribution(sector.all + 1);
  distribution[0] = 1;
  for (std::size_t i = 0; i < sector.units.size(); ++i)
    add_name(distribution, cumulative((sector.thresholds[i] - common) / own), sector.units[i]);
  return distribution;
}

std::vector<double> over_sector_factor(const Sector& sector, double global, double weight,
                                       double own, const std::vector<Point>& points) {
  if (weight == 0) return given(sector, global, own);
  std::vector<double> sum(sector.all + 1);
  for (const Point& point : points) {
    const std::vector<double> one = given(sector, global + weight * point.at, own);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += point.weight * one[k];
  }
  return sum;
}

}  // namespace

std::vector<double> loss_distribution(const std::vector<Exposure>& exposures,
                                      const Copula& copula) {
  CHECK(copula.region == 0 && copula.freedom == 0);
  CHECK(copula.global >= 0 && copula.sector >= 0 && copula.global + copula.sector < 1);
  const std::vector<Point> points = normal_points();
  const std::vector<Sector> sectors = sectors_of(exposures, copula.sector == 0);
  const double own = std::sqrt(1 - copula.global - copula.sector);
  std::vector<double> all;
  for (const Point& point : points) {
    const double global = std::sqrt(copula.global) * point.at;
    std::vector<double> one = {1};
    for (const Sector& sector : sectors) {
      one =
          together(one, over_sector_factor(sector, global, std::sqrt(copula.sector), own, points));
    }
    all.resize(one.size());
    for (std::size_t k = 0; k < one.size(); ++k) all[k] += point.weight * one[k];
  }
  return all;
}

TrancheLoss tranche_loss(const std::vector<double>& distribution, double loss_per_unit,
                         double attach, double detach) {
  CHECK(attach < detach);
  TrancheLoss loss;
  for (std::size_t k = 0; k < distribution.size(); ++k) {
    const double above = static_cast<double>(k) * loss_per_unit - attach;
    constexpr double kHair = 1e-12;  // a loss that just reaches the tranche, but for rounding
    if (above <= kHair * (detach - attach)) continue;
    loss.touched += distribution[k];
    loss.expected += distribution[k] * std::min(above, detach - attach) / (detach - attach);
  }
  return loss;
}

int quantile(const std::vector<double>& distribution, double probability) {
  double sum = 0;
  for (std::size_t k = 0; k < distribution.size(); ++k) {
    sum += distribution[k];
    if (sum >= probability) return static_cast<int>(k);
  }
  return static_cast<int>(distribution.size()) - 1;
}

}  // namespace zheli::credit
