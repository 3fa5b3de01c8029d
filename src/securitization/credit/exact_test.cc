#include "securitization/credit/exact.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "reference_data/read.h"
#include "securitization/credit/simulator.h"

namespace zheli::credit {
namespace {

/// The distributions that rows of several tables ask for, each computed once.
class Distributions {
 public:
  static Distributions& shared() {
    static Distributions distributions;
    return distributions;
  }

  const std::vector<double>& of(const std::vector<Exposure>& names, const Copula& copula) {
    const Key key{names.size(), names.front().probability, copula.global, copula.sector};
    const auto found = all_.find(key);
    return found != all_.end() ? found->second
                               : all_.emplace(key, loss_distribution(names, copula)).first->second;
  }

 private:
  using Key = std::tuple<std::size_t, double, double, double>;
  std::map<Key, std::vector<double>> all_;
};

void expect_tranche(reference_data::Table& table, files::Row& row,
                    const std::vector<double>& distribution) {
  const double unit = 1.0 / static_cast<double>(distribution.size() - 1);
  const TrancheLoss got = tranche_loss(distribution, unit * row.number("lgd"), row.number("attach"),
                                       row.number("detach"));
  EXPECT_NEAR(got.expected, row.number("expected"), 1e-8) << table.place(row);
  EXPECT_NEAR(got.touched, row.number("touched"), 1e-8) << table.place(row);
}

std::vector<Exposure> equal_names(files::Row& row) {
  const auto count = static_cast<std::size_t>(row.whole("names", 1, 1000));
  return std::vector<Exposure>(count, {row.number("pd"), 1, 0});
}

TEST(Exact, EqualNamesOfOneFactor) {
  std::vector<std::string> columns = {"names", "pd", "rho"};
  for (int k = 0; k <= 10; ++k) columns.push_back("p" + std::to_string(k));
  reference_data::Table table("copula_equal_names.csv", columns);
  for (files::Row& row : table.rows()) {
    const auto distribution = loss_distribution(equal_names(row), {row.number("rho"), 0, 0, 0});
    for (std::size_t k = 0; k <= 10; ++k)
      EXPECT_NEAR(distribution[k], row.number("p" + std::to_string(k)), 1e-8)
          << table.place(row) << " " << k;
  }
}

TEST(Exact, TranchesOfEqualNames) {
  reference_data::Table table(
      "copula_equal_names_tranches.csv",
      {"names", "pd", "rho", "lgd", "attach", "detach", "expected", "touched"});
  Distributions& distributions = Distributions::shared();
  for (files::Row& row : table.rows())
    expect_tranche(table, row, distributions.of(equal_names(row), {row.number("rho"), 0, 0, 0}));
}

/// Twenty unequal firms in four sectors, as a securitization of small firms has them.
std::vector<Exposure> firms() {
  reference_data::Table table("copula_firms.csv", {"units", "pd", "sector"});
  std::vector<Exposure> names;
  for (files::Row& row : table.rows())
    names.push_back({row.number("pd"), row.whole("units", 1, 100), row.whole("sector", 0, 3)});
  return names;
}

Copula copula_of(files::Row& row) {
  return {row.number("rho_global"), row.number("rho_sector"), 0, 0};
}

TEST(Exact, TranchesOfUnequalNamesInFourSectors) {
  reference_data::Table table(
      "copula_firms_tranches.csv",
      {"rho_global", "rho_sector", "lgd", "attach", "detach", "expected", "touched"});
  Distributions& distributions = Distributions::shared();
  for (files::Row& row : table.rows())
    expect_tranche(table, row, distributions.of(firms(), copula_of(row)));
}

TEST(Exact, QuantilesOfUnequalNamesInFourSectors) {
  reference_data::Table table("copula_firms_quantiles.csv",
                              {"rho_global", "rho_sector", "probability", "share"});
  Distributions& distributions = Distributions::shared();
  for (files::Row& row : table.rows()) {
    const std::vector<double>& distribution = distributions.of(firms(), copula_of(row));
    const double all = static_cast<double>(distribution.size() - 1);
    EXPECT_NEAR(quantile(distribution, row.number("probability")) / all, row.number("share"), 1e-9)
        << table.place(row);
  }
}

/// Bullet loans of `units` half millions that default within one period.
Pool one_period_pool(const std::vector<Exposure>& names, const Copula& copula) {
  Pool pool;
  pool.sectors = 4;
  pool.copula = copula;
  for (const Exposure& exposure : names) {
    Name name;
    name.schedule.balance = core::yuan(500'000) * exposure.units;
    name.schedule.interest = {core::Money{}};
    name.schedule.principal = {name.schedule.balance};
    name.defaults = {exposure.probability};
    name.sector = exposure.sector;
    pool.names.push_back(name);
  }
  return pool;
}

TEST(Exact, AMillionPathsAgreeWithinThreeStandardErrors) {
  const std::vector<Exposure> names = firms();
  const Copula copula{0.1, 0.15, 0, 0};
  const auto distribution = loss_distribution(names, copula);
  const Simulator simulator(one_period_pool(names, copula));
  constexpr int kBlock = 256, kPaths = 1 << 20;
  cash::Collections block(1, kBlock);
  Simulator::Scratch scratch(simulator, kBlock);
  const double unit = 50'000'000, all = unit * static_cast<double>(distribution.size() - 1);
  double any = 0, sum = 0, squares = 0;
  for (std::uint64_t first = 0; first < kPaths; first += kBlock) {
    simulator.run({2021, first}, block, scratch);
    for (const double lost : block.at(0, cash::Flow::defaulted)) {
      const double mezzanine = std::clamp(lost / all * 0.7 - 0.05, 0.0, 0.07) / 0.07;
      any += lost > 0 ? 1 : 0;
      sum += mezzanine;
      squares += mezzanine * mezzanine;
    }
  }
  const TrancheLoss exact = tranche_loss(distribution, 0.7 * unit / all, 0.05, 0.12);
  const double mean = sum / kPaths;
  EXPECT_NEAR(mean, exact.expected, 3 * std::sqrt((squares / kPaths - mean * mean) / kPaths));
  const double p = 1 - distribution[0];
  EXPECT_NEAR(any / kPaths, p, 3 * std::sqrt(p * (1 - p) / kPaths));
}

/// Spreads of n-th to default swaps, n from 1 on: 10 equal names, hazard 1 %, recovery 40 %, 5
/// years, quarterly premiums, 5 % continuous: the probability of n defaults by each date from the
/// exact recursion.
std::vector<double> nth_to_default_bp(double rho) {
  constexpr int kSteps = 400, kNames = 10;
  const double rate = 0.05, dt = 5.0 / kSteps;
  std::array<double, kNames> protection{}, before{}, premium{};
  for (int s = 1; s <= kSteps; ++s) {
    const double t = s * dt;
    const std::vector<Exposure> names(kNames, {1 - std::exp(-0.01 * t), 1, 0});
    const auto distribution = loss_distribution(names, {rho, 0, 0, 0});
    const double middle = std::exp(-rate * (t - dt / 2));
    double reached = 0;
    for (std::size_t n = kNames; n-- > 0;) {
      reached += distribution[n + 1];
      protection[n] += 0.6 * (reached - before[n]) * middle;
      premium[n] += (reached - before[n]) * middle * std::fmod(t - dt / 2, 0.25);
      if (s % (kSteps / 20) == 0) premium[n] += 0.25 * (1 - reached) * std::exp(-rate * t);
      before[n] = reached;
    }
  }
  std::vector<double> spreads;
  for (std::size_t n = 0; n < kNames; ++n) spreads.push_back(1e4 * protection[n] / premium[n]);
  return spreads;
}

TEST(Exact, HullAndWhitesNthToDefault) {
  reference_data::Table table("hull_white_nth_to_default.csv", {"rho", "n", "published"});
  std::map<double, std::vector<double>> spreads;
  for (files::Row& row : table.rows()) {
    std::vector<double>& of = spreads[row.number("rho")];
    if (of.empty()) of = nth_to_default_bp(row.number("rho"));
    const double published = row.number("published");
    EXPECT_NEAR(of[static_cast<std::size_t>(row.whole("n", 1, 10) - 1)], published,
                std::max(1.0, 0.015 * published))
        << table.place(row);
  }
}

/// A tranche of 100 equal names, hazard 1 %, recovery 40 %, by each quarter of 5 years: its spread
/// with premiums on what is left, half a quarter's on what was lost in it, 5 % continuous; and its
/// loss after 5 years and a day per 10 000 of the pool.
struct TrancheSpread {
  double bp, lost;
};
TrancheSpread tranche_spread(double rho, double attach, double detach,
                             Distributions& distributions) {
  constexpr double kQuarter = 0.25, kRate = 0.05;
  const auto lost_by = [&](double t) {
    const std::vector<Exposure> names(100, {1 - std::exp(-0.01 * t), 1, 0});
    return tranche_loss(distributions.of(names, {rho, 0, 0, 0}), 0.6 / 100, attach, detach)
        .expected;
  };
  double protection = 0, premium = 0, before = 0;
  for (int q = 1; q <= 20; ++q) {
    const double t = kQuarter * q;
    const double lost = lost_by(t), middle = std::exp(-kRate * (t - kQuarter / 2));
    protection += (lost - before) * middle;
    premium += kQuarter * ((1 - lost) * std::exp(-kRate * t) + (lost - before) * middle / 2);
    before = lost;
  }
  return {1e4 * protection / premium, 1e4 * lost_by(5 + 1 / 365.0) * (detach - attach)};
}

TEST(Exact, HullAndWhitesTranches) {
  reference_data::Table table("hull_white_tranches.csv",
                              {"rho", "attach", "detach", "published", "lost"});
  Distributions& distributions = Distributions::shared();
  for (files::Row& row : table.rows()) {
    const TrancheSpread got = tranche_spread(row.number("rho"), row.number("attach"),
                                             row.number("detach"), distributions);
    const double published = row.number("published"), lost = row.number("lost");
    EXPECT_NEAR(got.bp, published, std::max(1.0, 0.04 * published)) << table.place(row);
    EXPECT_NEAR(got.lost, lost, 1e-5 * lost) << table.place(row);
  }
}

}  // namespace
}  // namespace zheli::credit
