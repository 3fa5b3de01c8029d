#include "ledger/audit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "ledger/fault.h"
#include "ledger/small_log.h"

namespace zheli::ledger {
namespace {

constexpr std::uint64_t kSize = 66'000;  // three levels, all with partial tiles

const SmallLog& good_log() {
  static const SmallLog log(kSize);
  return log;
}

std::optional<core::Error> go_on(std::uint64_t, std::string_view) {
  return std::nullopt;
}

/// Opens the checkpoint and reads the whole log, as `zheli ledger verify` does.
std::string fault_in(const SmallLog& log, const std::string& note) {
  const auto opened = open(note, policy("both"));
  const auto audited = opened ? audit(opened.value().checkpoint.head, log.fetch(), go_on)
                              : core::Result<Head>(opened.error());
  if (!audited) return audited.error().message;
  return "";
}

void swap_entries(SmallLog& log, const char* bundle, int one, int other) {
  const std::string bytes = log.files[bundle];
  const auto read = read_bundle(bytes);
  std::vector<std::string> entries(read.value().begin(), read.value().end());
  std::swap(entries[one], entries[other]);
  log.files[bundle] = write_bundle(entries);
}

/// The log as somebody would have it who changes an entry and everything that hangs from it.
SmallLog rewritten() {
  SmallLog whole;
  std::vector<std::string> entries;
  for (std::uint64_t i = 0; i < kSize; ++i)
    entries.push_back(i == 100 ? "another entry" : fmt::format("entry {}", i));
  whole.keep(whole.edge.append(entries));
  whole.keep(whole.edge.partials());
  return whole;
}

std::string forged_cosignature() {
  Note note = read_note(good_log().cosigned()).take();
  note.lines[2].signature[70] ^= 1;
  return to_string(note);
}

std::string signed_by(const SignerKey& key) {
  return sign(Checkpoint{key.verifier().name(), good_log().edge.head()}, std::vector{key});
}

/// What somebody may do to a log, and what it is then called.
struct Corruption {
  const char* what;
  const char* message;  // its beginning
  std::function<void(SmallLog&, std::string& note)> make;
};

const std::vector<Corruption>& corruptions() {
  static const std::vector<Corruption> all{
      {"a byte of an entry", "wrong-leaf: tile/0/000: entry 1 does not",
       [](SmallLog& log, auto&) { log.files["tile/entries/000"][12] ^= 1; }},
      {"a byte of the last entry", "wrong-leaf: tile/0/257.p/208: entry 65999 ",
       [](SmallLog& log, auto&) { log.files["tile/entries/257.p/208"].back() ^= 1; }},
      {"two entries swapped", "wrong-leaf: tile/0/003: entry 770 ",
       [](SmallLog& log, auto&) { swap_entries(log, "tile/entries/003", 2, 7); }},
      {"two bundles swapped", "wrong-leaf: tile/0/000: entry 0 ",
       [](SmallLog& log, auto&) {
         std::swap(log.files["tile/entries/000"], log.files["tile/entries/001"]);
       }},
      {"a bundle is gone", "missing: tile/entries/200",
       [](SmallLog& log, auto&) { log.files.erase("tile/entries/200"); }},
      {"the tail is cut off", "missing: tile/entries/257.p/208",
       [](SmallLog& log, auto&) { log.files.erase("tile/entries/257.p/208"); }},
      {"a bundle is cut short", "malformed: tile/entries/005: entry 255 is cut short",
       [](SmallLog& log, auto&) { log.files["tile/entries/005"].pop_back(); }},
      {"a bundle lacks its last entry", "malformed: tile/entries/005: 255 entries, not 256",
       [](SmallLog& log, auto&) { log.files["tile/entries/005"].resize(256 * 12 - 12); }},
      {"a bundle with an entry more", "malformed: tile/entries/005: 257 entries, not 256",
       [](SmallLog& log, auto&) { log.files["tile/entries/005"] += std::string(2, '\0'); }},
      {"a hash of an entry", "wrong-leaf: tile/0/009: entry 2304 ",
       [](SmallLog& log, auto&) { log.files["tile/0/009"][3] ^= 1; }},
      {"a hash of a tile", "wrong-tile: tile/1/000: hash 2 ",
       [](SmallLog& log, auto&) { log.files["tile/1/000"][64] ^= 1; }},
      {"a hash of the top", "wrong-tile: tile/2/000.p/1: hash 0 ",
       [](SmallLog& log, auto&) { log.files["tile/2/000.p/1"][0] ^= 1; }},
      {"a hash of a partial tile", "wrong-tile: tile/1/001.p/1: hash 0 ",
       [](SmallLog& log, auto&) { log.files["tile/1/001.p/1"][9] ^= 1; }},
      {"a tile is gone", "missing: tile/1/000",
       [](SmallLog& log, auto&) { log.files.erase("tile/1/000"); }},
      {"a tile is cut short", "malformed: tile/0/007: 8191 bytes are not 256 hashes",
       [](SmallLog& log, auto&) { log.files["tile/0/007"].pop_back(); }},
      {"a tile with a hash more", "malformed: tile/0/007: 8224 bytes",
       [](SmallLog& log, auto&) { log.files["tile/0/007"] += std::string(32, 'x'); }},
      {"an entry and all that hangs from it",
       "wrong-root: ", [](SmallLog& log, auto&) { log = rewritten(); }},
      {"a checkpoint of a longer log", "missing: tile/entries/257.p/209",
       [](SmallLog&, std::string& note) { note = SmallLog(kSize + 1).cosigned(); }},
      {"a root changed after signing", "forged: the signature of log.example/huzhou",
       [](SmallLog&, std::string& note) {
         Note read = read_note(note).take();
         read.text = to_string(Checkpoint{kOrigin, {kSize, Hash{}}});
         note = to_string(read);
       }},
      {"a cosignature made up", "forged: the signature of witness.example/police",
       [](SmallLog&, std::string& note) { note = forged_cosignature(); }},
      {"no cosignatures",
       "few-witnesses: ", [](SmallLog& log, std::string& note) { note = log.note(); }},
      {"signed by somebody else", "unsigned-log: ",
       [](SmallLog&, std::string& note) { note = signed_by(key(kOrigin, KeyType::ed25519, 9)); }},
      {"the checkpoint of another log", "wrong-origin: ",
       [](SmallLog&, std::string& note) { note = signed_by(key("b", KeyType::ed25519, 1)); }},
      {"a checkpoint cut short",
       "malformed: ", [](SmallLog&, std::string& note) { note.resize(note.size() / 2); }},
  };
  return all;
}

TEST(Audit, OfAWholeLogFindsNothing) {
  std::uint64_t count = 0;
  const auto visit = [&](std::uint64_t index, std::string_view entry) {
    EXPECT_EQ(index, count++);
    EXPECT_EQ(entry, fmt::format("entry {}", index));
    return std::optional<core::Error>{};
  };
  const auto audited = audit(good_log().edge.head(), good_log().fetch(), visit);
  ASSERT_TRUE(audited) << audited.error().message;
  EXPECT_EQ(count, kSize);
  EXPECT_EQ(fault_in(good_log(), good_log().cosigned()), "");
}

TEST(Audit, OfEverySizeFindsNothing) {
  for (const std::uint64_t size : {0, 1, 255, 256, 257, 65'536}) {
    const SmallLog log(size);
    EXPECT_EQ(fault_in(log, log.cosigned()), "") << size;
  }
}

TEST(Audit, NamesEachCorruption) {
  for (const Corruption& one : corruptions()) {
    SmallLog log = good_log();
    std::string note = log.cosigned();
    one.make(log, note);
    EXPECT_TRUE(fault_in(log, note).starts_with(one.message))
        << one.what << ": " << fault_in(log, note);
  }
}

TEST(Audit, NoByteOfASmallLogCanChangeUnseen) {
  const SmallLog log(300);
  const std::string note = log.cosigned();
  EXPECT_TRUE(rc::check([&] {
    SmallLog other = log;
    const auto which = *rc::gen::inRange<std::size_t>(0, log.files.size());
    auto& [path, bytes] = *std::next(other.files.begin(), static_cast<std::ptrdiff_t>(which));
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes[at] ^= static_cast<char>(*rc::gen::inRange(1, 255));
    RC_ASSERT(!fault_in(other, note).empty());
  }));
}

TEST(Audit, EndsWithTheVisitorsError) {
  const auto visit = [](std::uint64_t index, std::string_view) -> std::optional<core::Error> {
    if (index == 5) return core::Error{"enough"};
    return std::nullopt;
  };
  EXPECT_EQ(audit(good_log().edge.head(), good_log().fetch(), visit).error().message, "enough");
}

TEST(Fork, IsFoundInEitherOrder) {
  SmallLog log(300);
  const Head early = log.edge.head();
  log.grow(400);
  const Head late = log.edge.head();
  EXPECT_FALSE(find_fork(early, late, log.fetch()));
  EXPECT_FALSE(find_fork(late, early, log.fetch()));
  EXPECT_FALSE(find_fork({}, late, log.fetch()));
  const Head other{300, Hash{}};
  for (const auto& found :
       {find_fork(other, late, log.fetch()), find_fork(late, other, log.fetch()),
        find_fork(early, other, log.fetch())}) {
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->message.starts_with("fork: ")) << found->message;
  }
}

TEST(Fault, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Fault::wrong_record); ++i)
    names.insert(name_of(static_cast<Fault>(i)));
  EXPECT_EQ(names.size(), 12u);
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace zheli::ledger
