#include "securitization/pricing/banding.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/check.h"
#include "core/random.h"
#include "securitization/pricing/normal.h"

namespace zheli::pricing {
namespace {

using Law = std::vector<double>;

/// The trapezoid rule for an integral over the normal density, 67 points over ±8.25: what is
/// integrated is smooth on the scale of a step wherever a firm's own share is above a tenth, and
/// there the rule is exact to about 1e-12.
struct Point {
  double at = 0, weight = 0;
};
std::vector<Point> normal_points() {
  constexpr double kStep = 0.25, kReach = 8.25;
  std::vector<Point> points;
  for (double at = -kReach; at <= kReach; at += kStep)
    points.push_back({at, std::exp(-at * at / 2) / std::sqrt(2 * std::numbers::pi) * kStep});
  return points;
}

/// Firms of one sector.
struct Sector {
  std::vector<double> thresholds;
  std::vector<std::size_t> units;
  std::size_t all = 0;
};

class Factors {
 public:
  Factors(const Banding& banding, const std::vector<int>& firms)
      : copula_(banding.copula), points_(normal_points()) {
    CHECK(copula_.region == 0 && copula_.freedom == 0 && banding.unit.fen > 0);
    CHECK(copula_.global >= 0 && copula_.sector >= 0 && copula_.global + copula_.sector < 1);
    own_ = std::sqrt(1 - copula_.global - copula_.sector);
    for (const int number : firms) add(banding.firms[static_cast<std::size_t>(number)], banding);
  }

  const std::vector<Point>& points() const { return points_; }

  /// The law of the loss where the global factor is `at`.
  Law given(double at) const {
    Law law = {1};
    for (const Sector& sector : sectors_) {
      if (sector.all > 0) law = together(law, over_sector(sector, std::sqrt(copula_.global) * at));
    }
    return law;
  }

 private:
  void add(const Firm& firm, const Banding& banding) {
    const std::size_t number = copula_.sector == 0 ? 0 : static_cast<std::size_t>(firm.sector);
    if (sectors_.size() <= number) sectors_.resize(number + 1);
    const double lost = core::in_fen(firm.exposure) * firm.loss_given_default;
    const auto units = static_cast<std::size_t>(std::llround(lost / core::in_fen(banding.unit)));
    sectors_[number].thresholds.push_back(threshold(firm.probability));
    sectors_[number].units.push_back(units);
    sectors_[number].all += units;
  }

  Law over_sector(const Sector& sector, double global) const {
    if (copula_.sector == 0) return of(sector, global);
    Law sum(sector.all + 1);
    for (const Point& point : points_) {
      const Law one = of(sector, global + std::sqrt(copula_.sector) * point.at);
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += point.weight * one[k];
    }
    return sum;
  }

  /// Where the factors give `common`, firms default independently.
  Law of(const Sector& sector, double common) const {
    Law law(sector.all + 1);
    law[0] = 1;
    std::size_t top = 0;
    for (std::size_t i = 0; i < sector.units.size(); ++i) {
      const double p = normal((sector.thresholds[i] - common) / own_);
      const std::size_t shift = sector.units[i];
      for (std::size_t k = top + 1; k-- > 0;) {
        if (shift > 0) law[k + shift] += law[k] * p;
        if (shift > 0) law[k] *= 1 - p;
      }
      top += shift;
    }
    return law;
  }

  static Law together(const Law& a, const Law& b) {
    Law sum(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t k = 0; k < b.size(); ++k) sum[i + k] += a[i] * b[k];
    }
    return sum;
  }

  credit::Copula copula_;
  std::vector<Point> points_;
  std::vector<Sector> sectors_;
  double own_ = 1;
};

/// P(loss > k) for each k from 0 on; one entry a unit, the last 0.
Law beyond(const Law& law) {
  Law above(law.size());
  double sum = 0;
  for (std::size_t k = law.size(); k-- > 0;) {
    above[k] = sum;
    sum += law[k];
  }
  return above;
}

double at_or_none(const Law& law, std::size_t k) {
  return k < law.size() ? law[k] : 0;
}

}  // namespace

JointLaw joint_law(const Banding& banding, const std::vector<int>& firms) {
  const Factors factors(banding, firms);
  const double edge = threshold(banding.commitment.probability);
  const double global = banding.commitment.global;
  CHECK(global >= 0 && global < 1);
  JointLaw joint;
  for (const Point& point : factors.points()) {
    const Law law = factors.given(point.at);
    const double fallen = normal((edge - std::sqrt(global) * point.at) / std::sqrt(1 - global));
    joint.stands.resize(law.size());
    joint.falls.resize(law.size());
    for (std::size_t k = 0; k < law.size(); ++k) {
      joint.stands[k] += point.weight * (1 - fallen) * law[k];
      joint.falls[k] += point.weight * fallen * law[k];
    }
  }
  return joint;
}

Needed needed(const Banding& banding, const std::vector<int>& firms) {
  CHECK(banding.allowed >= 0 && banding.commitment.limit.fen >= 0);
  const JointLaw joint = joint_law(banding, firms);
  const Law stands = beyond(joint.stands), falls = beyond(joint.falls);
  const auto units = static_cast<std::size_t>(banding.commitment.limit.fen / banding.unit.fen);
  // The last unit is lost with probability 0 in both, so that both searches end.
  std::size_t alone = 0, supported = 0;
  while (stands[alone] + falls[alone] > banding.allowed) ++alone;
  while (at_or_none(stands, supported + units) + falls[supported] > banding.allowed) ++supported;
  return {banding.unit * static_cast<std::int64_t>(alone),
          banding.unit * static_cast<std::int64_t>(supported)};
}

std::vector<Band> bands(const Banding& banding) {
  std::vector<Band> to;
  std::vector<int> firms;
  Band band;
  for (const Firm& firm : banding.firms) {
    firms.push_back(static_cast<int>(firms.size()));
    band.exposure += firm.exposure;
    const double size = core::in_fen(band.exposure);
    const double unit = core::in_fen(banding.unit) / size;
    const JointLaw joint = joint_law(banding, firms);
    double mean = 0, square = 0, below = 0;
    band.tail = 0;
    for (std::size_t k = 0; k < joint.stands.size(); ++k) {
      const double p = joint.stands[k] + joint.falls[k], loss = static_cast<double>(k) * unit;
      constexpr double kTail = 0.99;
      if (below < kTail) band.tail = loss;
      below += p;
      mean += p * loss;
      square += p * loss * loss;
    }
    band.expected_loss = mean;
    band.deviation = std::sqrt(std::max(0.0, square - mean * mean));
    const Needed of = needed(banding, firms);
    band.needed_alone = core::in_fen(of.alone) / size;
    band.needed_supported = core::in_fen(of.supported) / size;
    to.push_back(band);
  }
  return to;
}

std::vector<CashFlow> subsidies(std::span<const CashFlow> interest, const Subsidy& subsidy) {
  CHECK(subsidy.loan_rate > 0);
  double left = core::in_fen(subsidy.most);
  std::vector<CashFlow> to;
  for (const CashFlow& payment : interest) {
    const double amount = std::min(left, payment.amount * (subsidy.rate / subsidy.loan_rate));
    left -= amount;
    to.push_back({payment.date, amount});
  }
  return to;
}

core::Result<double> all_in_cost(std::span<const CashFlow> loan, std::span<const CashFlow> fees,
                                 std::span<const CashFlow> got) {
  std::vector<CashFlow> flows(loan.begin(), loan.end());
  for (const CashFlow& fee : fees) flows.push_back({fee.date, -fee.amount});
  flows.insert(flows.end(), got.begin(), got.end());
  return xirr(flows);
}

}  // namespace zheli::pricing
