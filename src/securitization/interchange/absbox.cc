#include "securitization/interchange/absbox.h"

#include <algorithm>

#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using core::Error;

constexpr double kCent = 0.01;

/// What a bond is owed is one figure here: interest, and interest on it.
void add_up_interest_due(Table& table) {
  const auto column = [&](const char* name) {
    return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), name) -
                                    table.columns.begin());
  };
  const std::size_t due = column("intDue");
  const std::size_t over = column("intOverInt");
  if (due == table.columns.size() || over == table.columns.size()) return;
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(over));
  for (auto& row : table.rows) {
    if (row[due]) *row[due] += row[over].value_or(0);
    row.erase(row.begin() + static_cast<std::ptrdiff_t>(over));
  }
}

Table read_table(const std::string& name, const Json& json) {
  Table table{name, {}, {}, {}};
  const std::vector<Json>& columns = elements(member(json, "columns", "expected"), "expected");
  for (std::size_t c = 1; c < columns.size(); ++c)
    table.columns.push_back(text(columns[c], "expected"));
  for (const Json& row : elements(member(json, "rows", "expected"), "expected")) {
    table.labels.push_back(text(element(row, 0, "expected"), "expected"));
    std::vector<std::optional<double>>& cells = table.rows.emplace_back();
    for (std::size_t c = 1; c < columns.size(); ++c)
      cells.push_back(element(row, c, "expected").number());
  }
  add_up_interest_due(table);
  return table;
}

/// Every table under `json`, named by the keys that lead to it: "bonds A".
void read_tables(const Json& json, const std::string& name, std::vector<Table>& to) {
  if (!json.is(Kind::object)) return;
  if (holds(json, "columns") && holds(json, "rows")) {
    to.push_back(read_table(name, json));
    return;
  }
  for (const Json& one : json.children) {
    if (one.name == "flow" || one.name == "PoolConsol")
      read_tables(one, name.empty() ? "pool" : name, to);
    else
      read_tables(one, name.empty() ? one.name : name + " " + one.name, to);
  }
}

AbsboxCase read_case(const Json& json) {
  if (!holds(json, "input") && holds(json, "hastructure_request"))
    return read_case(english_of(json));
  const std::string kind = text(member(json, "kind", "the case"), "kind");
  if (kind != "pool" && kind != "deal")
    refuse("kind", "\"pool\" or \"deal\" should stand here, not \"" + kind.substr(0, 40) + "\"");
  const Json& input = member(json, "input", "the case");
  const Json* assumption = &member_if_any(input, "poolAssump");
  if (assumption->is(Kind::null)) assumption = &member_if_any(json, "poolAssump");
  AbsboxCase to;
  if (kind == "pool") {
    const core::Date cut_off = date(member(input, "cutoffDate", "input"), "input.cutoffDate");
    to.pool = read_pool(input, *assumption, cut_off);
  } else {
    const Json& dates = member(input, "dates", "input");
    const char* const key = holds(dates, "lastPay") ? "lastCollect" : "cutoff";
    const core::Date cut_off = date(member(dates, key, "dates"), std::string("dates.") + key);
    to.pool = read_pool(member(input, "pool", "input"), *assumption, cut_off);
    to.deal = read_deal(input, member_if_any(json, "runAssump"));
    if (to.deal->terms.closing < cut_off) refuse("dates", "closing lies before cutoff");
  }
  read_tables(member_if_any(json, "expected"), "", to.expected);
  return to;
}

}  // namespace

core::Result<AbsboxCase> read_absbox(std::string_view bytes) {
  files::Findings findings("");
  const Json json = files::read_json(bytes, findings);
  for (const files::Problem& problem : findings.problems())
    return Error{fmt::format("line {}: {}", problem.line, problem.message)};
  try {
    return read_case(json);
  } catch (const Refusal& refusal) {
    return Error{refusal.message};
  }
}

core::Result<std::vector<Table>> run(const AbsboxCase& one) {
  if (one.deal) return run(one.pool, *one.deal);
  const bool invoices = one.pool.assets.front().kind == AbsboxAsset::Kind::invoice;
  return std::vector<Table>{pool_table(project(one.pool), invoices)};
}

Comparison compare(const AbsboxCase& one, const std::vector<Table>& got) {
  return compare(one.expected, got, kCent * static_cast<double>(one.pool.assets.size()));
}

}  // namespace zheli::interchange
