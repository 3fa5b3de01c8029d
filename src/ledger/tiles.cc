#include "ledger/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "core/check.h"
#include "ledger/fault.h"

namespace zheli::ledger {
namespace {

constexpr int kTileHeight = 8;  // levels of the tree in one tile

/// How many hashes a level has: entries, or whole tiles of the level below.
std::uint64_t nodes_of(int level, std::uint64_t size) {
  return level == TilePlace::kEntries ? size : size >> (kTileHeight * level);
}

std::string tile_bytes(std::span<const Hash> hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Hash));
  for (const Hash& hash : hashes) bytes += bytes_of(hash);
  return bytes;
}

/// What of a bundle's bytes its first `count` entries take; all where there are fewer.
std::string_view first_entries(std::string_view bytes, std::uint64_t count) {
  std::size_t at = 0;
  for (; count > 0 && at + 2 <= bytes.size(); --count) {
    at += 2 + (static_cast<unsigned char>(bytes[at]) << 8) +
          static_cast<unsigned char>(bytes[at + 1]);
  }
  return bytes.substr(0, at);
}

}  // namespace

std::string path_of(const TilePlace& place) {
  CHECK(place.width >= 1 && place.width <= kTileWidth);
  std::string number = fmt::format("{:03}", place.index % 1000);
  for (std::uint64_t rest = place.index / 1000; rest > 0; rest /= 1000)
    number = fmt::format("x{:03}/{}", rest % 1000, number);
  const std::string level =
      place.level == TilePlace::kEntries ? "entries" : std::to_string(place.level);
  const std::string width = place.width == kTileWidth ? "" : fmt::format(".p/{}", place.width);
  return fmt::format("tile/{}/{}{}", level, number, width);
}

std::optional<TilePlace> last_place(int level, std::uint64_t size) {
  const std::uint64_t count = nodes_of(level, size);
  if (count == 0) return std::nullopt;
  return TilePlace{level, (count - 1) / kTileWidth, (count - 1) % kTileWidth + 1};
}

TilePlace place_of(int level, std::uint64_t node, std::uint64_t size) {
  CHECK(node < nodes_of(level, size));
  const std::uint64_t index = node / kTileWidth;
  return {level, index, std::min(kTileWidth, nodes_of(level, size) - index * kTileWidth)};
}

std::string write_bundle(std::span<const std::string> entries) {
  std::string bytes;
  for (const std::string& entry : entries) {
    CHECK(entry.size() <= kEntryMax);
    bytes += static_cast<char>(entry.size() >> 8);
    bytes += static_cast<char>(entry.size() & 0xff);
    bytes += entry;
  }
  return bytes;
}

core::Result<std::vector<std::string_view>> read_bundle(std::string_view bytes) {
  std::vector<std::string_view> entries;
  while (!bytes.empty()) {
    const std::string_view first = first_entries(bytes, 1);
    const std::size_t size = bytes.size() < 2 ? 0
                                              : (static_cast<unsigned char>(bytes[0]) << 8) +
                                                    static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 2 || first.size() != size + 2)
      return core::Error{fmt::format("entry {} is cut short", entries.size())};
    entries.push_back(first.substr(2));
    bytes.remove_prefix(first.size());
  }
  return entries;
}

core::Result<std::string> fetch_tile(const TilePlace& place, const Fetch& fetch) {
  const std::string path = path_of(place);
  if (std::optional<std::string> bytes = fetch(path)) return *std::move(bytes);
  if (place.width < kTileWidth) {
    if (const auto full = fetch(path_of({place.level, place.index, kTileWidth}))) {
      if (place.level == TilePlace::kEntries) return std::string(first_entries(*full, place.width));
      return full->substr(0, place.width * sizeof(Hash));
    }
  }
  return fault(Fault::missing, path);
}

core::Result<std::vector<std::string>> fetch_entries(const TilePlace& place, const Fetch& fetch) {
  const core::Result<std::string> bytes = fetch_tile(place, fetch);
  if (!bytes) return bytes.error();
  const auto read = read_bundle(bytes.value());
  if (!read) {
    return fault(Fault::malformed, fmt::format("{}: {}", path_of(place), read.error().message));
  }
  if (read.value().size() != place.width) {
    return fault(Fault::malformed, fmt::format("{}: {} entries, not {}", path_of(place),
                                               read.value().size(), place.width));
  }
  return std::vector<std::string>(read.value().begin(), read.value().end());
}

core::Result<std::vector<Hash>> read_tile(const TilePlace& place, std::string_view bytes) {
  if (bytes.size() != place.width * sizeof(Hash)) {
    return fault(Fault::malformed, fmt::format("{}: {} bytes are not {} hashes", path_of(place),
                                               bytes.size(), place.width));
  }
  std::vector<Hash> hashes(place.width);
  for (std::size_t i = 0; i < hashes.size(); ++i)
    std::copy_n(bytes.begin() + i * sizeof(Hash), sizeof(Hash), hashes[i].begin());
  return hashes;
}

void Edge::add(int level, const Hash& hash, std::vector<Resource>& made) {
  std::vector<Hash>& tile = partial_[level];
  tile.push_back(hash);
  if (tile.size() < kTileWidth) return;
  made.push_back({*last_place(level, size_), tile_bytes(tile)});
  const Hash root = root_of(tile);
  tile.clear();
  if (level + 1 < kLevels) add(level + 1, root, made);
}

std::vector<Resource> Edge::append(std::span<const std::string> entries) {
  std::vector<Resource> made;
  for (const std::string& entry : entries) {
    CHECK(entry.size() <= kEntryMax);
    entries_.push_back(entry);
    ++size_;
    if (entries_.size() == kTileWidth) {
      made.push_back({*last_place(TilePlace::kEntries, size_), write_bundle(entries_)});
      entries_.clear();
    }
    add(0, leaf_hash(entry), made);
  }
  return made;
}

std::vector<Resource> Edge::partials() const {
  std::vector<Resource> made;
  if (!entries_.empty())
    made.push_back({*last_place(TilePlace::kEntries, size_), write_bundle(entries_)});
  for (int level = 0; level < kLevels; ++level)
    if (!partial_[level].empty())
      made.push_back({*last_place(level, size_), tile_bytes(partial_[level])});
  return made;
}

Head Edge::head() const {
  // The perfect subtrees of the size's binary digits, the smallest and rightmost first.
  std::optional<Hash> root;
  for (const std::vector<Hash>& tile : partial_) {
    std::span<const Hash> rest = tile;
    while (!rest.empty()) {
      const std::size_t subtree = rest.size() & -rest.size();
      const Hash hash = root_of(rest.last(subtree));
      root = root ? node_hash(hash, *root) : hash;
      rest = rest.first(rest.size() - subtree);
    }
  }
  return {size_, root.value_or(empty_root())};
}

const std::vector<Hash>& Tiles::tile(int level, std::uint64_t index) {
  const auto [found, is_unread] = tiles_.try_emplace({level, index});
  if (!is_unread) return found->second;
  const TilePlace place = place_of(level, index * kTileWidth, size_);
  found->second.resize(place.width);
  const core::Result<std::string> bytes = fetch_tile(place, fetch_);
  core::Result<std::vector<Hash>> hashes =
      bytes ? read_tile(place, bytes.value()) : core::Result<std::vector<Hash>>(bytes.error());
  if (hashes)
    found->second = hashes.take();
  else if (!failed_)
    failed_ = hashes.error();
  return found->second;
}

Hash Tiles::hash_in_tile(int level, Range nodes) {
  const std::span<const Hash> all = tile(level, nodes.from / kTileWidth);
  return root_of(all.subspan(nodes.from % kTileWidth, nodes.to - nodes.from));
}

Hash Tiles::hash_of(Range range) {
  const std::uint64_t count = range.to - range.from;
  if (std::has_single_bit(count)) {  // a node of the tree: RFC 6962 never splits it otherwise
    const int level = std::countr_zero(count) / kTileHeight;
    const int shift = level * kTileHeight;
    return hash_in_tile(level, {range.from >> shift, range.to >> shift});
  }
  const std::uint64_t middle = range.from + split(count);
  return node_hash(hash_of({range.from, middle}), hash_of({middle, range.to}));
}

void Tiles::prove_leaf(std::uint64_t index, Range range, std::vector<Hash>& path) {
  if (range.to - range.from == 1) return;
  const std::uint64_t middle = range.from + split(range.to - range.from);
  const Range left{range.from, middle}, right{middle, range.to};
  prove_leaf(index, index < middle ? left : right, path);
  path.push_back(hash_of(index < middle ? right : left));
}

/// SUBPROOF of RFC 6962 §2.1.2; `known`: the whole range is what the earlier root says.
void Tiles::prove_prefix(std::uint64_t before, Range range, bool known, std::vector<Hash>& path) {
  if (before == range.to) {
    if (!known) path.push_back(hash_of(range));
    return;
  }
  const std::uint64_t middle = range.from + split(range.to - range.from);
  const Range left{range.from, middle}, right{middle, range.to};
  if (before <= middle) {
    prove_prefix(before, left, known, path);
    path.push_back(hash_of(right));
  } else {
    prove_prefix(before, right, false, path);
    path.push_back(hash_of(left));
  }
}

template <typename T>
core::Result<T> Tiles::unless_failed(T value) const {
  if (failed_) return *failed_;
  return value;
}

core::Result<std::vector<Hash>> Tiles::inclusion(std::uint64_t index) {
  CHECK(index < size_);
  std::vector<Hash> path;
  prove_leaf(index, {0, size_}, path);
  return unless_failed(std::move(path));
}

core::Result<std::vector<Hash>> Tiles::consistency(std::uint64_t before) {
  CHECK(before <= size_);
  std::vector<Hash> path;
  if (before > 0) prove_prefix(before, {0, size_}, true, path);
  return unless_failed(std::move(path));
}

core::Result<std::string> Tiles::entry(std::uint64_t index) {
  CHECK(index < size_);
  const auto entries = fetch_entries(place_of(TilePlace::kEntries, index, size_), fetch_);
  if (!entries) return entries.error();
  return entries.value()[index % kTileWidth];
}

}  // namespace zheli::ledger
