#include "cli/deal_options.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/read_folder.h"
#include "cli/workbook.h"
#include "securitization/deal/read_deal.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::vector<Option> DealOptions::described() {
  return {{.name = "path", .to = &path, .what = "The deal's folder", .required = true},
          {"--english", &english, "Words in English"},
          {"--default-table", &default_table, "Default probabilities by rating and year (CSV)"}};
}

std::vector<Option> DealOptions::printing() {
  return {{"--json", &json, "Print JSON"},
          {"--csv", &csv, "Print CSV"},
          {"--xlsx", &xlsx, "Write a workbook to this file"}};
}

void refuse(const DealOptions& options, const std::vector<files::Problem>& problems) {
  for (const files::Problem& problem : problems) {
    const std::string place = problem.line > 0 ? fmt::format(":{}", problem.line) : "";
    fmt::print("{}{}: {}\n", (fs::path(options.path) / problem.file).string(), place,
               problem.message);
  }
  if (problems.empty()) return;
  fmt::print("{} problems\n", problems.size());
  throw Exit{1};
}

deal::Deal load_deal(const DealOptions& options) {
  deal::Reading reading = deal::read_deal(read_folder(options.path));
  refuse(options, reading.problems);
  return std::move(*reading.deal);
}

credit::DefaultTable load_default_table(const DealOptions& options) {
  const fs::path deal = options.path;
  const fs::path own = deal / "default_rates.csv";
  const fs::path beside =
      fs::absolute(deal).lexically_normal() / ".." / "tables" / "idealised_default_rates.csv";
  fs::path path = options.default_table;
  if (path.empty()) path = fs::exists(own) ? own : beside.lexically_normal();
  if (!fs::exists(path)) {
    throw std::runtime_error(path.string() +
                             " is not there; name a table of default probabilities with "
                             "--default-table");
  }
  files::Findings findings(path.string());
  credit::DefaultTable table = credit::DefaultTable::read(read_file(path), findings);
  refuse(findings);
  return table;
}

void print(const std::vector<report::Sheet>& sheets, const DealOptions& options) {
  if (!options.xlsx.empty()) write_workbook(options.xlsx, sheets);
  if (options.json) {
    fmt::print("{}\n", report::to_json(sheets));
  } else if (options.csv) {
    for (std::size_t i = 0; i < sheets.size(); ++i)
      fmt::print("{}{}", i == 0 ? "" : "\r\n", report::to_csv(sheets[i]));
  } else {
    for (std::size_t i = 0; i < sheets.size(); ++i)
      fmt::print("{}{}", i == 0 ? "" : "\n", report::to_text(sheets[i]));
  }
}

}  // namespace zheli::cli
