// Terms, checked and compiled: every name is a number, every rate times its year fraction stands
// ready for each period, so that running the deal looks nothing up. Tested by program_test.cc.
#pragma once

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "securitization/waterfall/expression.h"
#include "securitization/waterfall/layout.h"
#include "securitization/waterfall/terms.h"

namespace zheli::waterfall {

struct CompiledClaim {
  Claim::Kind kind = Claim::Kind::fee;
  int of = 0;
};

struct CompiledPay {
  std::vector<CompiledClaim> claims;
  Pay::Sharing sharing = Pay::Sharing::in_order;
  std::vector<int> from;
  std::vector<int> support;
  Expression most, when;
};

struct CompiledBuy {
  int from = 0;
  Expression most, when;
};

using CompiledStep = std::variant<CompiledPay, CompiledBuy>;

struct CompiledTrigger {
  Expression when;
  Trigger::At at = Trigger::At::collection;
  int status = 0;
  bool curable = false;
};

struct CompiledCall {
  Expression when, price;
  int account = 0;
  int status = 0;  ///< 0: unchanged
};

/// A deal ready to run. Immutable; shared by all threads.
class Program {
 public:
  const Terms& terms() const { return terms_; }
  int periods() const { return static_cast<int>(terms_.periods.size()); }
  int scheduled() const { return static_cast<int>(terms_.scheduled()); }

  /// Whether the pool may be sold or grow, so that what it brings is not what was collected of it.
  bool pool_changes() const { return call.has_value() || terms_.replenishment.has_value(); }

  const Layout& layout() const { return layout_; }

  /// Columns that evaluating any formula needs.
  int depth() const { return depth_; }

  std::vector<double> year;                  ///< [period] ACT/365 from the pay date before
  std::vector<std::vector<double>> coupon;   ///< [tranche][period] rate times year fraction
  std::vector<Expression> target;            ///< [account]
  std::vector<Expression> fee;               ///< [fee]
  std::vector<Expression> principal_target;  ///< [tranche]
  std::vector<std::vector<double>> series;   ///< [series, then supporter: its limit][period]
  std::vector<double> numbers{0, 1, kAll};   ///< of all formulas, each once
  std::vector<std::pair<cash::Flow, int>> collect;
  int one_account = -1;  ///< where all four flows go to; −1: to several
  std::vector<std::vector<CompiledStep>> waterfalls;
  std::vector<CompiledTrigger> triggers;
  std::optional<CompiledCall> call;
  int residual = -1;  ///< number of the residual tranche, −1: none

 private:
  friend class Compiler;
  explicit Program(Terms terms) : terms_(std::move(terms)), layout_(terms_) {}
  Terms terms_;
  Layout layout_;
  int depth_ = 0;
};

/// All that is wrong, or a program. Checks: names known and not given twice; every flow of the pool
/// goes to one account; amounts, rates and limits not negative; periods and pay dates rising, the
/// first pay date after closing; a schedule for every period, never rising; at most one residual
/// tranche; a first waterfall; formulas whole; every tranche paid in each waterfall that ends the
/// deal's life.
struct Compilation {
  std::optional<Program> program;
  std::vector<TermsProblem> problems;
};
Compilation compile(Terms terms);

}  // namespace zheli::waterfall
