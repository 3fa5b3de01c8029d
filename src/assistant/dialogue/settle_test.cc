#include "assistant/dialogue/settle.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

/// The small pack with a second question whose first option leads to both items.
knowledge::Pack two_questions() {
  knowledge::Pack pack = small_pack();
  knowledge::Question what = pack.questions[0];
  what.id = "what";
  what.leads[0].items = {"lost", "expired"};
  what.leads[1].items = {"minor"};
  pack.questions.push_back(what);
  return pack;
}

std::vector<std::string> items_of(const Conversation& conversation) {
  std::vector<std::string> out;
  for (const Candidate& one : conversation.candidates) out.push_back(one.item);
  return out;
}

using Ids = std::vector<std::string>;

TEST(Narrow, OnlyAnAnswerSpeaksAgainstAnItem) {
  const knowledge::Pack pack = two_questions();
  const knowledge::Question& what = pack.questions[1];
  Conversation unsure;
  unsure.candidates = {{"lost", 1.0}};
  Conversation answered = unsure;
  unsure.unsure = {"where"};
  answered.answered = {"where"};
  narrow(pack, what, &what.options[0], answered);
  EXPECT_EQ(items_of(answered), (Ids{"lost"}));
  narrow(pack, what, &what.options[0], unsure);
  EXPECT_EQ(items_of(unsure), (Ids{"lost", "expired"}));
}

TEST(Narrow, AnAnswerTakenBackOpensWhatFollowedIt) {
  const knowledge::Pack pack = two_questions();
  const knowledge::Question& where = pack.questions[0];
  Conversation talk;
  talk.candidates = {{"lost", 0.6}, {"expired", 0.4}};
  talk.answered = {"where", "what"};
  talk.unsure = {"age"};
  narrow(pack, where, where.option("in-hand"), talk);
  EXPECT_EQ(talk.answered, Ids{"where"});
  EXPECT_EQ(talk.unsure, Ids{"age"});  // a fact stays
  EXPECT_EQ(items_of(talk), Ids{"expired"});
  EXPECT_TRUE(talk.settled);
}

TEST(Narrow, AnsweringWhatCouldNotBeToldIsAnAnswer) {
  const knowledge::Pack pack = two_questions();
  const knowledge::Question& where = pack.questions[0];
  Conversation talk;
  talk.candidates = {{"lost", 0.6}, {"minor", 0.4}};
  talk.unsure = {"where"};
  talk.misses = 1;
  narrow(pack, where, nullptr, talk);
  EXPECT_TRUE(talk.unsure.empty());
  EXPECT_EQ(talk.answered, Ids{"where"});
  EXPECT_EQ(items_of(talk), Ids{"minor"});
  EXPECT_EQ(talk.misses, 0);
}

TEST(SettleOnTheOneThatAsks, TakesTheOnlyOneWithTheFact) {
  const knowledge::Pack pack = small_pack();
  Conversation talk;
  talk.candidates = {{"expired", 0.6}, {"lost", 0.4}};
  settle_on_the_one_that_asks(pack, "no-such-fact", talk);
  EXPECT_FALSE(talk.settled);
  settle_on_the_one_that_asks(pack, "age", talk);
  EXPECT_TRUE(talk.settled);
  EXPECT_EQ(items_of(talk), Ids{"lost"});
}

TEST(Leads, ByMoreThanTheOthersTogether) {
  Conversation talk;
  EXPECT_FALSE(leads(talk));
  talk.candidates = {{"lost", 0.5}, {"expired", 0.3}};
  EXPECT_TRUE(leads(talk));
  talk.candidates = {{"lost", 0.5}, {"expired", 0.4}};
  EXPECT_FALSE(leads(talk));
}

TEST(JoinWhatFallsTogether, ByTheFactsKnown) {
  knowledge::Pack pack = small_pack();
  const core::Date day = core::parse_date("2026-11-23").value();
  Conversation talk;
  talk.candidates = {{"lost", 0.4}, {"expired", 0.35}, {"minor", 0.25}};
  join_what_falls_together(pack, day, talk);
  EXPECT_EQ(items_of(talk), (Ids{"lost", "expired", "minor"}));
  talk.facts = {{"age", "young"}};  // a lost card of the young is a minor's
  join_what_falls_together(pack, day, talk);
  EXPECT_EQ(items_of(talk), (Ids{"lost", "expired"}));
  EXPECT_DOUBLE_EQ(talk.candidates[0].probability, 0.65);
  talk.facts = {{"age", "other"}};  // no outcome of "lost"
  join_what_falls_together(pack, day, talk);
  EXPECT_EQ(items_of(talk), Ids{"expired"});
}

TEST(KeepFactsOfMatter, DropsWhatNoCandidateAsks) {
  const knowledge::Pack pack = small_pack();
  Conversation talk;
  talk.candidates = {{"lost", 1.0}};
  talk.facts = {{"age", "adult"}, {"licence", "lost"}};
  keep_facts_of_matter(pack, core::parse_date("2026-11-23").value(), talk);
  EXPECT_EQ(talk.facts, (knowledge::Facts{{"age", "adult"}}));
}

TEST(ForgetUnknownItems, KeepsWhatThePackHas) {
  const knowledge::Pack pack = small_pack();
  Conversation talk;
  talk.candidates = {{"gone", 0.6}, {"lost", 0.4}};
  talk.second = "gone-too";
  talk.settled = true;
  forget_unknown_items(pack, talk);
  EXPECT_EQ(items_of(talk), Ids{"lost"});
  EXPECT_TRUE(talk.second.empty());
  EXPECT_TRUE(talk.settled);
}

}  // namespace
}  // namespace zheli::dialogue
