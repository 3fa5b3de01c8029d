// zheli deal: a securitization from its files to checks, payments, losses. Each subcommand has its
// own file; what they share is in deal_options.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/deal_options.h"
#include "securitization/deal/check_values.h"
#include "securitization/deal/credit_pool.h"
#include "securitization/report/projection.h"
#include "securitization/study/model.h"

namespace zheli::cli {
namespace {

/// Recomputes the pledged rights' values, where the data they are valued from lie beside.
void check_values(const DealOptions& options, const deal::Deal& deal) {
  AssetFiles files;
  files.assets = options.path + "/assets.csv";
  if (!std::filesystem::exists(files.assets)) return;
  const Appraised appraised(files, deal.valued_on.value_or(deal.cut_off));
  const valuation::Portfolio portfolio = appraised.portfolio();
  refuse(options, deal::check_values(deal, portfolio.assets, portfolio.appraisals));
}

void check(const DealOptions& options) {
  const deal::Deal deal = load_deal(options);
  check_values(options, deal);
  if (deal.provisional_from) {
    fmt::print(
        "{}/deal.yaml: warning: payment dates from {} on are provisional, for the holidays of that "
        "year are not known: weekends and holidays of fixed date only. Put the State Council's "
        "notice into calendars/china-{}.csv\n",
        options.path, core::to_string(*deal.provisional_from),
        static_cast<int>(deal.provisional_from->year()));
  }
  const credit::DefaultTable table = load_default_table(options);
  const auto pool = deal::pool_of(deal, table);
  if (!pool) {
    fmt::print("{}: {}\n", options.path, pool.error().message);
    throw Exit{1};
  }
  fmt::print(
      "{}: {} loans and licences of {} firms, {} yuan; {} tranches, {} payment dates; no problem "
      "found\n",
      options.path, deal.loans.size() + deal.licences.size(), pool.value().names.size(),
      core::to_string(deal.terms.pool_balance), deal.terms.tranches.size(),
      deal.terms.periods.size());
}

struct RunOptions : DealOptions {
  std::string absbox;  ///< a case written for AbsBox, instead of a deal's folder
  credit::Vectors vectors;
};

void run(const RunOptions& options) {
  if (!options.absbox.empty()) return run_absbox(options.absbox, options);
  if (options.path.empty())
    throw std::runtime_error("name a deal's folder, or a case with --absbox");
  const deal::Deal deal = load_deal(options);
  const waterfall::Compilation compiled = waterfall::compile(deal.terms);
  const auto projection = study::project(deal, *compiled.program, options.vectors);
  if (!projection) throw std::runtime_error(projection.error().message);
  const auto& [collected, paid] = projection.value();
  const report::Language language = options.language();
  print({report::tranches(deal, paid, 0, language),
         report::payments(deal, collected, paid, 0, language)},
        options);
}

Command check_command() {
  const auto options = std::make_shared<DealOptions>();
  return {.name = "check",
          .what = "Every problem of a deal's files, in one run",
          .options = options->described(),
          .footer =
              "Prints each problem as file:line: what is wrong; what would be right. Exit code 1 "
              "if there\n"
              "is one.\n\n"
              "Example:  zheli deal check deals/future-sci-tech-city-2021",
          .run = [options] { check(*options); }};
}

Command run_command() {
  const auto options = std::make_shared<RunOptions>();
  constexpr Range kShare{0, 1};
  std::vector<Option> described =
      joined({options->described(),
              options->printing(),
              {{"--absbox", &options->absbox,
                "A pool or deal written for AbsBox (JSON), compared with what it expects"},
               {"--cdr", &options->vectors.cdr, "Defaults a year by period: 0.02 or 0.02,0.05,0.1",
                kShare},
               {"--cpr", &options->vectors.cpr, "Prepayments a year by period", kShare},
               {"--severity", &options->vectors.severity,
                "Share of a default that is lost, by period", kShare},
               {"--lag", &options->vectors.lag, "Periods until the rest of a default comes",
                Range{0, 400}}}});
  described.front().required = false;  // a case may be named instead of the deal's folder
  return {.name = "run",
          .what =
              "Who is paid what on each date if loans pay as scheduled, or at stated rates of "
              "default",
          .options = std::move(described),
          .footer =
              "Rates by period: the last goes on. Of what is outstanding 1 - (1 - CDR)^years "
              "defaults.\n\n"
              "Examples:\n"
              "  zheli deal run deals/future-sci-tech-city-2021\n"
              "  zheli deal run deals/future-sci-tech-city-2021 --cdr 0.05 --severity 0.6 --lag 2\n"
              "  zheli deal run --absbox p01_loan_ip_monthly.json\n"
              "  zheli deal run deals/future-sci-tech-city-2021 --csv > payments.csv\n"
              "  zheli deal run deals/future-sci-tech-city-2021 --xlsx payments.xlsx",
          .run = [options] { run(*options); }};
}

}  // namespace

Command deal_command() {
  Command deal{
      .name = "deal",
      .what = "A securitization: check, run, simulate, price, size, report",
      .footer = "A deal is a folder: deal.yaml, loans.csv, borrowers.csv (docs/formats/deal.md).",
      .subcommands = {check_command(), run_command(), simulate_command()}};
  for (Command& study : study_commands()) deal.subcommands.push_back(std::move(study));
  return deal;
}

}  // namespace zheli::cli
