#include "ledger/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base64.h"
#include "files/json_tree.h"
#include "ledger/small_log.h"
#include "reference/slow_merkle.h"
#include "reference_data/read.h"

namespace zheli::ledger {
namespace {

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

TEST(Root, IsThatOfCertificateTransparency) {
  reference_data::Table table("merkle_roots.csv", {"leaves", "input", "root"});
  std::vector<Hash> leaves;
  for (files::Row& row : table.rows()) {
    leaves.push_back(leaf_hash(from_hex(row.text_if_any("input")).value()));
    EXPECT_EQ(bytes_of(root_of(leaves)), from_hex(row.text("root"))) << table.place(row);
  }
  EXPECT_EQ(leaves.size(), 8u);
}

TEST(Proofs, AreThoseOfTheRecursiveDefinition) {
  const std::vector<Hash> all = some_leaves(70);
  for (std::size_t size = 1; size <= all.size(); ++size) {
    const std::span<const Hash> leaves = std::span(all).first(size);
    const Head head{size, root_of(leaves)};
    EXPECT_EQ(head.root, slow::tree(leaves));
    for (std::size_t i = 0; i < size; ++i)
      EXPECT_EQ(root_of_inclusion(i, size, leaves[i], slow::path(i, leaves)), head.root)
          << i << " of " << size;
    for (std::size_t before = 1; before <= size; ++before) {
      const Head old{before, root_of(leaves.first(before))};
      EXPECT_TRUE(is_consistent(old, head, slow::proof(before, leaves)))
          << before << " in " << size;
    }
  }
}

TEST(Proofs, WithAnythingChangedAreRefused) {
  EXPECT_TRUE(rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 300);
    const auto index = *rc::gen::inRange<std::size_t>(0, size);
    const auto before = *rc::gen::inRange<std::size_t>(1, size);
    const std::vector<Hash> leaves = some_leaves(size);
    const Head head{size, root_of(leaves)};
    const Head old{before, root_of(std::span(leaves).first(before))};
    for (std::vector<Hash> path : {slow::path(index, leaves), slow::proof(before, leaves)}) {
      const bool is_inclusion = path == slow::path(index, leaves);
      const auto holds = [&](const std::vector<Hash>& steps) {
        return is_inclusion ? root_of_inclusion(index, size, leaves[index], steps) == head.root
                            : is_consistent(old, head, steps);
      };
      RC_ASSERT(holds(path));
      const auto at = *rc::gen::inRange<std::size_t>(0, path.size());
      std::vector<Hash> changed = path;
      changed[at][*rc::gen::inRange(0, 32)] ^= 1;
      RC_ASSERT(!holds(changed));
      changed = path;
      changed.pop_back();
      RC_ASSERT(!holds(changed));
      changed = path;
      changed.push_back(head.root);
      RC_ASSERT(!holds(changed));
    }
  }));
}

/// One file of transparency-dev/merkle's: a proof and whether it must be refused.
struct Vector {
  files::Json json;

  std::uint64_t count(const char* name) const { return *json.find(name)->whole(); }
  bool is_wrong() const { return *json.find("wantErr")->flag(); }

  /// Some files have a remark for a root ("don't care 1"): its hash stands for it.
  std::optional<Hash> hash(const char* name) const {
    const auto bytes = core::from_base64(json.find(name)->text);
    if (!bytes || bytes->empty()) return std::nullopt;
    return hash_from_base64(json.find(name)->text).value_or(sha256(*bytes));
  }

  std::optional<std::vector<Hash>> path() const {
    std::vector<Hash> steps;
    const files::Json* proof = json.find("proof");
    if (proof == nullptr) return steps;
    for (const files::Json& one : proof->children) {
      const auto step = hash_from_base64(one.text);
      if (!step) return std::nullopt;
      steps.push_back(*step);
    }
    return steps;
  }

  bool holds() const {
    const auto steps = path();
    if (!steps) return false;
    if (json.find("leafIdx") != nullptr) {
      const auto root = hash("root"), leaf = hash("leafHash");
      return root && leaf &&
             root_of_inclusion(count("leafIdx"), count("treeSize"), *leaf, *steps) == *root;
    }
    const auto before = hash("root1"), after = hash("root2");
    return before && after &&
           is_consistent({count("size1"), *before}, {count("size2"), *after}, *steps);
  }
};

TEST(Proofs, OfTransparencyDevAreAcceptedAndRefused) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  int count = 0;
  const std::filesystem::path folder = std::filesystem::path(peers) / "tlog/merkle";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files::Findings findings(entry.path());
    const Vector one{
        files::read_json(std::string{std::istreambuf_iterator<char>(file), {}}, findings)};
    ASSERT_TRUE(findings.problems().empty()) << entry.path();
    EXPECT_EQ(one.holds(), !one.is_wrong()) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 190);
}

TEST(Written, NumbersAndBytesComeBack) {
  EXPECT_EQ(big_endian(0x0102'0304'0506'0708, 8), from_hex("0102030405060708"));
  EXPECT_EQ(big_endian(0xfeff'ffff, 4), from_hex("FEFFffff"));
  EXPECT_EQ(from_big_endian("\xfe\xff\xff\xff"), 0xfeff'ffffu);
  EXPECT_EQ(hex(std::string_view("\x00\x1f\xa0", 3)), "001fa0");
  EXPECT_EQ(from_hex(""), "");
  for (const char* bad : {"1", "0g", "00 0", "0x00"}) EXPECT_EQ(from_hex(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace zheli::ledger
