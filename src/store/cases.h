// Cases: where each stands, and which records are its events. Every function is one step of a
// transaction that the desk holds together; what a case may do is services/applications' to say.
//
// Days are text, 2026-11-30, whose order is theirs. Tested by cases_test.cc on both engines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"

namespace zheli::store {

/// Stands in `due` where no clock runs.
inline constexpr const char* kNoDay = "9999-12-31";

struct CaseRow {
  std::string number;
  std::string holder;
  std::string state;
  bool is_open = true;
  std::string due = kNoDay;
  std::int64_t version = 1;
};

/// Which case of `day` the next is, from 1 on.
std::int64_t next_of_day(Connection& connection, const std::string& day);

/// Failure (unique) where the number is taken; (constraint) where there is no such holder.
void add_case(Connection& connection, const CaseRow& row);
std::optional<CaseRow> case_row(Connection& connection, const std::string& number);

/// Writes state, is_open and due, and counts the version up; false where the case has another than
/// `row.version` by now.
bool move_case(Connection& connection, const CaseRow& row);

/// The records of a case's events, in their order.
void add_case_event(Connection& connection, const std::string& number, std::int64_t record);
std::vector<std::int64_t> case_events(Connection& connection, const std::string& number);

/// Open cases by due day, then number: `count` of them from the `from`-th on.
std::vector<CaseRow> open_cases(Connection& connection, std::int64_t from, std::int64_t count);
std::int64_t open_case_count(Connection& connection);

/// A holder's, the newest first.
std::vector<CaseRow> cases_of(Connection& connection, const std::string& holder);

}  // namespace zheli::store
