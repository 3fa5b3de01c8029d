#include "securitization/report/appraisals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "securitization/report/words.h"

namespace zheli::report {
namespace {

using valuation::Appraisal;
using valuation::Asset;
using valuation::LegalStatus;
using valuation::Portfolio;

constexpr double kYuanInMillion = 1e6;
constexpr int kMonthsInYear = 12;

/// As appraisers round.
core::Money money(double yuan, const Portfolio& portfolio) {
  const double to = portfolio.assumptions.round_to;
  return core::round_fen(core::kFenInYuan * to * std::round(yuan / to));
}

Cell money_if_any(const std::optional<double>& yuan, const Portfolio& portfolio) {
  return yuan ? Cell(money(*yuan, portfolio)) : Cell();
}

std::string state_word(LegalStatus::State state, Language language) {
  static constexpr const char* kKeys[] = {"in_force",     "fee_overdue", "pending",
                                          "invalidation", "lapsed",      "expired"};
  return word(kKeys[static_cast<int>(state)], language);
}

std::string driver_word(const valuation::Swing& swing, Language language) {
  return word(std::string("driver_") + valuation::kDrivers[static_cast<std::size_t>(swing.driver)],
              language);
}

}  // namespace

Sheet appraisals(const Portfolio& portfolio, const valuation::Ranges& ranges, Language language) {
  Sheet sheet = sheet_of("appraisals", language,
                         {{"right", Format::text},
                          {"owner", Format::text},
                          {"kind", Format::text},
                          {"title", Format::text},
                          {"standing", Format::text},
                          {"protected_until", Format::date},
                          {"appraised_value", Format::money},
                          {"p5", Format::money},
                          {"p95", Format::money},
                          {"pledge_value", Format::money},
                          {"liquidation_value", Format::money},
                          {"by_royalty", Format::money},
                          {"by_earnings", Format::money},
                          {"by_cost", Format::money},
                          {"by_market", Format::money},
                          {"spread", Format::percent},
                          {"score", Format::text},
                          {"royalty_rate", Format::percent},
                          {"discount_rate", Format::percent},
                          {"pledge_rate", Format::percent}});
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    const Asset& asset = portfolio.assets[i];
    const Appraisal& found = portfolio.appraisals[i];
    std::vector<Cell>& row = sheet.rows.emplace_back();
    row = {asset.id,
           asset.owner,
           asset.kind,
           asset.title,
           state_word(found.legal_status.state, language),
           found.legal_status.legal_end,
           found.value,
           money(ranges.assets[i].p5, portfolio),
           money(ranges.assets[i].p95, portfolio),
           found.pledge_value,
           found.liquidation_value};
    for (const auto& one : found.worth.by) row.push_back(money_if_any(one, portfolio));
    row.insert(row.end(), {found.spread, found.score ? fmt::format("{:.1f}", *found.score) : "",
                           found.drivers.royalty, found.drivers.discount, found.pledge_rate});
  }
  return sheet;
}

Sheet owners(const Portfolio& portfolio, const valuation::Ranges& ranges, Language language) {
  struct Sum {
    int rights = 0;
    core::Money value, pledge_value, liquidation_value;
    void add(const Appraisal& one) {
      ++rights;
      value += one.value, pledge_value += one.pledge_value;
      liquidation_value += one.liquidation_value;
    }
  };
  std::map<std::string, Sum> sums;
  Sum all;
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    sums[portfolio.assets[i].owner].add(portfolio.appraisals[i]);
    all.add(portfolio.appraisals[i]);
  }
  Sheet sheet = sheet_of("owners", language,
                         {{"owner", Format::text},
                          {"rights", Format::text},
                          {"appraised_value", Format::money},
                          {"p5", Format::money},
                          {"p95", Format::money},
                          {"pledge_value", Format::money},
                          {"liquidation_value", Format::money}});
  const auto row = [&](const std::string& owner, const Sum& sum, Cell p5, Cell p95) {
    sheet.rows.push_back({owner, std::to_string(sum.rights), sum.value, std::move(p5),
                          std::move(p95), sum.pledge_value, sum.liquidation_value});
  };
  for (const auto& [owner, sum] : sums) row(owner, sum, {}, {});
  row(word("all", language), all, money(ranges.total.p5, portfolio),
      money(ranges.total.p95, portfolio));
  return sheet;
}

Sheet swings(const Portfolio& portfolio, Language language) {
  Sheet sheet = sheet_of(
      "tornado", language,
      {{"driver", Format::text}, {"driver_low", Format::money}, {"driver_high", Format::money}});
  for (const valuation::Swing& swing : valuation::tornado(portfolio))
    sheet.rows.push_back(
        {driver_word(swing, language), money(swing.low, portfolio), money(swing.high, portfolio)});
  return sheet;
}

Section swing_section(const Portfolio& portfolio, Language language) {
  double expected = 0;
  for (const Appraisal& one : portfolio.appraisals) expected += one.worth.reconciled;
  std::vector<Bar> bars;
  for (const valuation::Swing& swing : valuation::tornado(portfolio))
    bars.push_back(
        {driver_word(swing, language), swing.low / kYuanInMillion, swing.high / kYuanInMillion});
  const std::string title = word("tornado", language);
  return {title,
          tornado({title, word("million_yuan", language), word("driver_low", language),
                   word("driver_high", language), expected / kYuanInMillion, bars}),
          {swings(portfolio, language)}};
}

Sheet changes(const Portfolio& portfolio, const std::vector<valuation::Entry>& track,
              Language language) {
  Sheet sheet = sheet_of("changes", language,
                         {{"right", Format::text},
                          {"since", Format::date},
                          {"appraised_value", Format::money},
                          {"by_time", Format::money},
                          {"by_revenue", Format::money},
                          {"by_royalty_rate", Format::money},
                          {"by_discount_rate", Format::money},
                          {"by_rest", Format::money}});
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    const valuation::Change found = valuation::change(portfolio.assets[i], portfolio.appraisals[i],
                                                      portfolio.assumptions, track, portfolio.on);
    sheet.rows.push_back({portfolio.assets[i].id, found.since ? Cell(*found.since) : Cell(),
                          portfolio.appraisals[i].value, money(found.time, portfolio),
                          money(found.revenue, portfolio), money(found.royalty, portfolio),
                          money(found.discount, portfolio), money(found.rest, portfolio)});
  }
  return sheet;
}

Sheet fees_due(const Portfolio& portfolio, Language language) {
  Sheet sheet = sheet_of("fees_due", language,
                         {{"due", Format::date},
                          {"right", Format::text},
                          {"owner", Format::text},
                          {"annual_fee", Format::money}});
  const core::Date until = core::add_months(portfolio.on, kMonthsInYear);
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    for (const valuation::DatedFee& fee : portfolio.appraisals[i].legal_status.fees) {
      if (until < fee.due) break;
      sheet.rows.push_back({fee.due, portfolio.assets[i].id, portfolio.assets[i].owner,
                            core::round_fen(core::kFenInYuan * fee.yuan)});
    }
  }
  std::stable_sort(sheet.rows.begin(), sheet.rows.end(), [](const auto& one, const auto& other) {
    return std::get<core::Date>(one[0]) < std::get<core::Date>(other[0]);
  });
  return sheet;
}

}  // namespace zheli::report
