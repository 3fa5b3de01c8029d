#include "ledger/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base64.h"
#include "ledger/fault.h"

namespace zheli::ledger {
namespace {

/// Compares a tile that was built anew with the one that is there; bundles are where it came from.
std::optional<core::Error> compare_tile(const Resource& ours, const Fetch& fetch) {
  const TilePlace& place = ours.place;
  if (place.level == TilePlace::kEntries) return std::nullopt;
  const core::Result<std::string> theirs = fetch_tile(place, fetch);
  if (!theirs) return theirs.error();
  if (theirs.value() == ours.bytes) return std::nullopt;
  const core::Result<std::vector<Hash>> hashes = read_tile(place, theirs.value());
  if (!hashes) return hashes.error();
  const auto differs = std::ranges::mismatch(ours.bytes, theirs.value()).in1;
  const std::uint64_t at = (differs - ours.bytes.begin()) / sizeof(Hash);
  if (place.level == 0) {
    return fault(Fault::wrong_leaf, fmt::format("{}: entry {} does not hash to hash {}",
                                                path_of(place), place.index * kTileWidth + at, at));
  }
  return fault(Fault::wrong_tile, fmt::format("{}: hash {} is not that of tile {} below",
                                              path_of(place), at, place.index * kTileWidth + at));
}

}  // namespace

core::Result<Head> audit(const Head& signed_head, const Fetch& fetch, const Visit& visit) {
  Edge edge;
  while (edge.size() < signed_head.size) {
    const TilePlace bundle = place_of(TilePlace::kEntries, edge.size(), signed_head.size);
    const auto entries = fetch_entries(bundle, fetch);
    if (!entries) return entries.error();
    std::uint64_t index = edge.size();
    for (const std::string& entry : entries.value())
      if (const auto trouble = visit(index++, entry)) return *trouble;
    for (const Resource& full : edge.append(entries.value()))
      if (const auto trouble = compare_tile(full, fetch)) return *trouble;
  }
  for (const Resource& partial : edge.partials())
    if (const auto trouble = compare_tile(partial, fetch)) return *trouble;
  if (edge.head() == signed_head) return signed_head;
  return fault(Fault::wrong_root,
               fmt::format("{} leaves have the root {}, and {} was signed", signed_head.size,
                           core::base64(bytes_of(edge.head().root)),
                           core::base64(bytes_of(signed_head.root))));
}

std::optional<core::Error> find_fork(const Head& one, const Head& other, const Fetch& fetch) {
  const Head& before = one.size <= other.size ? one : other;
  const Head& after = one.size <= other.size ? other : one;
  if (before.size == 0) return std::nullopt;
  const core::Result<std::vector<Hash>> path = Tiles(after.size, fetch).consistency(before.size);
  if (!path) return path.error();
  if (is_consistent(before, after, path.value())) return std::nullopt;
  return fault(Fault::fork, fmt::format("the log of {} leaves is not the beginning of that of {}",
                                        before.size, after.size));
}

}  // namespace zheli::ledger
