#include "assistant/dialogue/answer.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

TEST(OptionMeant, TakesTheOptionThatHasMostOfAShortAnswer) {
  knowledge::Pack pack;
  pack.words["negation"] = {"没"};
  knowledge::Asking asked;
  asked.options = {small_option("car", "小汽车C1或C2"), small_option("moto", "摩托车D、E"),
                   small_option("bus", "公交车或大货车")};
  const Hearing hearing({});
  const struct {
    const char* text;
    const char* option;  // nullptr: none
  } rows[] = {
      {"小轿车", "car"},     {"货车", "bus"},   {"摩托", "moto"},
      {"没小轿车", nullptr}, {"车子", nullptr}, {"我想先看看有什么小的车", nullptr},
  };
  for (const auto& row : rows) {
    const knowledge::Option* option = option_meant(pack, asked, row.text, hearing.hear(row.text));
    EXPECT_EQ(option == nullptr ? "" : option->id, row.option == nullptr ? "" : row.option)
        << row.text;
  }
}

/// What an answer comes to, in one word and its ids.
struct Told {
  std::string operator()(const NoAnswer&) const { return "none"; }
  std::string operator()(const Chosen& one) const {
    return one.item == nullptr ? "chosen none" : "chosen " + one.item->id;
  }
  std::string operator()(const CannotChoose&) const { return "cannot choose"; }
  std::string operator()(const CannotTell& one) const { return "cannot tell " + one.asked->id; }
  std::string operator()(const Answered& one) const {
    return (one.on_screen ? "answered " : "labelled ") + of(one.said);
  }
  std::string operator()(const Changed& one) const {
    std::string out = "changed";
    for (const Said& said : one.said) out += " " + of(said);
    return out;
  }
  std::string operator()(const ForeignTap&) const { return "foreign"; }

  static std::string of(const Said& said) {
    return said.asked->id + "=" + (said.option == nullptr ? "none" : said.option->id);
  }
};

class AnswerTest : public ::testing::Test {
 protected:
  /// "lost" is at hand, settled, and its fact `pending` is on the screen.
  AnswerTest() {
    before_.candidates = {{"lost", 0.9}};
    before_.settled = true;
  }

  std::string say(const std::string& text, Understanding understood = {}) const {
    understood.heard = hearing_.hear(text);
    return with({text, "", ""}, understood, [](const Answers& answers) {
      const Answer asked = answers.to_asked();
      return dialogue::answers(asked) ? asked : answers.to_earlier();
    });
  }
  std::string tap(const std::string& question, const std::string& option) const {
    return with({"", question, option}, {},
                [](const Answers& answers) { return answers.tapped(); });
  }
  template <typename Ask>
  std::string with(const Message& message, const Understanding& understood, Ask ask) const {
    const AtHand hand(pack_, before_, kDay);
    return std::visit(Told{}, ask(Answers(pack_, before_, hand, message, understood)));
  }

  static Understanding means(std::vector<Candidate> items, knowledge::Facts stated = {}) {
    Understanding out;
    out.items = std::move(items);
    out.covering_count = 1;
    out.refused = out.items.empty();
    out.stated = std::move(stated);
    return out;
  }

  knowledge::Pack pack_ = small_pack();
  Hearing hearing_{pack_.hearing};
  Conversation before_;
};

TEST_F(AnswerTest, WordsToTheFactAsked) {
  before_.pending = "age";
  const struct {
    const char* text;
    Understanding understood;
    const char* answer;
  } rows[] = {
      {"满了", means({}), "answered age=adult"},
      {"1", means({}), "answered age=adult"},
      {"8岁", means({}, {{"age", "young"}}), "answered age=young"},
      {"不清楚", means({}), "cannot tell age"},
      {"都不是", means({}), "cannot tell age"},
      {"在外省", means({}), "labelled place=away"},
      {"外省户口", means({}, {{"place", "away"}}), "changed place=away"},
      {"身份证到期了想换一张新的,没满期", means({{"expired", 0.95}}), "none"},
      {"今天天气", means({}), "none"},
  };
  for (const auto& row : rows) EXPECT_EQ(say(row.text, row.understood), row.answer) << row.text;
}

TEST_F(AnswerTest, WordsToTheQuestionAsked) {
  before_.candidates = {{"lost", 0.5}, {"expired", 0.4}};
  before_.settled = false;
  before_.pending = "where";
  EXPECT_EQ(say("不在了", means({})), "answered where=gone");
  EXPECT_EQ(say("都不是", means({})), "answered where=none");
  EXPECT_EQ(say("不是", means({})), "answered where=none");
  EXPECT_EQ(say("不清楚", means({})), "cannot tell where");
}

TEST_F(AnswerTest, WordsToAnOffer) {
  before_.candidates = {{"lost", 0.5}, {"expired", 0.4}};
  before_.settled = false;
  before_.pending = kOffer;
  EXPECT_EQ(say("2", means({})), "chosen expired");
  EXPECT_EQ(say("身份证丢了", means({})), "chosen lost");
  EXPECT_EQ(say("都不是", means({})), "chosen none");
  EXPECT_EQ(say("不清楚", means({})), "cannot choose");
  EXPECT_EQ(say("3", means({})), "none");
  // By what is said of one, where it sounds like that one and like nothing else.
  EXPECT_EQ(say("到明年就没用了", means({{"expired", 0.5}, {"lost", 0.1}})), "chosen expired");
  EXPECT_EQ(say("到明年就没用了", means({{"expired", 0.3}, {"lost", 0.3}})), "none");
  EXPECT_EQ(say("到明年就没用了", means({{"minor", 0.96}, {"expired", 0.02}})), "none");
}

/// What asks something itself answers only by what states an option in so many words.
TEST_F(AnswerTest, AQuestionIsNoAnswerByALooseWord) {
  before_.pending = "age";
  for (knowledge::Item& item : pack_.items) {
    for (knowledge::Fact& fact : item.facts) {
      if (fact.id == "age") fact.options[1].answers = {"儿子"};
    }
  }
  const std::string young = "answered age=" + pack_.item("lost")->fact("age")->options[1].id;
  EXPECT_EQ(say("是我儿子", means({})), young);
  EXPECT_EQ(say("可以让我儿子去拿吗", means({})), "none");
}

TEST_F(AnswerTest, TapsSayWhatIsMeant) {
  EXPECT_EQ(tap("offer", "expired"), "chosen expired");
  EXPECT_EQ(tap("offer", "none"), "chosen none");
  EXPECT_EQ(tap("age", "young"), "answered age=young");
  EXPECT_EQ(tap("age", "unsure"), "cannot tell age");
  EXPECT_EQ(tap("age", "none"), "cannot tell age");
  EXPECT_EQ(tap("age", "gone-from-the-pack"), "answered age=none");
  EXPECT_EQ(tap("where", "none"), "answered where=none");
  EXPECT_EQ(tap("where", "unsure"), "cannot tell where");
  EXPECT_EQ(tap("licence", "lost"), "foreign");
}

TEST_F(AnswerTest, ACorrectionOfAnotherMatterIsToldInPassing) {
  before_.facts = {{"place", "here"}};
  Understanding understood = means({{"expired", 0.9}}, {{"place", "away"}});
  const std::string text = "说错了,外省户口,身份证过期";
  EXPECT_EQ(say(text, understood), "none");
  understood.heard = hearing_.hear(text);
  const AtHand hand(pack_, before_, kDay);
  const Message message{text, "", ""};
  const std::vector<Said> told =
      Answers(pack_, before_, hand, message, understood).told_in_passing();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(Told::of(told[0]), "place=away");
  // The same words about the matter at hand are its answer.
  EXPECT_EQ(say(text, means({{"lost", 0.9}}, {{"place", "away"}})), "changed place=away");
}

}  // namespace
}  // namespace zheli::dialogue
