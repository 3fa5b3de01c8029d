// A fair split of what a group gains: each one's mean contribution over all orders in which the
// group may come together. Tested by shapley_test.cc.
//
// Source: L. Shapley, "A value for n-person games" (1953); the sampling: J. Castro, D. Gómez,
// J. Tejada, "Polynomial calculation of the Shapley value based on sampling" (2009), here with each
// order and its reverse.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/money.h"
#include "securitization/pricing/banding.h"

namespace zheli::pricing {

/// What a coalition is worth: ascending numbers of players, from 0; nobody is worth 0. Called from
/// several threads at once.
using Game = std::function<double(const std::vector<int>& coalition)>;

/// Each player's value; they add up to what all together are worth.
struct Shapley {
  std::vector<double> value;
  std::vector<double> error;  ///< standard error of sampling; 0 where exact
};

/// Exact, with 2^players calls: at most 20 players, else CHECK.
Shapley shapley_exact(int players, const Game& game, int threads);

/// Exact, of what each coalition is worth: [mask], 2^players entries, else CHECK; nobody's is not
/// asked.
Shapley shapley_of(const std::vector<double>& worth);

/// By `pairs` random orders and their reverses, 2 · pairs · players calls. At least 2 pairs, else
/// CHECK. Pair i depends on (seed, i) only: threads change no digit.
struct Sampling {
  int pairs = 100;
  std::uint64_t seed = 0;
  int threads = 1;
};
Shapley shapley_sampled(int players, const Game& game, const Sampling& sampling);

/// The game of banding together: the subordination that a coalition saves, in fen, against each of
/// them alone and without a commitment; supported: the coalition has the commitment. A quantile is
/// not subadditive: where one firm's PD alone is already allowed, a coalition may save less than 0.
Game saved_subordination(const Banding& banding, bool supported);

/// Each firm's share of what the game above saves: exact where all coalitions can be counted
/// (coalitions.h), else sampled. What each needs alone is its own, since that part of the game adds
/// up; the subordination needed together is shared by Shapley.
Shapley shares_of_saving(const Banding& banding, bool supported, const Sampling& sampling);

/// `total` in proportion to `shares`, whole fen that add up to it. Shares may be negative; where
/// they add up to 0, all get the same.
std::vector<core::Money> split(core::Money total, const std::vector<double>& shares);

}  // namespace zheli::pricing
