#include "assistant/pack_files/english.h"

#include <gtest/gtest.h>

#include "assistant/pack_files/good_pack.h"
#include "assistant/pack_files/read_pack.h"

namespace zheli::pack_files {
namespace {

/// Where something is left to be read, one place a line.
std::string left(const Folder& folder) {
  const ReadPack read = read_pack(folder);
  std::string places;
  for (const Problem& one : unseen(read.translations, read.seen)) {
    places += fmt::format("{}:{}\n", one.file, one.line);
  }
  return places;
}

/// `folder`, all its English seen.
Folder seen(Folder folder) {
  folder[kSeenFile] = seen_file(read_pack(folder).translations, {}, "");
  return folder;
}

void change(std::string& bytes, const std::string& from, const std::string& to) {
  bytes.replace(bytes.find(from), from.size(), to);
}

TEST(English, StandsBesideItsFile) {
  EXPECT_EQ(english_path("items/id-card/x.yaml"), "items/id-card/x.en.yaml");
  EXPECT_TRUE(is_english_path("items/id-card/x.en.yaml"));
  EXPECT_FALSE(is_english_path("items/id-card/x.yaml"));
}

TEST(Unseen, IsNothingOnceAllIsSeen) {
  EXPECT_NE(left(good_pack()), "");
  EXPECT_EQ(left(seen(good_pack())), "");
}

TEST(Unseen, IsAChangeOfEitherText) {
  Folder chinese = seen(good_pack());
  change(chinese[kLost], "summary: 丢了补一张。", "summary: 丢了要补一张。");
  EXPECT_EQ(left(chinese), "items/id-card/idcard-lost.en.yaml:4\n");
  Folder english = seen(good_pack());
  change(english[kLostEnglish], "Replace", "Replace it");
  EXPECT_EQ(left(english), "items/id-card/idcard-lost.en.yaml:2\n");
}

TEST(Unseen, IsATextThatMovedBesideAnother) {
  Folder folder = good_pack();
  folder[kLostEnglish] += "fee:\n  - {name: a, unit: b}\n  - {name: c, unit: b}\n";
  folder = seen(std::move(folder));
  EXPECT_EQ(left(folder), "");
  change(folder[kLost], "name: 工本费, amount: 20.5", "name: 加急费, amount: 20.5");
  EXPECT_EQ(left(folder), "items/id-card/idcard-lost.en.yaml:7\n");
}

TEST(SeenFile, TakesOnlyWhatIsBelowAndKeepsTheRest) {
  Folder folder = seen(good_pack());
  change(folder[kLost], "summary: 丢了补一张。", "summary: 丢了要补一张。");
  change(folder["pack.yaml"], "title: 测试", "title: 试验");
  const ReadPack read = read_pack(folder);
  folder[kSeenFile] = seen_file(read.translations, read.seen, "items/id-card/idcard-lost");
  EXPECT_EQ(left(folder), "pack.en.yaml:1\n");
  EXPECT_EQ(read_seen(folder[kSeenFile]).size(), read.seen.size() - 1);  // old marks are dropped
}

}  // namespace
}  // namespace zheli::pack_files
