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
  EXPECT_NE(ask("你好").move, Move::urgent);
}

/// Where no danger was taught none is guessed, though the pack names some.
TEST(Assistant, WithoutLessonsOfDangerOnlyItsWordsAlarm) {
  knowledge::Pack pack = taught_pack();
  std::erase_if(pack.lessons,
                [](const knowledge::Lesson& one) { return one.label.starts_with("urgent/"); });
  const auto kept = std::make_shared<const knowledge::Pack>(std::move(pack));
  const Assistant untaught(kept, std::make_shared<const Trained>(train(*kept, 1)));
  EXPECT_NE(untaught.reply({}, {"身份证丢了", "", ""}, kDay).move, Move::urgent);
  EXPECT_EQ(untaught.reply({}, {"楼下有人持刀", "", ""}, kDay).move, Move::urgent);
}

/// A conversation may come from anywhere.
TEST(Assistant, ReadsOnWhereAMatterIsSettledAndNoneIsNamed) {
  Conversation odd;
  odd.settled = true;
  EXPECT_EQ(ask("那要怎么弄嘛", odd).move, ask("那要怎么弄嘛").move);
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

/// The taught pack with a second document.
const Assistant& two_documents() {
  static const auto pack = [] {
    auto out = std::make_shared<knowledge::Pack>(taught_pack());
    knowledge::Item licence = out->items[0];
    licence.id = "a-licence-lost";
    licence.title = "驾驶证遗失补证";
    licence.names = {"驾驶证丢了"};
    out->items.insert(out->items.begin(), licence);
    out->lexicon = {{"身份证", {}, {}}, {"驾驶证", {"驾照"}, {}}};
    for (const char* question : {"驾驶证丢了", "驾驶证掉了怎么补", "补办驾驶证", "驾驶证被偷了"}) {
      knowledge::Lesson lesson;
      lesson.question = question;
      lesson.label = "a-licence-lost";
      out->lessons.push_back(lesson);
    }
    return std::shared_ptr<const knowledge::Pack>(out);
  }();
  static const Assistant one(pack, std::make_shared<const Trained>(train(*pack, 1)));
  return one;
}

TEST(Assistant, ADocumentNamedInACorrectionBeatsTheThread) {
  const struct {
    const char* text;
    bool at_hand;
    const char* read_as;  // nullptr: as it stands
  } rows[] = {
      {"说错了,驾照", true, "驾驶证丢了"},
      {"说错了,是驾驶证", true, "驾驶证丢了"},
      {"身份证丢了,说错了,驾驶证", false, "驾驶证丢了"},
      {"说错了,是身份证", true, nullptr},            // that is what it is about
      {"说错了,驾驶证要怎么换新的", true, nullptr},  // says by itself what is wanted
      {"驾驶证丢了", true, nullptr},
  };
  for (const auto& row : rows) {
    const Conversation before = row.at_hand ? about_lost("age") : Conversation{};
    const Reply reply = two_documents().reply(before, {row.text, "", ""}, kDay);
    std::string read_as;
    for (const std::string& step : reply.explanation.steps) {
      if (step.starts_with("read as ")) read_as = step.substr(8);
    }
    EXPECT_EQ(read_as, row.read_as == nullptr ? "" : row.read_as) << row.text;
  }
}

/// "不是到期,是丢了": the act that was understood wrongly is put right, the document stays.
TEST(Assistant, AnActThatIsDeniedIsReadAnew) {
  Conversation before;
  before.candidates = {{"expired", 1.0}};
  before.settled = true;
  const std::pair<const char*, const char*> rows[] = {
      {"不是过期,丢了", "身份证丢了"},
      {"丢了不是过期", "身份证丢了"},
      {"说错了,丢了", "身份证丢了"},
      {"不是本人,丢了", ""},  // nothing that was understood
      {"丢了", ""},
  };
  for (const auto& [text, wanted] : rows) {
    std::string read_as;
    for (const std::string& step :
         two_documents().reply(before, {text, "", ""}, kDay).explanation.steps) {
      if (step.starts_with("read as ")) read_as = step.substr(8);
    }
    EXPECT_EQ(read_as, wanted) << text;
  }
}

TEST(Assistant, IsTheSameOnEveryCall) {
  const Reply one = ask("身份证到期"), two = ask("身份证到期");
  EXPECT_EQ(one.say, two.say);
  EXPECT_EQ(one.explanation.labels, two.explanation.labels);
}

}  // namespace
}  // namespace zheli::dialogue
