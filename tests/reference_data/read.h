// The tables of this folder, read by tests. Each is a CSV file whose remarks say where its figures
// come from and how far ours may be from them; README.md lists them.
//
//   reference_data::Table table("day_counts.csv", {"convention", "from", "to", "years"});
//   for (files::Row& row : table.rows())
//     EXPECT_NEAR(year_fraction(…), row.number("years"), 1e-12) << table.place(row);
#pragma once

#include <string>
#include <vector>

#include "files/table.h"

namespace zheli::reference_data {

/// The bytes of a file of this folder. What cannot be read fails the test and is empty.
std::string bytes(const std::string& name);

/// A table. A file, a column or, at the end, a cell that could not be read fails the test, and so
/// does a table without rows.
class Table {
 public:
  Table(const std::string& name, const std::vector<std::string>& columns);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table();

  std::vector<files::Row>& rows() { return table_.rows; }

  /// "day_counts.csv:7", for a failure's message.
  std::string place(const files::Row& row) const;

 private:
  files::Findings findings_;
  files::Table table_;  // its rows refer to findings_
};

}  // namespace zheli::reference_data
