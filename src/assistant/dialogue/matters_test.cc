#include "assistant/dialogue/matters.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

std::vector<Halves> split(const std::string& question) {
  static const text::Language language({{"身份证", "身份证"}, {"驾照", "驾驶证"}}, {});
  static const Hearing hearing(small_pack().hearing);
  return split_matters(language.analyse(question), hearing);
}

TEST(SplitMatters, CutsAtTheJoinOfTwoTermsAndWhereTheSentenceBreaks) {
  const struct {
    const char* question;
    std::vector<Halves> halves;
  } rows[] = {
      {"身份证和驾照丢了", {{"身份证丢了", "驾照丢了"}}},
      {"我的身份证和驾照一起丢了", {{"我的身份证丢了", "我的驾照丢了"}}},
      {"身份证丢了,护照怎么办", {{"身份证丢了", "护照怎么办", Cut::by_mark}}},
      {"my card is lost, my passport expired",
       {{"my card is lost", " my passport expired", Cut::by_mark}}},
      {"丢了身份证驾照", {{"丢了身份证", "丢了驾照", Cut::between}}},
      {"身份证驾照丢了,护照怎么办",
       {{"身份证驾照丢了", "护照怎么办", Cut::by_mark},
        {"身份证丢了,护照怎么办", "驾照丢了,护照怎么办", Cut::between}}},
      {"身份证丢了", {}},
      {"驾照和驾照丢了", {}},      // one matter
      {"身份证,丢了", {}},         // no half of it asks anything
      {"hello,my card", {}},       // nor here
      {"身份证或者驾照丢了", {}},  // no join of the pack
  };
  for (const auto& row : rows) EXPECT_TRUE(split(row.question) == row.halves) << row.question;
}

TEST(SplitMatters, LeavesStoriesWholeAtTheSameLengthInBothLanguages) {
  std::string chinese = "身份证丢了,", english = "i lost my card,";
  while (chinese.size() < 3 * 58) chinese += "呀";
  while (english.size() < 170) english += " please";
  EXPECT_EQ(split(chinese).size(), 1u);
  EXPECT_EQ(split(english).size(), 1u);
  EXPECT_TRUE(split(chinese + "我等着办呢").empty());
  EXPECT_TRUE(split(english + " please please").empty());
}

}  // namespace
}  // namespace zheli::dialogue
