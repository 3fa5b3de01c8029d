#include "assistant/dialogue/choice.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

Conversation about(std::vector<Candidate> candidates) {
  Conversation out;
  out.candidates = std::move(candidates);
  return out;
}

std::vector<Priced> ways_of(const knowledge::Pack& pack, const Conversation& conversation,
                            const Limits& limits = {}) {
  const FactShares shares(pack);
  return ways({pack, shares}, conversation, kDay, limits);
}

double cost_of(const std::vector<Priced>& all, Way way) {
  for (const Priced& one : all) {
    if (one.way == way) return one.cost;
  }
  return -1;
}

TEST(Ways, AnswersWhatLeadsAndAsksWhatDoesNot) {
  const knowledge::Pack pack = small_pack();
  const struct {
    double first;
    Way way;
  } rows[] = {{0.95, Way::answer}, {0.8, Way::answer}, {0.5, Way::question}};
  for (const auto& row : rows) {
    const auto all = ways_of(pack, about({{"expired", row.first}, {"lost", 1 - row.first}}));
    EXPECT_EQ(all.front().way, row.way) << row.first;
  }
}

TEST(Ways, AskWhereAListWouldLeaveTooMuchOut) {
  knowledge::Pack pack = small_pack();
  for (int i = 0; i < 8; ++i) {
    knowledge::Item more = pack.items[0];
    more.id = fmt::format("more-{}", i);
    pack.questions[0].leads[static_cast<std::size_t>(i % 2)].items.push_back(more.id);
    pack.items.push_back(more);
  }
  std::sort(pack.items.begin(), pack.items.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  std::vector<Candidate> many;
  for (int i = 0; i < 8; ++i) many.push_back({fmt::format("more-{}", i), 0.125});
  EXPECT_EQ(ways_of(pack, about(many)).front().way, Way::question);
}

TEST(Ways, ListsWhereNoQuestionTellsApart) {
  const knowledge::Pack pack = small_pack();
  const auto all = ways_of(pack, about({{"expired", 0.5}, {"minor", 0.5}}));
  EXPECT_EQ(all.front().way, Way::list);
  EXPECT_EQ(cost_of(all, Way::question), -1);
}

TEST(Ways, CostWhatTheirFormulasSay) {
  const knowledge::Pack pack = small_pack();
  const auto all = ways_of(pack, about({{"expired", 0.6}, {"lost", 0.4}}));
  EXPECT_NEAR(cost_of(all, Way::answer), 3.0 * 0.4, 1e-9);
  EXPECT_NEAR(cost_of(all, Way::list), 0.9 + 0.1 * 2, 1e-9);
  EXPECT_NEAR(cost_of(all, Way::question), 1 + 6 * 3 / 600.0,
              1e-9);  // "旧证还在吗？", a mark is no letter
}

TEST(Ways, ShowASideOfEachSideBySide) {
  const knowledge::Pack pack = small_pack();
  const auto all = ways_of(pack, about({{"expired", 0.5}, {"lost", 0.5}}), {true, "", true});
  EXPECT_EQ(all.front().way, Way::side_by_side);
}

TEST(CountBeside, LeavesOutWhatIsHardlyMeant) {
  EXPECT_EQ(count_beside(about({{"expired", 0.5}, {"lost", 0.45}, {"minor", 0.05}})), 2u);
  EXPECT_EQ(count_beside(about({{"expired", 0.97}, {"lost", 0.03}})), 1u);
  EXPECT_EQ(count_beside(about({{"expired", 0.4}, {"lost", 0.3}, {"minor", 0.3}})), 3u);
}

TEST(Ways, AskNothingThatNobodyCanTellOrThatMayNotBeAsked) {
  knowledge::Pack pack = small_pack();
  const Conversation both = about({{"expired", 0.5}, {"lost", 0.5}});
  EXPECT_EQ(cost_of(ways_of(pack, both, {false, "", false}), Way::question), -1);
  EXPECT_EQ(cost_of(ways_of(pack, both, {false, "minor", true}), Way::question), -1);
  const double plain = cost_of(ways_of(pack, both), Way::question);
  pack.questions[0].sensitive = true;
  EXPECT_NEAR(cost_of(ways_of(pack, both), Way::question), plain + 1, 1e-9);
  pack.questions[0].unknowable = true;
  EXPECT_EQ(cost_of(ways_of(pack, both), Way::question), -1);
}

TEST(Ways, KeepTheOrderOfTheCounter) {
  knowledge::Pack pack = small_pack();
  knowledge::Question whose = pack.questions[0];
  whose.id = "whose";
  whose.before = {"where"};
  whose.leads[0].items = {"expired", "lost"};
  whose.leads[1].items = {"minor"};
  pack.questions.push_back(whose);
  Conversation three = about({{"expired", 0.4}, {"lost", 0.4}, {"minor", 0.2}});
  const auto asked = [&] {
    const auto all = ways_of(pack, three);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const Priced& one) { return one.way == Way::question; });
    return found == all.end() ? std::string() : found->asked->id;
  };
  EXPECT_EQ(asked(), "whose");
  three.unsure = {"whose"};
  EXPECT_EQ(asked(), "where");
  three.answered = {"where"};
  EXPECT_EQ(asked(), "");
}

TEST(CostOfBranches, FallsWithWhatIsKnownAndWithTheShareOfTheFirst) {
  knowledge::Pack pack = small_pack();
  knowledge::Item& lost = pack.items[1];
  const auto cost = [&](const knowledge::Facts& facts) {
    return cost_of_branches(lost, facts, kDay, FactShares(pack));
  };
  EXPECT_EQ(cost({{"age", "adult"}, {"place", "here"}}), 0);
  EXPECT_NEAR(cost({{"age", "adult"}}), 0.1 + 0.5 * 0.4, 1e-9);
  EXPECT_NEAR(cost({}), 2 * 0.1 + 0.5 * 0.8, 1e-9);  // the first leads elsewhere: the others differ
  lost.facts[1].options[0].share = 0.1;
  lost.facts[1].options[1].share = 0.9;
  EXPECT_NEAR(cost({}), 0.1 + 0.1 * 0.8, 1e-9);
}

}  // namespace
}  // namespace zheli::dialogue
