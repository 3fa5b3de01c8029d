#include "securitization/credit/simulator.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "core/check.h"
#include "securitization/credit/block.h"

namespace zheli::credit {
namespace {

constexpr int kFreedomMost = 60;

double threshold_of(double probability, int freedom) {
  constexpr double kNever = -1e9;
  if (probability <= 0) return kNever;
  if (freedom == 0) return quantile(boost::math::normal(), probability);
  return quantile(boost::math::students_t(freedom), probability);
}

}  // namespace

int Simulator::periods() const {
  return static_cast<int>(pool_.names.front().schedule.interest.size());
}

Simulator::Simulator(Pool pool) : pool_(std::move(pool)) {
  const Copula& copula = pool_.copula;
  CHECK(!pool_.names.empty() && periods() > 0);
  CHECK(0 <= copula.freedom && copula.freedom <= kFreedomMost);
  const double shared = copula.global + copula.sector + copula.region;
  CHECK(copula.global >= 0 && copula.sector >= 0 && copula.region >= 0 && shared <= 1);
  own_ = std::sqrt(1 - shared);
  recovery_global_ = std::sqrt(pool_.recovery_global);
  recovery_own_ = std::sqrt(1 - pool_.recovery_global);
  scheduled_.resize(static_cast<std::size_t>(periods()) * 3);
  for (const Name& name : pool_.names) {
    const std::size_t count = static_cast<std::size_t>(periods());
    CHECK(name.schedule.interest.size() == count && name.schedule.principal.size() == count);
    CHECK(name.defaults.size() == count);
    CHECK(0 <= name.sector && name.sector < pool_.sectors);
    CHECK(0 <= name.region && name.region < pool_.regions);
    Prepared prepared;
    double outstanding = in_fen(name.schedule.balance);
    everything_ += outstanding;
    for (std::size_t p = 0; p < count; ++p) {
      prepared.threshold.push_back(threshold_of(name.defaults[p], copula.freedom));
      prepared.outstanding.push_back(outstanding);
      outstanding -= in_fen(name.schedule.principal[p]);
      scheduled_[p * 3] += in_fen(name.schedule.interest[p]);
      scheduled_[p * 3 + 1] += in_fen(name.schedule.principal[p]);
      scheduled_[p * 3 + 2] += outstanding;
      due_.insert(due_.end(), {in_fen(name.schedule.interest[p]),
                               in_fen(name.schedule.principal[p]), outstanding});
    }
    prepared.outstanding.push_back(outstanding);
    const std::pair<int, int> pair{name.sector, name.region};
    const auto found = std::find(commons_.begin(), commons_.end(), pair);
    prepared.common = static_cast<int>(found - commons_.begin());
    if (found == commons_.end()) commons_.push_back(pair);
    prepared_.push_back(std::move(prepared));
  }
  for (const SupporterName& supporter : pool_.supporters) {
    CHECK(supporter.defaults.size() == static_cast<std::size_t>(periods()));
    std::vector<double>& thresholds = supporter_threshold_.emplace_back();
    for (const double pd : supporter.defaults)
      thresholds.push_back(threshold_of(pd, copula.freedom));
  }
  double stays = 1;
  for (int p = 0; p < periods(); ++p) {
    stays *= 1 - pool_.prepayment;
    early_by_.push_back(1 - stays);
  }
}

Simulator::Scratch::Scratch(const Simulator& simulator, int paths) : paths_(paths) {
  const Pool& pool = simulator.pool_;
  const std::size_t n = static_cast<std::size_t>(paths);
  const std::size_t factors =
      1 + static_cast<std::size_t>(pool.sectors + pool.regions + pool.copula.freedom) +
      pool.supporters.size();
  factors_.resize((factors + 3) / 4 * 4 * n);
  common_.resize(simulator.commons_.size() * n);
  scale_.assign(n, 1);
  units_.resize(4 * n);
  early_.resize(4 * n);
  supporters_.resize(pool.supporters.size() * n);
  may_.resize(n);
  at_.resize(n);
  own_.resize(n);
  slot_.resize(n);
  if (pool.late_share > 0) ends_.resize(pool.names.size() * n);
}

std::span<const double> Simulator::Scratch::supporter(int number) const {
  const std::size_t n = static_cast<std::size_t>(paths_);
  return {supporters_.data() + static_cast<std::size_t>(number) * n, n};
}

void Simulator::run(Paths paths, cash::Collections& to, Scratch& scratch) const {
  CHECK(to.periods() == periods() && to.paths() <= scratch.paths_);
  Block(*this, paths, to.paths(), {&to, 1}, scratch).run();
}

int Simulator::run_touched(Paths paths, int count, std::span<cash::Collections> to,
                           Scratch& scratch) const {
  CHECK(count <= scratch.paths_ && !to.empty() && to.front().periods() == periods());
  CHECK(count <= static_cast<int>(to.size()) * to.front().paths());
  if (pool_.late_share == 0) return Block(*this, paths, count, to, scratch).run_touched();
  Block(*this, paths, count, to, scratch).run();  // a late payment is on most paths
  scratch.touched_.clear();
  for (int i = 0; i < count; ++i) scratch.touched_.push_back({0, static_cast<std::uint32_t>(i)});
  return count;
}

cash::Collections Simulator::scheduled() const {
  cash::Collections to(periods(), 1);
  for (int p = 0; p < periods(); ++p) {
    const std::size_t at = static_cast<std::size_t>(p) * 3;
    to.at(p, cash::Flow::interest)[0] = scheduled_[at];
    to.at(p, cash::Flow::principal)[0] = scheduled_[at + 1];
    to.at(p, cash::Flow::balance)[0] = scheduled_[at + 2];
  }
  return to;
}

}  // namespace zheli::credit
