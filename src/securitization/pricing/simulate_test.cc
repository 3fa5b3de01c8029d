#include "securitization/pricing/simulate.h"

#include <gtest/gtest.h>

#include "securitization/pricing/small_pool.h"

namespace zheli::pricing {
namespace {

constexpr std::int64_t kPaths = 10'000;  // no whole number of chunks

Losses all(const waterfall::Program& deal, Running running = {}) {
  return simulate(deal, small_sources(), {0, kPaths}, running);
}

TEST(Simulate, ThreadsChangeNoDigit) {
  const waterfall::Program deal = small_program();
  const auto alone = all(deal).words();
  for (const int threads : {2, 3, 8}) {
    Running running;
    running.threads = threads;
    EXPECT_EQ(all(deal, running).words(), alone) << threads;
  }
}

TEST(Simulate, MachinesChangeNoDigit) {
  const waterfall::Program deal = small_program();
  const auto alone = all(deal).words();
  for (const int ranks : {1, 2, 4, 7, 64}) {
    Losses merged(deal);
    std::int64_t end = 0;
    for (int rank = ranks - 1; rank >= 0; --rank)
      merged.merge_words(simulate(deal, small_sources(), part_of(kPaths, rank, ranks), {}).words());
    for (int rank = 0; rank < ranks; ++rank) {
      EXPECT_EQ(part_of(kPaths, rank, ranks).first, end);
      end += part_of(kPaths, rank, ranks).count;
    }
    EXPECT_EQ(end, kPaths) << ranks;
    EXPECT_EQ(merged.words(), alone) << ranks;
  }
}

TEST(Simulate, AnotherSeedGivesOtherPaths) {
  const waterfall::Program deal = small_program();
  const Losses other = simulate(deal, small_sources({.seed = 2}), {0, kPaths}, {});
  EXPECT_NE(other.words(), all(deal).words());
  EXPECT_NEAR(other.tranche(1).expected_loss, all(deal).tranche(1).expected_loss, 0.03);
}

TEST(Simulate, SupportHelpsAndAFallenSupporterHelpsLess) {
  const waterfall::Program deal = small_program();
  const auto loss = [&](Support support) {
    Running running;
    running.support = support;
    return all(deal, running);
  };
  const Losses certain = loss(Support::certain), simulated = loss(Support::as_simulated),
               none = loss(Support::none);
  EXPECT_LT(certain.tranche(0).expected_loss, simulated.tranche(0).expected_loss);
  EXPECT_LT(simulated.tranche(0).expected_loss, none.tranche(0).expected_loss);
  EXPECT_EQ(none.supporter(0).expected_draw, 0);
  EXPECT_GT(certain.supporter(0).expected_draw, simulated.supporter(0).expected_draw);
}

/// The pool alone is not a pool whose supporter has fallen: no trigger on that acts.
TEST(Simulate, ThePoolAloneStartsNoTriggerOfTheSupporter) {
  using waterfall::Metric;
  waterfall::Terms terms = waterfall::small_deal();
  waterfall::Trigger falls;
  falls.id = "falls";
  falls.when = {waterfall::metric(Metric::standing, "commitment"), waterfall::number(0),
                waterfall::operation(waterfall::Operation::equal)};
  falls.status = "accelerated";
  const auto plain = std::move(*waterfall::compile(terms).program);
  terms.triggers.push_back(falls);
  const auto deal = std::move(*waterfall::compile(terms).program);
  Running running;
  running.support = Support::none;
  EXPECT_EQ(all(deal, running).words(), all(plain, running).words());
  running.support = Support::as_simulated;
  EXPECT_NE(all(deal, running).words(), all(plain, running).words());
}

TEST(Simulate, StopsWithWhatIsDone) {
  const waterfall::Program deal = small_program();
  std::atomic<bool> stop{false};
  Running running;
  running.stop = &stop;
  std::int64_t seen = 0;
  running.progress = [&](std::int64_t done) {
    seen = done;
    if (done >= 3 * kChunkPaths) stop = true;
  };
  const Losses some = all(deal, running);
  EXPECT_EQ(some.paths(), 3 * kChunkPaths);
  EXPECT_EQ(seen, some.paths());
  EXPECT_EQ(some.words(), simulate(deal, small_sources(), {0, 3 * kChunkPaths}, {}).words());
}

}  // namespace
}  // namespace zheli::pricing
