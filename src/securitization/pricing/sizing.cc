#include "securitization/pricing/sizing.h"

#include "core/check.h"

namespace zheli::pricing {
namespace {

class Search {
 public:
  Search(const SizingTask& task, const Evaluate& evaluate) : task_(task), evaluate_(evaluate) {
    to_.sizes.resize(task.targets.size() + 1);
    give_rest();
  }

  Sizing run() {
    for (std::size_t t = 0; t < task_.targets.size(); ++t) size(t);
    to_.assessed = assess();
    return std::move(to_);
  }

 private:
  /// Halving between `low` steps, which is good, and `high` steps, which is not.
  void size(std::size_t tranche) {
    const core::Money room = to_.sizes.back() - task_.least_rest;
    std::int64_t low = 0, high = room.fen < 0 ? 0 : room.fen / task_.step.fen;
    if (high > 0 && meets(tranche, high)) low = high;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (meets(tranche, middle) ? low : high) = middle;
    }
    set(tranche, low);
  }

  void set(std::size_t tranche, std::int64_t steps) {
    to_.sizes[tranche] = task_.step * steps;
    give_rest();
  }

  void give_rest() {
    core::Money rest = task_.total;
    for (std::size_t t = 0; t < task_.targets.size(); ++t) rest -= to_.sizes[t];
    to_.sizes.back() = rest;
  }

  std::vector<Assessment> assess() {
    ++to_.evaluations;
    std::vector<Assessment> assessed = evaluate_(to_.sizes);
    CHECK(assessed.size() == task_.targets.size());
    return assessed;
  }

  /// Whether the tranche, at so many steps, and all before it reach their targets.
  bool meets(std::size_t tranche, std::int64_t steps) {
    set(tranche, steps);
    const std::vector<Assessment> assessed = assess();
    for (std::size_t t = 0; t <= tranche; ++t) {
      if (to_.sizes[t].fen > 0 && assessed[t].grade > task_.targets[t]) return false;
    }
    return true;
  }

  const SizingTask& task_;
  const Evaluate& evaluate_;
  Sizing to_;
};

}  // namespace

Sizing size_tranches(const SizingTask& task, const Evaluate& evaluate) {
  CHECK(task.step.fen > 0 && task.total.fen > 0);
  return Search(task, evaluate).run();
}

waterfall::Terms with_sizes(waterfall::Terms terms, const std::vector<core::Money>& sizes) {
  CHECK(sizes.size() == terms.tranches.size());
  for (std::size_t t = 0; t < sizes.size(); ++t) {
    waterfall::Tranche& tranche = terms.tranches[t];
    const double scale =
        tranche.size.fen == 0 ? 0 : core::in_fen(sizes[t]) / core::in_fen(tranche.size);
    for (core::Money& balance : tranche.principal.balances)
      balance = core::round_fen(core::in_fen(balance) * scale);
    tranche.size = sizes[t];
  }
  return terms;
}

}  // namespace zheli::pricing
