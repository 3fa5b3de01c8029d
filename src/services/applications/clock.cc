#include "services/applications/clock.h"

#include <algorithm>

namespace zheli::applications {
namespace {

using core::Calendar;
using core::Date;
using knowledge::DayUnit;
using knowledge::Deadline;

constexpr Deadline kAccept{5, DayUnit::working};
constexpr Deadline kDeliver{10, DayUnit::working};

struct Start {
  Deadline deadline;
  Date from;
};

std::optional<Start> start(const Case& one) {
  switch (one.state) {
    case State::submitted:
    case State::corrected:
      return Start{kAccept, one.received};
    case State::accepted:
    case State::attended:
    case State::paused:
    case State::paused_attended:
      if (!one.terms.deadline) return std::nullopt;
      return Start{*one.terms.deadline, one.accepted};
    case State::decided:
      return Start{kDeliver, one.decision->day};
    default:
      return std::nullopt;
  }
}

class Count {
 public:
  /// Days from `today` on lie in no pause.
  Count(const Case& one, DayUnit unit, Date today, Calendar calendar)
      : case_(one), unit_(unit), today_(today), calendar_(calendar) {}

  bool counts(Date day) const {
    if (unit_ == DayUnit::working && !calendar_.is_business_day(day)) return false;
    if (case_.state == State::decided) return true;  // pauses lie before it
    return std::ranges::none_of(case_.pauses, [&](const Pause& one) {
      return day >= one.from && day < one.to.value_or(std::max(today_, one.from));
    });
  }

 private:
  const Case& case_;
  DayUnit unit_;
  Date today_;
  Calendar calendar_;
};

Colour colour_of(int used, int days, bool is_late) {
  if (is_late) return Colour::overdue;
  if (used * 10 >= days * 8 && days > 0) return Colour::red;
  if (used * 2 >= days && days > 0) return Colour::amber;
  return Colour::green;
}

}  // namespace

std::optional<Clock> clock(const Case& one, Date day, Calendar calendar) {
  const Case now = as_of(one, day, calendar);
  const std::optional<Start> begun = start(now);
  if (!begun) return std::nullopt;
  const auto [deadline, from] = *begun;
  Clock clock{.deadline = deadline, .from = from, .due = from};
  clock.is_paused = now.state == State::paused || now.state == State::paused_attended;
  const Count past(now, deadline.unit, core::add_days(day, clock.is_paused ? 1 : 0), calendar);
  for (Date at = core::add_days(from, 1); at <= day; at = core::add_days(at, 1))
    clock.used += past.counts(at) ? 1 : 0;
  for (int left = deadline.days; left > 0;) {
    clock.due = core::add_days(clock.due, 1);
    left -= past.counts(clock.due) ? 1 : 0;
  }
  const bool is_late = deadline.unit == DayUnit::at_once ? day > from : clock.used > deadline.days;
  clock.colour = colour_of(clock.used, deadline.days, is_late);
  for (auto year = from.year(); year <= clock.due.year(); ++year)
    clock.is_provisional |= deadline.unit == DayUnit::working &&
                            calendar.is_provisional(year / std::chrono::January / 1);
  return clock;
}

}  // namespace zheli::applications
