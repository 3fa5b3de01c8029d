#include "ledger/merkle.h"

#include <bit>

#include "core/check.h"

namespace zheli::ledger {
namespace {

/// The place of a node and of the last node of its level, walked upwards.
struct Climb {
  std::uint64_t node, last;

  bool is_right() const { return (node & 1) != 0; }
  bool joins_left() const { return is_right() || node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  /// Past the levels on which the last node has no sibling.
  void skip_lone() {
    while (!is_right() && node != 0) up();
  }
};

}  // namespace

std::optional<Hash> root_of_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                      std::span<const Hash> path) {
  if (index >= size) return std::nullopt;
  Climb at{index, size - 1};
  Hash root = leaf;
  for (const Hash& step : path) {
    if (at.last == 0) return std::nullopt;
    if (at.joins_left()) {
      root = node_hash(step, root);
      at.skip_lone();
    } else {
      root = node_hash(root, step);
    }
    at.up();
  }
  if (at.last != 0) return std::nullopt;
  return root;
}

bool is_consistent(const Head& before, const Head& after, std::span<const Hash> path) {
  if (before.size == 0 || before.size > after.size) return false;
  if (before.size == after.size) return path.empty() && before.root == after.root;
  if (path.empty()) return false;
  Climb at{before.size - 1, after.size - 1};
  while (at.is_right()) at.up();
  // The old tree is itself a node of the new one where its size is a power of two.
  const bool whole = std::has_single_bit(before.size);
  Hash old_root = whole ? before.root : path.front();
  Hash new_root = old_root;
  for (const Hash& step : path.subspan(whole ? 0 : 1)) {
    if (at.last == 0) return false;
    if (at.joins_left()) {
      old_root = node_hash(step, old_root);
      new_root = node_hash(step, new_root);
      at.skip_lone();
    } else {
      new_root = node_hash(new_root, step);
    }
    at.up();
  }
  return at.last == 0 && old_root == before.root && new_root == after.root;
}

Hash root_of(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  const std::size_t left = split(leaves.size());
  return node_hash(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
}

std::uint64_t split(std::uint64_t n) {
  CHECK(n >= 2);
  return std::bit_floor(n - 1);
}

}  // namespace zheli::ledger
