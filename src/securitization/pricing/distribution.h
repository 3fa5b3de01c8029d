// How an amount is spread over paths, kept in fixed bins: how often each was hit and what lay in it
// together, so that tails are exact but for the bin that the quantile falls in. Tested by
// losses_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace zheli::pricing {

/// Sums beyond 64 bits: fen over 10^9 paths, and their squares.
__extension__ using Wide = __int128;

/// Bins of an amount: bin 0 holds exact zeros, bin k = 1 … kBins amounts in ((k−1)·width, k·width],
/// the last one all above.
constexpr int kBins = 1000;
constexpr int kBinCells = kBins + 2;

/// A spread of whole fen over `paths` paths.
struct Distribution {
  double width = 1;  ///< fen
  std::int64_t paths = 0;
  std::vector<double> count;  ///< [kBinCells] paths in the bin
  std::vector<double> sum;    ///< [kBinCells] fen in it, over all paths

  /// The upper edge of the bin at which at least the share `q` of paths is reached: P(amount ≤ it)
  /// ≥ q, and too high by less than a width. Above the last edge: the mean there. 0 without paths.
  double quantile(double q) const;

  /// Expected shortfall: the mean of the worst 1 − q of paths. The bin cut by the quantile counts
  /// with its mean: exact where that bin holds one amount. 0 without paths.
  double shortfall(double q) const;

  /// Share of paths above `fen`, which is rounded up to the edge of a bin.
  double exceeded(double fen) const;
};

/// The bin of an amount ≥ 0.
int bin_of(double fen, double width);

}  // namespace zheli::pricing
