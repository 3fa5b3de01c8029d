// A source of collections for tests: a pool of 100 million over four quarters, as small_deal.h asks
// for. One draw a path says which part of the pool defaults and when, a second one how much of it
// is recovered, a third when the supporter falls.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "securitization/pricing/simulate.h"
#include "securitization/waterfall/small_deal.h"

namespace zheli::pricing {

struct SmallPool {
  std::uint64_t seed = 1;
  double severity = 3;  ///< higher: fewer defaults
  double supporter_pd = 0.1;

  void operator()(std::int64_t first, int count, Lot& lot) const {
    for (int i = 0; i < count; ++i) {
      const std::size_t block = static_cast<std::size_t>(i / kBlockPaths);
      fill(static_cast<std::uint64_t>(first + i), lot.blocks[block], lot.until[block],
           static_cast<std::size_t>(i % kBlockPaths));
    }
    lot.columns = count;
  }

  /// One path into one column.
  void fill(std::uint64_t path, cash::Collections& to, waterfall::Columns& until,
            std::size_t column) const {
    using cash::Flow;
    constexpr double kPool = 1e10;
    const auto u = core::draw_units(seed, path, 0);
    const double lost = std::floor(kPool * std::pow(u[0], severity));
    const int when = static_cast<int>(u[3] * to.periods());
    for (int p = 0; p < to.periods(); ++p) {
      const bool last = p == to.periods() - 1;
      const double left = kPool - (p >= when ? lost : 0);
      to.at(p, Flow::interest)[column] = std::floor(left * 0.0125);
      to.at(p, Flow::principal)[column] = last ? left : 0;
      to.at(p, Flow::prepayment)[column] = 0;
      to.at(p, Flow::recovery)[column] = last ? std::floor(lost * 0.6 * u[1]) : 0;
      to.at(p, Flow::defaulted)[column] = p == when ? lost : 0;
      to.at(p, Flow::balance)[column] = last ? 0 : left;
    }
    if (u[2] < supporter_pd) until.row(0)[column] = std::floor(u[2] / supporter_pd * to.periods());
  }
};

inline waterfall::Program small_program() {
  return std::move(*waterfall::compile(waterfall::small_deal()).program);
}

inline Sources small_sources(SmallPool pool = {}) {
  return {[pool] { return Source(pool); }, std::nullopt};
}

}  // namespace zheli::pricing
