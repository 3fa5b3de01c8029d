// zheli deal: a securitization from its files to checks, payments, losses. Each subcommand has its
// own file; what they share is in deal_options.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/deal_options.h"
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
};

void run(const RunOptions& options) {
  if (!options.absbox.empty()) return run_absbox(options.absbox, options);
  if (options.path.empty())
    throw std::runtime_error("name a deal's folder, or a case with --absbox");
  const deal::Deal deal = load_deal(options);
  const waterfall::Compilation compiled = waterfall::compile(deal.terms);
  const auto schedules = deal::schedules_of(deal);
  if (!schedules) throw std::runtime_error(schedules.error().message);
  const credit::Collections collections = deal::collected_as_scheduled(schedules.value());
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
  CLI::App* command =
      deal.add_subcommand("run", "Who is paid what on each date if every loan pays as scheduled");
  add_deal_options(*command, *options, true);
  command->get_option("path")->required(false);
  command->add_option("--absbox", options->absbox,
                      "A pool or deal written for AbsBox (JSON), compared with what it expects");
  command->footer(
      "Examples:\n"
      "  zheli deal run deals/future-sci-tech-city-2021\n"
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
