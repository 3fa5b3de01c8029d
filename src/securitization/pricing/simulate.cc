#include "securitization/pricing/simulate.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "core/check.h"
#include "core/parallel.h"
#include "securitization/waterfall/engine.h"

namespace zheli::pricing {
namespace {

/// What one thread writes.
class Worker {
 public:
  /// `program` is run; `counted`, of the same layout, outlives the losses.
  Worker(const waterfall::Program& program, const waterfall::Program& counted,
         const Sources& sources, Source source, bool falls)
      : program_(program),
        source_(std::move(source)),
        falls_(falls),
        supporters_(static_cast<int>(program.terms().supporters.size())),
        statement_(program, kBlockPaths),
        scratch_(program, kBlockPaths),
        losses_(counted) {
    for (int from = 0; from < kChunkPaths; from += kBlockPaths) {
      lot_.blocks.emplace_back(program.periods(), kBlockPaths);
      lot_.until.emplace_back(supporters_, kBlockPaths);
    }
    lot_.first.resize(lot_.blocks.size());
    if (!sources.scheduled) return;
    course_.emplace(program, *sources.scheduled);
    pay_as_scheduled(*sources.scheduled);
  }

  void run(std::int64_t first, int paths) {
    stand_until(program_.periods());
    std::fill(lot_.first.begin(), lot_.first.end(), 0);
    lot_.columns = 0;
    source_(first, paths, lot_);
    for (int from = 0; from < lot_.columns; from += kBlockPaths) {
      const std::size_t block = static_cast<std::size_t>(from / kBlockPaths);
      const waterfall::Beginning beginning{course_ ? &*course_ : nullptr, lot_.first[block]};
      pay_out(lot_.blocks[block], lot_.until[block], statement_, scratch_, beginning);
      losses_.add(statement_, std::min(kBlockPaths, lot_.columns - from));
    }
    const int left_out = paths - lot_.columns;
    CHECK(left_out == 0 || as_scheduled_);
    if (left_out > 0) losses_.add(*as_scheduled_, left_out);
  }

  const Losses& losses() const { return losses_; }

 private:
  void stand_until(int period) {
    for (waterfall::Columns& until : lot_.until) {
      for (int s = 0; s < supporters_; ++s) waterfall::fill(until.row(s), period);
    }
  }

  void pay_out(const cash::Collections& block, const waterfall::Columns& until,
               waterfall::Statement& to, waterfall::Scratch& scratch,
               waterfall::Beginning beginning) const {
    std::vector<std::span<const double>> standing;
    for (int s = 0; s < supporters_ && falls_; ++s) standing.push_back(until.row(s));
    waterfall::run(program_, block, standing, to, scratch, beginning);
  }

  /// The statement of paths that are left out: all the same, as many columns as a chunk has.
  void pay_as_scheduled(const cash::Collections& scheduled) {
    cash::Collections same(program_.periods(), kChunkPaths);
    for (int p = 0; p < program_.periods(); ++p) {
      for (int f = 0; f < cash::kFlows; ++f) {
        const auto flow = static_cast<cash::Flow>(f);
        waterfall::fill(same.at(p, flow), scheduled.at(p, flow)[0]);
      }
    }
    waterfall::Columns until(supporters_, kChunkPaths);
    for (int s = 0; s < supporters_; ++s) waterfall::fill(until.row(s), program_.periods());
    as_scheduled_.emplace(program_, kChunkPaths);
    waterfall::Scratch scratch(program_, kChunkPaths);
    pay_out(same, until, *as_scheduled_, scratch, {});
  }

  const waterfall::Program& program_;
  Source source_;
  bool falls_;
  int supporters_;
  Lot lot_;
  std::optional<waterfall::Course> course_;
  std::optional<waterfall::Statement> as_scheduled_;
  waterfall::Statement statement_;
  waterfall::Scratch scratch_;
  Losses losses_;
};

}  // namespace

waterfall::Program unsupported(const waterfall::Program& program) {
  waterfall::Terms terms = program.terms();
  for (waterfall::Supporter& supporter : terms.supporters) supporter.limit = core::Money{};
  waterfall::Compilation compilation = waterfall::compile(std::move(terms));
  CHECK(compilation.program);
  return std::move(*compilation.program);
}

Sources simulated(const credit::Simulator& simulator, std::uint64_t seed) {
  const auto make = [&simulator, seed]() -> Source {
    const auto scratch = std::make_shared<credit::Simulator::Scratch>(simulator, kChunkPaths);
    return [&simulator, seed, scratch](std::int64_t first, int count, Lot& lot) {
      lot.columns = simulator.run_touched({seed, static_cast<std::uint64_t>(first)}, count,
                                          lot.blocks, *scratch);
      const auto touched = scratch->touched();
      for (std::size_t c = 0; c < touched.size(); c += kBlockPaths)
        lot.first[c / kBlockPaths] = touched[c].first();  // they are in order
      for (std::size_t s = 0; s < simulator.pool().supporters.size(); ++s) {
        const std::span<const double> fallen = scratch->supporter(static_cast<int>(s));
        for (std::size_t c = 0; c < touched.size(); ++c)
          lot.until[c / kBlockPaths].row(static_cast<int>(s))[c % kBlockPaths] =
              fallen[touched[c].path];
      }
    };
  };
  return {make, simulator.scheduled()};
}

Range part_of(std::int64_t paths, int rank, int ranks) {
  CHECK(paths >= 0 && 0 <= rank && rank < ranks);
  const std::int64_t chunks = (paths + kChunkPaths - 1) / kChunkPaths;
  const auto begin = [&](int of) { return std::min(paths, chunks * of / ranks * kChunkPaths); };
  return {begin(rank), begin(rank + 1) - begin(rank)};
}

Losses simulate(const waterfall::Program& program, const Sources& sources, Range range,
                const Running& running) {
  CHECK(range.first >= 0 && range.first % kChunkPaths == 0 && range.count >= 0);
  Losses all(program);
  std::optional<waterfall::Program> alone;
  if (running.support == Support::none) alone = unsupported(program);
  const waterfall::Program& run = alone ? *alone : program;
  const bool falls = running.support == Support::as_simulated;
  std::mutex merging;
  std::atomic<std::int64_t> next{0}, done{0};
  const auto work = [&](std::size_t) {
    Source source = [&] {
      const std::scoped_lock lock(merging);
      return sources.make();
    }();
    Worker worker(run, program, sources, std::move(source), falls);
    while (running.stop == nullptr || !running.stop->load(std::memory_order_relaxed)) {
      const std::int64_t from = next.fetch_add(kChunkPaths);
      if (from >= range.count) break;
      const auto paths = std::min<std::int64_t>(kChunkPaths, range.count - from);
      worker.run(range.first + from, static_cast<int>(paths));
      const std::int64_t so_far = done += paths;
      if (!running.progress) continue;
      const std::scoped_lock lock(merging);
      running.progress(so_far);
    }
    const std::scoped_lock lock(merging);
    all.merge(worker.losses());
  };
  const int threads = std::max(1, running.threads);
  core::parallel_for(threads, static_cast<std::size_t>(threads), work);
  return all;
}

}  // namespace zheli::pricing
