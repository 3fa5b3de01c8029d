// What tranches lose and what a supporter is asked for, over many paths and without keeping one.
//
// Blocks of a simulation go in, whole numbers are kept: fen, their squares, counts. Adding whole
// numbers gives the same digits in any order, so threads, machines and merges change nothing, as
// long as every block begins at a multiple of kChunkPaths (simulate.h sees to that).
//
// A path's loss to a tranche is what is still owed after the last payment date: principal and
// interest. It missed where interest was unpaid after some date, or anything is lost. A supporter's
// draw is all that it was called for.
//
// Tested by losses_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "securitization/pricing/analytics.h"
#include "securitization/pricing/distribution.h"
#include "securitization/waterfall/statement.h"

namespace zheli::pricing {

/// How far a tranche's bins reach, as a part of its size: unpaid interest may bring a loss above 1.
constexpr double kLossReach = 1.25;

/// Paths of one block.
constexpr int kChunkPaths = 2048;

struct TrancheLosses {
  double expected_loss = 0;       ///< mean loss / size
  double standard_error = 0;      ///< of expected_loss
  double loss_probability = 0;    ///< share of paths with a loss
  double missed_probability = 0;  ///< share of paths with unpaid interest on a date, or a loss
  double loss_given_loss = 0;     ///< mean loss / size of the paths with a loss; 0: none
  std::vector<double> interest;   ///< [period] mean, fen
  std::vector<double> principal;  ///< [period] mean, fen
  std::vector<double> spread;     ///< [period] standard deviation of both together, fen
  Distribution losses;            ///< bins up to kLossReach of the size
};

struct SupporterDraws {
  double expected_draw = 0;        ///< fen, mean of the sum over all dates
  double standard_error = 0;       ///< of expected_draw, fen
  double draw_probability = 0;     ///< share of paths with a draw
  double tail_draw = 0;            ///< fen, expected shortfall at 99 %
  std::vector<double> called;      ///< [period] mean, fen
  std::vector<double> reimbursed;  ///< [period] mean, fen
  std::vector<double> earned;      ///< [period] mean premium and interest got, fen
  Distribution draws;              ///< bins of (largest possible draw that is kept apart) / kBins
};

class Losses {
 public:
  /// Of a deal that must outlive this. A supporter's bins reach up to its limit, or to the sizes of
  /// all tranches that are not residual, whichever is less.
  explicit Losses(const waterfall::Program& program);

  /// Adds the first `paths` columns of a statement, at most kChunkPaths, else CHECK.
  void add(const waterfall::Statement& block, int paths);

  /// Adds what another has gathered of the same deal (as many periods, tranches and supporters,
  /// else CHECK).
  void merge(const Losses& other);

  std::int64_t paths() const { return static_cast<std::int64_t>(cells_[0]); }
  TrancheLosses tranche(int number) const;
  SupporterDraws supporter(int number) const;

  /// Mean payments on the pay dates; with `principal` alone, mean principal. Of these:
  /// present_value, yield_at_price, weighted_average_life (of the means, not the mean of each
  /// path's) …
  std::vector<CashFlow> payments(int tranche) const;
  std::vector<CashFlow> principal(int tranche) const;

  /// All that is kept, as plain words to send to another machine, and back: as many words as here,
  /// else CHECK.
  std::vector<std::uint64_t> words() const;
  void merge_words(std::span<const std::uint64_t> words);

 private:
  struct Part;
  std::size_t tranche_at(int number) const;
  std::size_t supporter_at(int number) const;
  void add_tranche(const waterfall::Statement& block, int number, std::size_t paths);
  void add_supporter(const waterfall::Statement& block, int number, std::size_t paths);
  void add_spread(std::span<const double> amounts, double width, std::size_t at);
  Distribution distribution(std::size_t at, double width) const;
  std::vector<double> means(std::size_t at) const;
  double mean(std::size_t at) const;
  double deviation(std::size_t sum_at, std::size_t squares_at) const;
  double draw_width(int supporter) const;

  const waterfall::Program* program_;
  std::size_t periods_;
  std::vector<Wide> cells_;             ///< see losses.cc
  std::vector<double> first_, second_;  ///< [kChunkPaths] room to work in
  std::vector<const double*> columns_;
};

}  // namespace zheli::pricing
