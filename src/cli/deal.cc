// zheli deal: a securitization from its files to checks, payments, losses. Each subcommand has its
// own file; what they share is in deal_options.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/deal_options.h"
#include "core/day_count.h"
#include "securitization/credit/vectors.h"
#include "securitization/deal/schedules.h"
#include "securitization/report/projection.h"
#include "securitization/waterfall/engine.h"

namespace zheli::cli {
namespace {

void check(const DealOptions& options) {
  const deal::Deal deal = load_deal(options);
  const credit::DefaultTable table = load_default_table(options);
  const auto pool = deal::pool_of(deal, table, load_liquidation_values(options, deal));
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

/// The length of each collection period in years.
std::vector<double> lengths(const deal::Deal& deal) {
  std::vector<double> years;
  for (const waterfall::Period& period : deal.terms.periods)
    years.push_back(core::year_fraction(core::DayCount::actual_365, period.from, period.to));
  return years;
}

void run(const RunOptions& options) {
  if (!options.absbox.empty()) return run_absbox(options.absbox, options);
  if (options.path.empty())
    throw std::runtime_error("name a deal's folder, or a case with --absbox");
  const deal::Deal deal = load_deal(options);
  const waterfall::Compilation compiled = waterfall::compile(deal.terms);
  const auto schedules = deal::schedules_of(deal);
  if (!schedules) throw std::runtime_error(schedules.error().message);
  const cash::Collections collections = credit::under(
      options.vectors, deal::collected_as_scheduled(schedules.value()), lengths(deal));
  const waterfall::Program& program = *compiled.program;
  waterfall::Statement statement(program, 1);
  waterfall::Scratch scratch(program, 1);
  waterfall::run(program, collections, {}, statement, scratch);
  const report::Language language = options.language();
  print({report::tranches(deal, statement, 0, language),
         report::payments(deal, collections, statement, 0, language)},
        options);
}

void add_check(CLI::App& deal) {
  auto options = std::make_shared<DealOptions>();
  CLI::App* command = deal.add_subcommand("check", "Every problem of a deal's files, in one run");
  add_deal_options(*command, *options, false);
  command->footer(
      "Prints each problem as file:line: what is wrong; what would be right. Exit code 1 if there\n"
      "is one.\n\n"
      "Example:  zheli deal check deals/future-sci-tech-city-2021");
  command->callback([options] { check(*options); });
}

void add_run(CLI::App& deal) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = deal.add_subcommand(
      "run",
      "Who is paid what on each date if loans pay as scheduled, or at stated rates of default");
  add_deal_options(*command, *options, true);
  command->get_option("path")->required(false);
  command->add_option("--absbox", options->absbox,
                      "A pool or deal written for AbsBox (JSON), compared with what it expects");
  const auto rates = [&](const char* name, std::vector<double>& to, const char* what) {
    command->add_option(name, to, what)->delimiter(',')->check(CLI::Range(0.0, 1.0));
  };
  rates("--cdr", options->vectors.cdr, "Defaults a year by period: 0.02 or 0.02,0.05,0.1");
  rates("--cpr", options->vectors.cpr, "Prepayments a year by period");
  rates("--severity", options->vectors.severity, "Share of a default that is lost, by period");
  command->add_option("--lag", options->vectors.lag, "Periods until the rest of a default comes")
      ->check(CLI::Range(0, 400));
  command->footer(
      "Rates by period: the last goes on. Of what is outstanding 1 - (1 - CDR)^years defaults.\n\n"
      "Examples:\n"
      "  zheli deal run deals/future-sci-tech-city-2021\n"
      "  zheli deal run deals/future-sci-tech-city-2021 --cdr 0.05 --severity 0.6 --lag 2\n"
      "  zheli deal run --absbox p01_loan_ip_monthly.json\n"
      "  zheli deal run deals/future-sci-tech-city-2021 --csv > payments.csv\n"
      "  zheli deal run deals/future-sci-tech-city-2021 --xlsx payments.xlsx");
  command->callback([options] { run(*options); });
}

}  // namespace

void add_deal(CLI::App& program) {
  CLI::App* deal =
      program.add_subcommand("deal", "A securitization: check, run, simulate, price, size, report");
  deal->require_subcommand(1);
  add_check(*deal);
  add_run(*deal);
  add_deal_simulate(*deal);
  add_deal_study(*deal);
  deal->footer("A deal is a folder: deal.yaml, loans.csv, borrowers.csv (docs/formats/deal.md).");
}

}  // namespace zheli::cli
