#include "securitization/credit/default_table.h"

#include <fmt/format.h>

#include <cmath>

#include "core/check.h"
#include "files/table.h"
#include "files/yaml_tree.h"

namespace zheli::credit {
namespace {

constexpr int kYearsMost = 40;

/// The columns y1, y2 … that the head of the file names.
std::vector<std::string> year_columns(std::string_view bytes) {
  std::vector<std::string> columns;
  std::string_view rest = bytes;
  while (rest.starts_with('#')) rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  const std::string_view head = rest.substr(0, rest.find('\n'));
  for (int year = 1; year <= kYearsMost; ++year) {
    const std::string name = fmt::format("y{}", year);
    if (head.find("," + name) == std::string_view::npos) break;
    columns.push_back(name);
  }
  if (columns.empty()) columns.emplace_back("y1");
  return columns;
}

}  // namespace

DefaultTable DefaultTable::read(std::string_view bytes, files::Findings& findings) {
  DefaultTable to;
  if (!files::readable(bytes, findings)) return to;
  const std::vector<std::string> years = year_columns(bytes);
  std::vector<std::string> required = {"rating"};
  required.insert(required.end(), years.begin(), years.end());
  files::Table table;
  files::read_table(bytes, required, {}, findings, table);
  for (files::Row& row : table.rows) {
    const std::size_t before = findings.problems().size();
    const std::string rating = row.text("rating");
    std::vector<double> probabilities;
    double last = 0;
    for (const std::string& year : years) {
      const double probability = row.number(year);
      if (probability < last || probability >= 1)
        row.problem(year + " must lie in [0, 1) and not below the year before");
      last = probability;
      probabilities.push_back(probability);
    }
    if (to.rows_.contains(rating)) row.problem("rating " + rating + " stands twice; keep one");
    if (findings.problems().size() > before) continue;
    to.ratings_.push_back(rating);
    to.rows_.emplace(rating, std::move(probabilities));
  }
  return to;
}

std::optional<double> DefaultTable::probability(std::string_view rating, double years) const {
  CHECK(years >= 0);
  const auto row = rows_.find(rating);
  if (row == rows_.end()) return std::nullopt;
  const std::vector<double>& by_year = row->second;
  const auto at = [&](std::size_t year) { return year == 0 ? 0.0 : by_year[year - 1]; };
  const double last = static_cast<double>(by_year.size());
  if (years >= last) {
    const double hazard = -std::log((1 - by_year.back()) / (1 - at(by_year.size() - 1)));
    return 1 - (1 - by_year.back()) * std::exp(-hazard * (years - last));
  }
  const std::size_t year = static_cast<std::size_t>(years);
  return at(year) + (years - std::floor(years)) * (at(year + 1) - at(year));
}

std::optional<DefaultCurve> DefaultTable::curve(std::string_view rating,
                                                std::span<const double> years) const {
  if (!rows_.contains(rating)) return std::nullopt;
  DefaultCurve curve;
  for (const double end : years) curve.push_back(*probability(rating, end));
  return curve;
}

}  // namespace zheli::credit
