#include "assistant/dialogue/assistant.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

const Assistant& assistant() {
  static const auto pack = std::make_shared<const knowledge::Pack>(taught_pack());
  static const Assistant one(pack, std::make_shared<const Trained>(train(*pack, 1)));
  return one;
}

Reply ask(const std::string& text, const Conversation& before = {}) {
  return assistant().reply(before, {text, "", ""}, kDay);
}

/// A conversation about "lost" in which `pending` was asked.
Conversation about_lost(std::string pending = {}) {
  Conversation out;
  out.candidates = {{"lost", 1.0}};
  out.settled = true;
  out.pending = std::move(pending);
  return out;
}

TEST(Assistant, UnderstandsAndShowsWhatItRestsOn) {
  const Reply reply = ask("身份证丢了");
  EXPECT_EQ(reply.explanation.labels.front().first, "lost");
  ASSERT_NE(reply.proof.lesson, nullptr);
  EXPECT_EQ(reply.proof.lesson->question, "身份证丢了");
  EXPECT_EQ(reply.explanation.normalised, "身份证丢了");
  EXPECT_FALSE(reply.explanation.covering.empty());
}

TEST(Assistant, HearsFactsInTheWords) {
  const Reply reply = ask("身份证丢了,外省户口");
  EXPECT_EQ(reply.explanation.heard, (knowledge::Facts{{"place", "away"}}));
}

/// The district is known by its words and stays known, whatever matter comes next.
TEST(Assistant, HearsTheDistrictAndKeepsIt) {
  const Reply reply = ask("我在德清,身份证丢了");
  EXPECT_EQ(reply.next.facts, (knowledge::Facts{{"district", "deqing"}}));
  const Reply next = ask("身份证到期换领", reply.next);
  EXPECT_EQ(next.next.facts, (knowledge::Facts{{"district", "deqing"}}));
}

TEST(Assistant, KeepsNumbersOutOfItsExplanation) {
  const Reply reply = ask("330501199001011234的身份证丢了");
  EXPECT_EQ(reply.explanation.normalised, "***的身份证丢了");
  EXPECT_EQ(reply.explanation.canonical, "***的身份证丢了");
}

TEST(Assistant, SpeaksTheLanguageItIsSpokenTo) {
  const struct {
    const char* text;
    bool english_before;
    bool english;
  } rows[] = {
      {"i lost my card", false, true},
      {"身份证丢了", true, false},
      {"2", true, true},
      {"2", false, false},
      {"shenfenzheng diule", false, false},  // pinyin
      {"c1", false, false},
  };
  for (const auto& row : rows) {
    Conversation before;
    before.english = row.english_before;
    EXPECT_EQ(ask(row.text, before).next.english, row.english) << row.text;
  }
  // Once a talk is going, one word does not turn it.
  EXPECT_FALSE(ask("ok", about_lost("age")).next.english);
  EXPECT_TRUE(assistant().reply({}, {"身份证丢了", "", ""}, kDay, true).next.english);
}

TEST(Assistant, ADangerNamedByItsWordsNeedsNoModel) {
  EXPECT_EQ(ask("楼下有人持刀").move, Move::urgent);
  EXPECT_EQ(ask("有人持刀", about_lost("age")).move, Move::urgent);
}

TEST(Assistant, TakesATapWithoutReadingWords) {
  const Reply reply = assistant().reply(about_lost("age"), {"", "age", "adult"}, kDay);
  EXPECT_EQ(reply.ask->question->id, "place");
  EXPECT_TRUE(reply.explanation.normalised.empty());
}

TEST(Assistant, ReadsAShortTurnTogetherWithTheMatterAtHand) {
  const auto together = [](const Reply& reply) {
    return std::any_of(reply.explanation.steps.begin(), reply.explanation.steps.end(),
                       [](const std::string& one) { return one == "read together with lost"; });
  };
  // Neither is clear by itself. As long a turn has the same room in English.
  EXPECT_TRUE(together(ask("那要怎么弄嘛", about_lost())));
  EXPECT_TRUE(together(ask("so what should i do then", about_lost())));
  EXPECT_FALSE(together(ask("那要怎么弄嘛那要怎么弄嘛那要怎么弄嘛", about_lost())));
  EXPECT_FALSE(together(ask("那要怎么弄嘛")));
}

TEST(Assistant, IsTheSameOnEveryCall) {
  const Reply one = ask("身份证到期"), two = ask("身份证到期");
  EXPECT_EQ(one.say, two.say);
  EXPECT_EQ(one.explanation.labels, two.explanation.labels);
}

}  // namespace
}  // namespace zheli::dialogue
