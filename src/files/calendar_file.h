// calendars/china-YEAR.csv: the holidays of a year that was published since the program was made.
// docs/formats/deal.md says what stands in it. Tested by calendar_file_test.cc.
#pragma once

#include "core/calendar.h"
#include "files/problem.h"

namespace zheli::files {

struct ReadCalendars {
  core::PublishedDays days;
  std::vector<Problem> problems;
};

/// Reads every file of `folder` whose path begins with "calendars/". One that is named otherwise, a
/// day that is no exception, or one that the program itself knows as another, is a problem.
ReadCalendars read_calendars(const Folder& folder);

}  // namespace zheli::files
