// zheli deal price, size and pool: what a deal's tranches are worth and how they would be rated,
// how large they may be, and what banding together brings each firm.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/deal_model.h"
#include "securitization/report/appraisals.h"
#include "securitization/report/losses.h"
#include "securitization/report/page.h"
#include "securitization/report/projection.h"
#include "securitization/waterfall/engine.h"

namespace zheli::cli {
namespace {

struct Options {
  DealOptions deal;
  PathOptions paths;
  std::string page;  ///< where the report is written
};

pricing::Losses losses_of(const DealModel& model, const PathOptions& paths,
                          const waterfall::Program& program, pricing::Support support) {
  pricing::Running running;
  running.threads = paths.thread_count();
  running.support = support;
  return pricing::simulate(program, model.sources(paths.seed), {0, paths.paths}, running);
}

report::Sheet sheet_or_throw(core::Result<report::Sheet> sheet) {
  if (!sheet) throw std::runtime_error(sheet.error().message);
  return sheet.take();
}

void price(const Options& options) {
  const DealModel model(options.deal);
  const auto backed =
      losses_of(model, options.paths, model.program(), pricing::Support::as_simulated);
  const auto alone =
      losses_of(model, options.paths, model.unsupported(), pricing::Support::certain);
  const report::Language language = options.deal.language();
  print({sheet_or_throw(report::prices(model.study(), backed, language)),
         report::ratings(model.study(), alone, backed, language)},
        options.deal);
}

void size(const Options& options) {
  const DealModel model(options.deal);
  const waterfall::Terms& terms = model.deal().terms;
  constexpr std::int64_t kSteps = 200;
  pricing::SizingTask task;
  task.total = model.deal().issue;
  task.step = {std::max<std::int64_t>(1, task.total.fen / kSteps)};
  std::vector<int> sized;
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const auto target = model.deal().targets.find(terms.tranches[t].id);
    if (target == model.deal().targets.end()) continue;
    const auto grade = model.scale().grade(target->second);
    if (!grade) throw std::runtime_error("target rating " + target->second + " is in no table");
    task.targets.push_back(*grade);
    sized.push_back(static_cast<int>(t));
  }
  if (task.targets.empty())
    throw std::runtime_error("no tranche has a target_rating: give the senior one in deal.yaml");
  if (sized.size() + 1 != terms.tranches.size())
    throw std::runtime_error("all tranches but the last need a target_rating to be sized");
  const auto evaluate = [&](const std::vector<core::Money>& sizes) {
    const auto program = std::move(*waterfall::compile(pricing::with_sizes(terms, sizes)).program);
    const auto losses = losses_of(model, options.paths, program, pricing::Support::as_simulated);
    std::vector<pricing::Assessment> assessed;
    for (const int tranche : sized)
      assessed.push_back(pricing::assess(model.scale(), losses, tranche, terms.closing));
    return assessed;
  };
  const pricing::Sizing found = pricing::size_tranches(task, evaluate);
  print({report::sizing(model.study(), found, options.deal.language())}, options.deal);
}

/// What every loan pays as scheduled brings each tranche.
report::Sheet scheduled_payments(const DealModel& model, report::Language language) {
  const cash::Collections scheduled = model.simulator().scheduled();
  waterfall::Statement statement(model.program(), 1);
  waterfall::Scratch scratch(model.program(), 1);
  waterfall::run(model.program(), scheduled, {}, statement, scratch);
  return report::payments(model.deal(), scheduled, statement, 0, language);
}

void report_page(const Options& options) {
  const DealModel model(options.deal);
  const report::Language language = options.deal.language();
  const auto backed =
      losses_of(model, options.paths, model.program(), pricing::Support::as_simulated);
  const auto alone =
      losses_of(model, options.paths, model.unsupported(), pricing::Support::certain);
  const report::Sheet payments = scheduled_payments(model, language);
  const report::Study study = model.study();
  const report::Sheet bands = report::bands(study, language);
  std::vector<report::Section> sections = {
      report::cash_section(model.deal(), payments, language),
      report::balance_section(model.deal(), payments, language),
      report::loss_section(model.deal(), backed, language),
      {report::word("ratings", language), "", {report::ratings(study, alone, backed, language)}},
      {report::word("prices", language),
       "",
       {sheet_or_throw(report::prices(study, backed, language))}},
      report::band_section(bands, language),
      {report::word("costs", language),
       "",
       {sheet_or_throw(
           report::costs(study, options.paths.seed, options.paths.thread_count(), language))}},
      {report::word("loans", language), "", {report::loans(model.deal(), language)}},
      {report::word("payments", language), "", {payments}}};
  const std::string assets = options.deal.path + "/assets.csv";
  if (std::filesystem::exists(assets)) {
    AssetFiles files;
    files.assets = assets;
    const Appraised appraised(files, model.deal().valued_on.value_or(model.deal().cut_off));
    sections.push_back(report::swing_section(appraised.portfolio(), language));
  }
  const std::string path = options.page.empty() ? "report.html" : options.page;
  std::ofstream file(path, std::ios::binary);
  file << report::to_page(report::heading_of(model.deal(), language), sections, language);
  if (!file.flush()) throw std::runtime_error(path + " cannot be written");
  fmt::print("{}\n", path);
}

void pool(const Options& options) {
  const DealModel model(options.deal);
  const report::Language language = options.deal.language();
  print({report::loans(model.deal(), language), report::bands(model.study(), language),
         sheet_or_throw(report::costs(model.study(), options.paths.seed,
                                      options.paths.thread_count(), language))},
        options.deal);
}

Command study_command(const char* name, const char* what, std::int64_t paths,
                      void (*run)(const Options&), const char* footer) {
  const auto options = std::make_shared<Options>();
  options->paths.paths = paths;
  return {.name = name,
          .what = what,
          .options = joined(
              {options->deal.described(), options->deal.printing(), options->paths.described()}),
          .footer = footer,
          .run = [options, run] { run(*options); }};
}

Command report_command() {
  const auto options = std::make_shared<Options>();
  options->paths.paths = 200'000;
  return {.name = "report",
          .what = "All of it on one page with pictures (HTML)",
          .options = joined({options->deal.described(),
                             options->paths.described(),
                             {{"--out", &options->page, "The page to write (report.html)"}}}),
          .footer =
              "The page needs nothing beside it: open it in a browser, send it, print it.\n\n"
              "Example:  zheli deal report deals/future-sci-tech-city-2021 --out report.html",
          .run = [options] { report_page(*options); }};
}

}  // namespace

std::vector<Command> study_commands() {
  constexpr std::int64_t kPricePaths = 200'000, kSizePaths = 50'000;
  return {study_command(
              "price", "What each tranche is worth, and the rating that its risk implies",
              kPricePaths, price,
              "Prices rest on mean payments over the paths and on the deal's curve. Ratings are "
              "computed\n"
              "from tables (deals/tables), no agency's opinion.\n\n"
              "Example:  zheli deal price deals/future-sci-tech-city-2021 --english"),
          study_command("size", "The largest tranches that reach their target ratings", kSizePaths,
                        size,
                        "Every size is tried on the same paths, under the deal's own waterfall.\n\n"
                        "Example:  zheli deal size deals/future-sci-tech-city-2021"),
          study_command(
              "pool", "What banding together brings: risk of 1, 2 ... firms, and each firm's cost",
              kSizePaths, pool, "Example:  zheli deal pool deals/future-sci-tech-city-2021"),
          report_command()};
}

}  // namespace zheli::cli
