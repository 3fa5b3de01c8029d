#include "store/cases.h"

namespace zheli::store {
namespace {

constexpr std::string_view kCaseColumns =
    "SELECT number, holder, state, is_open, due, version FROM service_case ";

std::vector<CaseRow> rows_of(const Rows& rows) {
  std::vector<CaseRow> all;
  for (const Row& row : rows) {
    all.push_back({.number = row.text(0),
                   .holder = row.text(1),
                   .state = row.text(2),
                   .is_open = row.whole(3) != 0,
                   .due = row.text(4),
                   .version = row.whole(5)});
  }
  return all;
}

std::string cases_with(std::string_view rest) {
  return std::string(kCaseColumns) + std::string(rest);
}

}  // namespace

std::int64_t next_of_day(Connection& connection, const std::string& day) {
  return connection
      .run(
          "INSERT INTO case_day (day, cases) VALUES ($1, 1) "
          "ON CONFLICT (day) DO UPDATE SET cases = case_day.cases + 1 RETURNING cases",
          {day})[0]
      .whole(0);
}

void add_case(Connection& connection, const CaseRow& row) {
  connection.run(
      "INSERT INTO service_case (number, holder, state, is_open, due, version) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {row.number, row.holder, row.state, std::int64_t{row.is_open}, row.due, row.version});
}

std::optional<CaseRow> case_row(Connection& connection, const std::string& number) {
  const auto rows = rows_of(connection.run(cases_with("WHERE number = $1"), {number}));
  if (rows.empty()) return std::nullopt;
  return rows[0];
}

bool move_case(Connection& connection, const CaseRow& row) {
  return !connection
              .run(
                  "UPDATE service_case SET state = $1, is_open = $2, due = $3, "
                  "version = version + 1 WHERE number = $4 AND version = $5 RETURNING version",
                  {row.state, std::int64_t{row.is_open}, row.due, row.number, row.version})
              .empty();
}

void add_case_event(Connection& connection, const std::string& number, std::int64_t record) {
  connection.run(
      "INSERT INTO case_event (service_case, n, record) "
      "SELECT $1, COUNT(*) + 1, $2 FROM case_event WHERE service_case = $3",
      {number, record, number});
}

std::vector<std::int64_t> case_events(Connection& connection, const std::string& number) {
  std::vector<std::int64_t> all;
  for (const Row& row :
       connection.run("SELECT record FROM case_event WHERE service_case = $1 ORDER BY n", {number}))
    all.push_back(row.whole(0));
  return all;
}

std::vector<CaseRow> open_cases(Connection& connection, std::int64_t from, std::int64_t count) {
  return rows_of(connection.run(
      cases_with("WHERE is_open = 1 ORDER BY due, number LIMIT $1 OFFSET $2"), {count, from}));
}

std::int64_t open_case_count(Connection& connection) {
  return connection.run("SELECT COUNT(*) FROM service_case WHERE is_open = 1")[0].whole(0);
}

std::vector<CaseRow> cases_of(Connection& connection, const std::string& holder) {
  return rows_of(connection.run(cases_with("WHERE holder = $1 ORDER BY number DESC"), {holder}));
}

}  // namespace zheli::store
