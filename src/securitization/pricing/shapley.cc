#include "securitization/pricing/shapley.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/check.h"
#include "core/parallel.h"
#include "core/random.h"
#include "securitization/pricing/coalitions.h"

namespace zheli::pricing {
namespace {

/// Shares that cancel out add up to 0 but for the rounding of binary fractions.
constexpr double kNothing = 1e-9;

constexpr int kExactMost = 20;

std::vector<int> players_of(std::size_t mask, int players) {
  std::vector<int> to;
  for (int i = 0; i < players; ++i) {
    if (mask >> i & 1) to.push_back(i);
  }
  return to;
}

/// A random order: Fisher and Yates, from the draws of one path.
std::vector<int> order_of(int players, std::uint64_t seed, std::uint64_t pair) {
  std::vector<int> order(static_cast<std::size_t>(players));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t left = order.size(), draw = 0; left > 1; --left, ++draw) {
    const auto units = core::draw_units(seed, pair, static_cast<std::uint32_t>(draw / 4));
    const auto chosen = static_cast<std::size_t>(units[draw % 4] * static_cast<double>(left));
    std::swap(order[left - 1], order[chosen]);
  }
  return order;
}

/// Adds what each one brings when all come in this order, half of it: an order is half a pair.
void add_contributions(const std::vector<int>& order, const Game& game, std::vector<double>& to) {
  std::vector<int> coalition;
  double before = 0;
  for (const int player : order) {
    coalition.insert(std::upper_bound(coalition.begin(), coalition.end(), player), player);
    const double after = game(coalition);
    to[static_cast<std::size_t>(player)] += (after - before) / 2;
    before = after;
  }
}

}  // namespace

Shapley shapley_exact(int players, const Game& game, int threads) {
  CHECK(players >= 0 && players <= kExactMost);
  const std::size_t all = std::size_t{1} << players;
  std::vector<double> worth(all);
  core::parallel_for(threads, all - 1,
                     [&](std::size_t i) { worth[i + 1] = game(players_of(i + 1, players)); });
  return shapley_of(worth);
}

Shapley shapley_of(const std::vector<double>& worth) {
  const std::size_t all = worth.size();
  CHECK(std::has_single_bit(all));
  const int players = std::countr_zero(all);
  // The share of orders in which exactly those of a coalition of s come before: s!(n−s−1)!/n!.
  const auto n = static_cast<std::size_t>(players);
  std::vector<double> weight(n, 1.0 / std::max(1, players));
  for (std::size_t s = 1; s < n; ++s)
    weight[s] = weight[s - 1] * static_cast<double>(s) / static_cast<double>(n - s);
  Shapley to{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t mask = 0; mask < all; ++mask) {
    const auto size = static_cast<std::size_t>(__builtin_popcountll(mask));
    for (std::size_t i = 0; i < n; ++i) {
      if ((mask >> i & 1) == 0)
        to.value[i] += weight[size] * (worth[mask | std::size_t{1} << i] - worth[mask]);
    }
  }
  return to;
}

Shapley shapley_sampled(int players, const Game& game, const Sampling& sampling) {
  CHECK(players >= 0 && sampling.pairs >= 2);
  const auto n = static_cast<std::size_t>(players);
  std::vector<std::vector<double>> pairs(static_cast<std::size_t>(sampling.pairs),
                                         std::vector<double>(n));
  core::parallel_for(sampling.threads, pairs.size(), [&](std::size_t pair) {
    std::vector<int> order = order_of(players, sampling.seed, pair);
    add_contributions(order, game, pairs[pair]);
    std::reverse(order.begin(), order.end());
    add_contributions(order, game, pairs[pair]);
  });
  const double count = sampling.pairs;
  Shapley to{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    for (const std::vector<double>& pair : pairs) to.value[i] += pair[i] / count;
    double squares = 0;
    for (const std::vector<double>& pair : pairs)
      squares += (pair[i] - to.value[i]) * (pair[i] - to.value[i]);
    to.error[i] = std::sqrt(squares / (count - 1) / count);
  }
  return to;
}

Game saved_subordination(const Banding& banding, bool supported) {
  std::vector<double> alone;
  for (int i = 0; i < static_cast<int>(banding.firms.size()); ++i)
    alone.push_back(static_cast<double>(needed(banding, {i}).alone.fen));
  return [banding, supported, alone](const std::vector<int>& coalition) {
    const Needed of = needed(banding, coalition);
    double saved = -static_cast<double>(supported ? of.supported.fen : of.alone.fen);
    for (const int player : coalition) saved += alone[static_cast<std::size_t>(player)];
    return saved;
  };
}

Shapley shares_of_saving(const Banding& banding, bool supported, const Sampling& sampling) {
  const int firms = static_cast<int>(banding.firms.size());
  const auto needs = needed_of_all(banding, supported, sampling.threads);
  if (!needs) return shapley_sampled(firms, saved_subordination(banding, supported), sampling);
  Shapley to = shapley_of(*needs);
  for (int i = 0; i < firms; ++i) {
    const double alone = core::in_fen(needed(banding, {i}).alone);
    double& share = to.value[static_cast<std::size_t>(i)];
    share = alone - share;
  }
  return to;
}

std::vector<core::Money> split(core::Money total, const std::vector<double>& shares) {
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  double size = 0;
  for (const double share : shares) size += std::abs(share);
  const bool none = std::abs(all) <= kNothing * size;
  const double even = 1.0 / std::max<double>(1, static_cast<double>(shares.size()));
  std::vector<core::Money> to;
  core::Money given;
  double before = 0;
  for (const double share : shares) {
    before += none ? even : share / all;
    const bool last = to.size() + 1 == shares.size();
    const core::Money up_to = last ? total : core::round_fen(core::in_fen(total) * before);
    to.push_back(up_to - given);
    given = up_to;
  }
  return to;
}

}  // namespace zheli::pricing
