#include "files/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/check.h"
#include "core/contains.h"

namespace zheli::files {
namespace {

struct Record {
  std::vector<std::string> cells;
  int line = 0;
};

/// Splits bytes into records of cells; quotes may hold separators and line ends.
class Splitter {
 public:
  Splitter(std::string_view bytes, Findings& findings) : rest_(bytes), findings_(findings) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  std::optional<Record> next() {
    while (!rest_.empty()) {
      Record record{{}, line_};
      const bool remark = rest_.front() == '#';
      bool more = true;
      while (more) more = cell(record);
      const bool blank = record.cells.size() == 1 && record.cells.front().empty();
      if (!remark && !blank) return record;
    }
    return std::nullopt;
  }

 private:
  /// Reads one cell; whether another follows in the same record.
  bool cell(Record& record) {
    std::string text;
    if (!rest_.empty() && rest_.front() == '"') {
      rest_.remove_prefix(1);
      quoted(text, record.line);
    }
    const std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    text += rest_.substr(0, end);
    if (!text.empty() && text.back() == '\r') text.pop_back();
    record.cells.push_back(std::move(text));
    const bool more = end < rest_.size() && rest_[end] == ',';
    if (end < rest_.size() && rest_[end] == '\n') ++line_;
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return more;
  }

  void quoted(std::string& text, int from) {
    while (true) {
      const std::size_t quote = rest_.find('"');
      if (quote == std::string_view::npos) {
        findings_.add(from, "a quote is opened and never closed; close it");
        rest_ = {};
        return;
      }
      line_ += static_cast<int>(std::count(rest_.begin(), rest_.begin() + quote, '\n'));
      text += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) return;
      text += '"';
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  int line_ = 1;
  Findings& findings_;
};

/// For each column of `wanted` its place in the file's head, −1 if it has none.
std::vector<int> places(const Record& head, const std::vector<std::string>& wanted,
                        std::size_t required, Findings& findings) {
  for (std::size_t i = 0; i < head.cells.size(); ++i) {
    const std::string& name = head.cells[i];
    if (!core::contains(wanted, name))
      findings.add(head.line, unknown("column", name.substr(0, 64), wanted));
    if (std::count(head.cells.begin(), head.cells.begin() + static_cast<int>(i), name) > 0)
      findings.add(head.line, "column \"" + name.substr(0, 64) + "\" stands twice; keep one");
  }
  std::vector<int> places;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = std::find(head.cells.begin(), head.cells.end(), wanted[i]);
    places.push_back(found == head.cells.end() ? -1 : static_cast<int>(found - head.cells.begin()));
    if (places.back() < 0 && i < required)
      findings.add(head.line, "column \"" + wanted[i] + "\" is missing; add it to the first line");
  }
  return places;
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

}  // namespace

std::size_t each_row(std::string_view bytes, const Columns& columns, Findings& findings,
                     const std::function<void(Row&)>& read) {
  std::vector<std::string> names = columns.required;
  names.insert(names.end(), columns.optional.begin(), columns.optional.end());
  Splitter splitter(bytes, findings);
  const std::optional<Record> head = splitter.next();
  if (!head) {
    findings.add(1, fmt::format("the file is empty; its first line names the columns: {}",
                                fmt::join(columns.required, ",")));
    return 0;
  }
  const std::vector<int> at = places(*head, names, columns.required.size(), findings);
  std::size_t count = 0;
  while (std::optional<Record> record = splitter.next()) {
    if (record->cells.size() != head->cells.size()) {
      findings.add(record->line, fmt::format("{} cells in a table of {} columns; quote cells that "
                                             "hold commas",
                                             record->cells.size(), head->cells.size()));
      continue;
    }
    if (count == kRowsMax) {
      findings.add(record->line, fmt::format("more than {} rows; split the file", kRowsMax));
      break;
    }
    std::vector<std::string> cells;
    cells.reserve(at.size());
    for (const int place : at)
      cells.push_back(place < 0 ? std::string() : record->cells[static_cast<std::size_t>(place)]);
    Row row(names, std::move(cells), record->line, findings);
    read(row);
    ++count;
  }
  return count;
}

void read_table(std::string_view bytes, const std::vector<std::string>& required,
                const std::vector<std::string>& optional, Findings& findings, Table& table) {
  table.columns = required;
  table.columns.insert(table.columns.end(), optional.begin(), optional.end());
  each_row(bytes, {required, optional}, findings,
           [&](Row& row) { table.rows.push_back(row.of(table.columns)); });
}

const std::string& Row::cell(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  CHECK(found != columns_.end());
  return cells_[static_cast<std::size_t>(found - columns_.begin())];
}

std::string Row::text(std::string_view column) {
  std::string text = cell(column);
  if (text.empty()) problem(fmt::format("{} is empty; write it", column));
  return text;
}

std::string Row::text_if_any(std::string_view column) const {
  return cell(column);
}

std::vector<std::string> Row::list(std::string_view column) const {
  std::vector<std::string> parts;
  std::string_view rest = cell(column);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    if (end > 0) parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parts;
}

core::Money Row::money(std::string_view column) {
  const core::Result<core::Money> read = core::parse_money(cell(column));
  if (!read) {
    problem(fmt::format("{}: {}", column, read.error().message));
    return {};
  }
  if (read.value().fen < 0)
    problem(fmt::format("{} is negative; write what it is at least 0", column));
  return read.value();
}

core::Date Row::date(std::string_view column) {
  const core::Result<core::Date> read = core::parse_date(cell(column));
  if (read) return read.value();
  problem(fmt::format("{}: {}", column, read.error().message));
  return {};
}

double Row::number(std::string_view column) {
  const std::optional<double> read = parse_number(cell(column));
  if (!read) {
    problem(fmt::format("{} \"{}\" is no number; write a decimal such as 0.055", column,
                        cell(column).substr(0, 40)));
  }
  return read.value_or(0);
}

std::optional<double> Row::number_if_any(std::string_view column) {
  if (cell(column).empty()) return std::nullopt;
  return number(column);
}

int Row::whole(std::string_view column, int least, int most) {
  const std::optional<double> read = parse_number(cell(column));
  if (read && *read == std::floor(*read) && least <= *read && *read <= most)
    return static_cast<int>(*read);
  problem(fmt::format("{} \"{}\" must be a whole number from {} to {}", column,
                      cell(column).substr(0, 40), least, most));
  return least;
}

}  // namespace zheli::files
