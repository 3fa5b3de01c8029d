#include "assistant/teaching/first_replies.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/guide.h"
#include "assistant/dialogue/small_pack.h"

namespace zheli::teaching {
namespace {

using dialogue::Assistant;
using dialogue::Move;
using dialogue::Reply;
using knowledge::ExamMessage;
using knowledge::Pack;

const core::Date kDay = core::parse_date("2026-11-23").value();

const Assistant& assistant() {
  static const auto pack = std::make_shared<const Pack>(dialogue::taught_pack());
  static const Assistant one(pack,
                             std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1)));
  return one;
}
const Pack& pack() {
  return assistant().pack();
}

ExamMessage row(std::vector<std::string> moves, std::vector<std::vector<std::string>> about,
                knowledge::Facts facts = {}) {
  return {"说的话", std::move(moves), std::move(about), std::move(facts), {"all.tsv", 1}};
}

Reply answer(const std::vector<const char*>& items) {
  Reply reply;
  reply.move = Move::answer;
  for (const char* id : items) {
    reply.guides.push_back(dialogue::guide_for(pack(), *pack().item(id), {}, kDay, false));
  }
  return reply;
}

Reply offer(const std::vector<const char*>& items) {
  Reply reply;
  reply.move = Move::offer;
  for (const char* id : items) reply.candidates.push_back({id, 0.3});
  return reply;
}

Reply asks_fact() {
  Reply reply;
  reply.move = Move::clarify;
  reply.ask = dialogue::AskBack{&pack().item("lost")->facts[0], pack().item("lost")};
  return reply;
}

Reply asks_which() {
  Reply reply;
  reply.move = Move::clarify;
  reply.ask = dialogue::AskBack{&pack().questions[0], nullptr};
  reply.candidates = {{"minor", 0.5}};
  return reply;
}

Reply refers(Move move, const knowledge::Referral* referral) {
  Reply reply;
  reply.move = move;
  reply.referral = referral;
  return reply;
}

TEST(Fits, MoveAndWhatItIsAbout) {
  const struct {
    const char* what;
    Reply reply;
    ExamMessage wanted;
    bool fits;
  } rows[] = {
      {"the item", answer({"lost"}), row({"answer"}, {{"lost"}}), true},
      {"another item", answer({"expired"}), row({"answer"}, {{"lost"}}), false},
      {"another move", answer({"lost"}), row({"clarify"}, {{"lost"}}), false},
      {"an alternative", answer({"lost"}), row({"offer", "answer"}, {{"minor"}, {"lo*"}}), true},
      {"anything", answer({"lost"}), row({"answer"}, {{"*"}}), true},
      {"both matters", answer({"lost", "expired"}), row({"answer"}, {{"lost", "expired"}}), true},
      {"one of two", answer({"lost"}), row({"answer"}, {{"lost", "expired"}}), false},
      {"one invented", answer({"lost", "minor"}), row({"answer"}, {{"lost"}}), false},
      {"a fact", asks_fact(), row({"clarify"}, {{"place"}}), true},
      {"a fact of the item", asks_fact(), row({"clarify"}, {{"lost"}}), true},
      {"a fact of another", asks_fact(), row({"clarify"}, {{"expired"}}), false},
      {"the question", asks_which(), row({"clarify"}, {{"where"}}), true},
      {"an item it leads to", asks_which(), row({"clarify"}, {{"expired"}}), true},
      {"a candidate alone", asks_which(), row({"clarify"}, {{"minor"}}), false},
      {"in the list", offer({"minor", "lost"}), row({"offer"}, {{"lost"}}), true},
      {"not in the list", offer({"minor"}), row({"offer"}, {{"lost"}}), false},
      {"the topic", refers(Move::outside, &pack().not_ours[0]), row({"outside"}, {{"medical"}}),
       true},
      {"another topic", refers(Move::outside, &pack().not_ours[0]), row({"outside"}, {{"dogs"}}),
       false},
      {"no topic", refers(Move::outside, nullptr), row({"outside"}, {{"medical"}}), false},
      {"no topic needed", refers(Move::outside, nullptr), row({"outside"}, {{"x"}, {"*"}}), true},
      {"the danger", refers(Move::urgent, &pack().urgent[0]), row({"urgent"}, {{"attack"}}), true},
      {"a person", refers(Move::hand_over, nullptr), row({"hand-over"}, {{"medical"}}), true},
      {"no person", refers(Move::hand_over, nullptr), row({"outside"}, {{"*"}}), false},
  };
  for (const auto& one : rows) EXPECT_EQ(fits(pack(), one.reply, one.wanted), one.fits) << one.what;
}

ExamMessage said(const char* message, const ExamMessage& wanted) {
  ExamMessage out = wanted;
  out.message = message;
  return out;
}

TEST(SitReplies, WorstComesFirstAndRightOnesAreOnlyCounted) {
  const ReplyScore score = sit_replies(
      {said("你好", row({"outside"}, {{"*"}})), said("你好", row({"answer"}, {{"lost"}})),
       said("有人持刀", row({"urgent"}, {{"attack"}})), said("你好", row({"urgent"}, {{"attack"}})),
       said("有人持刀", row({"outside"}, {{"medical"}}))},
      assistant(), kDay);
  EXPECT_EQ(score.replies, 5);
  EXPECT_EQ(score.right, 2);
  EXPECT_EQ(score.played, 0);
  ASSERT_EQ(score.wrong.size(), 3u);
  EXPECT_EQ(score.wrong[0].fault, Fault::danger_missed);
  EXPECT_EQ(score.wrong[1].fault, Fault::turned_away);
  EXPECT_EQ(score.wrong[2].fault, Fault::false_alarm);
  EXPECT_EQ(score.wrong[2].came, "urgent attack");
  EXPECT_EQ(score.wrong[2].wanted, "outside medical");
}

TEST(SitReplies, PlaysOnWithTheCitizensCase) {
  const ExamMessage any = row({"answer", "clarify", "offer"}, {{"lost"}});
  const auto played = [&](const char* message, knowledge::Facts facts) {
    ExamMessage one = said(message, any);
    one.facts = std::move(facts);
    return sit_replies({one}, assistant(), kDay);
  };
  const ReplyScore here = played("身份证丢了", {{"place", "here"}, {"age", "adult"}});
  EXPECT_EQ(here.right, 1);
  EXPECT_EQ(here.arrived, 1);
  EXPECT_EQ(here.turns_mean, 2);
  const ReplyScore listed = played("身份证", {{"place", "here"}, {"age", "adult"}});
  EXPECT_EQ(listed.arrived, 1);
  EXPECT_EQ(listed.turns_mean, 3);  // the list is a question too
  const ReplyScore young = played("身份证丢了", {{"place", "away"}, {"age", "young"}});
  EXPECT_EQ(young.played, 1);
  EXPECT_EQ(young.arrived, 0);  // its outcome leads to another item than the row's
  const ReplyScore unsure = played("身份证丢了", {{"place", "here"}});
  EXPECT_EQ(unsure.arrived, 0);  // more than one outcome is left
}

TEST(AsksWhatIsSaid, IsSilly) {
  const struct {
    const char* message;
    bool silly;
  } rows[] = {
      {"身份证丢了", false},
      {"身份证丢了,在湖州", true},    // the button's own words
      {"身份证丢了,湖州户口", true},  // words that state it
      {"身份证丢了,本地的", false},   // would be an answer, once asked
  };
  Pack with_answers = dialogue::taught_pack();
  with_answers.items[1].facts[0].options[0].answers = {"本地"};
  Reply asking;
  asking.ask = dialogue::AskBack{&with_answers.items[1].facts[0], &with_answers.items[1]};
  for (const auto& [message, silly] : rows) {
    EXPECT_EQ(asks_what_is_said(assistant(), asking, message), silly) << message;
  }
  EXPECT_FALSE(asks_what_is_said(assistant(), {}, "身份证丢了,在湖州"));
}

TEST(SitReplies, NothingThatTheMessageSaysIsAsked) {
  const ExamMessage any = row({"answer", "clarify"}, {{"lost"}});
  for (const char* message : {"身份证丢了,满了", "身份证丢了,湖州户口", "身份证丢了,在外省"}) {
    const ReplyScore score = sit_replies({said(message, any)}, assistant(), kDay);
    EXPECT_EQ(score.right, 1) << message;
    EXPECT_EQ(score.silly, 0) << message;
  }
}

TEST(SitAmbiguous, EveryMeaningMustBeNamed) {
  const auto question = [](const char* text, std::vector<std::string> meanings) {
    return knowledge::ExamQuestion{text, std::move(meanings), "", {}};
  };
  const AmbiguousScore score = sit_ambiguous(
      {question("身份证", {"minor", "lost"}), question("身份证", {"minor", "expired"}),
       question("身份证丢了", {"lost", "minor"})},
      assistant(), kDay);
  EXPECT_EQ(score.questions, 3);
  EXPECT_EQ(score.right, 1);
  ASSERT_EQ(score.wrong.size(), 2u);
  EXPECT_EQ(score.wrong[1].came, "offer minor lost");
  EXPECT_EQ(score.wrong[1].wanted, "clarify|offer minor+expired");
}

TEST(SitAlarms, CountsMissesAndFalseAlarms) {
  const AlarmScore score = sit_alarms({{"有人持刀", true, {}},
                                       {"你好", true, {}},
                                       {"隔壁有人持刀", true, {}},
                                       {"谢谢", true, {}},
                                       {"有人持刀切菜", false, {}},
                                       {"身份证丢了", false, {}}},
                                      assistant(), kDay);
  EXPECT_EQ(score.urgent, 4);
  EXPECT_EQ(score.calm, 2);
  EXPECT_EQ(score.urgent_recall, 0.5);
  EXPECT_EQ(score.false_alarms, 0.5);
  ASSERT_EQ(score.missed.size(), 2u);
  EXPECT_EQ(score.missed[1].message, "谢谢");
  ASSERT_EQ(score.alarmed.size(), 1u);
  EXPECT_EQ(sit_alarms({}, assistant(), kDay).urgent_recall, 0);
}

}  // namespace
}  // namespace zheli::teaching
