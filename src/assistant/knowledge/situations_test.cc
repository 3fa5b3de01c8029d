#include "assistant/knowledge/situations.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "reference/slow_situations.h"

namespace zheli::knowledge {
namespace {

core::Date day_of(int day) {
  return core::Date{std::chrono::year{2026}, std::chrono::January,
                    std::chrono::day{static_cast<unsigned>(day)}};
}

Fact fact_with(const std::string& id, int options) {
  Fact fact;
  fact.id = id;
  for (int i = 0; i < options; ++i) {
    Option option;
    option.id = option.label = fmt::format("{}{}", id, i);
    fact.options.push_back(std::move(option));
  }
  return fact;
}

/// A table of up to three facts, and outcomes with random conditions and dates.
Item random_item() {
  Item item;
  const int facts = *rc::gen::inRange(0, 4);
  for (int i = 0; i < facts; ++i) {
    item.facts.push_back(
        fact_with(std::string(1, static_cast<char>('a' + i)), *rc::gen::inRange(2, 5)));
  }
  const int outcomes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < outcomes; ++i) {
    Outcome outcome;
    outcome.id = fmt::format("o{}", i);
    for (const Fact& fact : item.facts) {
      if (*rc::gen::inRange(0, 2) == 0) continue;
      for (const Option& option : fact.options) {
        if (*rc::gen::inRange(0, 2) == 1) outcome.when[fact.id].push_back(option.id);
      }
    }
    if (*rc::gen::inRange(0, 4) == 0) outcome.validity.from = day_of(*rc::gen::inRange(5, 15));
    if (*rc::gen::inRange(0, 4) == 0) outcome.validity.to = day_of(*rc::gen::inRange(15, 25));
    item.outcomes.push_back(std::move(outcome));
  }
  return item;
}

bool is_within(const Facts& facts, const Corner& corner) {
  return std::all_of(corner.facts.begin(), corner.facts.end(),
                     [&](const auto& entry) { return facts.at(entry.first) == entry.second; });
}

/// Every combination lies in at most one faulty corner, and in one exactly if it is faulty.
RC_GTEST_PROP(FaultyCorners, AgreeWithEveryCombinationWrittenDown, ()) {
  const Item item = random_item();
  for (const core::Date day : telling_days(item)) {
    std::vector<std::size_t> valid;
    for (std::size_t i = 0; i < item.outcomes.size(); ++i) {
      if (item.outcomes[i].validity.covers(day)) valid.push_back(i);
    }
    const std::vector<Corner> corners = faulty_corners(item, valid);
    for (const Facts& facts : reference::combinations(item)) {
      const auto inside = std::count_if(corners.begin(), corners.end(), [&](const Corner& corner) {
        return is_within(facts, corner);
      });
      RC_ASSERT(inside == (reference::matching(item, facts, day).size() == 1 ? 0 : 1));
    }
  }
}

/// A table without faults is without faults on every single day.
RC_GTEST_PROP(CheckSituations, FindsNoFaultExactlyWhereEveryDayIsCovered, ()) {
  const Item item = random_item();
  bool good = true;
  for (int day = 1; day <= 28; ++day) {
    for (const Facts& facts : reference::combinations(item)) {
      good = good && reference::matching(item, facts, day_of(day)).size() == 1;
    }
  }
  const std::vector<TableFault> faults = check_situations(item);
  const bool covered = std::none_of(faults.begin(), faults.end(), [](const TableFault& fault) {
    return fault.message.find("never reached") == std::string::npos;
  });
  RC_ASSERT(covered == good);
}

TEST(CheckSituations, RefusesTablesTooLargeWithoutWalkingThem) {
  Item item;
  for (int i = 0; i < 40; ++i) item.facts.push_back(fact_with(fmt::format("f{}", i), 9));
  item.outcomes.resize(1);
  const std::vector<TableFault> faults = check_situations(item);
  ASSERT_EQ(faults.size(), 41U);
  EXPECT_EQ(faults[0].message, "40 facts; at most 6, split the item or leave some to the window");
}

}  // namespace
}  // namespace zheli::knowledge
