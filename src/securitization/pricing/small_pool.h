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

  void operator()(std::int64_t first, credit::Collections& to,
                  std::span<const std::span<double>> until) const {
    using credit::Flow;
    constexpr double kPool = 1e10;
    for (int i = 0; i < to.paths(); ++i) {
      const auto path = static_cast<std::size_t>(i);
      const auto u = core::draw_units(seed, static_cast<std::uint64_t>(first) + path, 0);
      const double lost = std::floor(kPool * std::pow(u[0], severity));
      const int when = static_cast<int>(u[3] * to.periods());
      for (int p = 0; p < to.periods(); ++p) {
        const bool last = p == to.periods() - 1;
        const double left = kPool - (p >= when ? lost : 0);
        to.at(p, Flow::interest)[path] = std::floor(left * 0.0125);
        to.at(p, Flow::principal)[path] = last ? left : 0;
        to.at(p, Flow::prepayment)[path] = 0;
        to.at(p, Flow::recovery)[path] = last ? std::floor(lost * 0.6 * u[1]) : 0;
        to.at(p, Flow::defaulted)[path] = p == when ? lost : 0;
        to.at(p, Flow::balance)[path] = last ? 0 : left;
      }
      if (until.empty()) continue;
      if (u[2] < supporter_pd) until[0][path] = std::floor(u[2] / supporter_pd * to.periods());
    }
  }
};

inline waterfall::Program small_program() {
  return std::move(*waterfall::compile(waterfall::small_deal()).program);
}

inline Sources small_sources(SmallPool pool = {}) {
  return [pool] { return Source(pool); };
}

}  // namespace zheli::pricing
