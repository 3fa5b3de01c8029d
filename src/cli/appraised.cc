#include "cli/appraised.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/read_folder.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

/// As named, else beside the assets, else of the tables beside their folder, else of deals/tables.
fs::path table_path(const std::string& named, const AssetFiles& files, const char* name,
                    const char* option) {
  if (!named.empty()) return named;
  const fs::path folder = fs::absolute(files.assets).lexically_normal().parent_path();
  const fs::path tables = (folder / ".." / "tables").lexically_normal();
  for (const fs::path& path : {folder / name, tables / name, fs::path("deals/tables") / name})
    if (fs::exists(path)) return path;
  throw std::runtime_error(fmt::format(
      "{} is neither beside {} nor in deals/tables; name it with {}", name, files.assets, option));
}

void read_scores(const AssetFiles& files, std::vector<valuation::Asset>& assets) {
  const fs::path beside = fs::path(files.assets).parent_path() / "scores.csv";
  if (files.scores.empty() && !fs::exists(beside)) return;
  const fs::path path = files.scores.empty() ? beside : fs::path(files.scores);
  files::Findings findings(path.string());
  valuation::read_scores(read_file(path), assets, findings);
  refuse(findings);
}

}  // namespace

void refuse(const files::Findings& findings) {
  for (const files::Problem& problem : findings.problems()) {
    const std::string place = problem.line > 0 ? fmt::format(":{}", problem.line) : "";
    fmt::print("{}{}: {}\n", problem.file, place, problem.message);
  }
  if (findings.problems().empty()) return;
  fmt::print("{} problems\n", findings.problems().size());
  throw Exit{1};
}

Appraised::Appraised(const AssetFiles& files, core::Date on) : on_(on) {
  const fs::path assumptions =
      table_path(files.assumptions, files, "ip_valuation.yaml", "--assumptions");
  const fs::path indicators =
      table_path(files.indicators, files, "ip_indicators.csv", "--indicators");
  files::Findings of_assumptions(assumptions.string()), of_indicators(indicators.string());
  assumptions_ = valuation::read_assumptions(read_file(assumptions), of_assumptions);
  refuse(of_assumptions);
  const auto tree = valuation::read_indicators(read_file(indicators), of_indicators);
  refuse(of_indicators);
  files::Findings findings(files.assets);
  const std::string bytes = read_file(files.assets);
  assets_ = valuation::read_assets(bytes, findings);
  if (bytes.starts_with("# ")) remark_ = bytes.substr(2, bytes.find_first_of("\r\n") - 2);
  if (findings.problems().empty()) read_scores(files, assets_);
  valuation::check(assets_, {assumptions_, tree, on}, findings);
  refuse(findings);
  for (const valuation::Asset& asset : assets_)
    appraisals_.push_back(valuation::appraise(asset, assumptions_, tree, on));
}

}  // namespace zheli::cli
