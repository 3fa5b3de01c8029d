#include "assistant/dialogue/decide.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

/// A talk with the small pack, where the test says what was understood.
class Talk {
 public:
  explicit Talk(knowledge::Pack pack = small_pack())
      : pack_(std::move(pack)), shares_(pack_), hearing_(pack_.hearing) {}

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

TEST(Decide, GuidesAtOnceAndAsksBeneathUntilOneOutcomeIsLeft) {
  Talk talk;
  Reply reply = talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes.size(), 3u);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "young");  // the likeliest of equal shares
  EXPECT_EQ(reply.ask->question->id, "age");
  EXPECT_EQ(reply.next.pending, "age");
  reply = talk.say("满了");
  EXPECT_EQ(reply.ask->question->id, "place");
  reply = talk.say("2");
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "remote");
  EXPECT_EQ(reply.facts.size(), 2u);
}

TEST(Decide, TakesAndRepeatsAnEnglishLabel) {
  for (const char* said : {"In Huzhou", "in huzhou!", "it is in Huzhou", "Huzhou"}) {
    Talk talk;
    talk.so_far_.facts = {{"age", "adult"}};
    EXPECT_EQ(talk.say("身份证丢了", {{"lost", 0.9}}).ask->question->id, "place");
    Understanding understood;
    understood.english = true;
    const Reply reply = talk.turn({said, "", ""}, understood);
    EXPECT_EQ(reply.move, Move::answer) << said;
    EXPECT_EQ(reply.next.facts.at("place"), "here") << said;
    EXPECT_TRUE(reply.next.english);
  }
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

TEST(Decide, ShowsALikelyOutcomeAloneAndTheNextInALine) {
  knowledge::Pack pack = small_pack();
  for (knowledge::Fact& fact : pack.items[1].facts) {
    fact.options[0].share = 0.95;
    fact.options[1].share = 0.05;
  }
  Talk talk(pack);
  const Reply reply = talk.say("身份证丢了", {{"lost", 0.9}});
  ASSERT_EQ(reply.guides[0].outcomes.size(), 1u);
  EXPECT_EQ(reply.guides[0].outcomes[0]->id, "window");
  EXPECT_EQ(reply.guides[0].nearest->outcome->id, "young");
  EXPECT_EQ(reply.guides[0].nearest->condition, "没满");
  EXPECT_EQ(talk.tap("age", "young").guides[0].item->id, "minor");
}

TEST(Decide, AsksFirstWhereTheBranchesCostMore) {
  knowledge::Pack pack = small_pack();
  knowledge::Fact& place = pack.items[1].facts[0];
  pack.items[1].outcomes.clear();
  for (int i = 0; i < 12; ++i) {
    const std::string id = fmt::format("town-{}", i);
    if (i > 1) place.options.push_back(small_option(id, id));
    pack.items[1].outcomes.push_back(
        small_outcome(id, id, {{"place", {place.options.back().id}}}, i % 2 == 0 ? "" : "minor"));
    if (i < 2) pack.items[1].outcomes.back().when = {{"place", {i == 0 ? "here" : "away"}}};
  }
  Talk talk(pack);
  const Reply reply = talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(reply.move, Move::clarify);
  EXPECT_EQ(reply.ask->question->id, "place");
}

TEST(Decide, NamesTheOthersBeneathTheAnswer) {
  Talk talk;
  const Reply reply = talk.say("身份证过期", {{"expired", 0.8}, {"lost", 0.15}}, 2);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.say.back(), "or-meant");
  EXPECT_TRUE(reply.next.settled);
}

TEST(Decide, DoesNotAskWhatTheMessageSays) {
  Talk talk;
  const Reply reply = talk.say("丢的证", {{"expired", 0.5}, {"lost", 0.5}}, 2);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides[0].item->id, "lost");
  EXPECT_EQ(reply.next.answered, std::vector<std::string>{"where"});
}

TEST(Decide, SplitsATopicByItsOwnQuestion) {
  knowledge::Pack pack = small_pack();
  pack.topics.resize(1);
  pack.topics[0].id = "card";
  pack.topics[0].title = "身份证";
  pack.topics[0].members = {"expired", "lost", "minor"};
  pack.topics[0].question = "where";
  Talk talk(pack);
  Understanding named;
  named.topic = &talk.pack().topics[0];
  named.items = {{"expired", 0.9}, {"lost", 0.05}, {"minor", 0.05}};
  named.covering_count = 3;
  named.heard.rest = "办身份证";
  EXPECT_EQ(talk.turn({"办身份证", "", ""}, named).ask->question->id, "where");
  EXPECT_EQ(talk.say("不在了").guides[0].item->id, "lost");
}

TEST(Decide, AnswersASideOfSeveralMattersSideBySide) {
  Talk talk;
  Understanding fee;
  fee.items = {{"expired", 0.5}, {"lost", 0.5}};
  fee.covering_count = 2;
  fee.heard.facets = {Facet::fee};
  fee.heard.rest = "身份证";
  const Reply reply = talk.turn({"身份证多少钱", "", ""}, fee);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides.size(), 2u);
  EXPECT_EQ(reply.say, (std::vector<std::string>{"身份证过期", "facet-fee: 工本费：20元/证",
                                                 "身份证丢了", "facet-fee: 工本费：40元/证"}));
}

TEST(Decide, ThanksForThanksWhileSomethingIsOpen) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(talk.say("谢谢").say, std::vector<std::string>{"thanks"});
  EXPECT_EQ(talk.say("满了").ask->question->id, "place");
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

TEST(Decide, SaysWhereToGoInADistrictThatIsNamed) {
  Talk talk;
  talk.say("身份证过期", {{"expired", 0.9}});
  const Reply reply = talk.say("我在德清", {}, 1, {{"district", "deqing"}});
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.facet, Facet::place);
  EXPECT_EQ(reply.guides[0].places[0]->id, "town-window");
  EXPECT_EQ(reply.say.back(), "unverified-mark");
  EXPECT_EQ(reply.say[reply.say.size() - 2], "facet-place: 德清窗口：place-unknown，电话12345 *");
  // Named with the matter itself it is taken along.
  EXPECT_EQ(talk.say("身份证丢了", {{"lost", 0.9}}).next.facts.at("district"), "deqing");
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

/// What stands on the screen is what the next words answer.
TEST(Decide, ASideThatAsksTakesThePlaceOfTheQuestionBefore) {
  Talk talk;
  talk.so_far_.candidates = {{"lost", 0.62}, {"expired", 0.38}};
  talk.so_far_.pending = "where";
  const Reply reply = talk.say("带什么");
  ASSERT_TRUE(reply.ask);
  EXPECT_EQ(reply.next.pending, reply.ask->question->id);
}

/// Who could not choose was told the likeliest: what others may become changes it no more.
TEST(Decide, ASettledMatterStaysTheFirst) {
  knowledge::Pack pack = small_pack();
  for (knowledge::Item& item : pack.items) {
    if (item.id == "minor") item.outcomes[0].go_to = "expired";
  }
  Talk talk(std::move(pack));
  talk.so_far_.candidates = {{"lost", 0.4}, {"expired", 0.3}, {"minor", 0.3}};
  talk.so_far_.settled = true;
  const Reply reply = talk.say("外省户口", {}, 1, {{"place", "away"}});
  EXPECT_EQ(reply.guides[0].item->id, "lost");
}

TEST(Decide, ChangesAnEarlierAnswer) {
  const Candidate expired{"expired", 0.9};
  const Candidate lost{"lost", 0.3};
  const struct {
    const char* text;
    std::vector<Candidate> items;
    knowledge::Facts stated;
    const char* item;
    const char* outcome;
  } rows[] = {
      {"说错了,外省户口", {}, {{"place", "away"}}, "lost", "remote"},
      {"说错了,外省户口", {expired}, {{"place", "away"}}, "expired", "renew"},
      {"外省户口", {}, {{"place", "away"}}, "lost", "remote"},
      {"外省户口呢", {lost}, {{"place", "away"}}, "lost", "remote"},
      {"外省户口身份证过期", {expired}, {{"place", "away"}}, "expired", "renew"},
      {"在外省", {expired}, {}, "lost", "remote"},
      {"说错了,是在外省", {}, {}, "lost", "remote"},
      {"没满", {}, {}, "minor", "guardian"},
  };
  for (const auto& row : rows) {
    Talk talk;
    talk.say("身份证丢了", {{"lost", 0.9}}, 1, {{"place", "here"}, {"age", "adult"}});
    const Reply reply = talk.say(row.text, row.items, row.items.size(), row.stated);
    ASSERT_EQ(reply.guides.size(), 1u) << row.text;
    EXPECT_EQ(reply.guides[0].item->id, row.item) << row.text;
    EXPECT_EQ(reply.guides[0].outcomes[0]->id, row.outcome) << row.text;
  }
}

TEST(Decide, TakesAFactToldWhileAnotherQuestionIsOpen) {
  Talk talk;
  talk.say("身份证没了", {{"lost", 0.6}, {"expired", 0.3}}, 2);
  Understanding told;
  told.refused = true;
  told.outside = &talk.pack().not_ours[0];
  told.heard.rest = "外省户口";
  told.stated = {{"place", "away"}, {"licence", "lost"}};
  EXPECT_EQ(talk.turn({"外省户口", "", ""}, told).ask->question->id, "where");
  EXPECT_EQ(talk.so_far_.facts, (knowledge::Facts{{"place", "away"}}));
  EXPECT_EQ(talk.say("不在了").ask->question->id, "age");
}

TEST(Decide, TakesBackAnAnswerThatAnotherMatterContradicts) {
  knowledge::Pack pack = small_pack();
  pack.facts = {pack.item("lost")->facts[1]};  // age is shared
  pack.facts[0].options[1].answers = {"孩子"};
  pack.items[1].facts[1] = pack.facts[0];
  Talk talk(pack);
  talk.say("身份证丢了", {{"lost", 0.9}}, 1, {{"age", "adult"}});
  talk.say("说错了,是孩子的", {{"minor", 0.9}});
  EXPECT_EQ(talk.so_far_.candidates[0].item, "minor");
  EXPECT_EQ(talk.so_far_.facts.at("age"), "young");
}

TEST(Decide, TakesALabelThatIsOffTheScreen) {
  Talk facts;
  facts.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(facts.say("满了").ask->question->id, "place");
  EXPECT_EQ(facts.say("没满", {{"expired", 0.9}}).guides[0].item->id, "minor");
  Talk ahead;  // place was not asked yet
  ahead.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(ahead.say("在外省").ask->question->id, "age");
  EXPECT_EQ(ahead.so_far_.facts.at("place"), "away");
  Talk questions;
  questions.say("身份证不能用了", {{"expired", 0.5}, {"lost", 0.4}}, 2);
  EXPECT_EQ(questions.say("在手里").guides[0].item->id, "expired");
  EXPECT_EQ(questions.say("不在了", {{"minor", 0.9}}).ask->item->id, "lost");
}

TEST(Decide, AsksNoThirdTimeWhoCannotTell) {
  Talk leads;
  EXPECT_EQ(leads.say("身份证没了", {{"lost", 0.6}, {"expired", 0.3}}, 2).ask->question->id,
            "where");
  EXPECT_EQ(leads.say("不清楚").ask->item->id, "lost");
  const Reply guide = leads.say("不清楚");
  EXPECT_EQ(guide.move, Move::answer);
  EXPECT_EQ(guide.guides[0].outcomes.size(), 3u);
  EXPECT_EQ(guide.candidates[1].item, "expired");
  Talk open;
  open.say("身份证不能用了", {{"expired", 0.5}, {"lost", 0.4}}, 2);
  EXPECT_EQ(open.say("不清楚").move, Move::offer);
  EXPECT_EQ(open.say("不清楚").guides[0].item->id, "expired");
}

TEST(Decide, ShowsTheSideAskedForWithItsConditions) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}});
  const Reply reply = talk.say("要带什么呀", {{"expired", 0.2}, {"lost", 0.1}}, 2);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.say.back(), "facet-materials: 如果没满：监护人证明 (hold-bring)");
  EXPECT_EQ(talk.say("满了").ask->question->id, "place");
}

TEST(Decide, ForgetsWhatOnlySoundsLikeAFact) {
  Talk talk;
  talk.say("身份证丢了", {{"lost", 0.9}}, 1, {{"age", "adult"}, {"licence", "lost"}});
  EXPECT_EQ(talk.so_far_.facts, (knowledge::Facts{{"age", "adult"}}));
  talk.say("身份证过期", {{"expired", 0.9}});
  EXPECT_TRUE(talk.so_far_.facts.empty());
}

TEST(Decide, TellsAnAnswerFromAnAlarm) {
  Talk talk;
  Understanding guessed;
  guessed.refused = true;
  guessed.urgent = &talk.pack().urgent[0];
  talk.say("身份证丢了", {{"lost", 0.9}});
  EXPECT_EQ(talk.turn({"满了", "", ""}, guessed).ask->question->id, "place");
  EXPECT_EQ(talk.turn({"有人持刀，在外省", "", ""}, guessed).move, Move::urgent);
}

TEST(Decide, TakesNoForNoneOfThese) {
  Talk talk;
  talk.say("证件", {{"expired", 0.48}, {"lost", 0.47}, {"minor", 0.05}}, 3);
  EXPECT_EQ(talk.say("不是").guides[0].item->id, "minor");
}

TEST(OptionMeant, HearsAnAnswerInItsSentence) {
  knowledge::Pack pack = small_pack();
  pack.words = {{"negation", {"不", "不是"}}, {"place-province", {"四川"}}};
  knowledge::Fact fact = *pack.item("lost")->fact("place");
  fact.options[0].answers = {"本地"};
  fact.options[1].regions = {"province"};
  const Hearing hearing(pack.hearing);
  const struct {
    const char* text;
    const char* option;
  } rows[] = {{"湖州户口", "here"},     {"我是本地的", "here"}, {"现在在外省吧", "away"},
              {"外公家，四川", "away"}, {"不是本地", ""},       {"外省", "away"},
              {"不清楚在湖州没", ""},   {"是", "here"},         {"没听懂", ""}};
  for (const auto& row : rows) {
    const auto* option = option_meant(pack, fact, row.text, hearing.hear(row.text));
    EXPECT_EQ(option == nullptr ? "" : option->id, row.option) << row.text;
  }
}

TEST(Decide, TreatsTwoMattersAtOnce) {
  Talk talk;
  Understanding understood;
  understood.items = {{"expired", 0.5}, {"minor", 0.4}};
  understood.covering_count = 2;
  understood.two_matters = {{understood.items[0]}, nullptr, understood.items[1].item};
  understood.heard.rest = "x";
  const Reply reply = talk.turn({"x", "", ""}, understood);
  EXPECT_EQ(reply.move, Move::answer);
  EXPECT_EQ(reply.guides.size(), 2u);
  // One of the two is picked out, though the words alone sound like something else.
  const Reply one = talk.say("先说孩子", {{"lost", 0.9}, {"minor", 0.01}});
  ASSERT_EQ(one.guides.size(), 1u);
  EXPECT_EQ(one.guides[0].item->id, "minor");
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
  EXPECT_EQ(elsewhere.say, (std::vector<std::string>{"outside", "找医保局", "in-danger"}));
  // What this office handles too is not turned away.
  knowledge::Referral shared = talk.pack().not_ours[0];
  shared.shared = true;
  outside.outside = &shared;
  EXPECT_EQ(talk.turn({"报案", "", ""}, outside).say,
            (std::vector<std::string>{"找医保局", "in-danger"}));
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
