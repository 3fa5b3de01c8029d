// zheli deal simulate: what a deal's tranches lose over many paths of correlated defaults, and what
// the commitment costs its giver.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>

#include "cli/commands.h"
#include "cli/deal_model.h"
#include "securitization/report/losses.h"

namespace zheli::cli {
namespace {

std::atomic<bool> interrupted{false};

struct Options {
  DealOptions deal;
  PathOptions paths;
  bool no_support = false;
  bool quiet = false;
};

/// "  12 %, 240000 of 2000000 paths" on a terminal; nothing elsewhere.
class Progress {
 public:
  Progress(std::int64_t paths, bool quiet) : paths_(paths), shown_(!quiet && isatty(2) == 1) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }
  void operator()(std::int64_t done) {
    const int percent = static_cast<int>(100 * done / std::max<std::int64_t>(1, paths_));
    if (!shown_ || percent == percent_.exchange(percent)) return;
    constexpr int kBar = 40;
    const int full = kBar * percent / 100;
    fmt::print(stderr, "\r[{:=<{}}{:<{}}] {:3d} %  {} of {} paths", "", full, "", kBar - full,
               percent, done, paths_);
  }

 private:
  std::int64_t paths_;
  bool shown_;
  std::atomic<int> percent_{-1};
};

void simulate(const Options& options) {
  const DealModel model(options.deal);
  Progress progress(options.paths.paths, options.quiet || options.deal.json);
  pricing::Running running;
  running.threads = threads_of(options.paths);
  running.support = options.no_support ? pricing::Support::certain : pricing::Support::as_simulated;
  running.progress = [&](std::int64_t done) { progress(done); };
  running.stop = &interrupted;
  std::signal(SIGINT, [](int) { interrupted = true; });
  const auto begun = std::chrono::steady_clock::now();
  const pricing::Losses losses =
      pricing::simulate(options.no_support ? model.unsupported() : model.program(),
                        model.sources(options.paths.seed), {0, options.paths.paths}, running);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::signal(SIGINT, SIG_DFL);
  print(report::losses(model.deal(), losses, options.deal.language()), options.deal);
  if (options.deal.json || options.deal.csv) return;
  fmt::print("\n{} paths, seed {}, {} threads, {:.2f} s, {:.2f} million paths a second\n",
             losses.paths(), options.paths.seed, running.threads, seconds,
             static_cast<double>(losses.paths()) / seconds / 1e6);
  if (interrupted)
    fmt::print("stopped early: these are the {} paths that were finished\n", losses.paths());
}

}  // namespace

void add_deal_simulate(CLI::App& deal) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      deal.add_subcommand("simulate", "losses of each tranche over paths of correlated defaults");
  add_deal_options(*command, options->deal, true);
  add_path_options(*command, options->paths, 1'000'000);
  command->add_flag("--no-support", options->no_support, "without the supporters: the pool alone");
  command->add_flag("--quiet", options->quiet, "no progress bar");
  command->footer(
      "Ctrl-C ends the run with the paths that are done so far.\n\n"
      "Examples:\n"
      "  zheli deal simulate deals/future-sci-tech-city-2021\n"
      "  zheli deal simulate deals/future-sci-tech-city-2021 --paths 10000000 --no-support");
  command->callback([options] { simulate(*options); });
}

}  // namespace zheli::cli
