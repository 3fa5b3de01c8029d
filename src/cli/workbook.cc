// The library writes to a named file only: it gets one in memory, so that what is on the disk is
// there wholly or not at all.
#include "cli/workbook.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <limits>
#include <stdexcept>

#include "cli/read_folder.h"
#include "files/durable_write.h"

namespace zheli::cli {
namespace {

using report::Cell;
using report::Format;
using report::Sheet;

/// The formats of one workbook.
struct Formats {
  lxw_format* head;
  lxw_format* money;
  lxw_format* percent;
  lxw_format* date;
};

Formats formats_of(lxw_workbook* book) {
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                  workbook_add_format(book)};
  format_set_bold(formats.head);
  format_set_bottom(formats.head, LXW_BORDER_THIN);
  format_set_num_format(formats.money, "#,##0.00");
  format_set_num_format(formats.percent, "0.0000%");
  format_set_num_format(formats.date, "yyyy-mm-dd");
  return formats;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                Format format, const Formats& formats) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
  } else if (const auto* money = std::get_if<core::Money>(&cell)) {
    worksheet_write_number(sheet, row, column, core::in_yuan(*money), formats.money);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    worksheet_write_number(sheet, row, column, *number,
                           format == Format::percent ? formats.percent : nullptr);
  } else if (const auto* date = std::get_if<core::Date>(&cell)) {
    lxw_datetime day{};
    day.year = static_cast<int>(date->year());
    day.month = static_cast<int>(static_cast<unsigned>(date->month()));
    day.day = static_cast<int>(static_cast<unsigned>(date->day()));
    worksheet_write_datetime(sheet, row, column, &day, formats.date);
  }
}

void write_sheet(lxw_workbook* book, const Sheet& from, const Formats& formats) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, from.id.c_str());
  constexpr double kWidth = 18;
  for (std::size_t c = 0; c < from.columns.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet, column, column, kWidth, nullptr);
    worksheet_write_string(sheet, 0, column, from.columns[c].title.c_str(), formats.head);
    for (std::size_t r = 0; r < from.rows.size(); ++r)
      write_cell(sheet, static_cast<lxw_row_t>(r + 1), column, from.rows[r][c],
                 from.columns[c].format, formats);
  }
  worksheet_freeze_panes(sheet, 1, 1);
}

}  // namespace

void write_workbook(const std::string& path, const std::vector<Sheet>& sheets) {
  const int memory = memfd_create("workbook", MFD_CLOEXEC);
  const std::string unnamed = fmt::format("/proc/self/fd/{}", memory);
  lxw_workbook* book = workbook_new(unnamed.c_str());
  if (book == nullptr) throw std::runtime_error(path + ": no memory for a workbook");
  const Formats formats = formats_of(book);
  for (const Sheet& sheet : sheets) write_sheet(book, sheet, formats);
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) throw std::runtime_error(path + ": " + lxw_strerror(error));
  const std::string bytes = read_file(unnamed, std::numeric_limits<std::size_t>::max() - 1);
  close(memory);
  files::write_durably(path, bytes, files::Readers::all);
}

}  // namespace zheli::cli
