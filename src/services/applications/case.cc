#include "services/applications/case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zheli::applications {
namespace {

using core::Calendar;
using core::Date;
using core::Error;
using identity::Action;

constexpr int kSilenceDays = 5;  // 行政许可法 §32 (4), working days by §82

constexpr Transition kTransitions[] = {
    {State::draft, Act::submit, State::submitted},
    {State::submitted, Act::ask_correction, State::correction},
    {State::correction, Act::correct, State::corrected},
    {State::submitted, Act::accept, State::accepted},
    {State::corrected, Act::accept, State::accepted},
    {State::submitted, Act::refuse, State::not_accepted},
    {State::corrected, Act::refuse, State::not_accepted},
    {State::accepted, Act::attend, State::attended},
    {State::accepted, Act::pause, State::paused},
    {State::attended, Act::pause, State::paused_attended},
    {State::paused, Act::resume, State::accepted},
    {State::paused_attended, Act::resume, State::attended},
    {State::accepted, Act::decide, State::decided},
    {State::attended, Act::decide, State::decided},
    {State::decided, Act::deliver, State::delivered},
    {State::delivered, Act::rate, State::rated},
    {State::submitted, Act::withdraw, State::withdrawn},
    {State::correction, Act::withdraw, State::withdrawn},
    {State::corrected, Act::withdraw, State::withdrawn},
    {State::accepted, Act::withdraw, State::withdrawn},
    {State::attended, Act::withdraw, State::withdrawn},
    {State::paused, Act::withdraw, State::withdrawn},
    {State::paused_attended, Act::withdraw, State::withdrawn},
};

constexpr std::array<std::string_view, kStateCount> kStates = {
    "draft",           "submitted", "correction", "corrected", "accepted",     "attended", "paused",
    "paused-attended", "decided",   "delivered",  "rated",     "not-accepted", "withdrawn"};
constexpr std::array<std::string_view, kActCount> kActs = {
    "submit", "ask-correction", "correct", "accept",  "refuse", "attend",
    "pause",  "resume",         "decide",  "deliver", "rate",   "withdraw"};

template <typename T, std::size_t N>
std::optional<T> read(const std::array<std::string_view, N>& words, std::string_view text) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<T>(found - words.begin());
}

bool is_denial(const Event& event) {
  return event.act == Act::decide && !event.granted;
}

/// What the event lacks of itself, whatever the case.
std::optional<Error> lacks(const Event& event) {
  const bool judges = event.act == Act::refuse || event.act == Act::pause || is_denial(event);
  if ((judges || event.act == Act::ask_correction) && event.reason.empty())
    return Error{fmt::format("{} needs a reason", word(event.act))};
  if (judges && event.basis.empty())
    return Error{fmt::format("{} needs its legal basis", word(event.act))};
  if (event.act == Act::rate && (event.stars < 1 || event.stars > 5))
    return Error{"a rating has one to five stars"};
  return std::nullopt;
}

/// Whether `event` is the first of two opinions, or an Error where it may not be given.
core::Result<bool> is_opinion(const Case& before, const Event& event) {
  if (before.terms.attends && before.state == State::accepted)
    return Error{"the applicant must have been there before anybody decides"};
  if (before.terms.approvals < 2) return false;
  if (!before.opinion) return true;
  if (before.opinion->by == event.by) return Error{"another officer must agree"};
  return before.opinion->granted != event.granted;
}

/// What the fold keeps of a step that was taken.
void keep(Case& after, const Event& event) {
  switch (event.act) {
    case Act::submit:
    case Act::correct:
      after.received = event.day;
      return;
    case Act::accept:
      after.accepted = event.day;
      return;
    case Act::pause:
      after.pauses.push_back({event.day, std::nullopt});
      return;
    case Act::resume:
      after.pauses.back().to = event.day;
      return;
    case Act::decide:
      after.decision = event;
      return;
    default:
      return;
  }
}

Case accepted_by_silence(const Case& before) {
  Case after = before;
  after.state = State::accepted;
  after.accepted = before.received;
  after.deemed = true;
  return after;
}

core::Result<Case> step(Case after, const Event& event) {
  const auto found = std::ranges::find_if(kTransitions, [&](const Transition& one) {
    return one.from == after.state && one.act == event.act;
  });
  if (found == std::end(kTransitions))
    return Error{fmt::format("a case that is {} takes no {}", word(after.state), word(event.act))};
  if (after.state != State::draft && event.day < after.last)
    return Error{"the event's day lies before the last event's"};
  if (const auto lack = lacks(event)) return *lack;
  after.last = event.day;
  if (event.act == Act::decide) {
    const auto opinion = is_opinion(after, event);
    if (!opinion) return opinion.error();
    if (opinion.value()) {
      after.opinion = event;
      return after;
    }
  }
  after.state = found->to;
  keep(after, event);
  return after;
}

}  // namespace

std::span<const Transition> transitions() {
  return kTransitions;
}

Action action_of(Act act) {
  switch (act) {
    case Act::submit:
    case Act::correct:
    case Act::rate:
    case Act::withdraw:
      return Action::apply;
    case Act::pause:
    case Act::resume:
      return Action::review;
    case Act::decide:
      return Action::decide;
    default:
      return Action::receive;
  }
}

Case as_of(const Case& before, Date day, Calendar calendar) {
  const bool waits = before.state == State::submitted || before.state == State::corrected;
  if (before.terms.law != knowledge::Law::licence || !waits ||
      day <= core::add_business_days(calendar, before.received, kSilenceDays))
    return before;
  return accepted_by_silence(before);
}

core::Result<Case> next(const Case& before, const Event& event, Calendar calendar) {
  return step(as_of(before, event.day, calendar), event);
}

core::Result<Case> replay(const Case& before, const Event& event) {
  return step(event.deemed ? accepted_by_silence(before) : before, event);
}

std::string_view word(State state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::string_view word(Act act) {
  return kActs[static_cast<std::size_t>(act)];
}
std::optional<State> read_state(std::string_view text) {
  return read<State>(kStates, text);
}
std::optional<Act> read_act(std::string_view text) {
  return read<Act>(kActs, text);
}

}  // namespace zheli::applications
