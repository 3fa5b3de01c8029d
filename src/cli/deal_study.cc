// zheli deal price, size and pool: what a deal's tranches are worth and how they would be rated,
// how large they may be, and what banding together brings each firm.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/deal_model.h"
#include "files/durable_write.h"
#include "securitization/report/appraisals.h"
#include "securitization/report/losses.h"
#include "securitization/report/page.h"
#include "securitization/report/projection.h"
#include "securitization/report/study.h"

namespace zheli::cli {
namespace {

struct Options {
  DealOptions deal;
  PathOptions paths;
  std::string page;  ///< where the report is written
};

template <typename T>
T value_or_throw(core::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return result.take();
}

/// What was asked of a deal, as sheets.
class Answers {
 public:
  explicit Answers(const Options& options)
      : options_(options), language_(options.deal.language()), model_(load_model(options.deal)) {}

  const study::Model& model() const { return model_; }
  report::Language language() const { return language_; }

  report::Sheet prices(const pricing::Losses& together) const {
    return report::prices(deal(), value_or_throw(study::prices(model_, together)), language_);
  }
  report::Sheet ratings(const pricing::Losses& together) const {
    const auto alone = study::losses(model_, paths(), pricing::Support::none);
    return report::ratings(deal(), model_.scale().ratings, study::ratings(model_, alone, together),
                           language_);
  }
  report::Sheet sizing() const {
    return report::sizing(deal(), model_.scale().ratings,
                          value_or_throw(study::sizes(model_, paths())), language_);
  }
  report::Sheet loans() const { return report::loans(deal(), language_); }
  report::Sheet bands() const { return report::bands(study::bands(model_), language_); }
  report::Sheet costs() const {
    return report::costs(deal(), value_or_throw(study::costs(model_, paths())), language_);
  }
  report::Sheet payments() const {
    const auto [collected, paid] =
        value_or_throw(study::project(deal(), model_.program(), credit::Vectors{}));
    return report::payments(deal(), collected, paid, 0, language_);
  }
  /// The losses of the deal as it is.
  pricing::Losses together() const {
    return study::losses(model_, paths(), pricing::Support::as_simulated);
  }

 private:
  const deal::Deal& deal() const { return model_.deal(); }
  study::Paths paths() const { return options_.paths.paths(); }

  const Options& options_;
  report::Language language_;
  study::Model model_;
};

void price(const Options& options) {
  const Answers answers(options);
  const pricing::Losses together = answers.together();
  print({answers.prices(together), answers.ratings(together)}, options.deal);
}

void size(const Options& options) {
  print({Answers(options).sizing()}, options.deal);
}

void pool(const Options& options) {
  const Answers answers(options);
  print({answers.loans(), answers.bands(), answers.costs()}, options.deal);
}

/// What moves the appraised values, where the deal's folder holds its assets.
void add_swings(const Options& options, const Answers& answers,
                std::vector<report::Section>& sections) {
  const std::string assets = options.deal.path + "/assets.csv";
  if (!std::filesystem::exists(assets)) return;
  AssetFiles files;
  files.assets = assets;
  const deal::Deal& deal = answers.model().deal();
  const Appraised appraised(files, deal.valued_on.value_or(deal.cut_off));
  sections.push_back(report::swing_section(appraised.portfolio(), answers.language()));
}

void report_page(const Options& options) {
  const Answers answers(options);
  const report::Language language = answers.language();
  const deal::Deal& deal = answers.model().deal();
  const pricing::Losses together = answers.together();
  const report::Sheet payments = answers.payments();
  const auto section = [&](const char* key, report::Sheet sheet) {
    return report::Section{report::word(key, language), "", {std::move(sheet)}};
  };
  std::vector<report::Section> sections = {report::cash_section(deal, payments, language),
                                           report::balance_section(deal, payments, language),
                                           report::loss_section(deal, together, language),
                                           section("ratings", answers.ratings(together)),
                                           section("prices", answers.prices(together)),
                                           report::band_section(answers.bands(), language),
                                           section("costs", answers.costs()),
                                           section("loans", answers.loans()),
                                           section("payments", payments)};
  add_swings(options, answers, sections);
  const std::string path = options.page.empty() ? "report.html" : options.page;
  files::write_durably(path,
                       report::to_page(report::heading_of(deal, language), sections, language),
                       files::Readers::all);
  fmt::print("{}\n", path);
}

Command study_command(const char* name, const char* what, std::int64_t paths,
                      void (*run)(const Options&), const char* footer) {
  const auto options = std::make_shared<Options>();
  options->paths.count = paths;
  return {.name = name,
          .what = what,
          .options = joined(
              {options->deal.described(), options->deal.printing(), options->paths.described()}),
          .footer = footer,
          .run = [options, run] { run(*options); }};
}

Command report_command() {
  const auto options = std::make_shared<Options>();
  options->paths.count = 200'000;
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
