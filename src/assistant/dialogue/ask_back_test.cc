#include "assistant/dialogue/ask_back.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;

TEST(FactToAsk, AsksWhatSplitsBestAndNothingKnown) {
  const knowledge::Pack pack = small_pack();
  const FactShares shares(pack);
  const knowledge::Item& lost = *pack.item("lost");
  // Age alone decides one outcome of three at once; place decides nothing for the young.
  EXPECT_EQ(fact_to_ask(lost, {}, {}, kDay, shares)->id, "age");
  EXPECT_EQ(fact_to_ask(lost, {{"age", "adult"}}, {}, kDay, shares)->id, "place");
  EXPECT_EQ(fact_to_ask(lost, {{"age", "young"}}, {}, kDay, shares), nullptr);
  EXPECT_EQ(fact_to_ask(lost, {}, {"age"}, kDay, shares)->id, "place");
  EXPECT_EQ(fact_to_ask(lost, {}, {"age", "place"}, kDay, shares), nullptr);
  EXPECT_EQ(fact_to_ask(*pack.item("expired"), {}, {}, kDay, shares), nullptr);
}

/// The doubt that is left, by the plain formula: every combination of the item's facts, one by one.
double plain_doubt(const knowledge::Item& item, const knowledge::Facts& known,
                   const FactShares& shares) {
  std::vector<std::pair<knowledge::Facts, double>> cases = {{{}, 1.0}};
  for (const knowledge::Fact& fact : item.facts) {
    std::vector<std::pair<knowledge::Facts, double>> more;
    for (const auto& [facts, weight] : cases) {
      for (std::size_t i = 0; i < fact.options.size(); ++i) {
        const auto told = known.find(fact.id);
        if (told != known.end() && told->second != fact.options[i].id) continue;
        const double share = told != known.end() ? 1 : shares.of(item, fact)[i];
        more.emplace_back(facts, weight * share);
        more.back().first[fact.id] = fact.options[i].id;
      }
    }
    cases = std::move(more);
  }
  std::map<const knowledge::Outcome*, double> reached;
  for (const auto& [facts, weight] : cases) {
    reached[knowledge::reached(item, facts, kDay)] += weight;
  }
  double bits = 0;
  for (const auto& [outcome, weight] : reached) bits -= weight * std::log2(weight);
  return bits;
}

TEST(FactToAsk, LeavesTheLeastDoubt) {
  const knowledge::Pack pack = small_pack();
  const FactShares shares(pack);
  for (const knowledge::Item& item : pack.items) {
    const knowledge::Fact* best = nullptr;
    double least = plain_doubt(item, {}, shares) - 1e-9;
    for (const knowledge::Fact& fact : item.facts) {
      double left = 0;
      for (std::size_t i = 0; i < fact.options.size(); ++i) {
        left +=
            shares.of(item, fact)[i] * plain_doubt(item, {{fact.id, fact.options[i].id}}, shares);
      }
      if (left < least - 1e-12) {
        best = &fact;
        least = left;
      }
    }
    EXPECT_EQ(fact_to_ask(item, {}, {}, kDay, shares), best) << item.id;
  }
}

TEST(FactShares, CountWhatLessonsState) {
  knowledge::Pack pack = small_pack();
  for (int i = 0; i < 8; ++i) {
    knowledge::Lesson lesson;
    lesson.label = "lost";
    lesson.facts = {{"place", "away"}};
    pack.lessons.push_back(lesson);
  }
  const FactShares shares(pack);
  const knowledge::Item& lost = *pack.item("lost");
  const knowledge::Fact& place = *lost.fact("place");
  const std::vector<double> of = shares.of(lost, place);
  ASSERT_EQ(of.size(), place.options.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    EXPECT_DOUBLE_EQ(of[i], place.options[i].id == "away" ? 0.9 : 0.1);
  }
}

TEST(FactShares, AreThoseOfThePackWhereItGivesThem) {
  knowledge::Pack pack = small_pack();
  knowledge::Fact& age = pack.items[1].facts[1];
  age.options[0].share = 0.9;
  age.options[1].share = 0.1;
  EXPECT_EQ(FactShares(pack).of(pack.items[1], age), (std::vector<double>{0.9, 0.1}));
  const std::vector<double> outcomes =
      outcome_shares(pack.items[1], {{"place", "here"}}, kDay, FactShares(pack));
  ASSERT_EQ(outcomes.size(), 2u);  // at any counter, or by a guardian
  EXPECT_NEAR(outcomes[0], 0.9, 1e-9);
}

TEST(FactToAsk, PassesOverWhatCannotOrShouldNotBeAsked) {
  knowledge::Pack pack = small_pack();
  knowledge::Item& lost = pack.items[1];
  const auto asked = [&](const knowledge::Facts& facts, const std::vector<std::string>& unsure) {
    const Fact* fact = fact_to_ask(lost, facts, unsure, kDay, FactShares(pack));
    return fact == nullptr ? "" : fact->id;
  };
  lost.facts[1].sensitive = true;  // age, which splits best
  EXPECT_EQ(asked({}, {}), "place");
  EXPECT_EQ(asked({}, {"place"}), "age");
  lost.facts[1].sensitive = false;
  lost.facts[1].after = {"place"};
  EXPECT_EQ(asked({}, {}), "place");
  EXPECT_EQ(asked({{"place", "here"}}, {}), "age");
  EXPECT_EQ(asked({}, {"place"}), "age");
  lost.facts[1].unknowable = true;
  EXPECT_EQ(asked({{"place", "here"}}, {}), "");
}

TEST(AfterAnswer, KeepsToWhatWasAnsweredBefore) {
  const knowledge::Pack pack = small_pack();
  knowledge::Question what = pack.questions[0];
  what.leads[0].items = {"lost", "expired"};
  const std::vector<Candidate> lost = {{"lost", 1.0}};
  const std::vector<const knowledge::Question*> where = {&pack.questions[0]};
  EXPECT_EQ(after_answer(what, &what.options[0], lost, {}).size(), 2u);
  EXPECT_EQ(after_answer(what, &what.options[0], lost, where).size(), 1u);
}

TEST(AfterAnswer, KeepsWhatTheAnswerNames) {
  const knowledge::Pack pack = small_pack();
  const knowledge::Question& where = pack.questions[0];
  const std::vector<Candidate> all = {{"expired", 0.5}, {"lost", 0.3}, {"minor", 0.2}};
  const auto gone = after_answer(where, where.option("gone"), all, {});
  ASSERT_EQ(gone.size(), 1u);
  EXPECT_EQ(gone[0].item, "lost");
  EXPECT_DOUBLE_EQ(gone[0].probability, 1.0);
  const auto none = after_answer(where, nullptr, all, {});
  ASSERT_EQ(none.size(), 1u);
  EXPECT_EQ(none[0].item, "minor");
  // What is left may have been rounded to nothing on its way.
  const std::vector<Candidate> rounded = {{"expired", 0}, {"lost", 0}, {"minor", 1.0}};
  EXPECT_EQ(after_answer(where, where.option("gone"), rounded, {})[0].probability, 1.0);
  const std::vector<Candidate> other = {{"minor", 1.0}};
  EXPECT_EQ(after_answer(where, where.option("gone"), other, {}).size(), 1u);
}

}  // namespace
}  // namespace zheli::dialogue
