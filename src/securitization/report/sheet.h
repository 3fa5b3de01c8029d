// Figures as a table that any door can print: text, CSV, JSON, a workbook, a page. Tested by
// sheet_test.cc.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/money.h"

namespace zheli::report {

/// A cell: nothing, a word, a day, an amount, a number. A number of a `percent` column is a
/// decimal: 0.045 is shown as 4.50 %.
using Cell = std::variant<std::monostate, std::string, core::Date, core::Money, double>;

enum class Format { text, date, money, number, percent };

struct Column {
  std::string id;     ///< in JSON and CSV: "A_interest"
  std::string title;  ///< as people read it
  Format format = Format::text;
};

struct Sheet {
  std::string id;
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
};

/// As people read it: "2021-10-20", "1,234.56", "4.5000%", "2.37"; nothing: "".
std::string shown(const Cell& cell, Format format);

/// RFC 4180, ids as the head, plain numbers and yuan without commas.
std::string to_csv(const Sheet& sheet);

/// {sheet's id: [{column's id: value, …}, …], …}, indented: yuan as a number, days as text, nothing
/// as null, percentages as decimals.
std::string to_json(std::span<const Sheet> sheets);

/// Columns under titles, numbers to the right; Chinese characters count two.
std::string to_text(const Sheet& sheet);

}  // namespace zheli::report
