#include "assistant/knowledge/pack.h"

#include <gtest/gtest.h>

namespace zheli::knowledge {
namespace {

const core::Date kDay = core::parse_date("2026-11-23").value();

Outcome outcome(const char* id, When when) {
  Outcome one;
  one.id = id;
  one.when = std::move(when);
  return one;
}

/// A lost card: found again, or replaced by a child's guardian, or by an adult.
Item lost() {
  Item item;
  item.id = "idcard-lost";
  item.outcomes = {outcome("child", {{"age-16", {"under"}}, {"old-card", {"not-found"}}}),
                   outcome("adult", {{"age-16", {"over"}}, {"old-card", {"not-found"}}}),
                   outcome("found", {{"old-card", {"found"}}})};
  return item;
}

TEST(Holds, IsOpenOnlyWhileNothingForbidsIt) {
  const When when = {{"age", {"young", "old"}}, {"place", {"here"}}};
  EXPECT_EQ(holds({}, {}), Truth::yes);
  EXPECT_EQ(holds(when, {}), Truth::open);
  EXPECT_EQ(holds(when, {{"age", "old"}}), Truth::open);
  EXPECT_EQ(holds(when, {{"age", "old"}, {"place", "here"}}), Truth::yes);
  EXPECT_EQ(holds(when, {{"place", "there"}}), Truth::no);
}

TEST(Reached, NeedsTheFactsThatMatterAndNoMore) {
  const Item item = lost();
  EXPECT_EQ(possible(item, {}, kDay).size(), 3U);
  EXPECT_EQ(reached(item, {{"old-card", "not-found"}}, kDay), nullptr);
  ASSERT_NE(reached(item, {{"old-card", "found"}}, kDay), nullptr);
  EXPECT_EQ(reached(item, {{"old-card", "found"}}, kDay)->id, "found");
  EXPECT_EQ(reached(item, {{"old-card", "not-found"}, {"age-16", "under"}}, kDay)->id, "child");
}

TEST(Reached, LeavesOutWhatIsNotValidOnTheDay) {
  Item item = lost();
  item.outcomes[2].validity.to = kDay;  // [from, to): over on that day
  EXPECT_EQ(possible(item, {{"old-card", "found"}}, kDay).size(), 0U);
  item.outcomes[2].validity.to = core::parse_date("2026-11-24").value();
  EXPECT_EQ(possible(item, {{"old-card", "found"}}, kDay).size(), 1U);
}

TEST(Pack, FindsByIdAndLabel) {
  Pack pack;
  for (const char* id : {"a", "b", "d"}) pack.items.emplace_back().id = id;
  pack.not_ours.emplace_back().id = "medical";
  pack.urgent.emplace_back().id = "violence";
  EXPECT_EQ(pack.item("b"), &pack.items[1]);
  EXPECT_EQ(pack.item("c"), nullptr);
  EXPECT_EQ(pack.item("e"), nullptr);
  EXPECT_EQ(pack.referral("outside/medical"), &pack.not_ours[0]);
  EXPECT_EQ(pack.referral("urgent/violence"), &pack.urgent[0]);
  EXPECT_EQ(pack.referral("urgent/medical"), nullptr);
  EXPECT_EQ(pack.referral("medical"), nullptr);
}

TEST(ItemsOf, AreThoseOfTheTopicsBelowToo) {
  Pack pack;
  pack.topics.resize(2);
  pack.topics[0].id = "book";
  pack.topics[0].members = {"split", "merge"};
  pack.topics[1].id = "hukou";
  pack.topics[1].members = {"merge", "book", "move"};
  using Ids = std::vector<std::string>;
  EXPECT_EQ(items_of(pack, pack.topics[0]), (Ids{"split", "merge"}));
  EXPECT_EQ(items_of(pack, pack.topics[1]), (Ids{"merge", "split", "move"}));
  EXPECT_EQ(pack.topic("topic/hukou"), &pack.topics[1]);
  EXPECT_EQ(pack.topic("hukou"), nullptr);
}

TEST(InLanguage, SaysTheChineseWhereNoEnglishStands) {
  EXPECT_EQ(in_language(true, "户口簿", "Booklet"), "Booklet");
  EXPECT_EQ(in_language(true, "户口簿", ""), "户口簿");
  EXPECT_EQ(in_language(false, "户口簿", "Booklet"), "户口簿");
}

}  // namespace
}  // namespace zheli::knowledge
