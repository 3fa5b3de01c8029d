#include "securitization/report/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "files/json_text.h"

namespace zheli::report {
namespace {

/// Columns that a text takes on a terminal.
int width(std::string_view text) {
  int columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) columns += 1;
    if (byte >= 0xE0) columns += 2;                 // three bytes and more: wide
    if (byte >= 0xC2 && byte < 0xE0) columns += 1;  // two bytes
  }
  return columns;
}

std::string padded(std::string text, int to, bool right) {
  const std::string space(static_cast<std::size_t>(std::max(0, to - width(text))), ' ');
  return right ? space + text : text + space;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string to = text;
  for (std::size_t i = to.find('"'); i != std::string::npos; i = to.find('"', i + 2))
    to.insert(i, 1, '"');
  return fmt::format("\"{}\"", to);
}

std::string plain(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return quoted(*text);
  if (const auto* date = std::get_if<core::Date>(&cell)) return core::to_string(*date);
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{}", *number);
  if (const auto* money = std::get_if<core::Money>(&cell)) {
    std::string text = core::to_string(*money);
    std::erase(text, ',');
    return text;
  }
  return "";
}

void put(files::JsonText& to, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return to.put(*text);
  if (const auto* date = std::get_if<core::Date>(&cell)) return to.put(core::to_string(*date));
  if (const auto* number = std::get_if<double>(&cell)) return to.put(*number);
  if (const auto* money = std::get_if<core::Money>(&cell)) return to.put(core::in_yuan(*money));
  to.put(nullptr);
}

}  // namespace

std::string shown(const Cell& cell, Format format) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* date = std::get_if<core::Date>(&cell)) return core::to_string(*date);
  if (const auto* money = std::get_if<core::Money>(&cell)) return core::to_string(*money);
  if (const auto* number = std::get_if<double>(&cell)) {
    if (format == Format::percent) return fmt::format("{:.4f}%", 100 * *number);
    const bool whole = *number == static_cast<double>(static_cast<long long>(*number));
    return whole ? fmt::format("{:.0f}", *number) : fmt::format("{:.4f}", *number);
  }
  return "";
}

std::string to_csv(const Sheet& sheet) {
  std::string to;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c)
    to += fmt::format("{}{}", c == 0 ? "" : ",", quoted(sheet.columns[c].id));
  to += "\r\n";
  for (const std::vector<Cell>& row : sheet.rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      to += fmt::format("{}{}", c == 0 ? "" : ",", plain(row[c]));
    to += "\r\n";
  }
  return to;
}

std::string to_json(std::span<const Sheet> sheets) {
  files::JsonText to(files::JsonText::Layout::indented);
  to.object([&] {
    for (const Sheet& sheet : sheets) {
      to.field(sheet.id);
      to.objects(sheet.rows, [&](const std::vector<Cell>& row) {
        for (std::size_t c = 0; c < row.size(); ++c) {
          to.field(sheet.columns[c].id);
          put(to, row[c]);
        }
      });
    }
  });
  return std::move(to).take();
}

std::string to_text(const Sheet& sheet) {
  std::vector<int> widths;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    int widest = width(sheet.columns[c].title);
    for (const auto& row : sheet.rows)
      widest = std::max(widest, width(shown(row[c], sheet.columns[c].format)));
    widths.push_back(widest);
  }
  std::string to = fmt::format("{}\n", sheet.title);
  const auto line = [&](const auto& cell_of) {
    std::string text;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
      const bool right = sheet.columns[c].format != Format::text;
      text += fmt::format("{}{}", c == 0 ? "" : "  ", padded(cell_of(c), widths[c], right));
    }
    to += fmt::format("{}\n", text.substr(0, text.find_last_not_of(' ') + 1));
  };
  line([&](std::size_t c) { return sheet.columns[c].title; });
  for (const auto& row : sheet.rows)
    line([&](std::size_t c) { return shown(row[c], sheet.columns[c].format); });
  return to;
}

}  // namespace zheli::report
