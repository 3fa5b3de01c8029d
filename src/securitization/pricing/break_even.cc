#include "securitization/pricing/break_even.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/check.h"
#include "securitization/waterfall/engine.h"

namespace zheli::pricing {
namespace {

using cash::Flow;
using waterfall::Line;
using waterfall::whole;

/// What of a name is left to pay when a part of it has failed.
class Stress {
 public:
  Stress(const credit::Name& name, int when, cash::Collections& to)
      : name_(name), when_(when), to_(to) {
    double left = core::in_fen(name.schedule.balance);
    for (int p = 0; p < to.periods(); ++p) {
      balances_.push_back(left);
      left -= core::in_fen(name.schedule.principal[p]);
    }
    balances_.push_back(left);
  }

  void add(std::size_t path, double failing) {
    double left = balances_[0];
    for (int p = 0; p < to_.periods(); ++p) {
      double part = 1;
      if (p >= when_) part = 1 - failing;
      if (p == when_) left = fall(path, failing);
      const double after = whole(part * balances_[p + 1]);
      put(p, Flow::interest, path, whole(part * in_fen(name_.schedule.interest[p])));
      put(p, Flow::principal, path, left - after);
      put(p, Flow::balance, path, after);
      left = after;
    }
  }

 private:
  void put(int period, Flow flow, std::size_t path, double amount) {
    to_.at(period, flow)[path] += amount;
  }

  /// The default itself; returns what is still performing.
  double fall(std::size_t path, double failing) {
    const double performing = whole((1 - failing) * balances_[when_]);
    const double lost = balances_[when_] - performing;
    put(when_, Flow::defaulted, path, lost);
    const int back = when_ + name_.recovery.lag;
    const double recovered = std::min(lost, whole(failing * in_fen(name_.recovery.mean)));
    if (back < to_.periods()) put(back, Flow::recovery, path, recovered);
    return performing;
  }

  const credit::Name& name_;
  int when_;
  cash::Collections& to_;
  std::vector<double> balances_;  // [period] before it; one more
};

/// The first n of `order` fail altogether, n = 0 … all.
std::vector<Failing> one_after_another(const std::vector<std::size_t>& order) {
  std::vector<Failing> paths = {Failing(order.size(), 0.0)};
  for (const std::size_t name : order) {
    paths.push_back(paths.back());
    paths.back()[name] = 1;
  }
  return paths;
}

/// The last of the paths from the first on at which the tranche is unhurt; −1: not even the first.
int last_unhurt(const std::vector<std::vector<bool>>& unhurt, std::size_t tranche) {
  int last = -1;
  for (const std::vector<bool>& path : unhurt) {
    if (!path[tranche]) break;
    ++last;
  }
  return last;
}

}  // namespace

cash::Collections stressed(const std::vector<credit::Name>& names,
                           const std::vector<Failing>& paths, int when) {
  const int periods = names.empty() ? 0 : static_cast<int>(names[0].schedule.principal.size());
  CHECK(0 <= when && (when < periods || names.empty()));
  cash::Collections to(periods, static_cast<int>(paths.size()));
  for (std::size_t n = 0; n < names.size(); ++n) {
    Stress stress(names[n], when, to);
    for (std::size_t path = 0; path < paths.size(); ++path) stress.add(path, paths[path][n]);
  }
  return to;
}

std::vector<std::size_t> by_size(const std::vector<credit::Name>& names) {
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return names[a].schedule.balance > names[b].schedule.balance;
  });
  return order;
}

std::vector<std::vector<bool>> unhurt(const waterfall::Program& program,
                                      const std::vector<credit::Name>& names,
                                      const std::vector<Failing>& paths, int when,
                                      Support support) {
  CHECK(support != Support::as_simulated);
  const int count = static_cast<int>(paths.size());
  const cash::Collections pool = stressed(names, paths, when);
  std::optional<waterfall::Program> alone;
  if (support == Support::none) alone = unsupported(program);
  const waterfall::Program& deal = alone ? *alone : program;
  waterfall::Statement statement(deal, count);
  waterfall::Scratch scratch(deal, count);
  waterfall::run(deal, pool, {}, statement, scratch);
  const std::size_t tranches = program.terms().tranches.size();
  std::vector<std::vector<bool>> to(paths.size(), std::vector<bool>(tranches, true));
  for (std::size_t t = 0; t < tranches; ++t) {
    const int tranche = static_cast<int>(t);
    for (std::size_t path = 0; path < paths.size(); ++path) {
      double owed = statement.at(program.periods() - 1, Line::balance, tranche)[path];
      for (int p = 0; p < program.periods(); ++p)
        owed += statement.at(p, Line::interest_unpaid, tranche)[path];
      to[path][t] = owed == 0;
    }
  }
  return to;
}

std::vector<FirmsThatMayFail> firms_that_may_fail(const waterfall::Program& program,
                                                  const std::vector<credit::Name>& names, int when,
                                                  Support support) {
  std::vector<std::size_t> order = by_size(names);
  const auto worst = unhurt(program, names, one_after_another(order), when, support);
  std::reverse(order.begin(), order.end());
  const auto best = unhurt(program, names, one_after_another(order), when, support);
  std::vector<FirmsThatMayFail> to;
  for (std::size_t t = 0; t < program.terms().tranches.size(); ++t)
    to.push_back({last_unhurt(worst, t), last_unhurt(best, t)});
  return to;
}

std::vector<double> break_even(const waterfall::Program& program,
                               const std::vector<credit::Name>& names,
                               const std::vector<double>& weights, double most, int when,
                               Support support) {
  CHECK(weights.size() == names.size() && most >= 0);
  constexpr int kSteps = 256;  // twice: 65536
  const auto ladder = [&](double from, double step) {
    std::vector<Failing> paths;
    for (int i = 0; i <= kSteps; ++i) {
      Failing parts;
      for (const double weight : weights)
        parts.push_back(std::min(1.0, (from + i * step) * weight));
      paths.push_back(std::move(parts));
    }
    return unhurt(program, names, paths, when, support);
  };
  const auto coarse = ladder(0, most / kSteps);
  std::vector<double> to;
  for (std::size_t t = 0; t < program.terms().tranches.size(); ++t) {
    const int reached = last_unhurt(coarse, t);
    if (reached < 0 || reached == kSteps) {
      to.push_back(reached < 0 ? -1 : most);
      continue;
    }
    const double from = reached * most / kSteps, step = most / kSteps / kSteps;
    to.push_back(from + last_unhurt(ladder(from, step), t) * step);
  }
  return to;
}

}  // namespace zheli::pricing
