// A log as C2SP tlog-tiles lays it out: bundles of entries and tiles of hashes, each a file that
// never changes once it is full.
//
//   tile/entries/N[.p/W]   256 entries (W where partial), each behind its length in two bytes
//   tile/L/N[.p/W]         256 hashes: at level 0 of entries, above of whole tiles below
//
// Edge grows a log and says which files that writes; Tiles reads one and makes proofs. Neither
// touches a disk. Tested by tiles_test.cc against the recursive definition, the sample log of
// transparency-dev/tessera, and Go's golang.org/x/mod/sumdb (tests/cases/cli/ledger.sh).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/hash.h"
#include "ledger/merkle.h"

namespace zheli::ledger {

inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr std::size_t kEntryMax = 65'535;  // bytes

/// Where a tile lies. width: hashes or entries in it, 1 to 256.
struct TilePlace {
  static constexpr int kEntries = -1;  // the level of bundles

  int level = 0;  // kEntries, or 0 to 7
  std::uint64_t index = 0;
  std::uint64_t width = kTileWidth;

  bool operator==(const TilePlace&) const = default;
};

/// "tile/0/x001/x234/067.p/12".
std::string path_of(const TilePlace& place);

/// The last tile or bundle of a level in a log of `size` leaves; nothing where it has none there.
std::optional<TilePlace> last_place(int level, std::uint64_t size);

/// The tile or bundle in which a hash or entry of a level stands, in a log of `size` leaves that
/// has it (CHECK).
TilePlace place_of(int level, std::uint64_t node, std::uint64_t size);

/// Entries ↔ a bundle's bytes. Of any bytes `read_bundle` gives the entries or what is malformed.
std::string write_bundle(std::span<const std::string> entries);
core::Result<std::vector<std::string_view>> read_bundle(std::string_view bytes);

/// A file of the log, at path_of(place).
struct Resource {
  TilePlace place;
  std::string bytes;
};

/// The bytes of a file of the log; nothing where it is not there.
using Fetch = std::function<std::optional<std::string>(const std::string& path)>;

/// The right edge of a log, at first of the empty one: what must be known to append to it. Some 2
/// KB a level and the last entries, whatever the log's size.
class Edge {
 public:
  /// Appends entries, each of at most kEntryMax bytes (CHECK), and gives the tiles and bundles that
  /// became full.
  std::vector<Resource> append(std::span<const std::string> entries);

  /// The partial tiles and bundle of this size: wanted only for sizes that a checkpoint names.
  std::vector<Resource> partials() const;

  Head head() const;
  std::uint64_t size() const { return size_; }

 private:
  static constexpr int kLevels = 8;  // 256^8 = 2^64 leaves

  void add(int level, const Hash& hash, std::vector<Resource>& made);

  std::uint64_t size_ = 0;
  std::vector<std::string> entries_;                // of the partial bundle
  std::array<std::vector<Hash>, kLevels> partial_;  // hashes of each level's partial tile
};

/// The hashes of a log of one size, read from its tiles as they are needed; each tile once.
class Tiles {
 public:
  Tiles(std::uint64_t size, Fetch fetch) : size_(size), fetch_(std::move(fetch)) {}

  /// From the leaf's sibling up. index < size (CHECK). A missing or short tile is an Error; wrong
  /// hashes give a wrong proof, which whoever trusts the root sees.
  core::Result<std::vector<Hash>> inclusion(std::uint64_t index);

  /// That the first `before` leaves are those of an earlier checkpoint; empty where before is 0 or
  /// the size. before ≤ size (CHECK).
  core::Result<std::vector<Hash>> consistency(std::uint64_t before);

  /// One entry, from its bundle.
  core::Result<std::string> entry(std::uint64_t index);

 private:
  struct Range {  // leaves [from, to)
    std::uint64_t from, to;
  };

  Hash hash_of(Range range);
  Hash hash_in_tile(int level, Range nodes);
  const std::vector<Hash>& tile(int level, std::uint64_t index);
  void prove_leaf(std::uint64_t index, Range range, std::vector<Hash>& path);
  void prove_prefix(std::uint64_t before, Range range, bool known, std::vector<Hash>& path);
  template <typename T>
  core::Result<T> unless_failed(T value) const;

  std::uint64_t size_;
  Fetch fetch_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
  std::optional<core::Error> failed_;
};

/// The bytes of a tile or bundle; of a partial one also out of the full one, where the log has
/// dropped the partial. "missing: …" where there is neither.
core::Result<std::string> fetch_tile(const TilePlace& place, const Fetch& fetch);

/// A bundle's entries, as many as its place says; else malformed or missing.
core::Result<std::vector<std::string>> fetch_entries(const TilePlace& place, const Fetch& fetch);

/// The hashes in a tile's bytes; malformed where they are not `width` hashes.
core::Result<std::vector<Hash>> read_tile(const TilePlace& place, std::string_view bytes);

}  // namespace zheli::ledger
