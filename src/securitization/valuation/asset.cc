#include "securitization/valuation/asset.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "files/table.h"
#include "files/yaml_tree.h"

namespace zheli::valuation {
namespace {

constexpr double kYuanMost = 1e12;

const std::vector<std::string> kStatuses = {"granted", "pending", "invalidation", "lapsed"};
const std::vector<std::string> kMethodNames = {"royalty", "earnings", "cost", "market"};

std::optional<double> parsed(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A number within bounds, or a problem.
double within(files::Row& row, const char* column, double value, double least, double most) {
  if (least <= value && value <= most) return value;
  row.problem(
      fmt::format("\"{}\" is {:g}; it should lie from {:g} to {:g}", column, value, least, most));
  return std::clamp(value, least, most);
}

std::optional<double> number_if_any(files::Row& row, const char* column, double least,
                                    double most) {
  const std::optional<double> value = row.number_if_any(column);
  return value ? std::optional(within(row, column, *value, least, most)) : std::nullopt;
}

std::optional<core::Date> date_if_any(files::Row& row, const char* column) {
  if (row.text_if_any(column).empty()) return std::nullopt;
  return row.date(column);
}

/// "12000000*0.9": a price, times a factor.
void read_comparables(files::Row& row, Asset& asset) {
  for (const std::string& text : row.list("comparables")) {
    const std::size_t star = text.find('*');
    const auto price = parsed(trimmed(std::string_view(text).substr(0, star)));
    const auto factor = star == std::string::npos
                            ? std::optional(1.0)
                            : parsed(trimmed(std::string_view(text).substr(star + 1)));
    if (!price || !factor || *price <= 0 || *price > kYuanMost || *factor <= 0 || *factor > 10) {
      row.problem(fmt::format("\"{}\" is no comparable; write price*factor, as in 12000000*0.9",
                              text.substr(0, 40)));
      continue;
    }
    asset.comparables.push_back({*price, *factor});
  }
}

/// "royalty 0.7; cost 0.3"
void read_weights(files::Row& row, Asset& asset) {
  const std::vector<std::string> list = row.list("weights");
  if (list.empty()) return;
  std::fill_n(asset.weights, kMethods, 0.0);
  for (const std::string& text : list) {
    const std::string_view all = trimmed(text);
    const std::size_t space = all.find(' ');
    const auto name = std::find(kMethodNames.begin(), kMethodNames.end(), all.substr(0, space));
    const auto weight =
        space == std::string_view::npos ? std::nullopt : parsed(trimmed(all.substr(space + 1)));
    if (name == kMethodNames.end() || !weight || *weight < 0 || *weight > 1)
      row.problem(
          fmt::format("\"{}\" is no weight; write royalty, earnings, cost or market and a "
                      "number from 0 to 1, as in \"royalty 0.7; cost 0.3\"",
                      text.substr(0, 40)));
    else
      asset.weights[name - kMethodNames.begin()] = *weight;
  }
}

void read_scores_of_row(files::Row& row, Asset& asset) {
  for (const char* column : {"legal", "technical", "economic"}) {
    const auto score = number_if_any(row, column, 0, 100);
    if (score) asset.scores[column] = *score;
  }
}

Asset read_asset(files::Row& row) {
  Asset asset;
  asset.line = row.line();
  asset.id = row.text("id");
  asset.owner = row.text("owner");
  asset.kind = row.text("kind");
  asset.title = row.text_if_any("title");
  asset.filed = row.date("filed");
  const std::string status = row.text("status");
  const auto found = std::find(kStatuses.begin(), kStatuses.end(), status);
  if (found != kStatuses.end())
    asset.status = static_cast<Status>(found - kStatuses.begin());
  else if (!status.empty())
    row.problem(files::unknown("status", status.substr(0, 40), kStatuses));
  asset.fees_paid_until = date_if_any(row, "fees_paid_until");
  asset.useful_until = date_if_any(row, "useful_until");
  asset.revenue = within(row, "revenue", row.number("revenue"), 0, kYuanMost);
  asset.growth = number_if_any(row, "growth", -1, 10).value_or(0);
  asset.margin = number_if_any(row, "margin", -1, 1);
  asset.charges = number_if_any(row, "charges", 0, 1).value_or(0);
  asset.spent = number_if_any(row, "spent", 0, kYuanMost);
  asset.spent_on = date_if_any(row, "spent_on");
  if (asset.spent && !asset.spent_on)
    row.problem("\"spent\" needs \"spent_on\", the day it was spent on average");
  asset.obsolescence = number_if_any(row, "obsolescence", 0, 1).value_or(0);
  read_comparables(row, asset);
  read_weights(row, asset);
  read_scores_of_row(row, asset);
  asset.sale_discount = number_if_any(row, "sale_discount", 0, 1);
  return asset;
}

}  // namespace

std::vector<Asset> read_assets(std::string_view bytes, files::Findings& findings) {
  std::vector<Asset> assets;
  if (!files::readable(bytes, findings)) return assets;
  files::Table table;
  files::read_table(bytes, {"id", "owner", "kind", "filed", "status", "revenue"},
                    {"title", "fees_paid_until", "useful_until", "growth", "margin", "charges",
                     "spent", "spent_on", "obsolescence", "comparables", "weights", "legal",
                     "technical", "economic", "sale_discount"},
                    findings, table);
  std::set<std::string> seen;
  for (files::Row& row : table.rows) {
    assets.push_back(read_asset(row));
    if (!seen.insert(assets.back().id).second)
      row.problem("asset " + assets.back().id + " stands twice");
  }
  if (assets.empty() && findings.problems().empty())
    findings.add(0, "there is no asset: give at least one row");
  return assets;
}

void read_scores(std::string_view bytes, std::vector<Asset>& assets, files::Findings& findings) {
  if (!files::readable(bytes, findings)) return;
  files::Table table;
  files::read_table(bytes, {"asset", "indicator", "score"}, {}, findings, table);
  for (files::Row& row : table.rows) {
    const std::string id = row.text("asset");
    const auto asset =
        std::find_if(assets.begin(), assets.end(), [&](const Asset& one) { return one.id == id; });
    const double score = within(row, "score", row.number("score"), 0, 100);
    if (asset == assets.end())
      row.problem(files::unknown("asset", id.substr(0, 40), files::ids_of(assets)));
    else
      asset->scores[row.text("indicator")] = score;
  }
}

}  // namespace zheli::valuation
