// Merkle trees as RFC 6962 §2.1 defines them: what a proof shows, and a root out of the hashes
// beside it. Pure arithmetic; where a tree's hashes come from is tiles.h. Tested by merkle_test.cc
// against the published vectors of transparency-dev/merkle and the recursive definition.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "ledger/hash.h"

namespace zheli::ledger {

/// The root of the tree of `size` leaves to which an inclusion proof leads.
///
/// index  of the leaf, from 0 on
/// path   from the leaf's sibling up to a child of the root
///
/// Nothing where the path has not the length that (index, size) asks for, or index ≥ size.
/// Cost: one hash a step. Source: RFC 9162 §2.1.3.2.
std::optional<Hash> root_of_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                      std::span<const Hash> path);

/// A tree's size and root.
struct Head {
  std::uint64_t size = 0;
  Hash root = empty_root();

  bool operator==(const Head&) const = default;
};

/// Whether `path` shows that the leaves of `before` are the first leaves of `after`. About an empty
/// tree nothing can be shown: `before.size` = 0 is never consistent. Equal sizes take an empty path
/// and equal roots. Source: RFC 9162 §2.1.4.2.
bool is_consistent(const Head& before, const Head& after, std::span<const Hash> path);

/// The root of the given leaf hashes, in n log n hashes.
Hash root_of(std::span<const Hash> leaves);

/// The largest power of two below n ≥ 2: where RFC 6962 splits n leaves.
std::uint64_t split(std::uint64_t n);

}  // namespace zheli::ledger
