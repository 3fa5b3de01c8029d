// How long somebody may still take over a case: what waits, by when, and how far it is.
//
//   submitted, corrected      5 working days to accept it or not (行政许可法 §32, 82)
//   accepted … paused         the item's deadline; without one no clock runs
//   decided                   10 working days to deliver (§44, 82)
//   else                      nobody of the office is waited for
//
// The day on which it starts is not counted. A day counts if its kind is counted and it lies in no
// pause: a pause counts from its own day to the day before it ends.
//
// Tested by clock_test.cc against a slow plain count on random orders of events.
#pragma once

#include <optional>

#include "services/applications/case.h"

namespace zheli::applications {

enum class Colour { green, amber, red, overdue };  // from 50 %, from 80 %, above 100 % of the days

struct Clock {
  knowledge::Deadline deadline;
  core::Date from;
  core::Date due;  // while paused: as if it went on tomorrow
  int used = 0;    // days that counted, `day` among them
  Colour colour = Colour::green;
  bool is_paused = false;
  bool is_provisional = false;  // a year in it has no published calendar yet: due may move
};

/// The clock that runs on `day`; nothing where none does. Cost: one step a day from its start.
std::optional<Clock> clock(const Case& one, core::Date day, core::Calendar calendar);

}  // namespace zheli::applications
