#include "assistant/dialogue/hear.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

TEST(Hear, SaysWhatAMessageDoes) {
  const Hearing hearing(small_pack().hearing);
  const Heard fee = hearing.hear("那要多少钱呢?");
  ASSERT_EQ(fee.facets.size(), 1u);
  EXPECT_EQ(fee.facets[0], Facet::fee);
  EXPECT_EQ(fee.rest, "");

  const Heard both = hearing.hear("补身份证多少钱,几天");
  EXPECT_EQ(both.facets, (std::vector<Facet>{Facet::fee, Facet::time}));
  EXPECT_EQ(both.rest, "补身份证");

  EXPECT_TRUE(hearing.hear("是的").yes);
  EXPECT_FALSE(hearing.hear("是湖州户口").yes);
  EXPECT_TRUE(hearing.hear("不是。").no);
  EXPECT_TRUE(hearing.hear("不清楚").unsure);
  EXPECT_TRUE(hearing.hear("都不是").none);
  EXPECT_TRUE(hearing.hear("转人工").person);
  EXPECT_TRUE(hearing.hear("你好").greeting);
  EXPECT_TRUE(hearing.hear("算了,我想问护照").leaves);
  EXPECT_EQ(hearing.hear("").rest, "");
}

TEST(Hear, KnowsAQuestionFromAnAnswer) {
  const Hearing hearing(small_pack().hearing);
  EXPECT_TRUE(hearing.hear("儿子去行吗").asks);
  EXPECT_TRUE(hearing.hear("多少钱一次").asks);  // a side of the matter
  EXPECT_TRUE(hearing.hear("can i come").asks);
  EXPECT_FALSE(hearing.hear("scan it").asks);
  EXPECT_FALSE(hearing.hear("儿子去").asks);
}

TEST(Hear, SaysWhatIsDeniedAndWhatIsSaidBesides) {
  const Hearing hearing(small_pack().hearing);
  const auto first = hearing.denied("不是到期,是丢了");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->what, "到期");
  EXPECT_EQ(first->rest, ",是丢了");
  const auto last = hearing.denied("丢了不是到期");
  ASSERT_TRUE(last);
  EXPECT_EQ(last->what, "到期");
  EXPECT_EQ(last->rest, "丢了");
  EXPECT_FALSE(hearing.denied("都不是"));
  EXPECT_FALSE(hearing.denied("不是,"));
  EXPECT_FALSE(hearing.denied(""));
}

TEST(Hear, ChatterIsTakenAway) {
  const Hearing hearing(small_pack().hearing);
  EXPECT_EQ(hearing.without_chatter("请问一下,身份证丢了,在线等"), ",身份证丢了,");
  EXPECT_EQ(hearing.without_chatter("在线等"), "在线等");
  EXPECT_EQ(hearing.without_chatter(""), "");
}

TEST(Hear, LatinWordsStandAlone) {
  const std::map<std::string, std::vector<std::string>> words = {{"facet-fee", {"fee"}}};
  const Hearing hearing(words);
  EXPECT_EQ(hearing.hear("the fee?").facets.size(), 1u);
  EXPECT_TRUE(hearing.hear("coffee").facets.empty());
}

}  // namespace
}  // namespace zheli::dialogue
