// What a pool of loans brings in, period by period, on many paths at once: the columns that credit
// fills and the waterfall pays out. Tested by collections_test.cc.
//
// A collection period is the time between two cut-off days of the deal; everything that falls due
// in it arrives together. A projection is a block of one path, a simulation many blocks of many
// paths.
#pragma once

#include <span>
#include <vector>

#include "core/check.h"
#include "core/money.h"

namespace zheli::cash {

/// What one loan pays if nothing happens, by collection period.
struct LoanSchedule {
  core::Money balance;                 ///< outstanding before period 0
  std::vector<core::Money> interest;   ///< [period]
  std::vector<core::Money> principal;  ///< [period]; together at most `balance`
};

/// One kind of column. All but `balance` are flows of the period, in fen, never negative.
enum class Flow {
  interest,    ///< interest paid by borrowers
  principal,   ///< scheduled principal paid by borrowers
  prepayment,  ///< principal paid before it was due
  recovery,    ///< got from pledged IP and from defaulted borrowers
  defaulted,   ///< balance of the loans that defaulted in this period
  balance,     ///< performing balance at the end of the period
};
constexpr int kFlows = 6;

/// [period][flow][path], whole fen held in doubles: exact below 2^53 fen, and as wide as the
/// processor's registers allow. A path that defaults in period p pays nothing due in p or later.
class Collections {
 public:
  Collections(int periods, int paths);

  int periods() const { return periods_; }
  int paths() const { return paths_; }

  std::span<double> at(int period, Flow flow) {
    return {columns_.data() + offset(period, flow), static_cast<std::size_t>(paths_)};
  }
  std::span<const double> at(int period, Flow flow) const {
    return {columns_.data() + offset(period, flow), static_cast<std::size_t>(paths_)};
  }

 private:
  std::size_t offset(int period, Flow flow) const {
    CHECK(0 <= period && period < periods_);
    return (static_cast<std::size_t>(period) * kFlows + static_cast<std::size_t>(flow)) *
           static_cast<std::size_t>(paths_);
  }

  int periods_;
  int paths_;
  std::vector<double> columns_;
};

}  // namespace zheli::cash
