#include "securitization/pricing/coalitions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.h"
#include "core/parallel.h"
#include "core/random.h"
#include "core/wide.h"
#include "securitization/pricing/normal.h"

namespace zheli::pricing {
namespace {

/// Points of the trapezoid rule over ±6.5 normal deviations in steps of a half; padded to whole
/// registers with points of weight 0. Half as many as banding.h has, for twice its step: what is
/// integrated is smooth on the scale of a whole deviation wherever firms share less than half.
constexpr std::size_t kPoints = 32;
constexpr double kStep = 0.5, kReach = 6.5;

struct Points {
  double at[kPoints] = {}, weight[kPoints] = {};
  std::size_t count = 0;
  Points() {
    for (double x = -kReach; x <= kReach; x += kStep, ++count) {
      at[count] = x;
      weight[count] = std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi) * kStep;
    }
  }
};

/// One figure for each point of the global factor.
struct Lane {
  double of[kPoints] = {};
};

/// to += a · b, point by point.
ZHELI_WIDE void add_product(const Lane& a, const Lane& b, Lane& to) {
  for (std::size_t z = 0; z < kPoints; ++z) to.of[z] += a.of[z] * b.of[z];
}

ZHELI_WIDE double dot(const Lane& a, const Lane& b) {
  double sums[8] = {};
  for (std::size_t z = 0; z < kPoints; z += 8) {
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a.of[z + k] * b.of[z + k];
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

/// What a subset of a block may lose, and how likely each loss is at each point.
struct Atoms {
  std::vector<std::size_t> units;
  std::vector<Lane> likely;
};

/// Firms that are independent of all others given the global factor.
struct BlockOfFirms {
  std::vector<int> firms;
  std::vector<Atoms> subsets;  ///< [mask over firms]
};

/// P(A = k) and P(A > k) of what some blocks lose, [k] for each point.
struct LawByPoint {
  std::vector<Lane> at, beyond;

  void sum_up() {
    beyond.assign(at.size(), Lane{});
    Lane sum;
    for (std::size_t k = at.size(); k-- > 0;) {
      beyond[k] = sum;
      for (std::size_t z = 0; z < kPoints; ++z) sum.of[z] += at[k].of[z];
    }
  }
};

class Coalitions {
 public:
  Coalitions(const Banding& banding, bool supported)
      : banding_(banding), supported_(supported), needed_(std::size_t{1} << banding.firms.size()) {
    for (const Firm& firm : banding.firms) {
      const double lost = core::in_fen(firm.exposure) * firm.loss_given_default;
      units_.push_back(static_cast<std::size_t>(std::llround(lost / core::in_fen(banding.unit))));
    }
    limit_ = static_cast<std::size_t>(banding.commitment.limit.fen / banding.unit.fen);
    weigh();
    make_blocks();
  }

  std::vector<double> run(int threads) {
    // The first block's subsets are parted among threads: each writes masks of its own.
    const std::size_t parts = blocks_.size() > 1 ? blocks_.front().subsets.size() : 1;
    core::parallel_for(threads, parts, [&](std::size_t first) {
      LawByPoint none;
      none.at.push_back(Lane{});
      std::fill_n(none.at[0].of, kPoints, 1.0);
      if (blocks_.size() == 1) {
        none.sum_up();
        return search(none, 0);
      }
      extend(none, 0, 0, first);
    });
    for (double& fen : needed_) fen *= core::in_fen(banding_.unit);
    return std::move(needed_);
  }

 private:
  void weigh() {
    const double edge = threshold(banding_.commitment.probability);
    const double global = banding_.commitment.global;
    CHECK(global >= 0 && global < 1);
    for (std::size_t z = 0; z < kPoints; ++z) {
      const double fallen =
          normal((edge - std::sqrt(global) * points_.at[z]) / std::sqrt(1 - global));
      falls_.of[z] = points_.weight[z] * fallen;
      stands_.of[z] = points_.weight[z] * (1 - fallen);
    }
  }

  void make_blocks() {
    constexpr std::size_t kFew = 4;  // where nothing but the global factor is shared
    const bool sectors = banding_.copula.sector > 0;
    std::vector<std::vector<int>> groups;
    for (int i = 0; i < static_cast<int>(banding_.firms.size()); ++i) {
      const std::size_t number =
          sectors ? static_cast<std::size_t>(banding_.firms[static_cast<std::size_t>(i)].sector)
                  : static_cast<std::size_t>(i) / kFew;
      if (groups.size() <= number) groups.resize(number + 1);
      groups[number].push_back(i);
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
      return a.size() < b.size();  // the largest last: of it no law is made
    });
    for (std::vector<int>& group : groups) {
      blocks_.push_back({std::move(group), {}});
      fill(blocks_.back());
    }
  }

  /// The law of each of a block's subsets: which of its firms default, summed over the sector.
  void fill(BlockOfFirms& block) const {
    const std::size_t n = block.firms.size(), all = std::size_t{1} << n;
    block.subsets.resize(all);
    for (std::size_t mask = 0; mask < all; ++mask) {
      Atoms& atoms = block.subsets[mask];
      for (std::size_t lost = mask;; lost = (lost - 1) & mask) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < n; ++i)
          sum += lost >> i & 1 ? units_[static_cast<std::size_t>(block.firms[i])] : 0;
        atoms.units.push_back(sum);
        atoms.likely.push_back({});
        if (lost == 0) break;
      }
    }
    const double sector = banding_.copula.sector;
    for (std::size_t z = 0; z < points_.count; ++z) {
      const double global = std::sqrt(banding_.copula.global) * points_.at[z];
      if (sector == 0) add_point(block, z, global, 1);
      for (std::size_t y = 0; sector > 0 && y < points_.count; ++y)
        add_point(block, z, global + std::sqrt(sector) * points_.at[y], points_.weight[y]);
    }
  }

  void add_point(BlockOfFirms& block, std::size_t z, double common, double weight) const {
    const double own = std::sqrt(1 - banding_.copula.global - banding_.copula.sector);
    const std::size_t n = block.firms.size();
    std::vector<double> p(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Firm& firm = banding_.firms[static_cast<std::size_t>(block.firms[i])];
      p[i] = normal((threshold(firm.probability) - common) / own);
    }
    for (std::size_t mask = 0; mask < block.subsets.size(); ++mask) {
      std::size_t atom = 0;
      for (std::size_t lost = mask;; lost = (lost - 1) & mask, ++atom) {
        double likely = weight;
        for (std::size_t i = 0; i < n; ++i) {
          if (mask >> i & 1) likely *= lost >> i & 1 ? p[i] : 1 - p[i];
        }
        block.subsets[mask].likely[atom].of[z] += likely;
        if (lost == 0) break;
      }
    }
  }

  std::size_t mask_of(const BlockOfFirms& block, std::size_t subset) const {
    std::size_t mask = 0;
    for (std::size_t i = 0; i < block.firms.size(); ++i) {
      if (subset >> i & 1) mask |= std::size_t{1} << block.firms[i];
    }
    return mask;
  }

  /// Adds subset `subset` of block `number` to a law, then every subset of the blocks behind it.
  void extend(const LawByPoint& before, std::size_t number, std::size_t mask, std::size_t subset) {
    const BlockOfFirms& block = blocks_[number];
    const Atoms& atoms = block.subsets[subset];
    const std::size_t most = *std::max_element(atoms.units.begin(), atoms.units.end());
    LawByPoint law;
    law.at.assign(before.at.size() + most, Lane{});
    for (std::size_t a = 0; a < atoms.units.size(); ++a) {
      for (std::size_t k = 0; k < before.at.size(); ++k)
        add_product(before.at[k], atoms.likely[a], law.at[k + atoms.units[a]]);
    }
    mask |= mask_of(block, subset);
    if (number + 2 == blocks_.size()) {
      law.sum_up();
      return search(law, mask);
    }
    for (std::size_t next = 0; next < blocks_[number + 1].subsets.size(); ++next)
      extend(law, number + 1, mask, next);
  }

  /// What each subset of the last block needs together with the others, whose law is `others`.
  void search(const LawByPoint& others, std::size_t mask) {
    const BlockOfFirms& last = blocks_.back();
    std::vector<std::size_t> found(last.subsets.size());
    for (std::size_t subset = 0; subset < last.subsets.size(); ++subset) {
      std::size_t least = 0, most = others.at.size() - 1;  // of no firm of the last block
      for (std::size_t i = 0; i < last.firms.size(); ++i) {
        if ((subset >> i & 1) == 0) continue;
        const bool first = subset >> i << i == subset;
        const std::size_t without = found[subset & ~(std::size_t{1} << i)];
        const std::size_t with = without + units_[static_cast<std::size_t>(last.firms[i])];
        least = std::max(least, without);
        most = first ? with : std::min(most, with);
      }
      while (least < most) {
        const std::size_t middle = least + (most - least) / 2;
        if (hurt(others, last.subsets[subset], middle) > banding_.allowed)
          least = middle + 1;
        else
          most = middle;
      }
      found[subset] = least;
      needed_[mask | mask_of(last, subset)] = static_cast<double>(least);
    }
  }

  /// P(more is lost than `units` and what the commitment brings).
  double hurt(const LawByPoint& others, const Atoms& atoms, std::size_t units) const {
    Lane stood, fell;
    for (std::size_t a = 0; a < atoms.units.size(); ++a) {
      add_beyond(others, units + (supported_ ? limit_ : 0), atoms.units[a], atoms.likely[a], stood);
      add_beyond(others, units, atoms.units[a], atoms.likely[a], fell);
    }
    return dot(stood, stands_) + dot(fell, falls_);
  }

  static void add_beyond(const LawByPoint& others, std::size_t units, std::size_t lost,
                         const Lane& likely, Lane& to) {
    if (lost > units) {
      for (std::size_t z = 0; z < kPoints; ++z) to.of[z] += likely.of[z];
    } else if (units - lost < others.beyond.size()) {
      add_product(others.beyond[units - lost], likely, to);
    }
  }

  const Banding& banding_;
  const bool supported_;
  const Points points_;
  std::vector<std::size_t> units_;  // [firm] lost if it defaults
  std::size_t limit_ = 0;
  Lane stands_, falls_;  // weights of the points, with the supporter's chance
  std::vector<BlockOfFirms> blocks_;
  std::vector<double> needed_;  // [mask]
};

}  // namespace

std::optional<std::vector<double>> needed_of_all(const Banding& banding, bool supported,
                                                 int threads) {
  const credit::Copula& copula = banding.copula;
  CHECK(copula.region == 0 && copula.freedom == 0 && banding.unit.fen > 0);
  CHECK(copula.global >= 0 && copula.sector >= 0 && copula.global + copula.sector < 1);
  if (banding.firms.size() > kCoalitionFirmsMost) return std::nullopt;
  std::vector<int> of_sector;
  for (const Firm& firm : banding.firms) {
    const auto number = static_cast<std::size_t>(firm.sector);
    if (of_sector.size() <= number) of_sector.resize(number + 1);
    if (++of_sector[number] > kSectorFirmsMost && copula.sector > 0) return std::nullopt;
  }
  if (banding.firms.empty()) return std::vector<double>{0};
  return Coalitions(banding, supported).run(threads);
}

}  // namespace zheli::pricing
