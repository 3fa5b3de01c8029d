#include "securitization/valuation/track.h"

#include <fmt/format.h>

#include "files/table.h"
#include "files/yaml_tree.h"

namespace zheli::valuation {
namespace {

constexpr std::string_view kHead =
    "on,id,revenue,growth,royalty,discount,value,liquidation_value\n";

}  // namespace

std::vector<Entry> read_track(std::string_view bytes, files::Findings& findings) {
  std::vector<Entry> entries;
  if (!files::readable(bytes, findings)) return entries;
  files::Table table;
  files::read_table(
      bytes, {"on", "id", "revenue", "growth", "royalty", "discount", "value", "liquidation_value"},
      {}, findings, table);
  for (files::Row& row : table.rows)
    entries.push_back({row.date("on"), row.text("id"), row.number("revenue"), row.number("growth"),
                       row.number("royalty"), row.number("discount"), row.money("value"),
                       row.money("liquidation_value")});
  return entries;
}

std::string to_csv(const std::vector<Entry>& entries, bool head) {
  std::string csv(head ? kHead : "");
  for (const Entry& entry : entries)
    fmt::format_to(std::back_inserter(csv), "{},{},{:.2f},{:.6f},{:.6f},{:.6f},{:.2f},{:.2f}\n",
                   core::to_string(entry.on), entry.id, entry.revenue, entry.growth, entry.royalty,
                   entry.discount, in_yuan(entry.value), in_yuan(entry.liquidation_value));
  return csv;
}

Entry entry_of(const Asset& asset, const Appraisal& appraisal, core::Date on) {
  const Drivers& drivers = appraisal.drivers;
  return {on,
          asset.id,
          drivers.revenue,
          drivers.growth,
          drivers.royalty,
          drivers.discount,
          appraisal.value,
          appraisal.liquidation_value};
}

Change change(const Asset& asset, const Appraisal& appraisal, const Assumptions& assumptions,
              const std::vector<Entry>& track, core::Date on) {
  const Entry* before = nullptr;
  for (const Entry& entry : track) {
    if (entry.id == asset.id && entry.on < on && (before == nullptr || before->on <= entry.on))
      before = &entry;
  }
  Change to;
  if (before == nullptr) {
    to.rest = in_yuan(appraisal.value);
    return to;
  }
  to.since = before->on;
  Drivers drivers = appraisal.drivers;
  drivers.revenue = before->revenue;
  drivers.growth = before->growth;
  drivers.royalty = before->royalty;
  drivers.discount = before->discount;
  double last = in_yuan(before->value);
  const auto step = [&](double& part) {
    const double now = worth(asset, appraisal.legal_status, assumptions, drivers, on).reconciled;
    part = now - last;
    last = now;
  };
  step(to.time);
  drivers.revenue = appraisal.drivers.revenue, drivers.growth = appraisal.drivers.growth;
  step(to.revenue);
  drivers.royalty = appraisal.drivers.royalty;
  step(to.royalty);
  drivers.discount = appraisal.drivers.discount;
  step(to.discount);
  to.rest = in_yuan(appraisal.value) - last;
  return to;
}

}  // namespace zheli::valuation
