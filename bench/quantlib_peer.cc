// QuantLib's default-latent models beside ours, on the same work: the sample deal's 20 names, one
// Gaussian factor, what defaults by the last date, cut into tranches. QuantLib has no waterfall, so
// ours is left out here too.
//
//   bench_quantlib DEAL-FOLDER TABLE.csv
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ql/currencies/asia.hpp>
#include <ql/experimental/credit/basket.hpp>
#include <ql/experimental/credit/constantlosslatentmodel.hpp>
#include <ql/experimental/credit/randomdefaultlatentmodel.hpp>
#include <ql/experimental/credit/recursivelossmodel.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/credit/flathazardrate.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include "securitization/credit/exact.h"
#include "securitization/credit/simulator.h"
#include "securitization/deal/credit_pool.h"
#include "securitization/deal/read_deal.h"

using namespace zheli;
namespace ql = QuantLib;
using Clock = std::chrono::steady_clock;

namespace {

constexpr double kGlobal = 0.3;
constexpr double kUnitFen = 50'000'000;  // half a million yuan divides every loan
constexpr int kYears = 3;

struct Case {
  std::vector<double> probability, notional;
  double total = 0;
};

struct Tranche {
  const char* name;
  double attach, detach;
};
constexpr Tranche kTranches[] = {{"0-5 %", 0, 0.05}, {"5-15 %", 0.05, 0.15}, {"15-100 %", 0.15, 1}};

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

void print(const char* who, const double (&expected)[3], double seconds, double times,
           const char* of_what) {
  fmt::print("{:<34} expected loss {:.6f} {:.6f} {:.6f}  {:>12.0f} {} a second\n", who, expected[0],
             expected[1], expected[2], times / seconds, of_what);
}

void ours_exact(const Case& one) {
  std::vector<credit::Exposure> exposures;
  for (std::size_t i = 0; i < one.notional.size(); ++i)
    exposures.push_back({one.probability[i], static_cast<int>(one.notional[i] / kUnitFen + 0.5)});
  credit::Copula copula;
  copula.global = kGlobal;
  constexpr int kTimes = 20;
  double expected[3] = {};
  const auto begun = Clock::now();
  for (int k = 0; k < kTimes; ++k) {
    const auto distribution = credit::loss_distribution(exposures, copula);
    for (int t = 0; t < 3; ++t)
      expected[t] = credit::tranche_loss(distribution, kUnitFen / one.total, kTranches[t].attach,
                                         kTranches[t].detach)
                        .expected;
  }
  print("exact recursion, ours", expected, seconds_since(begun), kTimes, "evaluations");
}

/// What each path loses of the whole, cut into tranches.
void ours_simulated(credit::Pool pool, const Case& one) {
  pool.copula = {};
  pool.copula.global = kGlobal;
  pool.supporters.clear();
  for (credit::Name& name : pool.names) {  // all principal at the end: a default loses all of it
    name.recovery = {};
    for (core::Money& principal : name.schedule.principal) principal = {};
    name.schedule.principal.back() = name.schedule.balance;
  }
  const credit::Simulator simulator(pool);
  constexpr int kBlock = 512, kPaths = 1 << 20;
  credit::Simulator::Scratch scratch(simulator, kBlock);
  cash::Collections block(simulator.periods(), kBlock);
  double sums[3] = {};
  const auto begun = Clock::now();
  for (int first = 0; first < kPaths; first += kBlock) {
    simulator.run({1, static_cast<std::uint64_t>(first)}, block, scratch);
    std::vector<double> lost(kBlock);
    for (int p = 0; p < simulator.periods(); ++p) {
      const auto defaulted = block.at(p, cash::Flow::defaulted);
      for (std::size_t i = 0; i < lost.size(); ++i) lost[i] += defaulted[i];
    }
    for (const double fen : lost) {
      for (int t = 0; t < 3; ++t)
        sums[t] += std::clamp(fen / one.total - kTranches[t].attach, 0.0,
                              kTranches[t].detach - kTranches[t].attach);
    }
  }
  for (int t = 0; t < 3; ++t) sums[t] /= kPaths * (kTranches[t].detach - kTranches[t].attach);
  print("simulated with cash flows, ours", sums, seconds_since(begun), kPaths, "paths");
}

/// The basket of a tranche, as QuantLib wants it.
class Basket {
 public:
  explicit Basket(const Case& one) : one_(one), today_(30, ql::June, 2021) {
    ql::Settings::instance().evaluationDate() = today_;
    const ql::NorthAmericaCorpDefaultKey key(ql::CNYCurrency(), ql::SeniorSec, ql::Period(), 1.);
    for (std::size_t i = 0; i < one.notional.size(); ++i) {
      const double hazard = -std::log(1 - one.probability[i]) / kYears;
      const ql::Handle<ql::DefaultProbabilityTermStructure> curve(
          ql::ext::make_shared<ql::FlatHazardRate>(today_, hazard, ql::Actual365Fixed()));
      names_.push_back(fmt::format("F{:02}", i + 1));
      const std::vector<ql::Issuer::key_curve_pair> curves(1, {key, curve});
      pool_->add(names_.back(), ql::Issuer(curves), key);
      weights_.push_back({std::sqrt(kGlobal)});
    }
    model_ = ql::ext::make_shared<ql::GaussianConstantLossLM>(
        weights_, std::vector<double>(names_.size(), 0.0),
        ql::LatentModelIntegrationType::GaussianQuadrature, ql::GaussianCopulaPolicy::initTraits());
  }

  template <typename Make>
  void run(const char* who, const Make& make, double times, const char* of_what) const {
    double expected[3] = {};
    const auto begun = Clock::now();
    for (int t = 0; t < 3; ++t) {
      const Tranche& tranche = kTranches[t];
      ql::Basket basket(today_, names_, one_.notional, pool_, tranche.attach, tranche.detach);
      basket.setLossModel(make(model_));
      expected[t] = basket.expectedTrancheLoss(today_ + 365 * kYears) /
                    (one_.total * (tranche.detach - tranche.attach));
    }
    print(who, expected, seconds_since(begun), times, of_what);
  }

 private:
  const Case& one_;
  ql::Date today_;
  ql::ext::shared_ptr<ql::Pool> pool_ = ql::ext::make_shared<ql::Pool>();
  std::vector<std::string> names_;
  std::vector<std::vector<double>> weights_;
  ql::ext::shared_ptr<ql::GaussianConstantLossLM> model_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_quantlib DEAL-FOLDER TABLE.csv\n");
    return 2;
  }
  files::Folder folder;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
    folder[entry.path().filename().string()] = bytes_of(entry.path());
  const deal::Deal deal = *deal::read_deal(folder).deal;
  files::Findings findings(argv[2]);
  const auto table = credit::DefaultTable::read(bytes_of(argv[2]), findings);
  const credit::Pool pool = deal::pool_of(deal, table).value();
  Case one;
  for (const credit::Name& name : pool.names) {
    one.probability.push_back(name.defaults.back());
    one.notional.push_back(static_cast<double>(name.schedule.balance.fen));
    one.total += one.notional.back();
  }
  ours_exact(one);
  const Basket basket(one);
  const double least = *std::min_element(one.notional.begin(), one.notional.end());
  using Model = ql::ext::shared_ptr<ql::GaussianConstantLossLM>;
  basket.run(
      "exact recursion, QuantLib",
      [&](const Model& model) {
        return ql::ext::make_shared<ql::RecursiveGaussLossModel>(
            model, static_cast<ql::Size>(least / kUnitFen + 0.5));
      },
      1, "evaluations");
  ours_simulated(pool, one);
  static constexpr int kSimulations = 50'000;
  basket.run(
      "simulated, losses only, QuantLib",
      [](const Model& model) {
        return ql::ext::make_shared<ql::RandomDefaultLM<ql::GaussianCopulaPolicy>>(
            model, ql::Size{kSimulations});
      },
      3.0 * kSimulations, "paths");
}
