// A case: what happened to one application, and where it stands. The state is the fold of its
// events through one table; nothing else changes it. Who may cause an event is identity's to say,
// by the action that the table names.
//
//   draft ─ submit ─▶ submitted ─ ask_correction ─▶ correction ─ correct ─▶ corrected
//   submitted, corrected ─ accept ─▶ accepted    ─ refuse ─▶ not_accepted
//   accepted ─ attend ─▶ attended                ─ pause ─▶ paused ─ resume ─▶ where it was
//   accepted, attended ─ decide ─▶ decided ─ deliver ─▶ delivered ─ rate ─▶ rated
//   before the decision ─ withdraw ─▶ withdrawn
//
// What is missing is asked for once and whole (行政许可法 §32): a corrected case is accepted or
// not. A licence on which five working days were silent counts as accepted from the day it was
// received (§32, 82): no event says so, the fold knows (as_of). No lapse of time ever ends a case
// against the applicant.
//
// Tested by case_test.cc: the whole state × event × role table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/handling.h"
#include "core/calendar.h"
#include "core/date.h"
#include "core/result.h"
#include "services/identity/role.h"

namespace zheli::applications {

enum class State {
  draft,
  submitted,
  correction,
  corrected,
  accepted,
  attended,
  paused,           // from accepted
  paused_attended,  // from attended
  decided,
  delivered,
  rated,
  not_accepted,
  withdrawn,
};
inline constexpr std::size_t kStateCount = 13;

enum class Act {
  submit,
  ask_correction,
  correct,
  accept,
  refuse,
  attend,
  pause,
  resume,
  decide,
  deliver,
  rate,
  withdraw,
};
inline constexpr std::size_t kActCount = 12;

struct Transition {
  State from;
  Act act;
  State to;
};

/// The whole table.
std::span<const Transition> transitions();

/// What identity asks of whoever causes an event.
identity::Action action_of(Act act);

/// How the case's item is handled; fixed when it is submitted.
struct Terms {
  knowledge::Law law = knowledge::Law::service;
  bool attends = false;  // nobody decides before the applicant was there
  int approvals = 1;     // officers who must agree, 1 or 2
  std::optional<knowledge::Deadline> deadline = {};
};

struct Event {
  Act act = Act::submit;
  core::Date day;
  std::string by;           // an account
  std::string reason = {};  // required by ask_correction (the whole list), refuse, pause, a denial
  std::string basis = {};   // the law; required by refuse, pause and a denial
  bool granted = false;     // decide
  int stars = 0;            // rate: 1 to 5, 5 the best
  bool deemed = false;      // silence had accepted the case before it: what replay() goes by
};

/// Days on which a clock stood: [from, to), or still.
struct Pause {
  core::Date from;
  std::optional<core::Date> to;
};

struct Case {
  Terms terms;
  State state = State::draft;
  core::Date received{};  // submitted, or corrected
  core::Date accepted{};
  bool deemed = false;  // accepted by silence
  std::vector<Pause> pauses = {};
  std::optional<Event> opinion = {};   // of the first of two who must agree
  std::optional<Event> decision = {};  // the last word
  core::Date last{};                   // day of the last event
};

/// The case as it stands on `day` if nothing more happened: silence may have accepted it.
Case as_of(const Case& before, core::Date day, core::Calendar calendar);

/// The case after `event`. The Error says why there is no such step: the table has none, a reason,
/// a basis or the stars are missing, the applicant was not there yet, the same officer twice, or a
/// day before the last event's.
core::Result<Case> next(const Case& before, const Event& event, core::Calendar calendar);

/// The case after an event that happened: as next() gave it then, whatever the calendar says of
/// that time by now.
core::Result<Case> replay(const Case& before, const Event& event);

/// "submitted", "ask-correction": as they stand in records and doors; and back.
std::string_view word(State state);
std::string_view word(Act act);
std::optional<State> read_state(std::string_view text);
std::optional<Act> read_act(std::string_view text);

}  // namespace zheli::applications
