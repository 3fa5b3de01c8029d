// What the records of a case say: the application as it was handed in, and each event; and back.
// The fields are docs/formats/records.md's, kinds 6 and 7. Whoever holds a receipt of the first
// record can show all that was applied for.
//
// Tested by case_record_test.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "desk/record_text.h"
#include "ledger/leaf.h"
#include "services/applications/case.h"

namespace zheli::desk {

struct Answer {
  std::string id, label, value;
  bool operator==(const Answer&) const = default;
};

/// What was applied for, fixed when it was handed in but for the answers, which a correction
/// changes.
struct Application {
  std::string item, outcome;
  std::string pack;                          // its version
  std::map<std::string, std::string> facts;  // of the talk that led here
  std::vector<Answer> answers;
  std::vector<std::string> pulls;    // materials that registers hold
  std::vector<std::string> on_site;  // to be made or brought to the counter
  applications::Terms terms;
};

/// One event as its record tells it.
struct CaseEvent {
  applications::Event event;
  std::string at;               // instant, 2026-11-30T08:00:00Z
  std::vector<Answer> answers;  // of submit and correct
};

/// The kind of record in which an event is written.
ledger::Kind kind_of(applications::Act act);

/// The fields of an event's record. `state` is the one after it, `until` the day by which the
/// office must act, or empty. `application` is written with Act::submit alone.
Fields event_fields(const std::string& number, const CaseEvent& one, std::string_view state,
                    const std::string& until, const Application& application);

/// A record that event_fields() made (CHECK).
CaseEvent read_event(std::string_view record);
Application read_application(std::string_view record);

}  // namespace zheli::desk
