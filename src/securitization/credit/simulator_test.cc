#include "securitization/credit/simulator.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "core/random.h"

namespace zheli::credit {
namespace {

constexpr int kPeriods = 8;

/// Seven firms of three sectors that repay half at the end and the rest on the way.
Pool small_pool() {
  Pool pool;
  pool.sectors = 3;
  pool.regions = 2;
  pool.copula = {0.15, 0.1, 0.05, 0};
  pool.recovery_global = 0.3;
  for (int i = 0; i < 7; ++i) {
    Name name;
    name.schedule.balance = core::yuan(1'000'000 * (i + 1));
    for (int p = 0; p < kPeriods; ++p) {
      name.schedule.interest.push_back(core::yuan(10'000 * (i + 1)));
      name.schedule.principal.push_back(
          core::yuan(p + 1 < kPeriods ? 50'000 * (i + 1) : 650'000 * (i + 1)));
      name.defaults.push_back(0.03 * (p + 1));
    }
    name.sector = i % 3;
    name.region = i % 2;
    name.recovery = {core::yuan(400'000 * (i + 1)), 0.3, 2};
    pool.names.push_back(name);
  }
  pool.supporters = {{pool.names[0].defaults, 0.3}};
  return pool;
}

cash::Collections block_of(const Simulator& simulator, std::uint64_t first, int paths) {
  cash::Collections block(simulator.periods(), paths);
  Simulator::Scratch scratch(simulator, paths);
  simulator.run({7, first}, block, scratch);
  return block;
}

TEST(Simulator, ABlockIsItsPaths) {
  for (const int freedom : {0, 4}) {
    Pool pool = small_pool();
    pool.copula.freedom = freedom;
    pool.prepayment = 0.02;
    pool.late_share = 0.05;
    const Simulator simulator(pool);
    const cash::Collections together = block_of(simulator, 1000, 133);
    for (int path = 0; path < 133; ++path) {
      const cash::Collections alone =
          block_of(simulator, 1000 + static_cast<std::uint64_t>(path), 1);
      for (int p = 0; p < kPeriods; ++p) {
        for (int f = 0; f < cash::kFlows; ++f) {
          const cash::Flow flow = static_cast<cash::Flow>(f);
          ASSERT_EQ(alone.at(p, flow)[0], together.at(p, flow)[static_cast<std::size_t>(path)]);
        }
      }
    }
  }
}

TEST(Simulator, PrincipalIsPaidOrDefaultsOrIsStillThere) {
  for (const double late : {0.0, 0.1}) {
    Pool pool = small_pool();
    pool.prepayment = 0.03;
    pool.late_share = late;
    pool.late_periods = 2;
    const cash::Collections block = block_of(Simulator(pool), 0, 2000);
    for (std::size_t path = 0; path < 2000; ++path) {
      double left = 2'800'000'000;
      for (int p = 0; p < kPeriods; ++p) {
        left -= block.at(p, cash::Flow::principal)[path] +
                block.at(p, cash::Flow::prepayment)[path] +
                block.at(p, cash::Flow::defaulted)[path];
        ASSERT_EQ(block.at(p, cash::Flow::balance)[path], left) << path << " " << p;
        for (const cash::Flow flow :
             {cash::Flow::interest, cash::Flow::principal, cash::Flow::recovery})
          ASSERT_GE(block.at(p, flow)[path], 0) << path << " " << p;
      }
    }
  }
}

TEST(Simulator, TouchedPathsAreThosePathsAndTheRestPayAsScheduled) {
  for (const double late : {0.0, 0.05}) {
    Pool pool = small_pool();
    pool.prepayment = 0.01;
    pool.late_share = late;
    const Simulator simulator(pool);
    constexpr int kCount = 300, kWidth = 64;
    const cash::Collections all = block_of(simulator, 0, kCount);
    std::vector<cash::Collections> blocks(5, cash::Collections(kPeriods, kWidth));
    Simulator::Scratch scratch(simulator, kCount);
    const int touched = simulator.run_touched({7, 0}, kCount, blocks, scratch);
    ASSERT_EQ(scratch.touched().size(), static_cast<std::size_t>(touched));
    std::vector<int> column(kCount, -1);
    for (int c = 0; c < touched; ++c)
      column[scratch.touched()[static_cast<std::size_t>(c)].path] = c;
    const cash::Collections scheduled = simulator.scheduled();
    for (int path = 0; path < kCount; ++path) {
      const int c = column[static_cast<std::size_t>(path)];
      for (int p = 0; p < kPeriods; ++p) {
        for (int f = 0; f < cash::kFlows; ++f) {
          const cash::Flow flow = static_cast<cash::Flow>(f);
          const double got = c < 0 ? scheduled.at(p, flow)[0]
                                   : blocks[static_cast<std::size_t>(c / kWidth)].at(
                                         p, flow)[static_cast<std::size_t>(c % kWidth)];
          ASSERT_EQ(got, all.at(p, flow)[static_cast<std::size_t>(path)]) << path << " " << p;
          if (c >= 0 && p < scratch.touched()[static_cast<std::size_t>(c)].first()) {
            ASSERT_EQ(got, scheduled.at(p, flow)[0]) << path << " " << p;
          }
        }
      }
    }
  }
}

/// The same model, one path and one name after the other, as the head of pool.h states it.
TEST(Simulator, APlainReadingOfTheModelAgrees) {
  const Pool pool = small_pool();
  const cash::Collections block = block_of(Simulator(pool), 0, 500);
  const boost::math::normal normal;
  for (std::uint64_t path = 0; path < 500; ++path) {
    std::vector<double> factors;
    for (std::uint32_t group = 0; group < 2; ++group) {
      for (const double unit : core::draw_units(7, path, group))
        factors.push_back(core::inverse_normal(unit));
    }
    double defaulted = 0;
    for (std::size_t i = 0; i < pool.names.size(); ++i) {
      const auto units = core::draw_units(7, path, 1024 + static_cast<std::uint32_t>(i / 4));
      const Name& name = pool.names[i];
      const double latent = std::sqrt(0.15) * factors[0] +
                            std::sqrt(0.1) * factors[1 + static_cast<std::size_t>(name.sector)] +
                            std::sqrt(0.05) * factors[4 + static_cast<std::size_t>(name.region)] +
                            std::sqrt(0.7) * core::inverse_normal(units[i % 4]);
      double outstanding = core::in_fen(name.schedule.balance);
      for (std::size_t p = 0; p < kPeriods; ++p) {
        if (latent < quantile(normal, name.defaults[p])) {
          defaulted += outstanding;
          break;
        }
        outstanding -= core::in_fen(name.schedule.principal[p]);
      }
    }
    double got = 0;
    for (int p = 0; p < kPeriods; ++p) got += block.at(p, cash::Flow::defaulted)[path];
    ASSERT_EQ(got, defaulted) << path;
  }
}

TEST(Simulator, EachNameDefaultsAsOftenAsItsCurveSays) {
  for (const int freedom : {0, 5}) {
    Pool pool = small_pool();
    pool.copula.freedom = freedom;
    pool.names.resize(1);
    const Simulator simulator(pool);
    constexpr int kPaths = 200'000;
    const cash::Collections block = block_of(simulator, 0, kPaths);
    for (int p = 0; p < kPeriods; ++p) {
      double defaults = 0;
      for (const double fen : block.at(p, cash::Flow::defaulted)) defaults += fen > 0 ? 1 : 0;
      EXPECT_NEAR(defaults / kPaths, 0.03, 4 * std::sqrt(0.03 * 0.97 / kPaths)) << p;
    }
  }
}

TEST(Simulator, TheSupporterDefaultsAsOftenAsItsCurveSays) {
  const Simulator simulator(small_pool());
  constexpr int kPaths = 200'000;
  cash::Collections block(kPeriods, kPaths);
  Simulator::Scratch scratch(simulator, kPaths);
  simulator.run({7, 0}, block, scratch);
  double defaults = 0;
  for (const double period : scratch.supporter(0)) defaults += period < kPeriods ? 1 : 0;
  EXPECT_NEAR(defaults / kPaths, 0.24, 4 * std::sqrt(0.24 * 0.76 / kPaths));
}

TEST(Simulator, RecoveriesAreLowWhenDefaultsAreMany) {
  const Simulator simulator(small_pool());
  const cash::Collections block = block_of(simulator, 0, 100'000);
  double rate[2] = {0, 0}, count[2] = {0, 0};
  for (std::size_t path = 0; path < 100'000; ++path) {
    double defaulted = 0, recovered = 0;
    for (int p = 0; p < kPeriods; ++p) {
      if (p + 2 < kPeriods) defaulted += block.at(p, cash::Flow::defaulted)[path];
      recovered += block.at(p, cash::Flow::recovery)[path];
    }
    if (defaulted == 0) continue;
    const std::size_t many = defaulted > 1'000'000'000 ? 1 : 0;
    rate[many] += recovered / defaulted;
    count[many] += 1;
  }
  EXPECT_LT(rate[1] / count[1] + 0.02, rate[0] / count[0]);
}

}  // namespace
}  // namespace zheli::credit
