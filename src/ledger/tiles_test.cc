#include "ledger/tiles.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "ledger/audit.h"
#include "ledger/small_log.h"
#include "reference/slow_merkle.h"

namespace zheli::ledger {
namespace {

TEST(Path, IsThatOfTheSpecification) {
  const struct {
    TilePlace place;
    const char* path;
  } rows[] = {
      {{0, 0, 256}, "tile/0/000"},
      {{0, 1234067, 256}, "tile/0/x001/x234/067"},  // C2SP tlog-tiles, "Merkle Tree"
      {{1, 1000, 17}, "tile/1/x001/000.p/17"},
      {{TilePlace::kEntries, 999, 1}, "tile/entries/999.p/1"},
      {{2, 5, 255}, "tile/2/005.p/255"},
  };
  for (const auto& row : rows) EXPECT_EQ(path_of(row.place), row.path);
}

TEST(Places, OfTheSpecificationsExamples) {
  EXPECT_EQ(last_place(0, 70'000), (TilePlace{0, 273, 112}));
  EXPECT_EQ(last_place(1, 70'000), (TilePlace{1, 1, 17}));
  EXPECT_EQ(last_place(2, 70'000), (TilePlace{2, 0, 1}));
  EXPECT_EQ(last_place(3, 70'000), std::nullopt);
  EXPECT_EQ(last_place(0, 256), (TilePlace{0, 0, 256}));
  EXPECT_EQ(last_place(1, 256), (TilePlace{1, 0, 1}));
  EXPECT_EQ(last_place(0, 0), std::nullopt);
}

TEST(Bundle, ComesBackAndCutShortIsRefused) {
  const std::vector<std::string> entries{"", "one", std::string(kEntryMax, 'x')};
  const std::string bytes = write_bundle(entries);
  const auto read = read_bundle(bytes);
  ASSERT_TRUE(read);
  EXPECT_TRUE(std::ranges::equal(read.value(), entries));
  for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{5}, bytes.size() - 1})
    EXPECT_FALSE(read_bundle(std::string_view(bytes).substr(0, size))) << size;
}

/// Sizes at which tiles and levels begin and end.
const std::uint64_t kSizes[] = {0, 1, 2, 255, 256, 257, 511, 65'535, 65'536, 65'537};

/// The root to which the tiles lead from the first leaf.
core::Result<Hash> root_of_tiles(const SmallLog& log, std::uint64_t size) {
  if (size == 0) return empty_root();
  const auto path = Tiles(size, log.fetch()).inclusion(0);
  if (!path) return path.error();
  return root_of_inclusion(0, size, log.leaves[0], path.value()).value();
}

TEST(Edge, HasTheRootOfTheDefinition) {
  for (const std::uint64_t size : kSizes) {
    const SmallLog log(size);
    EXPECT_EQ(log.edge.head().root, slow::tree(log.leaves)) << size;
    const auto root = root_of_tiles(log, size);
    ASSERT_TRUE(root) << root.error().message;
    EXPECT_EQ(root.value(), log.edge.head().root) << size;
  }
}

TEST(Edge, BatchesDoNotChangeTheLog) {
  EXPECT_TRUE(rc::check([] {
    const auto parts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400));
    SmallLog log;
    for (const int part : parts) log.grow(part);
    const SmallLog whole(log.edge.size());
    RC_ASSERT(log.edge.head() == whole.edge.head());
    for (const auto& [path, bytes] : whole.files) RC_ASSERT(log.files.at(path) == bytes);
  }));
}

TEST(Tiles, GiveTheProofsOfTheDefinition) {
  for (const std::uint64_t size : {1, 2, 255, 256, 257, 700}) {
    const SmallLog log(size);
    Tiles tiles(size, log.fetch());
    for (std::uint64_t index = 0; index < size; index += index < 5 ? 1 : 37) {
      EXPECT_EQ(tiles.inclusion(index).value(), slow::path(index, log.leaves));
      EXPECT_EQ(tiles.entry(index).value(), fmt::format("entry {}", index));
    }
    for (std::uint64_t before = 1; before <= size; before += 31)
      EXPECT_EQ(tiles.consistency(before).value(), slow::proof(before, log.leaves));
  }
}

TEST(Tiles, OfThreeLevelsProve) {
  const SmallLog log(65'537);
  Tiles tiles(65'537, log.fetch());
  for (const std::uint64_t index : {0, 255, 256, 65'535, 65'536}) {
    EXPECT_EQ(root_of_inclusion(index, 65'537, log.leaves[index], tiles.inclusion(index).value()),
              log.edge.head().root);
  }
  for (const std::uint64_t before : {1, 256, 257, 65'535, 65'536}) {
    const Head old{before, slow::tree(std::span(log.leaves).first(before))};
    EXPECT_TRUE(is_consistent(old, log.edge.head(), tiles.consistency(before).value()));
  }
}

TEST(Tiles, TakeAPartialTileOutOfTheFullOne) {
  SmallLog log(200);
  const Head before = log.edge.head();
  log.grow(100);
  std::erase_if(log.files, [](const auto& file) { return file.first.ends_with(".p/200"); });
  const auto root = root_of_tiles(log, 200);
  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(root.value(), before.root);
  EXPECT_EQ(Tiles(200, log.fetch()).entry(199).value(), "entry 199");
}

TEST(Tiles, MissingOrShortAreNamed) {
  SmallLog log(300);
  log.files["tile/0/001.p/44"].pop_back();
  EXPECT_EQ(Tiles(300, log.fetch()).inclusion(299).error().message,
            "malformed: tile/0/001.p/44: 1407 bytes are not 44 hashes");
  log.files.erase("tile/0/001.p/44");
  EXPECT_EQ(root_of_tiles(log, 300).error().message, "missing: tile/0/001.p/44");
}

TEST(SampleLog, OfTesseraIsReadAtEachOfItsSizes) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  const std::string folder = std::string(peers) + "/tlog/tessera/";
  const Fetch fetch = [&](const std::string& path) -> std::optional<std::string> {
    std::ifstream file(folder + path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  // The key stands in the sample's SOURCE.md.
  const auto policy = Policy::read(
      "log example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx\n"
      "quorum none\n");
  ASSERT_TRUE(policy) << policy.error().message;
  Head last;
  int count = 0;
  for (int size = 0; size <= 15; ++size) {
    const auto note = fetch(fmt::format("checkpoint.{}", size));
    if (!note) continue;
    const auto opened = open(*note, policy.value());
    ASSERT_TRUE(opened) << opened.error().message;
    const Head& head = opened.value().checkpoint.head;
    const auto audited = audit(head, fetch, [](auto, auto) { return std::nullopt; });
    EXPECT_TRUE(audited) << audited.error().message;
    const auto forked = find_fork(last, head, fetch);
    EXPECT_FALSE(forked) << forked->message;
    last = head;
    ++count;
  }
  EXPECT_EQ(count, 16);
}

}  // namespace
}  // namespace zheli::ledger
