#include "securitization/report/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "securitization/report/names.h"

namespace zheli::report {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; }
body { font: 15px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; color: #1b1f24; margin: 0 auto;
  max-width: 1080px; padding: 16px; }
h1 { font-size: 1.5em; line-height: 1.3; margin: .3em 0; }
h2 { font-size: 1.15em; margin: 2em 0 .4em; border-bottom: 2px solid #0072b2; }
.note { background: #fff6df; border-left: 4px solid #e69f00; padding: 8px 12px; }
.small { color: #57606a; font-size: .88em; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 10px; }
dt { color: #57606a; font-size: .88em; } dd { margin: 0; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .86em; white-space: nowrap; }
th, td { padding: 3px 9px; text-align: right; border-bottom: 1px solid #d8dee4; }
th:first-child, td:first-child, .text { text-align: left; }
th { background: #f3f6f9; position: sticky; top: 0; }
svg { width: 100%; min-width: 560px; height: auto; } svg text { font-size: 12px; fill: #1b1f24; }
.grid { stroke: #d8dee4; } .end { text-anchor: end; } .middle { text-anchor: middle; }
@media print { svg { min-width: 0; }
  body { max-width: none; font-size: 9pt; } .wide { overflow: visible; }
  table { font-size: 6.2pt; } section { break-inside: avoid-page; } }
)css";

constexpr double kFenInMillion = 1e8;

std::string table_of(const Sheet& sheet, const std::string& above) {
  std::string html = sheet.title == above ? "" : fmt::format("<h3>{}</h3>", escaped(sheet.title));
  html += "<div class=\"wide\"><table><thead><tr>";
  for (const Column& column : sheet.columns) {
    html +=
        fmt::format("<th scope=\"col\"{}>{}</th>",
                    column.format == Format::text ? " class=\"text\"" : "", escaped(column.title));
  }
  html += "</tr></thead><tbody>";
  for (const auto& row : sheet.rows) {
    html += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) {
      html += fmt::format("<td{}>{}</td>",
                          sheet.columns[c].format == Format::text ? " class=\"text\"" : "",
                          escaped(shown(row[c], sheet.columns[c].format)));
    }
    html += "</tr>";
  }
  return html + "</tbody></table></div>";
}

std::string facts_of(const Heading& heading) {
  std::string html = "<dl>";
  for (const auto& [name, value] : heading.facts)
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
  return html + "</dl>";
}

/// A column's amounts in millions, or its percentages in hundredths.
std::vector<double> values_of(const Sheet& sheet, const std::string& id) {
  const auto column = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                   [&](const Column& c) { return c.id == id; });
  std::vector<double> values;
  if (column == sheet.columns.end()) return values;
  const std::size_t at = static_cast<std::size_t>(column - sheet.columns.begin());
  for (const auto& row : sheet.rows) {
    if (const auto* money = std::get_if<core::Money>(&row[at]))
      values.push_back(static_cast<double>(money->fen) / kFenInMillion);
    else if (const auto* number = std::get_if<double>(&row[at]))
      values.push_back(column->format == Format::percent ? 100 * *number : *number);
    else
      values.push_back(0);
  }
  return values;
}

std::vector<std::string> labels_of(const Sheet& sheet) {
  std::vector<std::string> labels;
  for (const auto& row : sheet.rows) labels.push_back(shown(row[0], sheet.columns[0].format));
  return labels;
}

Section tranche_section(const deal::Deal& deal, const Sheet& payments, Language language,
                        const char* key, const std::vector<std::string>& parts) {
  Chart chart{word(key, language), word("million_yuan", language), labels_of(payments), {}};
  for (const waterfall::Tranche& tranche : deal.terms.tranches) {
    std::vector<double> sum(payments.rows.size());
    for (const std::string& part : parts) {
      const std::vector<double> values = values_of(payments, tranche.id + "_" + part);
      for (std::size_t i = 0; i < values.size(); ++i) sum[i] += values[i];
    }
    chart.lines.push_back({name_of(deal, tranche.id, language), std::move(sum)});
  }
  return {chart.title, parts.size() > 1 ? stacked_bars(chart) : lines(chart), {}};
}

}  // namespace

Section cash_section(const deal::Deal& deal, const Sheet& payments, Language language) {
  return tranche_section(deal, payments, language, "cash_by_tranche", {"interest", "principal"});
}

Section balance_section(const deal::Deal& deal, const Sheet& payments, Language language) {
  return tranche_section(deal, payments, language, "balances", {"balance"});
}

Section band_section(const Sheet& bands, Language language) {
  Chart chart{bands.title, "%", labels_of(bands), {}};
  for (const char* key : {"tail", "needed_alone", "needed_backed"})
    chart.lines.push_back({word(key, language), values_of(bands, key)});
  return {chart.title, lines(chart), {bands}};
}

Heading heading_of(const deal::Deal& deal, Language language) {
  const bool chinese = language == Language::chinese;
  Heading to{word("report", language),
             chinese || deal.english.empty() ? deal.name : deal.english,
             deal.synthetic,
             {}};
  const auto fact = [&](const char* key, std::string value) {
    to.facts.emplace_back(word(key, language), std::move(value));
  };
  if (deal.shelf.fen > 0) fact("shelf", core::to_string(deal.shelf));
  fact("issue", core::to_string(deal.issue));
  fact("firms", std::to_string(deal.borrowers.size()));
  fact("closing", core::to_string(deal.terms.closing));
  fact("legal_final", core::to_string(deal.legal_final));
  return to;
}

std::string to_page(const Heading& heading, const std::vector<Section>& sections,
                    Language language) {
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>{}</title><style>{}</style></head><body><header><p class=\"small\">{}</p><h1>{}</h1>",
      language == Language::chinese ? "zh-CN" : "en", escaped(heading.name), kStyle,
      escaped(heading.kind), escaped(heading.name));
  if (!heading.synthetic.empty()) {
    html += fmt::format("<p class=\"note\"><strong>{}</strong> {}</p>", word("synthetic", language),
                        escaped(heading.synthetic));
  }
  html += facts_of(heading) + "</header><main>";
  for (const Section& section : sections) {
    html += fmt::format("<section><h2>{}</h2>", escaped(section.title));
    if (!section.svg.empty()) html += fmt::format("<div class=\"wide\">{}</div>", section.svg);
    for (const Sheet& sheet : section.sheets) html += table_of(sheet, section.title);
    html += "</section>";
  }
  return html + fmt::format("</main><footer class=\"small\"><p>{}</p></footer></body></html>\n",
                            word("made_from", language));
}

}  // namespace zheli::report
