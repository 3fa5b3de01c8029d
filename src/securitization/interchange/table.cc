#include "securitization/interchange/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace zheli::interchange {
namespace {

constexpr double kRateAllowed = 1e-6;
constexpr double kMeasureAllowed = 1e-4;  // printed with six digits of values cut to the cent

bool is_rate(const std::string& column) {
  return column == "IRR";
}

bool is_measure(const std::string& column) {
  return column == "face" || column == "WAL" || column == "duration" || column == "convexity";
}

/// Columns that state what is, not what was paid.
bool is_state(const std::string& column) {
  static const std::set<std::string> kStates = {"Balance", "balance", "intDue", "used"};
  return kStates.contains(column) || column.starts_with("Cum");
}

const Table* find(const std::vector<Table>& tables, const std::string& name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const Table& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

/// The last row of a label; −1: none.
int row_of(const Table& table, const std::string& label) {
  const auto found = std::find(table.labels.rbegin(), table.labels.rend(), label);
  return static_cast<int>(table.labels.rend() - found) - 1;
}

int column_of(const Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  return found == table.columns.end() ? -1 : static_cast<int>(found - table.columns.begin());
}

class Comparing {
 public:
  Comparing(const Table& expected, const Table& got, double allowed, Comparison& to)
      : expected_(expected), got_(got), allowed_(allowed), to_(to) {}

  void all() {
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) {
      const std::string& column = expected_.columns[c];
      if (column_of(got_, column) < 0 && has_numbers(c))
        to_.left_out.push_back(expected_.name + " " + column);
    }
    for (std::size_t r = 0; r < expected_.labels.size(); ++r) {
      const std::string& label = expected_.labels[r];
      if (row_of(expected_, label) != static_cast<int>(r)) continue;
      const int row = row_of(got_, label);
      if (row < 0)
        differ(label, "expected, but is not there");
      else
        compare_row(r, static_cast<std::size_t>(row));
    }
    for (std::size_t r = 0; r < got_.labels.size(); ++r) {
      if (row_of(expected_, got_.labels[r]) < 0) nothing_moves(r);
    }
  }

 private:
  bool has_numbers(std::size_t column) const {
    return std::any_of(expected_.rows.begin(), expected_.rows.end(),
                       [&](const auto& row) { return row[column].has_value(); });
  }

  void differ(const std::string& label, const std::string& what) {
    to_.differences.push_back(fmt::format("{} {} {}", expected_.name, label, what));
  }

  double allowed(const std::string& column, std::size_t row) const {
    if (is_rate(column)) return kRateAllowed;
    if (is_measure(column)) return kMeasureAllowed;
    return allowed_ * static_cast<double>(row + 1) + kRateAllowed;
  }

  void compare_row(std::size_t r, std::size_t row) {
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) {
      const std::string& column = expected_.columns[c];
      const int at = column_of(got_, column);
      const auto& wanted = expected_.rows[r][c];
      if (at < 0 || !wanted) continue;
      const double got = got_.rows[row][static_cast<std::size_t>(at)].value_or(0);
      if (std::abs(*wanted - got) <= allowed(column, r)) continue;
      const int digits = is_rate(column) || is_measure(column) ? 6 : 2;
      differ(expected_.labels[r], fmt::format("{}: expected {:.{}f}, got {:.{}f}", column, *wanted,
                                              digits, got, digits));
    }
  }

  void nothing_moves(std::size_t r) {
    for (std::size_t c = 0; c < got_.columns.size(); ++c) {
      const double value = got_.rows[r][c].value_or(0);
      if (is_state(got_.columns[c]) || std::abs(value) <= allowed(got_.columns[c], r)) continue;
      differ(got_.labels[r],
             fmt::format("{}: nothing expected, got {:.2f}", got_.columns[c], value));
    }
  }

  const Table& expected_;
  const Table& got_;
  double allowed_;
  Comparison& to_;
};

}  // namespace

Comparison compare(const std::vector<Table>& expected, const std::vector<Table>& got,
                   double allowed) {
  Comparison to;
  for (const Table& table : expected) {
    const Table* const found = find(got, table.name);
    if (found == nullptr)
      to.left_out.push_back(table.name);
    else
      Comparing(table, *found, allowed, to).all();
  }
  return to;
}

}  // namespace zheli::interchange
