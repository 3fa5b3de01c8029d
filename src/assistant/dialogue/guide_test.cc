#include "assistant/dialogue/guide.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/facet.h"
#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

TEST(Guide, ShowsOneOutcomeAndWhatWouldChangeIt) {
  const knowledge::Pack pack = small_pack();
  const Guide guide =
      guide_for(pack, *pack.item("lost"), {{"place", "here"}, {"age", "adult"}}, kDay, false);
  ASSERT_EQ(guide.outcomes.size(), 1u);
  EXPECT_EQ(guide.outcomes[0]->id, "window");
  EXPECT_TRUE(guide.materials.empty());
  ASSERT_TRUE(guide.nearest);
  EXPECT_EQ(guide.nearest->condition, "在外省");
  EXPECT_EQ(guide.nearest->outcome->id, "remote");
}

TEST(Guide, ShowsWhatHangsOnAnUnknownFactWithItsCondition) {
  const knowledge::Pack pack = small_pack();
  const Guide guide = guide_for(pack, *pack.item("lost"), {{"place", "here"}}, kDay, false);
  EXPECT_EQ(guide.outcomes.size(), 2u);
  ASSERT_EQ(guide.materials.size(), 1u);
  EXPECT_EQ(guide.materials[0].condition, "没满");
  EXPECT_FALSE(guide.nearest);
}

TEST(Guide, ChoosesStatementsByTheDay) {
  knowledge::Pack pack = small_pack();
  knowledge::Item item = *pack.item("expired");
  item.fee.push_back(small_fee(core::yuan(30)));
  item.fee[0].validity.to = core::parse_date("2027-01-01").value();
  item.fee[1].validity.from = core::parse_date("2027-01-01").value();
  const Guide now = guide_for(pack, item, {}, kDay, false);
  const Guide later = guide_for(pack, item, {}, core::parse_date("2027-01-01").value(), false);
  ASSERT_EQ(now.fee.size(), 1u);
  EXPECT_EQ(shown_text(pack, false, *now.fee[0].what), "工本费：20元/证");
  ASSERT_EQ(later.fee.size(), 1u);
  EXPECT_EQ(shown_text(pack, false, *later.fee[0].what), "工本费：30元/证");
}

TEST(Facet, AnswersLineByLine) {
  const knowledge::Pack pack = small_pack();
  const Guide guide = guide_for(pack, *pack.item("lost"), {}, kDay, false);
  EXPECT_EQ(facet_lines(pack, false, guide, Facet::fee),
            std::vector<std::string>{"facet-fee: 工本费：40元/证"});
  EXPECT_EQ(facet_lines(pack, false, guide, Facet::time),
            std::vector<std::string>{"facet-time: not-published"});
  EXPECT_EQ(facet_lines(pack, false, guide, Facet::materials),
            std::vector<std::string>{"facet-materials: 如果没满：监护人证明 (hold-bring)"});
}

/// No field of an item is for it: what the guide mentions is the answer, else the pack's advice.
TEST(Facet, SaysWhatTheGuideMentionsOfASideWithoutAField) {
  const knowledge::Pack pack = small_pack();
  knowledge::Item item = *pack.item("lost");
  EXPECT_EQ(facet_lines(pack, false, guide_for(pack, item, {}, kDay, false), Facet::post),
            std::vector<std::string>{"facet-post: no-post"});
  for (knowledge::Outcome& outcome : item.outcomes) {
    outcome.say = "当场办好。可以寄到家；自己来取也行。";
    outcome.steps = {"办好寄出"};
  }
  EXPECT_EQ(facet_lines(pack, false, guide_for(pack, item, {}, kDay, false), Facet::post),
            (std::vector<std::string>{"facet-post: 可以寄到家", "办好寄出"}));
}

TEST(Facet, NamesThePlaceInTheDistrictThatIsKnown) {
  const knowledge::Pack pack = small_pack();
  const knowledge::Item& lost = *pack.item("lost");
  EXPECT_TRUE(guide_for(pack, lost, {}, kDay, false).places.empty());
  const Guide there = guide_for(pack, lost, {{"district", "deqing"}}, kDay, false);
  EXPECT_EQ(facet_lines(pack, false, there, Facet::place),
            std::vector<std::string>{"facet-place: 德清窗口：place-unknown，电话12345 *"});
  const Guide elsewhere =
      guide_for(pack, *pack.item("minor"), {{"district", "deqing"}}, kDay, true);
  EXPECT_EQ(facet_lines(pack, true, elsewhere, Facet::place),
            std::vector<std::string>{"facet-place: 市民中心: 中心路1号, 工作日, phone 12345"});
}

/// One sentence explains the mark, however many lines have it.
TEST(Facet, SaysOnceWhatTheMarkMeans) {
  const knowledge::Pack pack = small_pack();
  knowledge::Item item = *pack.item("expired");
  EXPECT_EQ(
      mark_note(pack, false, guide_lines(pack, false, guide_for(pack, item, {}, kDay, false))), "");
  item.fee[0].verified = false;
  item.counter = {item.fee[0]};
  const std::vector<std::string> lines =
      guide_lines(pack, false, guide_for(pack, item, {}, kDay, false));
  EXPECT_EQ(lines[2], "facet-fee: 工本费：20元/证 *");
  EXPECT_EQ(mark_note(pack, false, lines), "unverified-mark");
}

TEST(Facet, AnswersInEnglishWhereThePackDoes) {
  const knowledge::Pack pack = small_pack();
  const knowledge::Item& lost = *pack.item("lost");
  const Guide guide = guide_for(pack, lost, {{"place", "away"}, {"age", "adult"}}, kDay, true);
  EXPECT_EQ(facet_lines(pack, true, guide, Facet::fee),
            std::vector<std::string>{"facet-fee: Card fee: 40 yuan per card"});
  EXPECT_EQ(guide.nearest->condition, "the hukou is in Huzhou");
  EXPECT_EQ(guide_for(pack, lost, {}, kDay, true).materials[0].condition, "没满");
}

TEST(Facet, IsSettledWhereNoUnknownFactMatters) {
  const knowledge::Pack pack = small_pack();
  const knowledge::Item& lost = *pack.item("lost");
  EXPECT_TRUE(facet_is_settled(lost, Facet::fee, {}));
  EXPECT_FALSE(facet_is_settled(lost, Facet::materials, {}));
  EXPECT_TRUE(facet_is_settled(lost, Facet::materials, {{"age", "adult"}}));
}

TEST(Facet, WritesAmountsAsPeopleDo) {
  const knowledge::Pack pack = small_pack();
  const struct {
    std::int64_t fen;
    const char* text;
  } rows[] = {{2000, "工本费：20元/证"},
              {1050, "工本费：10.5元/证"},
              {1005, "工本费：10.05元/证"},
              {0, "工本费：free"}};
  for (const auto& row : rows) EXPECT_EQ(shown_text(pack, false, small_fee({row.fen})), row.text);
}

}  // namespace
}  // namespace zheli::dialogue
