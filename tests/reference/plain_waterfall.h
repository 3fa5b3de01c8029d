// A plain reading of a deal's terms: one path, whole numbers, names looked up as they come. Slow
// and obvious; the compiled engine is held against it
// (src/securitization/waterfall/reference_test.cc). Formulas are evaluated recursively from the end
// of their postfix.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "core/day_count.h"
#include "securitization/waterfall/terms.h"

namespace zheli::reference {

using waterfall::Claim;
using waterfall::Metric;
using waterfall::Operation;
using waterfall::Terms;

/// What one path brings in by period.
struct PlainPool {
  std::vector<std::int64_t> interest, principal, recovery, defaulted, balance;
};

/// What was paid on one date, by name.
struct PlainDate {
  std::map<std::string, std::int64_t> interest, principal, balance, fee, called, account;
};

class PlainWaterfall {
 public:
  PlainWaterfall(const Terms& terms, const PlainPool& pool) : terms_(terms), pool_(pool) {}

  std::vector<PlainDate> run() {
    for (const auto& account : terms_.accounts) cash_[account.id] = account.opening.fen;
    for (const auto& tranche : terms_.tranches) balance_[tranche.id] = tranche.size.fen;
    std::vector<PlainDate> dates;
    for (period_ = 0; period_ < terms_.periods.size(); ++period_) {
      dates.emplace_back();
      date_ = &dates.back();
      collect();
      accrue();
      trigger(waterfall::Trigger::At::collection);
      for (const auto& step : terms_.waterfalls[status()].steps) pay(*step.pay);
      trigger(waterfall::Trigger::At::payment);
      for (const auto& [id, fen] : balance_) date_->balance[id] = fen;
      for (const auto& [id, fen] : cash_) date_->account[id] = fen;
    }
    return dates;
  }

 private:
  static std::int64_t round(double x) { return static_cast<std::int64_t>(std::nearbyint(x)); }

  std::int64_t rounded(double x) const {
    if (terms_.rounding == waterfall::Rounding::half_even) return round(x);
    return static_cast<std::int64_t>(std::floor(x + 1e-6));
  }

  double year() const {
    const core::Date from = period_ == 0 ? terms_.closing : terms_.periods[period_ - 1].pay;
    return core::year_fraction(core::DayCount::actual_365, from, terms_.periods[period_].pay);
  }

  void collect() {
    using cash::Flow;
    before_ = period_ == 0 ? terms_.pool_balance.fen : pool_.balance[period_ - 1];
    all_defaulted_ += pool_.defaulted[period_];
    for (const auto& [flow, account] : terms_.collect) {
      if (flow == Flow::interest) cash_[account] += pool_.interest[period_];
      if (flow == Flow::principal) cash_[account] += pool_.principal[period_];
      if (flow == Flow::recovery) cash_[account] += pool_.recovery[period_];
    }
  }

  void accrue() {
    for (const auto& tranche : terms_.tranches) {
      const std::string& id = tranche.id;
      if (tranche.arrears_rate > 0) {
        if (period_ > 0) arrears_[id] -= std::min(arrears_[id], date_[-1].interest[id]);
        const auto unpaid = static_cast<double>(interest_[id] - arrears_[id]);
        const std::int64_t earned = rounded(unpaid * (tranche.arrears_rate * year()));
        arrears_[id] += earned, interest_[id] += earned;
      }
      interest_[id] += rounded(static_cast<double>(balance_[id]) * (tranche.coupon.rate * year()));
    }
    for (const auto& fee : terms_.fees)
      fee_[fee.id] += rounded(std::max(0.0, value(fee.amount)) * (fee.yearly ? year() : 1));
  }

  void trigger(waterfall::Trigger::At at) {
    for (const auto& trigger : terms_.triggers) {
      if (trigger.at != at) continue;
      const bool now = value(trigger.when) != 0;
      active_[trigger.id] = now || (active_[trigger.id] && !trigger.curable);
    }
  }

  std::size_t status() {
    std::size_t status = 0;
    for (const auto& trigger : terms_.triggers) {
      if (!active_[trigger.id]) continue;
      for (std::size_t w = 0; w < terms_.waterfalls.size(); ++w) {
        if (terms_.waterfalls[w].status == trigger.status) status = std::max(status, w);
      }
    }
    return status;
  }

  void pay(const waterfall::Pay& pay) {
    if (!pay.when.empty() && value(pay.when) == 0) return;
    for (const Claim& claim : pay.claims) {
      std::int64_t need = due(claim), paid = 0;
      for (const std::string& account : pay.from) {
        const std::int64_t part = std::min(need, cash_[account]);
        cash_[account] -= part, need -= part, paid += part;
      }
      for (const std::string& supporter : pay.support) {
        std::int64_t left = need;
        for (const auto& one : terms_.supporters) {
          if (one.id == supporter && one.limit)
            left = std::max<std::int64_t>(0, one.limit->fen - used_[supporter]);
        }
        const std::int64_t part = std::min(need, left);
        used_[supporter] += part, drawn_[supporter] += part, date_->called[supporter] += part;
        need -= part, paid += part;
      }
      settle(claim, paid);
    }
  }

  std::int64_t due(const Claim& claim) {
    constexpr std::int64_t kEverything = 1'000'000'000'000'000;
    switch (claim.kind) {
      case Claim::Kind::fee:
        return fee_[claim.of];
      case Claim::Kind::interest:
        return interest_[claim.of];
      case Claim::Kind::principal:
      case Claim::Kind::redemption:
        return balance_[claim.of];
      case Claim::Kind::reimbursement:
        return drawn_[claim.of];
      case Claim::Kind::reserve:
        for (const auto& account : terms_.accounts) {
          if (account.id == claim.of)
            return std::max<std::int64_t>(0, round(value(account.target)) - cash_[claim.of]);
        }
        return 0;
      default:
        return kEverything;
    }
  }

  void settle(const Claim& claim, std::int64_t paid) {
    switch (claim.kind) {
      case Claim::Kind::fee:
        fee_[claim.of] -= paid, date_->fee[claim.of] += paid;
        return;
      case Claim::Kind::interest:
        interest_[claim.of] -= paid, date_->interest[claim.of] += paid;
        return;
      case Claim::Kind::reimbursement:
        drawn_[claim.of] -= paid;
        return;
      case Claim::Kind::reserve:
      case Claim::Kind::transfer:
        cash_[claim.of] += paid;
        return;
      default: {
        const std::int64_t principal = std::min(paid, balance_[claim.of]);
        balance_[claim.of] -= principal;
        date_->principal[claim.of] += principal;
        date_->interest[claim.of] += paid - principal;
      }
    }
  }

  double value(const waterfall::Formula& formula) {
    std::size_t end = formula.size();
    return value(formula, end);
  }

  /// The value of the formula that ends before `end`, which moves to its beginning.
  double value(const waterfall::Formula& formula, std::size_t& end) {
    const waterfall::Term& term = formula[--end];
    if (term.kind == waterfall::Term::Kind::number) return term.number;
    if (term.kind == waterfall::Term::Kind::metric) return metric(term);
    const double right = value(formula, end), left = value(formula, end);
    switch (term.operation) {
      case Operation::add:
        return left + right;
      case Operation::subtract:
        return left - right;
      case Operation::multiply:
        return left * right;
      case Operation::divide:
        return right == 0 ? 0 : left / right;
      case Operation::above:
        return left > right;
      case Operation::equal:
        return left == right;
      default:
        return 0;
    }
  }

  double metric(const waterfall::Term& term) {
    switch (term.metric) {
      case Metric::pool_balance:
        return static_cast<double>(pool_.balance[period_]);
      case Metric::pool_balance_before:
        return static_cast<double>(before_);
      case Metric::cumulative_default_rate:
        return static_cast<double>(all_defaulted_) / static_cast<double>(terms_.pool_balance.fen);
      case Metric::interest_due:
        return static_cast<double>(interest_[term.of]);
      case Metric::periods_left:
        return period_ + 1 < terms_.scheduled()
                   ? static_cast<double>(terms_.scheduled() - 1 - period_)
                   : 0;
      default:
        return 0;
    }
  }

  const Terms& terms_;
  const PlainPool& pool_;
  std::size_t period_ = 0;
  PlainDate* date_ = nullptr;
  std::int64_t before_ = 0, all_defaulted_ = 0;
  std::map<std::string, std::int64_t> cash_, balance_, interest_, arrears_, fee_, used_, drawn_;
  std::map<std::string, bool> active_;
};

}  // namespace zheli::reference
