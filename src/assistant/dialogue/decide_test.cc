#include "assistant/dialogue/decide.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

/// A talk with the small pack, where the test says what was understood.
class Talk {
 public:
  Talk() : pack_(small_pack()), shares_(pack_), hearing_(pack_.hearing) {}

  Reply say(const std::string& text, std::vector<Candidate> items = {}, std::size_t covering = 1,
            knowledge::Facts stated = {}) {
    Understanding understood;
    understood.heard = hearing_.hear(text);
    understood.items = std::move(items);
    understood.covering_count = covering;
    understood.refused = understood.items.empty();
    understood.stated = std::move(stated);
    return turn({text, "", ""}, understood);
  }
  Reply tap(const std::string& question, const std::string& option) {
    return turn({"", question, option}, {});
  }
  Reply turn(const Message& message, const Understanding& understood) {
    const core::Date day = core::parse_date("2026-11-23").value();
    Reply reply = decide({pack_, shares_}, so_far_, message, understood, day);
    so_far_ = reply.next;
    return reply;
  }
  const knowledge::Pack& pack() const { return pack_; }
  Conversation so_far_;

 private:
  knowledge::Pack pack_;
  FactShares shares_;
  Hearing hearing_;
};

TEST(Decide, AnswersAnItemWithoutFacts) {
  Talk talk;
  const Reply reply = talk.say("身份证过期", {{"expired", 0.9}});
  EXPECT_EQ(reply.move, Move::answer);
  ASSERT_EQ(reply.guides.size(), 1u);
  EXPECT_EQ(reply.guides[0].item->id, "expired");
  EXPECT_EQ(reply.candidates[0].item, "expired");
}

TEST(Decide, AsksFactsUntilOneOutcomeIsLeft) {
  Talk talk;
  Reply reply = talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(reply.move, Move::clarify);
  EXPECT_EQ(reply.ask->question->id, "age");
  reply = talk.say("满了");
  EXPECT_EQ(reply.ask->question->id, "place");
  reply = talk.say("2");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "remote");
  EXPECT_EQ(reply.facts.size(), 2u);
}

TEST(Decide, TakesALabelWhateverItsPunctuation) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(talk.say(" 满了! ").ask->question->id, "place");
}

TEST(Decide, NeverAsksWhatWasStated) {
  Talk talk;
  const Reply reply =
      talk.say("外省户口身份证丢了", {{"lost", 0.9}}, 1, {{"place", "away"}, {"age", "adult"}});
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "remote");
  EXPECT_TRUE(reply.facts[0].stated);
}

TEST(Decide, TakesUnsureForAnAnswerAndGoesOn) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  Reply reply = talk.say("不清楚");
  EXPECT_EQ(reply.ask->question->id, "place");
  reply = talk.say("不清楚");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes.size(), 3u);
}

TEST(Decide, FollowsAnOutcomeToItsItem) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  const Reply reply = talk.tap("age", "young");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].item->id, "minor");
  // The fact that led there can still be changed.
  EXPECT_EQ(reply.facts[0].fact->id, "age");
  EXPECT_EQ(talk.tap("age", "adult").ask->question->id, "place");
}

TEST(Decide, AsksTheQuestionThatTellsItemsApart) {
  Talk talk;
  Reply reply = talk.say("身份证不能用了", {{"expired", 0.5}, {"lost", 0.4}}, 2);
  EXPECT_EQ(reply.move, Move::clarify);
  EXPECT_EQ(reply.ask->question->id, "where");
  EXPECT_EQ(reply.ask->item, nullptr);
  EXPECT_EQ(reply.candidates.size(), 2u);
  reply = talk.say("过期了");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].item->id, "expired");
}

TEST(Decide, OffersWhereNoQuestionHelps) {
  Talk talk;
  Reply reply = talk.say("办证", {{"expired", 0.5}, {"minor", 0.4}}, 2);
  EXPECT_EQ(reply.move, Move::offer);
  EXPECT_EQ(reply.candidates.size(), 2u);
  reply = talk.say("2");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].item->id, "minor");
}

TEST(Decide, HandsOverWhenNothingFits) {
  Talk talk;
  talk.say("办证", {{"expired", 0.5}, {"minor", 0.4}}, 2);
  EXPECT_EQ(talk.say("都不是").move, Move::hand_over);
  EXPECT_EQ(talk.say("人工").move, Move::hand_over);
}

TEST(Decide, AnswersAFacetOfTheMatterAtHand) {
  Talk talk;
  talk.say("身份证过期", {{"expired", 0.9}});
  const Reply reply = talk.say("那要多少钱");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.facet, Facet::fee);
  EXPECT_EQ(reply.guides[0].item->id, "expired");
  EXPECT_EQ(reply.say.back(), "facet-fee: 工本费：20元/证");
}

TEST(Decide, KeepsItsQuestionOpenWhileAFacetIsAnswered) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(talk.say("那要多少钱").say.back(), "facet-fee: 工本费：40元/证");
  EXPECT_EQ(talk.say("满了").ask->question->id, "place");
  Talk doubtful;
  doubtful.say("身份证不能用了", {{"expired", 0.5}, {"lost", 0.4}}, 2);
  EXPECT_EQ(doubtful.say("多少钱").ask->question->id, "where");
}

TEST(Decide, ChangesAnEarlierAnswer) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}}, 1, {{"place", "here"}, {"age", "adult"}});
  const Reply reply = talk.say("说错了,外省户口", {}, 0, {{"place", "away"}});
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "remote");
}

TEST(Decide, TreatsTwoMattersAtOnce) {
  Talk talk;
  Understanding understood;
  understood.items = {{"expired", 0.5}, {"minor", 0.4}};
  understood.covering_count = 2;
  understood.two_matters = understood.items;
  understood.heard.rest = "x";
  const Reply reply = talk.turn({"x", "", ""}, understood);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides.size(), 2u);
}

TEST(Decide, SendsElsewhereAndPutsDangerFirst) {
  Talk talk;
  Understanding outside;
  outside.refused = true;
  outside.heard.rest = "x";
  outside.outside = &talk.pack().not_ours[0];
  const Reply elsewhere = talk.turn({"医保", "", ""}, outside);
  EXPECT_EQ(elsewhere.move, Move::outside);
  EXPECT_EQ(elsewhere.referral->id, "medical");
  Understanding danger = outside;
  danger.urgent = &talk.pack().urgent[0];
  EXPECT_EQ(talk.turn({"有人持刀", "", ""}, danger).move, Move::urgent);
}

TEST(Decide, SurvivesATokenOlderThanThePack) {
  Talk talk;
  talk.so_far_.candidates = {{"gone", 1.0}};
  talk.so_far_.settled = true;
  talk.so_far_.second = "gone-too";
  talk.so_far_.pending = "no-such-fact";
  EXPECT_EQ(talk.say("多少钱").move, Move::hand_over);
  EXPECT_EQ(talk.tap("no-such-fact", "x").move, Move::hand_over);
  EXPECT_EQ(talk.tap("offer", "gone").move, Move::hand_over);
}

}  // namespace
}  // namespace zheli::dialogue
