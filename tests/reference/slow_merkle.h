// RFC 6962 §2.1 as it is written: the tree of a list by recursion, its proofs likewise. Only tests
// include it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/hash.h"

namespace zheli::slow {

using ledger::Hash;
using Leaves = std::span<const Hash>;  // leaf hashes

/// The largest power of two below n, counted up.
inline std::size_t half(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

inline Hash tree(Leaves d) {
  if (d.empty()) return ledger::sha256("");
  if (d.size() == 1) return d[0];
  const std::size_t k = half(d.size());
  return ledger::node_hash(tree(d.first(k)), tree(d.subspan(k)));
}

inline std::vector<Hash> path(std::size_t m, Leaves d) {
  if (d.size() == 1) return {};
  const std::size_t k = half(d.size());
  std::vector<Hash> steps = m < k ? path(m, d.first(k)) : path(m - k, d.subspan(k));
  steps.push_back(m < k ? tree(d.subspan(k)) : tree(d.first(k)));
  return steps;
}

inline std::vector<Hash> subproof(std::size_t m, Leaves d, bool known) {
  if (m == d.size()) return known ? std::vector<Hash>{} : std::vector<Hash>{tree(d)};
  const std::size_t k = half(d.size());
  std::vector<Hash> steps =
      m <= k ? subproof(m, d.first(k), known) : subproof(m - k, d.subspan(k), false);
  steps.push_back(m <= k ? tree(d.subspan(k)) : tree(d.first(k)));
  return steps;
}

inline std::vector<Hash> proof(std::size_t m, Leaves d) {
  return subproof(m, d, true);
}

}  // namespace zheli::slow
