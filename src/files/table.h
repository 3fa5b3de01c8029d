// A CSV file (RFC 4180) read by column name, with every problem's line. A column is known once it
// was named in `columns`; a file with another, a missing or a repeated one says so. Lines that
// start with "#" are remarks.
//
// Tested by table_test.cc and tests/fuzz/deal_fuzz.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "files/problem.h"

namespace zheli::files {

/// One row. Asking for a cell that cannot be read as what is asked reports it and gives an empty
/// value; an empty cell is absent. Asking for a column that `read_table` was not told of is a
/// caller's bug (CHECK).
class Row {
 public:
  Row(const std::vector<std::string>& columns, std::vector<std::string> cells, int line,
      Findings& findings)
      : columns_(columns), cells_(std::move(cells)), line_(line), findings_(findings) {}

  /// The same row over another list of the same columns.
  Row of(const std::vector<std::string>& columns) const {
    return {columns, cells_, line_, findings_};
  }

  int line() const { return line_; }
  void problem(std::string message) { findings_.add(line_, std::move(message)); }

  std::string text(std::string_view column);  ///< required
  std::string text_if_any(std::string_view column) const;
  std::vector<std::string> list(std::string_view column) const;  ///< parted by ";"
  core::Money money(std::string_view column);                    ///< required, not negative
  core::Date date(std::string_view column);                      ///< required
  double number(std::string_view column);                        ///< required, finite
  std::optional<double> number_if_any(std::string_view column);
  int whole(std::string_view column, int least, int most);  ///< required, in [least, most]

 private:
  const std::string& cell(std::string_view column) const;

  const std::vector<std::string>& columns_;
  std::vector<std::string> cells_;
  int line_;
  Findings& findings_;
};

/// A file's rows, in order; they refer to this table and to the findings it was read with.
struct Table {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// The columns of a file. Every name in `required` must be one; those in `optional` may be, and
/// read as empty where they are not.
struct Columns {
  std::vector<std::string> required, optional;
};

/// Calls `read` with each row of `bytes` that readable() let through, in order; a row is gone after
/// its call. Rows with another number of cells than the head are reported and left out. At most
/// kRowsMax rows. How many were read.
std::size_t each_row(std::string_view bytes, const Columns& columns, Findings& findings,
                     const std::function<void(Row&)>& read);

/// The same into a table that keeps its rows; it must not move while they are used.
void read_table(std::string_view bytes, const std::vector<std::string>& required,
                const std::vector<std::string>& optional, Findings& findings, Table& table);

constexpr std::size_t kRowsMax = 2'000'000;
constexpr std::size_t kTableBytesMax = std::size_t{256} << 20;  ///< of a table that may be so long

}  // namespace zheli::files
