#include "assistant/text/analyse.h"

#include <gtest/gtest.h>

namespace zheli::text {
namespace {

const Language& language() {
  static const Language one({{"驾照", "驾驶证"},
                             {"本儿", "驾驶证"},
                             {"掉了", "遗失"},
                             {"丢了", "遗失"},
                             {"老公", "配偶"},
                             {"居住证", "居住证"},
                             {"户囗", "户口"},
                             {"visa", "签证"},
                             {"临时身份证", "临时身份证"},
                             {"身份证", "身份证"}},
                            {{"no-slip", {"不", "了"}}});
  return one;
}

TEST(Analyse, ReplacesWordsAndMendsByThirdSyllable) {
  const struct {
    const char* raw;
    const char* canonical;
  } rows[] = {
      {"驾照掉了", "驾驶证遗失"},
      {"駕照掉了！！", "驾驶证遗失!"},
      {"驾驶正掉了", "驾驶证遗失"},
      {"居主证在哪办", "居住证在哪办"},
      {"我的户囗", "我的户口"},
      {"jiashizheng diu le", "驾驶证 遗失"},
      {"jiashizhengdiule", "驾驶证遗失"},
      {"驾shi证diule", "驾驶证遗失"},
      {"家是真", "家是真"},
      {"licence", "licence"},
      {"居住不", "居住不"},
      {"调了", "调了"},
      {"shenfenzheng丢了", "身份证遗失"},
      {"身份正丢了", "身份证遗失"},
      {"临时身份证", "临时身份证"},
      {"ｖｉｓａ extend", "签证 extend"},
      {"visas", "visas"},
      {"", ""},
  };
  for (const auto& row : rows)
    EXPECT_EQ(language().analyse(row.raw).canonical, row.canonical) << row.raw;
}

TEST(Analyse, SoundsAlikeWhetherWrittenOrSpelt) {
  EXPECT_EQ(language().analyse("驾驶证丢了").sounds,
            language().analyse("jiashizheng diule").sounds);
  EXPECT_EQ(language().analyse("身份证").sounds, language().analyse("shengfenzen").sounds);
}

TEST(Analyse, SaysWhereTermsStand) {
  const Analysis found = language().analyse("我老公的驾照");
  ASSERT_EQ(found.terms.size(), 2u);
  EXPECT_EQ(found.terms[0].official, "配偶");
  EXPECT_EQ(found.terms[0].begin, 1u);
  EXPECT_EQ(found.terms[0].end, 3u);
  EXPECT_EQ(found.terms[1].official, "驾驶证");
  EXPECT_EQ(found.characters, 6u);
}

}  // namespace
}  // namespace zheli::text
