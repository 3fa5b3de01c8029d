#include "securitization/pricing/simulate.h"

#include <algorithm>
#include <mutex>

#include "core/check.h"
#include "core/parallel.h"
#include "securitization/waterfall/engine.h"

namespace zheli::pricing {
namespace {

/// What one thread writes.
class Worker {
 public:
  Worker(const waterfall::Program& program, Source source, Support support)
      : program_(program),
        source_(std::move(source)),
        support_(support),
        collections_(program.periods(), kChunkPaths),
        until_(static_cast<int>(program.terms().supporters.size()), kChunkPaths),
        statement_(program, kChunkPaths),
        scratch_(program, kChunkPaths),
        losses_(program) {
    for (int s = 0; s < static_cast<int>(program.terms().supporters.size()); ++s) {
      columns_.push_back(until_.row(s));
      standing_.push_back(until_.row(s));
    }
  }

  void run(std::int64_t first, int paths) {
    stand_until(program_.periods());
    source_(first, collections_, columns_);
    if (support_ == Support::none) stand_until(0);
    const bool looks = support_ != Support::certain;
    waterfall::run(program_, collections_,
                   looks ? waterfall::Standing(standing_) : waterfall::Standing(), statement_,
                   scratch_);
    losses_.add(statement_, paths);
  }

  const Losses& losses() const { return losses_; }

 private:
  void stand_until(int period) {
    for (const waterfall::Column column : columns_) waterfall::fill(column, period);
  }

  const waterfall::Program& program_;
  Source source_;
  Support support_;
  credit::Collections collections_;
  waterfall::Columns until_;
  std::vector<std::span<double>> columns_;
  std::vector<std::span<const double>> standing_;
  waterfall::Statement statement_;
  waterfall::Scratch scratch_;
  Losses losses_;
};

}  // namespace

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
  std::mutex merging;
  std::atomic<std::int64_t> next{0}, done{0};
  const auto work = [&](std::size_t) {
    Source source = [&] {
      const std::scoped_lock lock(merging);
      return sources();
    }();
    Worker worker(program, std::move(source), running.support);
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
