// How a block is drawn, in this order: the factors of all paths as columns; the supporters' fate;
// name by name the paths on which something may happen, found by comparing uniform draws with
// bounds, so that the few candidates alone pay for an inverse normal; recoveries and delays of
// those. Events are kept as a list; paths without one share the scheduled column, the others get
// columns of their own and the events are applied there. Every draw is numbered within its path
// alone, so neither the block's size nor the threads change a digit.
#include "securitization/credit/block.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/random.h"
#include "core/wide.h"

namespace zheli::credit {
namespace {

constexpr std::uint32_t kNameGroups = 1U << 10;      // factors draw below
constexpr std::uint32_t kEarlyGroups = 1U << 22;     // early repayments
constexpr std::uint32_t kRecoveryGroups = 1U << 23;  // one group a name
constexpr std::uint32_t kLateGroups = 1U << 24;

/// Lower bounds of the normal on 1024 equal stretches of (0, 1); the first has none.
struct Bounds {
  static constexpr int kCount = 1024;
  std::array<double, kCount> below{};
  Bounds() {
    below[0] = -1e9;
    for (int i = 1; i < kCount; ++i)
      below[static_cast<std::size_t>(i)] = core::inverse_normal(static_cast<double>(i) / kCount);
  }
};
const Bounds kBounds;

/// may[i] = 1 where own · z(u[i]) + common[i] may lie below threshold · scale[i].
ZHELI_WIDE void find_candidates(const double* u, const double* common, const double* scale,
                                double own, double threshold, std::size_t n, std::uint8_t* may) {
  const double* below = kBounds.below.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    const int stretch = static_cast<int>(u[i] * Bounds::kCount);
    const double least = own * below[stretch] + common[i];
    may[i] = least < threshold * scale[i] ? 1 : 0;
  }
}

ZHELI_WIDE void add_early(const double* u, double by_end, std::size_t n, std::uint8_t* may) {
  for (std::size_t i = 0; i < n; ++i) may[i] |= u[i] < by_end ? 1 : 0;
}

ZHELI_WIDE void add_part(const double* factor, double weight, std::size_t n, double* to) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) to[i] += weight * factor[i];
}

ZHELI_WIDE void add_square(const double* z, std::size_t n, double* to) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) to[i] += z[i] * z[i];
}

}  // namespace

void Block::draw() {
  scratch_.events_.clear();
  draw_factors();
  for (std::size_t first = 0; first < pool_.names.size(); first += 4) run_names(first);
}

void Block::draw_factors() {
  const std::size_t groups =
      scratch_.factors_.size() / (4 * static_cast<std::size_t>(scratch_.paths_));
  for (std::size_t group = 0; group < groups; ++group) {
    double* at = scratch_.factors_.data() + group * 4 * n_;
    core::draw_units(paths_.seed, paths_.first, static_cast<std::uint32_t>(group), four(at));
    core::to_normals({at, 4 * n_});
  }
  add_commons();
  const std::size_t first_supporter = 1 + static_cast<std::size_t>(pool_.sectors + pool_.regions);
  const std::size_t freedom = static_cast<std::size_t>(pool_.copula.freedom);
  if (freedom > 0) {
    double* scale = scratch_.scale_.data();
    std::fill_n(scale, n_, 0.0);
    for (std::size_t k = 0; k < freedom; ++k)
      add_square(factor(first_supporter + pool_.supporters.size() + k), n_, scale);
    for (std::size_t i = 0; i < n_; ++i) scale[i] = std::sqrt(scale[i] / pool_.copula.freedom);
  }
  run_supporters(first_supporter);
}

void Block::add_commons() {
  const Copula& copula = pool_.copula;
  for (std::size_t c = 0; c < of_.commons_.size(); ++c) {
    double* to = scratch_.common_.data() + c * n_;
    std::fill_n(to, n_, 0.0);
    const auto& [sector, region] = of_.commons_[c];
    add_part(factor(0), std::sqrt(copula.global), n_, to);
    add_part(factor(1 + static_cast<std::size_t>(sector)), std::sqrt(copula.sector), n_, to);
    add_part(factor(1 + static_cast<std::size_t>(pool_.sectors + region)), std::sqrt(copula.region),
             n_, to);
  }
}

void Block::run_supporters(std::size_t first_factor) {
  for (std::size_t s = 0; s < pool_.supporters.size(); ++s) {
    const double global = pool_.supporters[s].global;
    const std::vector<double>& thresholds = of_.supporter_threshold_[s];
    for (std::size_t i = 0; i < n_; ++i) {
      const double latent =
          std::sqrt(global) * factor(0)[i] + std::sqrt(1 - global) * factor(first_factor + s)[i];
      int period = periods_;
      if (latent < thresholds.back() * scratch_.scale_[i]) {
        period = 0;
        while (!(latent < thresholds[static_cast<std::size_t>(period)] * scratch_.scale_[i]))
          ++period;
      }
      scratch_.supporters_[s * static_cast<std::size_t>(scratch_.paths_) + i] = period;
    }
  }
}

/// Gives columns to the paths on which something happens: those first on which it happens first,
/// and of these those that lose least.
void Block::order() {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::vector<Simulator::Touched>& keys = scratch_.touched_;
  keys.clear();
  std::fill_n(scratch_.slot_.begin(), n_, kNone);
  constexpr std::uint64_t kMost = (std::uint64_t{1} << Simulator::Touched::kLostBits) - 1;
  const auto touch = [&](std::uint32_t path, int period, double lost) {
    const std::uint64_t first = static_cast<std::uint64_t>(period) << Simulator::Touched::kLostBits;
    if (scratch_.slot_[path] == kNone) {
      scratch_.slot_[path] = static_cast<std::uint32_t>(keys.size());
      keys.push_back({first, path});
    }
    std::uint64_t& key = keys[scratch_.slot_[path]].key;
    const std::uint64_t all = (key & kMost) + static_cast<std::uint64_t>(lost);
    key = std::min(key & ~kMost, first) | std::min(all, kMost);
  };
  for (const Simulator::Event& event : scratch_.events_) {
    const double lost =
        of_.prepared_[event.name].outstanding[static_cast<std::size_t>(event.period)];
    touch(event.path, event.period, event.is_default ? lost : 0);
  }
  for (std::size_t s = 0; s < pool_.supporters.size(); ++s) {
    const std::span<const double> fallen = scratch_.supporter(static_cast<int>(s));
    for (std::size_t i = 0; i < n_; ++i) {
      if (fallen[i] < periods_)
        touch(static_cast<std::uint32_t>(i), static_cast<int>(fallen[i]), of_.everything_);
    }
  }
  std::sort(keys.begin(), keys.end(), [](const auto& one, const auto& other) {
    return one.key != other.key ? one.key < other.key : one.path < other.path;
  });
  for (std::size_t column = 0; column < keys.size(); ++column)
    scratch_.slot_[keys[column].path] = static_cast<std::uint32_t>(column);
}

void Block::fill(std::size_t columns) {
  for (std::size_t b = 0; b * width_ < columns; ++b) pay_as_scheduled(to_[b]);
  for (const Simulator::Event& event : scratch_.events_) apply(event);
}

void Block::pay_as_scheduled(cash::Collections& block) {
  for (int p = 0; p < periods_; ++p) {
    const std::size_t at = static_cast<std::size_t>(p) * 3;
    const auto all = [&](cash::Flow flow, double fen) {
      const std::span<double> column = block.at(p, flow);
      std::fill(column.begin(), column.end(), fen);
    };
    all(cash::Flow::interest, of_.scheduled_[at]);
    all(cash::Flow::principal, of_.scheduled_[at + 1]);
    all(cash::Flow::prepayment, 0);
    all(cash::Flow::recovery, 0);
    all(cash::Flow::defaulted, 0);
    all(cash::Flow::balance, of_.scheduled_[at + 2]);
  }
}

void Block::apply(const Simulator::Event& event) {
  const std::vector<double>& outstanding = of_.prepared_[event.name].outstanding;
  const std::size_t period = static_cast<std::size_t>(event.period);
  if (event.is_default) {
    stop_paying(event.name, event.path, event.period);
    cell(event.period, cash::Flow::defaulted, event.path) += outstanding[period];
    if (event.recovered > 0) cell(event.back, cash::Flow::recovery, event.path) += event.recovered;
  } else {
    cell(event.period, cash::Flow::prepayment, event.path) += outstanding[period + 1];
    cell(event.period, cash::Flow::balance, event.path) -= outstanding[period + 1];
    stop_paying(event.name, event.path, event.period + 1);
  }
}

void Block::run_names(std::size_t first) {
  const std::uint32_t group = static_cast<std::uint32_t>(first / 4);
  core::draw_units(paths_.seed, paths_.first, kNameGroups + group, four(scratch_.units_.data()));
  if (pool_.prepayment > 0) {
    core::draw_units(paths_.seed, paths_.first, kEarlyGroups + group, four(scratch_.early_.data()));
  }
  const std::size_t last = std::min(first + 4, pool_.names.size());
  for (std::size_t name = first; name < last; ++name) {
    const std::size_t at = (name - first) * n_;
    run_name(name, scratch_.units_.data() + at, scratch_.early_.data() + at);
  }
}

void Block::run_name(std::size_t name, const double* units, const double* early) {
  std::uint8_t* may = scratch_.may_.data();
  find_candidates(units, common(name), scratch_.scale_.data(), of_.own_,
                  of_.prepared_[name].threshold.back(), n_, may);
  if (pool_.prepayment > 0) add_early(early, of_.early_by_.back(), n_, may);
  if (!scratch_.ends_.empty())
    std::fill_n(scratch_.ends_.begin() + static_cast<std::ptrdiff_t>(name * n_), n_, periods_);
  const std::size_t count = list_candidates();
  for (std::size_t i = 0; i < count; ++i) scratch_.own_[i] = units[scratch_.at_[i]];
  core::to_normals({scratch_.own_.data(), count});
  const std::size_t from = scratch_.events_.size();
  std::size_t defaulted = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t path = scratch_.at_[i];
    if (settle(name, path, scratch_.own_[i], early[path])) ++defaulted;
  }
  if (defaulted > 0) recover(name, from);
}

/// Lists the paths that find_candidates marked; how many there are.
std::size_t Block::list_candidates() {
  const std::uint8_t* may = scratch_.may_.data();
  std::size_t count = 0, path = 0;
  for (; path + 8 <= n_; path += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, may + path, sizeof eight);
    for (; eight != 0; eight &= eight - 1) {
      const int place = __builtin_ctzll(eight) / 8;
      scratch_.at_[count++] = static_cast<std::uint32_t>(path) + static_cast<std::uint32_t>(place);
    }
  }
  for (; path < n_; ++path) {
    if (may[path] != 0) scratch_.at_[count++] = static_cast<std::uint32_t>(path);
  }
  return count;
}

int Block::default_period(std::size_t name, std::size_t path, double own) const {
  const std::vector<double>& thresholds = of_.prepared_[name].threshold;
  const double latent = of_.own_ * own + common(name)[path];
  const double scale = scratch_.scale_[path];
  if (!(latent < thresholds.back() * scale)) return periods_;
  int period = 0;
  while (!(latent < thresholds[static_cast<std::size_t>(period)] * scale)) ++period;
  return period;
}

int Block::early_period(double early) const {
  if (pool_.prepayment <= 0 || early >= of_.early_by_.back()) return periods_;
  int period = 0;
  while (early >= of_.early_by_[static_cast<std::size_t>(period)]) ++period;
  return period;
}

/// What happens to a name on a path; whether a recovery is to be drawn.
bool Block::settle(std::size_t name, std::size_t path, double own, double early) {
  const int defaults = default_period(name, path, own);
  const int repaid = early_period(early);
  if (defaults == periods_ && repaid == periods_) return false;
  const bool is_default = defaults <= repaid;
  const int period = is_default ? defaults : repaid;
  if (!scratch_.ends_.empty()) scratch_.ends_[name * n_ + path] = period;
  const std::vector<double>& outstanding = of_.prepared_[name].outstanding;
  const double left = outstanding[static_cast<std::size_t>(period) + (is_default ? 0 : 1)];
  if (left <= 0) return false;  // repaid by then
  const int back = period + pool_.names[name].recovery.lag;
  scratch_.events_.push_back({static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(name),
                              period, is_default, back, 0});
  return is_default && back < periods_;
}

/// Payments missing from `from` on: rows of one period lie kFlows columns apart.
void Block::stop_paying(std::size_t name, std::size_t path, int from) {
  if (from >= periods_) return;
  const double* due =
      of_.due_.data() +
      (name * static_cast<std::size_t>(periods_) + static_cast<std::size_t>(from)) * 3;
  const std::size_t stride = cash::kFlows * width_;
  double* interest = &cell(from, cash::Flow::interest, path);
  double* principal = &cell(from, cash::Flow::principal, path);
  double* balance = &cell(from, cash::Flow::balance, path);
  for (int p = from; p < periods_; ++p) {
    *interest -= due[0];
    *principal -= due[1];
    *balance -= due[2];
    interest += stride, principal += stride, balance += stride;
    due += 3;
  }
}

/// Draws what the defaults of a name bring back; its events are the last ones, `from` on.
void Block::recover(std::size_t name, std::size_t from) {
  const Recovery& recovery = pool_.names[name].recovery;
  const std::span<Simulator::Event> events = std::span(scratch_.events_).subspan(from);
  double* draws = scratch_.own_.data();
  if (recovery.spread > 0) {
    const std::uint32_t group = kRecoveryGroups + static_cast<std::uint32_t>(name);
    for (std::size_t i = 0; i < events.size(); ++i)
      draws[i] = core::draw_units(paths_.seed, paths_.first + events[i].path, group)[0];
    core::to_normals({draws, events.size()});
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!events[i].is_default || events[i].back >= periods_) continue;
    double amount = in_fen(recovery.mean);
    if (recovery.spread > 0) {
      const double y =
          of_.recovery_global_ * factor(0)[events[i].path] + of_.recovery_own_ * draws[i];
      amount *= std::exp(recovery.spread * (y - recovery.spread / 2));
    }
    const double lost = of_.prepared_[name].outstanding[static_cast<std::size_t>(events[i].period)];
    events[i].recovered = std::min(lost, std::nearbyint(amount));
  }
}

/// Late payments are few: the next one is found by a geometric step over names and periods.
void Block::delay() {
  const std::size_t cells = pool_.names.size() * static_cast<std::size_t>(periods_);
  const double log_on_time = std::log1p(-pool_.late_share);
  for (std::size_t path = 0; path < n_; ++path) {
    std::uint32_t group = kLateGroups;
    double at = 0;
    while (true) {
      for (const double unit : core::draw_units(paths_.seed, paths_.first + path, group)) {
        at += std::floor(std::log(unit) / log_on_time);
        if (at >= static_cast<double>(cells)) break;
        const std::size_t here = static_cast<std::size_t>(at);
        delay_one(here / static_cast<std::size_t>(periods_), path,
                  static_cast<int>(here % static_cast<std::size_t>(periods_)));
        at += 1;
      }
      if (at >= static_cast<double>(cells)) break;
      ++group;
    }
  }
}

/// The payment due in `period` comes later, or, where the loan has defaulted by then, never.
void Block::delay_one(std::size_t name, std::size_t path, int period) {
  const int end = scratch_.ends_[name * n_ + path];
  if (end <= period) return;
  const cash::LoanSchedule& schedule = pool_.names[name].schedule;
  const double interest = in_fen(schedule.interest[static_cast<std::size_t>(period)]);
  const double principal = in_fen(schedule.principal[static_cast<std::size_t>(period)]);
  const int later = period + std::max(1, pool_.late_periods);
  cell(period, cash::Flow::interest, path) -= interest;
  cell(period, cash::Flow::principal, path) -= principal;
  const int until = std::min({later, end, periods_});
  for (int p = period; p < until; ++p) cell(p, cash::Flow::balance, path) += principal;
  if (until == periods_) return;  // after the last date
  const bool comes = later <= end;
  if (comes) {
    cell(later, cash::Flow::interest, path) += interest;
    cell(later, cash::Flow::principal, path) += principal;
  } else {
    cell(end, cash::Flow::defaulted, path) += principal;
  }
}

}  // namespace zheli::credit
