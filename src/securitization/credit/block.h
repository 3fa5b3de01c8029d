// One block of paths on its way through a simulation: factors, then each name, then columns. Only
// simulator.cc uses it. Tested by simulator_test.cc.
#pragma once

#include <array>
#include <span>

#include "securitization/credit/simulator.h"

namespace zheli::credit {

/// One block of paths on its way.
class Block {
 public:
  Block(const Simulator& simulator, Paths paths, int count, std::span<cash::Collections> to,
        Simulator::Scratch& scratch)
      : of_(simulator),
        pool_(simulator.pool_),
        paths_(paths),
        to_(to),
        scratch_(scratch),
        n_(static_cast<std::size_t>(count)),
        width_(static_cast<std::size_t>(to.front().paths())),
        periods_(simulator.periods()) {}

  void run() {
    draw();
    for (std::size_t i = 0; i < n_; ++i) scratch_.slot_[i] = static_cast<std::uint32_t>(i);
    fill(n_);
    if (pool_.late_share > 0) delay();
  }

  int run_touched() {
    draw();
    order();
    fill(scratch_.touched_.size());
    return static_cast<int>(scratch_.touched_.size());
  }

 private:
  void draw();
  void draw_factors();
  void add_commons();
  void run_supporters(std::size_t first_factor);
  void run_names(std::size_t first);
  void run_name(std::size_t name, const double* units, const double* early);
  std::size_t list_candidates();
  bool settle(std::size_t name, std::size_t path, double own, double early);
  int default_period(std::size_t name, std::size_t path, double own) const;
  int early_period(double early) const;
  void recover(std::size_t name, std::size_t from);

  void order();
  void fill(std::size_t columns);
  void pay_as_scheduled(cash::Collections& block);
  void apply(const Simulator::Event& event);
  void stop_paying(std::size_t name, std::size_t path, int from);
  void delay();
  void delay_one(std::size_t name, std::size_t path, int period);

  double* factor(std::size_t number) { return scratch_.factors_.data() + number * n_; }
  const double* factor(std::size_t number) const { return scratch_.factors_.data() + number * n_; }
  const double* common(std::size_t name) const {
    return scratch_.common_.data() + static_cast<std::size_t>(of_.prepared_[name].common) * n_;
  }
  std::array<std::span<double>, 4> four(double* at) const {
    return {std::span(at, n_), std::span(at + n_, n_), std::span(at + 2 * n_, n_),
            std::span(at + 3 * n_, n_)};
  }
  double& cell(int period, cash::Flow flow, std::size_t path) {
    const std::size_t slot = scratch_.slot_[path];
    return to_[slot / width_].at(period, flow)[slot % width_];
  }

  const Simulator& of_;
  const Pool& pool_;
  Paths paths_;
  std::span<cash::Collections> to_;
  Simulator::Scratch& scratch_;
  const std::size_t n_;
  const std::size_t width_;
  const int periods_;
};

}  // namespace zheli::credit
