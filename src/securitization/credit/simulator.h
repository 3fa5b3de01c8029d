// Pool + seed → who defaults when on each path, and what the pool then brings in. Path i depends on
// (seed, i) only: blocks, threads and machines change no digit. Tested by simulator_test.cc against
// a plain reading of the same model, and against exact distributions by exact_test.cc.
//
// A path: factors → each name's latent variable → the period in which it falls below its threshold
// → its payments from then on are missing, its balance defaults, a recovery follows. Only names
// that may have defaulted on a path are looked at one by one: a table bounds their own normal from
// below for the rest. Paths on which nothing happens all pay alike and may be left out.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "securitization/cash/collections.h"
#include "securitization/credit/pool.h"

namespace zheli::credit {

/// Paths [first, first + count of the block) of one seed.
struct Paths {
  std::uint64_t seed = 0;
  std::uint64_t first = 0;
};

class Simulator {
 public:
  /// Curves and schedules have equally many periods, at least one; shares are in [0, 1]; sectors
  /// and regions of names exist; freedom is at most 60: else CHECK.
  explicit Simulator(Pool pool);

  int periods() const;
  const Pool& pool() const { return pool_; }

  /// What happens to a name on a path.
  struct Event {
    std::uint32_t path = 0;
    std::uint32_t name = 0;
    int period = 0;
    bool is_default = false;
    int back = 0;          ///< the period of the recovery
    double recovered = 0;  ///< 0: nothing, or after the last period
  };

  /// A path on which something happens, with what it is ordered by: the period of the first thing,
  /// then what defaults, as one number.
  struct Touched {
    static constexpr int kLostBits = 44;  // 170 billion yuan in fen
    std::uint64_t key = 0;
    std::uint32_t path = 0;
    int first() const { return static_cast<int>(key >> kLostBits); }
  };

  /// Room to work in, for blocks of at most `paths` paths; one per thread.
  class Scratch {
   public:
    Scratch(const Simulator& simulator, int paths);
    /// [path] the period in which a supporter defaults; periods() and more: it does not.
    std::span<const double> supporter(int number) const;
    /// [column] what run_touched put there; paths are counted from the first.
    std::span<const Touched> touched() const { return touched_; }

   private:
    friend class Simulator;
    friend class Block;
    int paths_;
    std::vector<double> factors_;      // [factor][path] normals
    std::vector<double> common_;       // [sector, region][path] their part of the latent variable
    std::vector<double> scale_;        // [path] √(χ²/freedom)
    std::vector<double> units_;        // [4][path]
    std::vector<double> early_;        // [4][path]
    std::vector<double> supporters_;   // [supporter][path]
    std::vector<std::uint8_t> may_;    // [path]
    std::vector<std::uint32_t> at_;    // paths of a name that are looked at
    std::vector<double> own_;          // their own normals, then what their recoveries draw
    std::vector<Event> events_;        // of the block, in no order of paths
    std::vector<std::uint32_t> slot_;  // [path] its column
    std::vector<Touched> touched_;     // [column]
    std::vector<int> ends_;            // [name][path], only where payments may be late
  };

  /// Fills `to`, whose periods are periods(): column i is path paths.first + i.
  void run(Paths paths, cash::Collections& to, Scratch& scratch) const;

  /// The same of `count` paths, but for those on which nothing happens, and ordered by when
  /// the first thing happens and by what defaults, so that paths that fare alike lie side by side
  /// (scratch.touched()): column c of the
  /// first columns of `to`, which are equally wide and together at least `count`. Returns how many
  /// there are; further columns of the block begun last pay as scheduled.
  int run_touched(Paths paths, int count, std::span<cash::Collections> to, Scratch& scratch) const;

  /// One path on which every name pays as scheduled.
  cash::Collections scheduled() const;

 private:
  friend class Block;
  struct Prepared {
    std::vector<double> threshold;    ///< [period], of the latent variable
    std::vector<double> outstanding;  ///< [period] before its payments; one more: 0
    int common = 0;                   ///< row of the common part
  };

  Pool pool_;
  std::vector<Prepared> prepared_;
  std::vector<std::vector<double>> supporter_threshold_;
  double everything_ = 0;          ///< balance of all names
  std::vector<double> due_;        ///< [name][period][interest, principal, balance after]
  std::vector<double> scheduled_;  ///< [period][interest, principal, balance] of the whole pool
  std::vector<std::pair<int, int>> commons_;       ///< (sector, region) pairs that names have
  double recovery_global_ = 0, recovery_own_ = 1;  ///< weights of a recovery's normals
  double own_ = 1;                                 ///< √ of a name's own share
  std::vector<double> early_by_;  ///< [period] probability of early repayment by then
};

}  // namespace zheli::credit
