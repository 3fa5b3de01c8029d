// zheli deal simulate: what a deal's tranches lose over many paths of correlated defaults, and what
// the commitment costs its giver.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/deal_options.h"
#include "securitization/credit/simulator.h"
#include "securitization/pricing/simulate.h"
#include "securitization/report/losses.h"

namespace zheli::cli {
namespace {

std::atomic<bool> interrupted{false};

struct Options {
  DealOptions deal;
  std::int64_t paths = 1'000'000;
  std::uint64_t seed = 20210713;
  int threads = 0;
  bool no_support = false;
  bool quiet = false;
};

/// The simulator's paths of one seed, for each thread.
pricing::Sources sources_of(const credit::Simulator& simulator, std::uint64_t seed) {
  const auto make = [&simulator, seed]() -> pricing::Source {
    auto scratch = std::make_shared<credit::Simulator::Scratch>(simulator, pricing::kChunkPaths);
    return [&simulator, seed, scratch](std::int64_t first, int count, pricing::Lot& lot) {
      lot.columns = simulator.run_touched({seed, static_cast<std::uint64_t>(first)}, count,
                                          lot.blocks, *scratch);
      for (std::size_t s = 0; s < simulator.pool().standbys.size(); ++s) {
        const std::span<const double> fallen = scratch->standby(static_cast<int>(s));
        for (std::size_t c = 0; c < scratch->order().size(); ++c) {
          lot.until[c / pricing::kBlockPaths].row(static_cast<int>(s))[c % pricing::kBlockPaths] =
              fallen[scratch->order()[c]];
        }
      }
    };
  };
  return {make, simulator.scheduled()};
}

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
  const deal::Deal deal = load_deal(options.deal);
  auto pool = deal::pool_of(deal, load_default_table(options.deal),
                            load_liquidation_values(options.deal, deal));
  if (!pool) throw std::runtime_error(pool.error().message);
  const credit::Simulator simulator(pool.take());
  const waterfall::Program program = *waterfall::compile(deal.terms).program;
  Progress progress(options.paths, options.quiet || options.deal.json);
  pricing::Running running;
  running.threads = options.threads > 0
                        ? options.threads
                        : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  running.support = options.no_support ? pricing::Support::none : pricing::Support::as_simulated;
  running.progress = [&](std::int64_t done) { progress(done); };
  running.stop = &interrupted;
  std::signal(SIGINT, [](int) { interrupted = true; });
  const auto begun = std::chrono::steady_clock::now();
  const pricing::Losses losses =
      pricing::simulate(program, sources_of(simulator, options.seed), {0, options.paths}, running);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::signal(SIGINT, SIG_DFL);
  print(report::losses(deal, losses, options.deal.language()), options.deal);
  if (options.deal.json || options.deal.csv) return;
  fmt::print("\n{} paths, seed {}, {} threads, {:.2f} s, {:.2f} million paths a second\n",
             losses.paths(), options.seed, running.threads, seconds,
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
  command->add_option("--paths", options->paths, "how many paths")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40));
  command->add_option("--seed", options->seed, "the same seed gives the same paths");
  command->add_option("--threads", options->threads, "0: all; their number changes no digit")
      ->check(CLI::Range(0, 1024));
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
