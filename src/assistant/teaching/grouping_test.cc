#include "assistant/teaching/grouping.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::teaching {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

const dialogue::Trained& trained() {
  static const dialogue::Trained one = dialogue::train(dialogue::taught_pack(), 1);
  return one;
}

const std::vector<std::string> kAsked = {"电瓶车上牌要什么", "狗证怎么办", "给电瓶车上牌",
                                         "养狗要办狗证吗",   "无人机报备", "电瓶车怎么上牌"};

TEST(Grouped, PutsTogetherWhatAsksTheSame) {
  const Groups groups = grouped(trained(), kAsked, kAlikeMin, 1);
  EXPECT_EQ(groups, (Groups{{0, 2, 5}, {1, 3}, {4}}));
}

TEST(Grouped, ThreadsChangeNothing) {
  EXPECT_EQ(grouped(trained(), kAsked, kAlikeMin, 3), grouped(trained(), kAsked, kAlikeMin, 1));
}

TEST(Grouped, LeavesEveryoneAloneWhereNothingIsAlikeEnough) {
  EXPECT_EQ(grouped(trained(), kAsked, 5, 1), (Groups{{0}, {1}, {2}, {3}, {4}, {5}}));
}

TEST(Grouped, TakesWhatSaysNothingAndNothingAtAll) {
  EXPECT_EQ(grouped(trained(), std::vector<std::string>{"", "？？"}, kAlikeMin, 1).size(), 2U);
  EXPECT_TRUE(grouped(trained(), {}, kAlikeMin, 1).empty());
}

TEST(Grouped, TheSameWordsAreOneGroup) {
  const std::vector<std::string> same(30, "无人机报备去哪");
  const Groups groups = grouped(trained(), same, kAlikeMin, 1);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].size(), 30U);
}

}  // namespace
}  // namespace zheli::teaching
