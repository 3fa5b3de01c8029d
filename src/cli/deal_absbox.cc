// zheli deal run --absbox CASE.json: a pool or deal written for AbsBox, run here and compared with
// what the case expects.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/deal_options.h"
#include "cli/read_folder.h"
#include "files/json_tree.h"
#include "securitization/interchange/absbox.h"

namespace zheli::cli {
namespace {

/// A plain figure, not an amount.
bool is_plain(const std::string& column) {
  return column == "IRR" || column == "face" || column == "WAL" || column == "duration" ||
         column == "convexity";
}

report::Cell cell_of(const std::string& column, const std::optional<double>& figure) {
  if (!figure) return std::string();
  if (is_plain(column)) return *figure;
  return core::round_fen(*figure * core::kFenInYuan);
}

report::Sheet sheet_of(const interchange::Table& table) {
  using report::Format;
  report::Sheet sheet{table.name, table.name, {}, {}};
  sheet.columns.push_back({"date", "date", Format::text});
  for (const std::string& column : table.columns) {
    sheet.columns.push_back({column, column, is_plain(column) ? Format::number : Format::money});
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    std::vector<report::Cell>& row = sheet.rows.emplace_back();
    row.push_back(table.labels[r]);
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      row.push_back(cell_of(table.columns[c], table.rows[r][c]));
  }
  return sheet;
}

}  // namespace

void run_absbox(const std::string& path, const DealOptions& options) {
  const auto read = interchange::read_absbox(read_file(path, files::kJsonBytesMax));
  if (!read) {
    fmt::print("{}: {}\n", path, read.error().message);
    throw Exit{1};
  }
  const auto got = interchange::run(read.value());
  if (!got) {
    fmt::print("{}: {}\n", path, got.error().message);
    throw Exit{1};
  }
  std::vector<report::Sheet> sheets;
  for (const interchange::Table& table : got.value()) sheets.push_back(sheet_of(table));
  print(sheets, options);
  if (read.value().expected.empty()) return;
  const interchange::Comparison comparison = interchange::compare(read.value(), got.value());
  if (!comparison.left_out.empty())
    fmt::print(stderr, "not compared: {}\n", fmt::join(comparison.left_out, ", "));
  for (const std::string& difference : comparison.differences)
    fmt::print(stderr, "{}\n", difference);
  const bool passed = comparison.differences.empty();
  if (!options.json && !options.csv)
    fmt::print("{} passed, {} failed\n", passed ? 1 : 0, passed ? 0 : 1);
  if (!passed) throw Exit{1};
}

}  // namespace zheli::cli
