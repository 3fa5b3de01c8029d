#include "services/applications/case.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace zheli::applications {
namespace {

using core::Calendar;
using core::Date;
using identity::Leave;
using identity::Role;
using knowledge::Law;

const Calendar kOffice = Calendar::china_interbank;

Date on(const char* text) {
  return core::parse_date(text).value();
}

/// An event of that day that lacks nothing.
Event event(Act act, const char* day = "2026-11-23", const char* by = "officer") {
  return {act, on(day), by, "缺少声明", "行政许可法第32条", true, 5};
}

/// The case after the acts, all on one day.
Case after(const std::vector<Act>& acts, const Terms& terms = {}) {
  Case one;
  one.terms = terms;
  for (const Act act : acts) one = next(one, event(act), kOffice).take();
  return one;
}

/// A case in every state, and how it came there.
const std::map<State, std::vector<Act>> kWays = {
    {State::draft, {}},
    {State::submitted, {Act::submit}},
    {State::correction, {Act::submit, Act::ask_correction}},
    {State::corrected, {Act::submit, Act::ask_correction, Act::correct}},
    {State::accepted, {Act::submit, Act::accept}},
    {State::attended, {Act::submit, Act::accept, Act::attend}},
    {State::paused, {Act::submit, Act::accept, Act::pause}},
    {State::paused_attended, {Act::submit, Act::accept, Act::attend, Act::pause}},
    {State::decided, {Act::submit, Act::accept, Act::decide}},
    {State::delivered, {Act::submit, Act::accept, Act::decide, Act::deliver}},
    {State::rated, {Act::submit, Act::accept, Act::decide, Act::deliver, Act::rate}},
    {State::not_accepted, {Act::submit, Act::refuse}},
    {State::withdrawn, {Act::submit, Act::withdraw}},
};

/// What each state takes, written anew: the code's table must say the same.
const std::map<State, std::map<Act, State>> kExpected = {
    {State::draft, {{Act::submit, State::submitted}}},
    {State::submitted,
     {{Act::ask_correction, State::correction},
      {Act::accept, State::accepted},
      {Act::refuse, State::not_accepted},
      {Act::withdraw, State::withdrawn}}},
    {State::correction, {{Act::correct, State::corrected}, {Act::withdraw, State::withdrawn}}},
    {State::corrected,
     {{Act::accept, State::accepted},
      {Act::refuse, State::not_accepted},
      {Act::withdraw, State::withdrawn}}},
    {State::accepted,
     {{Act::attend, State::attended},
      {Act::pause, State::paused},
      {Act::decide, State::decided},
      {Act::withdraw, State::withdrawn}}},
    {State::attended,
     {{Act::pause, State::paused_attended},
      {Act::decide, State::decided},
      {Act::withdraw, State::withdrawn}}},
    {State::paused, {{Act::resume, State::accepted}, {Act::withdraw, State::withdrawn}}},
    {State::paused_attended, {{Act::resume, State::attended}, {Act::withdraw, State::withdrawn}}},
    {State::decided, {{Act::deliver, State::delivered}}},
    {State::delivered, {{Act::rate, State::rated}}},
    {State::rated, {}},
    {State::not_accepted, {}},
    {State::withdrawn, {}},
};

TEST(Case, TakesWhatItsStateTakesAndNothingElse) {
  ASSERT_EQ(kWays.size(), kStateCount);
  for (const auto& [state, way] : kWays) {
    const Case one = after(way);
    ASSERT_EQ(one.state, state);
    for (std::size_t i = 0; i < kActCount; ++i) {
      const Act act = static_cast<Act>(i);
      const auto& takes = kExpected.at(state);
      const auto result = next(one, event(act), kOffice);
      ASSERT_EQ(static_cast<bool>(result), takes.contains(act)) << word(state) << " " << word(act);
      if (!result) continue;
      EXPECT_EQ(result.value().state, takes.at(act)) << word(state) << " " << word(act);
    }
  }
}

TEST(Case, IsMovedByWhoeverTheTableOfRolesNames) {
  const std::map<Role, std::set<Act>> may_do = {
      {Role::citizen, {Act::submit, Act::correct, Act::rate, Act::withdraw}},
      {Role::agent, {Act::submit, Act::correct, Act::rate, Act::withdraw}},
      {Role::receiver, {Act::ask_correction, Act::accept, Act::refuse, Act::attend, Act::deliver}},
      {Role::reviewer, {Act::pause, Act::resume}},
      {Role::approver, {Act::decide}},
  };
  const identity::Subject theirs{.owners = {"citizen", "agent"}, .author = "citizen"};
  for (std::size_t r = 0; r < identity::kRoleCount; ++r) {
    const Role role = static_cast<Role>(r);
    const identity::Who who{std::string(word(role)), {role}, true};
    for (std::size_t i = 0; i < kActCount; ++i) {
      const Act act = static_cast<Act>(i);
      const bool expected = may_do.contains(role) && may_do.at(role).contains(act);
      EXPECT_EQ(may(who, action_of(act), theirs) == Leave::yes, expected)
          << word(role) << " " << word(act);
    }
  }
  const identity::Who stranger{"stranger", {Role::citizen}, true};
  EXPECT_EQ(may(stranger, action_of(Act::withdraw), theirs), Leave::no);
}

TEST(Case, IsNotTurnedDownWithoutReasonAndBasis) {
  for (const Act act : {Act::ask_correction, Act::refuse, Act::pause, Act::decide}) {
    const bool is_first = act == Act::ask_correction || act == Act::refuse;
    const Case one =
        after(is_first ? std::vector{Act::submit} : std::vector{Act::submit, Act::accept});
    Event denial = event(act);
    denial.granted = false;
    EXPECT_TRUE(next(one, denial, kOffice)) << word(act);
    denial.reason.clear();
    EXPECT_FALSE(next(one, denial, kOffice)) << word(act);
    denial = event(act);
    denial.granted = false;
    denial.basis.clear();
    EXPECT_EQ(static_cast<bool>(next(one, denial, kOffice)), act == Act::ask_correction);
  }
  const Case done = after({Act::submit, Act::accept, Act::decide, Act::deliver});
  for (const int stars : {-1, 0, 6}) {
    Event rating = event(Act::rate);
    rating.stars = stars;
    EXPECT_FALSE(next(done, rating, kOffice)) << stars;
  }
}

TEST(Case, IsDecidedAfterTheApplicantWasThereWhereTheItemWantsIt) {
  const Terms attends{.attends = true};
  EXPECT_FALSE(next(after({Act::submit, Act::accept}, attends), event(Act::decide), kOffice));
  EXPECT_TRUE(
      next(after({Act::submit, Act::accept, Act::attend}, attends), event(Act::decide), kOffice));
}

TEST(Case, IsDecidedByTwoWhoAgreeWhereTheItemWantsTwo) {
  const Case accepted = after({Act::submit, Act::accept}, {.approvals = 2});
  Event yes = event(Act::decide, "2026-11-23", "one"), no = event(Act::decide, "2026-11-23", "two");
  no.granted = false;
  const Case first = next(accepted, yes, kOffice).take();
  EXPECT_EQ(first.state, State::accepted);
  EXPECT_FALSE(next(first, yes, kOffice)) << "the same officer";
  const Case split = next(first, no, kOffice).take();
  EXPECT_EQ(split.state, State::accepted) << "they do not agree";
  EXPECT_FALSE(split.decision);
  yes.by = "three";
  const Case again = next(split, yes, kOffice).take();
  EXPECT_EQ(again.state, State::accepted);
  yes.by = "four";
  const Case decided = next(again, yes, kOffice).take();
  EXPECT_EQ(decided.state, State::decided);
  EXPECT_TRUE(decided.decision->granted);
}

TEST(Case, IsAcceptedBySilenceAfterFiveWorkingDaysWhereItIsALicence) {
  // Received on Monday 28 September 2026: 1 to 7 October are holidays, 10 October is worked.
  Case one =
      next({.terms = {.law = Law::licence}}, event(Act::submit, "2026-09-28"), kOffice).take();
  const Date last = core::add_business_days(kOffice, on("2026-09-28"), 5);
  EXPECT_EQ(last, on("2026-10-10"));
  EXPECT_EQ(as_of(one, last, kOffice).state, State::submitted);
  const Case silent = as_of(one, on("2026-10-11"), kOffice);
  EXPECT_EQ(silent.state, State::accepted);
  EXPECT_TRUE(silent.deemed);
  EXPECT_EQ(silent.accepted, on("2026-09-28"));
  EXPECT_FALSE(next(one, event(Act::refuse, "2026-10-11"), kOffice));
  EXPECT_FALSE(next(one, event(Act::ask_correction, "2026-10-11"), kOffice));
  EXPECT_TRUE(next(one, event(Act::decide, "2026-10-11"), kOffice));
  for (const Law law : {Law::confirmation, Law::service}) {
    one.terms.law = law;
    EXPECT_EQ(as_of(one, on("2027-01-01"), kOffice).state, State::submitted);
  }
}

TEST(Case, IsReplayedAsItWasWhateverTheCalendarSaysByNow) {
  const Case one =
      next({.terms = {.law = Law::licence}}, event(Act::submit, "2026-09-28"), kOffice).take();
  Event decision = event(Act::decide, "2026-10-11");
  EXPECT_FALSE(replay(one, decision));
  decision.deemed = true;
  const Case decided = replay(one, decision).take();
  EXPECT_EQ(decided.state, State::decided);
  EXPECT_EQ(decided.accepted, on("2026-09-28"));
  EXPECT_TRUE(replay(one, event(Act::accept, "2026-10-11")));
}

TEST(Case, WaitsForTheApplicantForAsLongAsItTakes) {
  const Case asked = after({Act::submit, Act::ask_correction}, {.law = Law::licence});
  EXPECT_EQ(as_of(asked, on("2030-01-01"), kOffice).state, State::correction);
}

TEST(Case, GoesForwardInTime) {
  const Case one = after({Act::submit, Act::accept});
  EXPECT_FALSE(next(one, event(Act::attend, "2026-11-22"), kOffice));
}

TEST(Case, HasAWordForEachStateAndAct) {
  for (std::size_t i = 0; i < kStateCount; ++i)
    EXPECT_EQ(read_state(word(static_cast<State>(i))), static_cast<State>(i));
  for (std::size_t i = 0; i < kActCount; ++i)
    EXPECT_EQ(read_act(word(static_cast<Act>(i))), static_cast<Act>(i));
  EXPECT_EQ(read_state("lost"), std::nullopt);
  EXPECT_EQ(read_act(""), std::nullopt);
}

}  // namespace
}  // namespace zheli::applications
