#include "services/applications/clock.h"

#include <gtest/gtest.h>

#include <random>

namespace zheli::applications {
namespace {

using core::add_days;
using core::Calendar;
using core::Date;
using knowledge::DayUnit;
using knowledge::Deadline;

const Calendar kWorking = Calendar::china_interbank;

Date at(const char* text) {
  return core::parse_date(text).value();
}

Event full_event(Act act, Date day) {
  return {act, day, "officer", "检验", "行政许可法第45条", true, 5};
}

Case accepted_on(const char* day, std::optional<Deadline> deadline) {
  Case one;
  one.terms.deadline = deadline;
  one = next(one, full_event(Act::submit, at(day)), kWorking).take();
  return next(one, full_event(Act::accept, at(day)), kWorking).take();
}

TEST(Clock, CountsGovernmentWorkingDays) {
  const Case one = accepted_on("2026-09-28", Deadline{7, DayUnit::working});
  // 29, 30 September, 8, 9, 10 (a make-up Saturday), 12, 13 October.
  const Clock before = clock(one, at("2026-09-30"), kWorking).value();
  EXPECT_EQ(before.due, at("2026-10-13"));
  EXPECT_EQ(before.used, 2);
  EXPECT_FALSE(before.is_provisional);
  EXPECT_EQ(clock(one, at("2026-10-07"), kWorking)->used, 2);
  EXPECT_EQ(clock(one, at("2026-10-10"), kWorking)->used, 5);
}

TEST(Clock, TurnsAmberAtHalfAndRedAtFourFifths) {
  const Case one = accepted_on("2026-11-02", Deadline{10, DayUnit::calendar});
  const Colour colours[] = {Colour::green, Colour::green, Colour::green, Colour::green,
                            Colour::green, Colour::amber, Colour::amber, Colour::amber,
                            Colour::red,   Colour::red,   Colour::red,   Colour::overdue};
  for (int days = 0; days < 12; ++days)
    EXPECT_EQ(clock(one, add_days(at("2026-11-02"), days), kWorking)->colour, colours[days])
        << days;
}

TEST(Clock, AtOnceIsTheSameDay) {
  const Case one = accepted_on("2026-11-02", Deadline{0, DayUnit::at_once});
  EXPECT_EQ(clock(one, at("2026-11-02"), kWorking)->colour, Colour::green);
  EXPECT_EQ(clock(one, at("2026-11-02"), kWorking)->due, at("2026-11-02"));
  EXPECT_EQ(clock(one, at("2026-11-03"), kWorking)->colour, Colour::overdue);
}

TEST(Clock, StandsStillWhileItIsPaused) {
  Case one = accepted_on("2026-11-02", Deadline{10, DayUnit::calendar});
  one = next(one, full_event(Act::pause, at("2026-11-05")), kWorking).take();
  const Clock paused = clock(one, at("2026-11-25"), kWorking).value();
  EXPECT_TRUE(paused.is_paused);
  EXPECT_EQ(paused.used, 2);
  EXPECT_EQ(paused.due, at("2026-12-03"));
  one = next(one, full_event(Act::resume, at("2026-11-25")), kWorking).take();
  EXPECT_EQ(clock(one, at("2026-11-25"), kWorking)->used, 3);
  EXPECT_EQ(clock(one, at("2026-11-25"), kWorking)->due, at("2026-12-02"));
}

TEST(Clock, IsMarkedWhereAYearHasNoCalendarYet) {
  const Case one = accepted_on("2026-12-21", Deadline{20, DayUnit::working});
  EXPECT_TRUE(clock(one, at("2026-12-21"), kWorking)->is_provisional);
  const Case calendar = accepted_on("2026-12-21", Deadline{20, DayUnit::calendar});
  EXPECT_FALSE(clock(calendar, at("2026-12-21"), kWorking)->is_provisional);
}

TEST(Clock, RunsOnlyWhereTheOfficeIsWaitedFor) {
  const Date day = at("2026-11-02");
  EXPECT_FALSE(clock(Case{}, day, kWorking));
  const Case submitted = next(Case{}, full_event(Act::submit, day), kWorking).take();
  EXPECT_EQ(clock(submitted, day, kWorking)->due, at("2026-11-09"));
  const Case asked = next(submitted, full_event(Act::ask_correction, day), kWorking).take();
  EXPECT_FALSE(clock(asked, day, kWorking));
  const Case accepted = next(submitted, full_event(Act::accept, day), kWorking).take();
  EXPECT_FALSE(clock(accepted, day, kWorking)) << "the pack knows no days";
  const Case decided = next(accepted, full_event(Act::decide, day), kWorking).take();
  EXPECT_EQ(clock(decided, day, kWorking)->due, at("2026-11-16"));
  const Case delivered = next(decided, full_event(Act::deliver, day), kWorking).take();
  EXPECT_FALSE(clock(delivered, day, kWorking));
}

/// The clock counted plainly: every day of the case is lived through, and asked what it was.
struct Diary {
  std::vector<State> evenings;  // the state at the end of each day from the first
  Date first;

  int used(const Case& one, Date from, Date until) const {
    int days = 0;
    for (Date day = first; day <= until; day = add_days(day, 1)) {
      const auto place = static_cast<std::size_t>(core::days_between(first, day));
      const State state = evenings[std::min(place, evenings.size() - 1)];
      const bool stood = state == State::paused || state == State::paused_attended;
      const bool counted =
          one.terms.deadline->unit == DayUnit::calendar ||
          (one.terms.deadline->unit == DayUnit::working && kWorking.is_business_day(day));
      if (day > from && counted && !stood) ++days;
    }
    return days;
  }
};

TEST(Clock, AgreesWithAPlainCountOnRandomOrdersOfEvents) {
  std::mt19937 random(20261201);
  int compared = 0, refused = 0;
  for (int round = 0; round < 250; ++round) {
    Case one;
    one.terms = {.law = static_cast<knowledge::Law>(random() % 3),
                 .attends = random() % 2 == 0,
                 .approvals = 1 + static_cast<int>(random() % 2),
                 .deadline = Deadline{1 + static_cast<int>(random() % 30),
                                      random() % 2 == 0 ? DayUnit::working : DayUnit::calendar}};
    Date day = add_days(at("2025-09-01"), static_cast<int>(random() % 300));
    one = next(one, full_event(Act::submit, day), kWorking).take();
    if (random() % 4 != 0) one = next(one, full_event(Act::accept, day), kWorking).take();
    Diary diary{{}, day};
    for (int lived = 0; lived < 40; ++lived, day = add_days(day, 1)) {
      if (random() % 3 == 0) {
        Event event = full_event(static_cast<Act>(random() % kActCount), day);
        if (event.act == Act::withdraw || event.act == Act::decide) event.act = Act::pause;
        const auto result = next(one, event, kWorking);
        if (result) one = result.value();
        refused += result ? 0 : 1;
      }
      diary.evenings.push_back(as_of(one, day, kWorking).state);
      const Case now = as_of(one, day, kWorking);
      const bool runs = now.state == State::accepted || now.state == State::attended ||
                        now.state == State::paused || now.state == State::paused_attended;
      const auto shown = clock(one, day, kWorking);
      if (!runs || !shown) continue;
      const int used = diary.used(now, now.accepted, day);
      ASSERT_EQ(shown->used, used) << round << " " << core::to_string(day);
      // Due is the first day by which all days are used if nothing stands still from here on.
      Date due = day;
      if (used < shown->deadline.days) {
        diary.evenings.push_back(State::accepted);
        while (diary.used(now, now.accepted, due) < shown->deadline.days) due = add_days(due, 1);
        diary.evenings.pop_back();
        ASSERT_EQ(shown->due, due) << round << " " << core::to_string(day);
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 2'000);
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace zheli::applications
