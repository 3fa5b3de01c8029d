// zheli value ASSETS.csv: what rights of intellectual property are worth, and how sure that is.
#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/deal_options.h"
#include "cli/read_folder.h"
#include "files/durable_write.h"
#include "securitization/report/appraisals.h"

namespace zheli::cli {
namespace {

struct Options {
  AssetFiles files;
  DealOptions prints;
  std::string on, rights, track, page;
  bool record = false;
  int paths = 10'000;
  std::uint64_t seed = 1;
};

void write(const std::string& path, const std::string& bytes) {
  files::write_durably(path, bytes, files::Readers::all);
}

/// Yuan without commas, and without fen where there are none.
std::string plain(core::Money amount) {
  const std::int64_t yuan = amount.fen / 100, fen = amount.fen % 100;
  return fen == 0 ? fmt::format("{}", yuan) : fmt::format("{}.{:02}", yuan, fen);
}

/// A deal's rights.csv.
std::string rights_csv(const valuation::Portfolio& portfolio, const std::string& remark) {
  std::string csv = remark.empty() ? "" : "# " + remark + "\n";
  csv += "id,owner,kind,title,expires,valued_on,value,liquidation_value\n";
  const std::string on = core::to_string(portfolio.on);
  const auto quoted = [](const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string to = "\"";
    for (const char c : text) to += c == '"' ? std::string("\"\"") : std::string(1, c);
    return to + "\"";
  };
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    const valuation::Asset& asset = portfolio.assets[i];
    const valuation::Appraisal& found = portfolio.appraisals[i];
    fmt::format_to(std::back_inserter(csv), "{},{},{},{},{},{},{},{}\n", quoted(asset.id),
                   quoted(asset.owner), quoted(asset.kind), quoted(asset.title),
                   core::to_string(found.legal_status.legal_end), on, plain(found.value),
                   plain(found.liquidation_value));
  }
  return csv;
}

std::vector<valuation::Entry> load_track(const std::string& path, std::string& bytes) {
  if (!std::filesystem::exists(path)) return {};
  bytes = read_file(path);
  files::Findings findings(path);
  std::vector<valuation::Entry> track = valuation::read_track(bytes, findings);
  refuse(findings);
  return track;
}

void record(const Options& options, const valuation::Portfolio& portfolio,
            const std::vector<valuation::Entry>& track, std::string bytes) {
  std::vector<valuation::Entry> entries;
  for (std::size_t i = 0; i < portfolio.assets.size(); ++i) {
    entries.push_back(
        valuation::entry_of(portfolio.assets[i], portfolio.appraisals[i], portfolio.on));
    for (const valuation::Entry& entry : track)
      if (entry.id == entries.back().id && !(entry.on < portfolio.on))
        throw std::runtime_error(
            fmt::format("{} holds an appraisal of {} as of {}: a track only grows", options.track,
                        entry.id, core::to_string(entry.on)));
  }
  if (!bytes.empty() && bytes.back() != '\n') bytes += '\n';
  write(options.track, bytes + valuation::to_csv(entries, bytes.empty()));
}

report::Heading heading(const Appraised& appraised, const valuation::Ranges& ranges,
                        const Options& options) {
  const report::Language language = options.prints.language();
  const valuation::Portfolio portfolio = appraised.portfolio();
  const report::Sheet sums = report::owners(portfolio, ranges, language);
  report::Heading to{report::word("valuation_report", language),
                     std::filesystem::path(options.files.assets).filename().string(),
                     appraised.remark(),
                     {{report::word("valued_on", language), core::to_string(portfolio.on)}}};
  for (std::size_t c = 1; c < sums.columns.size(); ++c)
    to.facts.emplace_back(sums.columns[c].title,
                          report::shown(sums.rows.back()[c], sums.columns[c].format));
  return to;
}

void value(const Options& options) {
  if (options.record && options.track.empty())
    throw Unusable{"--record", "name the file with --track"};
  const Appraised appraised(options.files, day_asked("--on", options.on));
  const valuation::Portfolio portfolio = appraised.portfolio();
  const report::Language language = options.prints.language();
  const valuation::Ranges ranges = valuation::ranges(portfolio, options.paths, options.seed);
  std::vector<report::Sheet> sheets = {report::appraisals(portfolio, ranges, language),
                                       report::owners(portfolio, ranges, language),
                                       report::swings(portfolio, language)};
  const report::Sheet fees = report::fees_due(portfolio, language);
  if (!fees.rows.empty()) sheets.push_back(fees);
  std::string bytes;
  const std::vector<valuation::Entry> track =
      options.track.empty() ? std::vector<valuation::Entry>() : load_track(options.track, bytes);
  if (!track.empty()) sheets.push_back(report::changes(portfolio, track, language));
  print(sheets, options.prints);
  if (!options.rights.empty()) write(options.rights, rights_csv(portfolio, appraised.remark()));
  if (options.record) record(options, portfolio, track, std::move(bytes));
  if (options.page.empty()) return;
  std::vector<report::Section> sections = {report::swing_section(portfolio, language)};
  for (const report::Sheet& sheet : sheets) {
    if (sheet.id != "tornado") sections.push_back({sheet.title, "", {sheet}});
  }
  write(options.page, report::to_page(heading(appraised, ranges, options), sections, language));
}

}  // namespace

Command value_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "value",
      .what = "What patents, software and marks are worth as a pledge",
      .options = joined(
          {{{.name = "assets",
             .to = &options->files.assets,
             .what = "The rights (CSV)",
             .required = true},
            {"--on", &options->on, "Valuation day, YYYY-MM-DD (today)"},
            {"--scores", &options->files.scores, "Scores of indicators (CSV)"},
            {"--assumptions", &options->files.assumptions, "What is assumed (YAML)"},
            {"--indicators", &options->files.indicators, "The indicators' tree (CSV)"},
            {"--rights", &options->rights, "Write a deal's rights.csv to this file"},
            {"--track", &options->track, "Earlier appraisals, to compare with (CSV)"},
            {"--record", &options->record, "Append this appraisal to the track"},
            {"--html", &options->page, "Write a page with pictures to this file"},
            {"--paths", &options->paths, "Simulated paths of the interval", Range{100, 1'000'000}},
            {"--seed", &options->seed, "The same seed gives the same interval"},
            {"--english", &options->prints.english, "Words in English"}},
           options->prints.printing()}),
      .footer =
          "Columns of ASSETS.csv, the methods and their sources: docs/methods/valuation.md. Terms "
          "of\n"
          "protection, annual fees, royalty and pledge rates are data: "
          "deals/tables/ip_valuation.yaml.\n"
          "Each problem is printed with its place; then the exit code is 1.\n"
          "\nExamples:\n"
          "  zheli value deals/future-sci-tech-city-2021/assets.csv --on 2021-06-30\n"
          "  zheli value assets.csv --rights rights.csv       for the folder of a deal\n"
          "  zheli value assets.csv --track track.csv --record   keep the history, say what "
          "changed\n"
          "  zheli value assets.csv --html value.html",
      .run = [options] { value(*options); }};
}

}  // namespace zheli::cli
