// zheli deal simulate: what a deal's tranches lose over many paths of correlated defaults, and what
// the commitment costs its giver.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/deal_model.h"
#include "cli/ranks.h"
#include "securitization/report/losses.h"

namespace zheli::cli {
namespace {

std::atomic<bool> interrupted{false};

struct Options {
  DealOptions deal;
  PathOptions paths;
  bool no_support = false;
  bool quiet = false;
  bool ranks = false;
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

/// The losses of a range, with a bar, until they are done or Ctrl-C is pressed.
pricing::Losses losses_of(const study::Model& model, const Options& options, pricing::Range range,
                          int threads) {
  Progress progress(range.count, options.quiet || options.deal.json);
  pricing::Running running;
  running.threads = threads;
  running.support = options.no_support ? pricing::Support::none : pricing::Support::as_simulated;
  running.progress = [&](std::int64_t done) { progress(done); };
  running.stop = &interrupted;
  std::signal(SIGINT, [](int) { interrupted = true; });
  pricing::Losses losses = pricing::simulate(
      model.program(), pricing::simulated(model.simulator(), options.paths.seed), range, running);
  std::signal(SIGINT, SIG_DFL);
  return losses;
}

void show(const study::Model& model, const Options& options, const pricing::Losses& losses,
          const std::string& where, double seconds) {
  print(report::losses(model.deal(), losses, options.deal.language()), options.deal);
  if (options.deal.json || options.deal.csv) return;
  fmt::print("\n{} paths, seed {}, {}, {:.2f} s, {:.2f} million paths a second\n", losses.paths(),
             options.paths.seed, where, seconds,
             static_cast<double>(losses.paths()) / seconds / 1e6);
  if (interrupted)
    fmt::print("stopped early: these are the {} paths that were finished\n", losses.paths());
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void simulate(const Options& options) {
  const study::Model model = load_model(options.deal);
  const int threads = options.paths.thread_count();
  const auto begun = std::chrono::steady_clock::now();
  const pricing::Losses losses = losses_of(model, options, {0, options.paths.count}, threads);
  show(model, options, losses, fmt::format("{} threads", threads), seconds_since(begun));
}

/// Every rank runs its part of the paths; the first adds the parts up and prints.
void simulate_on_ranks(const Options& options) {
  const Ranks ranks;
  const bool first = ranks.rank() == 0;
  if (!first && std::freopen("/dev/null", "w", stdout) == nullptr)
    throw std::runtime_error("/dev/null cannot be opened");
  const study::Model model = load_model(options.deal);
  const int threads = std::max(1, options.paths.threads);
  const auto begun = std::chrono::steady_clock::now();
  const auto range = pricing::part_of(options.paths.count, ranks.rank(), ranks.count());
  const pricing::Losses part = losses_of(model, options, range, threads);
  pricing::Losses all(model.program());
  for (const auto& words : ranks.gather(part.words())) all.merge_words(words);
  if (!first) return;
  show(model, options, all, fmt::format("{} ranks of {} threads", ranks.count(), threads),
       seconds_since(begun));
}

}  // namespace

Command simulate_command() {
  const auto options = std::make_shared<Options>();
  options->paths.count = 1'000'000;
  return {
      .name = "simulate",
      .what = "Losses of each tranche over paths of correlated defaults",
      .options = joined(
          {options->deal.described(),
           options->deal.printing(),
           options->paths.described(),
           {{"--no-support", &options->no_support, "Without the supporters: the pool alone"},
            {"--quiet", &options->quiet, "No progress bar"},
            {"--ranks", &options->ranks,
             "One of several processes that mpirun started: each runs a part of the paths"}}}),
      .footer =
          "Ctrl-C ends the run with the paths that are done so far.\n\n"
          "Examples:\n"
          "  zheli deal simulate deals/future-sci-tech-city-2021\n"
          "  zheli deal simulate deals/future-sci-tech-city-2021 --paths 10000000 --no-support\n"
          "  mpirun -np 4 zheli deal simulate deals/future-sci-tech-city-2021 --ranks",
      .run = [options] { options->ranks ? simulate_on_ranks(*options) : simulate(*options); }};
}

}  // namespace zheli::cli
