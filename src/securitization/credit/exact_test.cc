#include "securitization/credit/exact.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "securitization/credit/simulator.h"

namespace zheli::credit {
namespace {

using Json = nlohmann::json;

std::optional<Json> reference(const char* name) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) return std::nullopt;
  std::ifstream file(std::string(peers) + "/copula/" + name);
  EXPECT_TRUE(file) << name;
  return Json::parse(file);
}

std::pair<double, double> stretch(const std::string& text) {
  const std::size_t dash = text.find('-');
  return {std::stod(text.substr(0, dash)), std::stod(text.substr(dash + 1))};
}

void expect_tranches(const Json& tranches, const std::vector<double>& distribution, double unit,
                     double lgd) {
  for (const auto& [key, expected] : tranches.items()) {
    const std::size_t colon = key.find(':');
    const bool own_lgd = colon != std::string::npos;
    const auto [attach, detach] = stretch(own_lgd ? key.substr(colon + 1) : key);
    const double loss = own_lgd ? std::stod(key.substr(3, colon - 3)) : lgd;
    const TrancheLoss got = tranche_loss(distribution, unit * loss, attach, detach);
    EXPECT_NEAR(got.expected, expected.at("el").get<double>(), 1e-8) << key;
    EXPECT_NEAR(got.touched, expected.at("p_attach").get<double>(), 1e-8) << key;
  }
}

TEST(Exact, EqualNamesOfOneFactor) {
  const auto file = reference("gaussian_copula_exact.json");
  if (!file) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  for (const Json& row : file->at("homogeneous")) {
    const int n = row.at("n");
    const std::vector<Exposure> names(static_cast<std::size_t>(n), {row.at("pd"), 1, 0});
    const auto distribution = loss_distribution(names, {row.at("rho"), 0, 0, 0});
    for (std::size_t k = 0; k < row.at("p_k").size(); ++k)
      EXPECT_NEAR(distribution[k], row.at("p_k")[k].get<double>(), 1e-8) << n << " " << k;
    expect_tranches(row.at("tranches"), distribution, 1.0 / n, row.at("lgd"));
  }
}

std::vector<Exposure> unequal(const Json& row, const char* units) {
  std::vector<Exposure> names;
  for (std::size_t i = 0; i < row.at("pds").size(); ++i) {
    names.push_back({row.at("pds")[i], row.at(units)[i],
                     row.contains("industry") ? row.at("industry")[i].get<int>() : 0});
  }
  return names;
}

void expect_quantiles(const Json& quantiles, const std::vector<double>& distribution) {
  const double all = static_cast<double>(distribution.size() - 1);
  for (const auto& [key, expected] : quantiles.items())
    EXPECT_NEAR(quantile(distribution, std::stod(key)) / all, expected.get<double>(), 1e-9) << key;
}

TEST(Exact, UnequalNamesOfOneFactor) {
  const auto file = reference("gaussian_copula_exact.json");
  if (!file) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  for (const Json& row : file->at("inhomogeneous")) {
    const auto names = unequal(row, "units_of_0.5m");
    const auto distribution = loss_distribution(names, {row.at("rho"), 0, 0, 0});
    const double unit = 1.0 / static_cast<double>(distribution.size() - 1);
    expect_tranches(row.at("tranches"), distribution, unit, 0);
    expect_quantiles(row.at("default_rate_quantiles"), distribution);
  }
}

TEST(Exact, UnequalNamesInFourSectors) {
  const auto file = reference("two_level_and_bet.json");
  if (!file) GTEST_SKIP() << "ZHELI_PEERS names no folder of reference data";
  for (const Json& row : file->at("two_level_gaussian")) {
    const auto names = unequal(row, "units_0.5m");
    const auto distribution =
        loss_distribution(names, {row.at("rho_global"), row.at("rho_industry_extra"), 0, 0});
    const double unit = 1.0 / static_cast<double>(distribution.size() - 1);
    EXPECT_NEAR(distribution[0], row.at("p_no_default").get<double>(), 1e-8);
    expect_tranches(row.at("tranches"), distribution, unit, 0);
    expect_quantiles(row.at("default_rate_quantiles"), distribution);
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
  // 20 unequal firms in 4 sectors, as a securitization of SMEs has them.
  const int units[] = {40, 36, 32, 30, 28, 26, 24, 22, 20, 20, 18, 18, 16, 14, 12, 12, 10, 8, 8, 6};
  const double pds[] = {.021, .034, .052, .018, .045, .061, .029, .038, .072, .025,
                        .055, .041, .033, .09,  .048, .027, .066, .036, .058, .044};
  std::vector<Exposure> names;
  for (int i = 0; i < 20; ++i) names.push_back({pds[i], units[i], i % 4});
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

/// Spread of an n-th to default swap, 10 equal names, hazard 1 %, recovery 40 %, 5 years, quarterly
/// premiums, 5 % continuous: the probability of n defaults by each date from the exact recursion.
double nth_to_default_bp(int n, double rho) {
  constexpr int kSteps = 400;
  const double rate = 0.05, dt = 5.0 / kSteps;
  double protection = 0, premium = 0, before = 0, survived = 0, accrued = 0;
  for (int s = 1; s <= kSteps; ++s) {
    const double t = s * dt;
    const std::vector<Exposure> names(10, {1 - std::exp(-0.01 * t), 1, 0});
    const auto distribution = loss_distribution(names, {rho, 0, 0, 0});
    double reached = 0;
    for (std::size_t k = static_cast<std::size_t>(n); k < distribution.size(); ++k)
      reached += distribution[k];
    const double middle = std::exp(-rate * (t - dt / 2));
    protection += 0.6 * (reached - before) * middle;
    accrued += (reached - before) * middle * std::fmod(t - dt / 2, 0.25);
    if (s % (kSteps / 20) == 0) survived += 0.25 * (1 - reached) * std::exp(-rate * t);
    before = reached;
  }
  premium = survived + accrued;
  return 1e4 * protection / premium;
}

TEST(Exact, HullAndWhitesNthToDefault) {
  // J. Hull, A. White, "Valuation of a CDO and an n-th to default CDS" (2004), table 2, in basis
  // points as published; QuantLib allows itself 1.5 % or 1 bp.
  const struct {
    double rho;
    std::vector<double> published;
  } rows[] = {
      {0.0, {603, 98, 12, 1}}, {0.3, {440, 139, 53, 21, 8, 3, 1}}, {0.6, {293, 137, 79, 49, 31}}};
  for (const auto& row : rows) {
    for (std::size_t n = 0; n < row.published.size(); ++n) {
      const double bp = row.published[n];
      EXPECT_NEAR(nth_to_default_bp(static_cast<int>(n) + 1, row.rho), bp,
                  std::max(1.0, 0.015 * bp))
          << row.rho << " " << n + 1;
    }
  }
}

}  // namespace
}  // namespace zheli::credit
