#include "securitization/valuation/assumptions.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/contains.h"
#include "files/fields.h"
#include "files/table.h"
#include "files/yaml_tree.h"

namespace zheli::valuation {
namespace {

using files::Fields;
using files::Findings;
using files::Node;

constexpr double kYearsMost = 200;
constexpr int kLevelsMost = 8;

/// The numbers of a list; anything else is reported.
std::vector<double> numbers(const Node& node, std::string_view what, Findings& findings) {
  std::vector<double> to;
  if (node.kind != Node::Kind::list) {
    findings.add(node.line, fmt::format("\"{}\" should be a list of numbers", what));
    return to;
  }
  for (const Node& one : node.children) {
    const std::string text = files::scalar(one, what, findings);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || !(value >= 0 && value <= 1e9))
      findings.add(one.line, fmt::format("\"{}\": {} is no number from 0 to a billion", what,
                                         text.substr(0, 40)));
    else
      to.push_back(value);
  }
  return to;
}

Range range(Fields& fields, std::string_view key) {
  const Node* const node = fields.need(key);
  if (node == nullptr) return {};
  const std::vector<double> ends = numbers(*node, key, fields.findings());
  if (ends.size() == 2 && ends[0] <= 1 && ends[1] <= 1) return {ends[0], ends[1]};
  fields.findings().add(node->line,
                        fmt::format("\"{}\" should be two rates from 0 to 1: [0.01, 0.05]", key));
  return {};
}

std::vector<AnnualFee> fees(Fields& fields) {
  std::vector<AnnualFee> to;
  fields.each("fees", [&](const Node& node) {
    const std::vector<double> pair = numbers(node, "fees", fields.findings());
    if (pair.size() != 2 || pair[0] < 1 || pair[0] > kYearsMost ||
        (!to.empty() && pair[0] <= to.back().until))
      fields.findings().add(node.line, "a fee is [last year, yuan], years rising: [3, 900]");
    else
      to.push_back({static_cast<int>(pair[0]), pair[1]});
  });
  return to;
}

Kind read_kind(const Node& node, Findings& findings) {
  Fields fields(node, "a kind", findings);
  Kind kind;
  kind.id = fields.id();
  kind.name = fields.text("name");
  kind.years = static_cast<int>(fields.number("years", 1, kYearsMost));
  kind.filed_before = fields.date_if_any("filed_before");
  kind.years_before =
      static_cast<int>(fields.number_if_any("years_before", 1, kYearsMost).value_or(0));
  if (kind.filed_before.has_value() != (kind.years_before > 0))
    findings.add(node.line, "\"filed_before\" and \"years_before\" belong together");
  kind.to_year_end = fields.flag("to_year_end").value_or(false);
  kind.renewable = fields.flag("renewable").value_or(false);
  const auto useful = fields.number_if_any("useful_years", 1, kYearsMost);
  if (useful) kind.useful_years = static_cast<int>(*useful);
  kind.royalty = range(fields, "royalty");
  kind.pledge_rate = range(fields, "pledge_rate");
  if (fields.find("fees") != nullptr) kind.fees = fees(fields);
  fields.done();
  return kind;
}

void read_sale(Fields& of, Assumptions& to) {
  const Node* const node = of.need("sale");
  if (node == nullptr) return;
  Fields fields(*node, "\"sale\"", of.findings());
  to.sale_discount = fields.number("discount", 0, 1);
  to.sale_months = static_cast<int>(fields.number("months", 0, 120));
  to.sale_costs = fields.number("costs", 0, 1);
  fields.done();
}

void read_uncertainty(Fields& of, Uncertainty& to) {
  const Node* const node = of.need("uncertainty");
  if (node == nullptr) return;
  Fields fields(*node, "\"uncertainty\"", of.findings());
  to.revenue = fields.number("revenue", 0, 2);
  to.growth = fields.number("growth", 0, 1);
  to.royalty = fields.number("royalty", 0, 2);
  to.discount = fields.number("discount", 0, 1);
  to.cost = fields.number("cost", 0, 2);
  to.market = fields.number("market", 0, 2);
  to.common = fields.number("common", 0, 1);
  fields.done();
}

void read_chances(Fields& of, Assumptions& to) {
  const Node* const node = of.need("succeeds");
  if (node == nullptr) return;
  Fields fields(*node, "\"succeeds\"", of.findings());
  to.pending = fields.number("pending", 0, 1);
  to.invalidation = fields.number("invalidation", 0, 1);
  fields.done();
}

std::optional<double> score_of(const std::vector<Indicator>& tree, const std::string& parent,
                               const Asset& asset, int level) {
  if (level > kLevelsMost) return std::nullopt;
  double sum = 0, weights = 0;
  for (const Indicator& indicator : tree) {
    if (indicator.parent != parent) continue;
    const auto given = asset.scores.find(indicator.id);
    const std::optional<double> below = given != asset.scores.end()
                                            ? std::optional(given->second)
                                            : score_of(tree, indicator.id, asset, level + 1);
    if (!below) continue;
    sum += indicator.weight * *below;
    weights += indicator.weight;
  }
  return weights > 0 ? std::optional(sum / weights) : std::nullopt;
}

}  // namespace

const Kind* Assumptions::kind(std::string_view name) const {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
    return kind.name == name || kind.id == name;
  });
  return found == kinds.end() ? nullptr : &*found;
}

Assumptions read_assumptions(std::string_view bytes, Findings& findings) {
  Assumptions to;
  if (!files::readable(bytes, findings)) return to;
  const Node root = files::read_yaml(bytes, findings);
  if (!findings.problems().empty()) return to;
  Fields fields(root, findings.file(), findings);
  fields.each("kinds", [&](const Node& node) { to.kinds.push_back(read_kind(node, findings)); });
  to.tax = fields.number("tax", 0, 1);
  to.fade = fields.number("fade", 0, 1);
  to.risk_free = fields.number("risk_free", 0, 1);
  const Range premiums = range(fields, "premiums");
  to.premiums = {premiums.high, premiums.low};
  to.opportunity = fields.number("opportunity", 0, 1);
  read_chances(fields, to);
  read_sale(fields, to);
  read_uncertainty(fields, to.uncertainty);
  to.round_to = fields.number("round_to", 0.01, 1e8);
  fields.done();
  return to;
}

std::vector<Indicator> read_indicators(std::string_view bytes, Findings& findings) {
  std::vector<Indicator> tree;
  if (!files::readable(bytes, findings)) return tree;
  files::Table table;
  files::read_table(bytes, {"id", "parent", "name", "weight"}, {"english"}, findings, table);
  for (files::Row& row : table.rows) {
    Indicator indicator{row.text("id"), row.text_if_any("parent"), row.text("name"),
                        row.text_if_any("english"), row.number("weight")};
    const auto same = [&](const std::string& id) {
      return std::any_of(tree.begin(), tree.end(), [&](const auto& one) { return one.id == id; });
    };
    if (indicator.weight < 0 || indicator.weight > 1)
      row.problem("a weight should lie from 0 to 1");
    if (same(indicator.id)) row.problem("indicator " + indicator.id + " stands twice");
    if (!indicator.parent.empty() && !same(indicator.parent))
      row.problem(files::unknown("indicator", indicator.parent.substr(0, 40), files::ids_of(tree)) +
                  "; a parent stands above what belongs to it");
    tree.push_back(std::move(indicator));
  }
  return tree;
}

std::optional<double> score(const std::vector<Indicator>& tree, const Asset& asset) {
  return score_of(tree, "", asset, 0);
}

void check(const std::vector<Asset>& assets, const Basis& basis, Findings& findings) {
  const auto& [assumptions, tree, on] = basis;
  std::vector<std::string> kinds;
  for (const Kind& kind : assumptions.kinds) kinds.push_back(kind.name);
  const std::vector<std::string> indicators = files::ids_of(tree);
  for (const Asset& asset : assets) {
    if (!asset.kind.empty() && assumptions.kind(asset.kind) == nullptr)
      findings.add(asset.line, files::unknown("kind", asset.kind.substr(0, 60), kinds));
    for (const auto& [what, day] :
         {std::pair("filed", std::optional(asset.filed)), std::pair("spent_on", asset.spent_on)}) {
      if (!day || !(on < *day)) continue;
      findings.add(asset.line, fmt::format("{} is {}, after the valuation day {}", what,
                                           core::to_string(*day), core::to_string(on)));
    }
    for (const auto& [id, value] : asset.scores) {
      if (!core::contains(indicators, id))
        findings.add(asset.line, files::unknown("indicator", id.substr(0, 40), indicators));
    }
  }
}

}  // namespace zheli::valuation
