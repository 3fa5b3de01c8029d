// Sheets → an .xlsx workbook, one sheet each. Tested by tests/cases/cli/deal.sh.
#pragma once

#include <string>
#include <vector>

#include "securitization/report/sheet.h"

namespace zheli::cli {

/// Writes `path`. Amounts are yuan with two decimals, percentages and days keep their kind. Throws
/// std::runtime_error where the file cannot be written.
void write_workbook(const std::string& path, const std::vector<report::Sheet>& sheets);

}  // namespace zheli::cli
