// A table of figures by date or name, as cases of another engine carry their results, and how two
// of them are compared. Tested by table_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace zheli::interchange {

struct Table {
  std::string name;
  std::vector<std::string> columns;                        ///< all but the first, the labels'
  std::vector<std::string> labels;                         ///< dates, or names
  std::vector<std::vector<std::optional<double>>> rows{};  ///< yuan or plain; nothing: no number
};

/// What differs, and what could not be compared.
struct Comparison {
  std::vector<std::string> differences;  ///< "A 2021-10-13 interest: expected 1.00, got 2.00"
  std::vector<std::string> left_out;     ///< tables and columns that `got` has not
};

/// Each expected figure against the one of `got` with the same table, label and column; the last
/// row of a label counts. Amounts may differ by `allowed` for each row counted (the engine compared
/// with cuts every loan's amounts), rates by 1e-6. A row of `got` that is not expected may move no
/// money.
Comparison compare(const std::vector<Table>& expected, const std::vector<Table>& got,
                   double allowed);

}  // namespace zheli::interchange
