#include "securitization/pricing/distribution.h"

#include <algorithm>

namespace zheli::pricing {

int bin_of(double fen, double width) {
  if (fen <= 0) return 0;
  const double bins = fen / width;
  if (!(bins < kBins)) return bins > kBins ? kBins + 1 : kBins;
  const int below = static_cast<int>(bins);  // rounding up this way needs no call
  return below + (below < bins ? 1 : 0);
}

double Distribution::quantile(double q) const {
  double reached = 0;
  const double wanted = q * static_cast<double>(paths);
  for (int bin = 0; bin < kBinCells && paths > 0; ++bin) {
    reached += count[bin];
    if (reached < wanted || count[bin] == 0) continue;
    return bin <= kBins ? bin * width : sum[bin] / count[bin];
  }
  return 0;
}

double Distribution::shortfall(double q) const {
  const double wanted = (1 - q) * static_cast<double>(paths);
  double left = wanted, fen = 0;
  for (int bin = kBinCells - 1; bin >= 0 && left > 0; --bin) {
    if (count[bin] == 0) continue;
    const double taken = std::min(left, count[bin]);
    fen += sum[bin] * (taken / count[bin]);
    left -= taken;
  }
  return wanted > 0 ? fen / wanted : 0;
}

double Distribution::exceeded(double fen) const {
  double above = 0;
  for (int bin = bin_of(fen, width) + 1; bin < kBinCells; ++bin) above += count[bin];
  return paths > 0 ? above / static_cast<double>(paths) : 0;
}

}  // namespace zheli::pricing
