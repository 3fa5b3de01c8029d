// What every `zheli deal` command takes: where the deal lies, the table of default probabilities,
// and how to print. Tested by tests/cases/cli/deal.sh.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "securitization/credit/default_table.h"
#include "securitization/deal/deal.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"

namespace zheli::cli {

struct DealOptions {
  std::string path;           ///< the deal's folder
  std::string default_table;  ///< empty: default_rates.csv of the deal, else the tables beside it
  bool english = false;
  bool json = false;
  bool csv = false;
  std::string xlsx;  ///< a workbook to write

  /// As options of a command, which this must outlive: PATH, --english and --default-table.
  std::vector<Option> described();
  /// --json, --csv and --xlsx.
  std::vector<Option> printing();

  report::Language language() const {
    return english ? report::Language::english : report::Language::chinese;
  }
};

/// The deal of a folder, read and checked; prints its problems and throws Exit{1} if it has any.
deal::Deal load_deal(const DealOptions& options);

/// Prints problems of the deal's files and throws Exit{1} if there are any.
void refuse(const DealOptions& options, const std::vector<files::Problem>& problems);

/// The table of default probabilities. Throws std::runtime_error or Exit{1}.
credit::DefaultTable load_default_table(const DealOptions& options);

/// Prints sheets as text, CSV or JSON, and writes the workbook where one is asked for.
void print(const std::vector<report::Sheet>& sheets, const DealOptions& options);

/// Runs a pool written for AbsBox; prints its flows and `1 passed, 0 failed` where the case expects
/// something. Throws std::runtime_error or Exit{1}.
void run_absbox(const std::string& path, const DealOptions& options);

}  // namespace zheli::cli
