// Runs a deal over a range of paths on several threads: credit fills a block, the waterfall pays it
// out, losses.h counts it; nothing else is kept, so memory does not grow with paths.
//
// Path i is the source's path i, whoever runs it: threads, ranges and machines change no digit.
// Tested by simulate_test.cc.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "securitization/credit/simulator.h"
#include "securitization/pricing/losses.h"
#include "securitization/waterfall/columns.h"

namespace zheli::pricing {

/// The paths of one chunk on their way: columns side by side in blocks of kBlockPaths.
struct Lot {
  std::vector<cash::Collections> blocks;
  std::vector<waterfall::Columns> until;  ///< [block], row: supporter
  std::vector<int>
      first;        ///< [block] all pay as scheduled, supporters standing, before this period
  int columns = 0;  ///< how many are filled
};
constexpr int kBlockPaths = 128;

/// Fills the columns of a lot with paths [first, first + count), in any order: every flow, and,
/// where the deal has supporters that may fall, until[block].row(supporter)[column], the number of
/// the first period, from 0, in which it stands no more (waterfall/engine.h). `until` comes filled
/// with "always stands". `first` comes filled with 0. Paths
/// that pay as scheduled, with all supporters standing, may be left out where the sources say what
/// is scheduled.
using Source = std::function<void(std::int64_t first, int count, Lot& lot)>;

/// Makes a source for each thread, with whatever room to work in it needs; called once at a time.
struct Sources {
  std::function<Source()> make;
  std::optional<cash::Collections> scheduled;  ///< of one path; none: no path is left out
};

/// The simulator's paths of one seed: its supporters are the deal's, in their order. The
/// simulator must outlive what is made.
Sources simulated(const credit::Simulator& simulator, std::uint64_t seed);

/// Paths [first, first + count).
struct Range {
  std::int64_t first = 0;  ///< a multiple of kChunkPaths
  std::int64_t count = 0;
};

/// The part of `paths` paths from 0 on that machine `rank` of `ranks` runs: whole chunks, as even
/// as they go, in order.
Range part_of(std::int64_t paths, int rank, int ranks);

/// Whether the supporters are there.
enum class Support {
  as_simulated,  ///< they fall as the source says
  certain,       ///< they always stand
  none,          ///< they stand and pay nothing: the pool alone
};

/// The deal with all supporters' limits 0, so that nothing is drawn and no trigger on their fall
/// acts. Fees for a commitment that stand among the deal's fees are still paid.
waterfall::Program unsupported(const waterfall::Program& program);

struct Running {
  int threads = 1;
  Support support = Support::as_simulated;
  std::function<void(std::int64_t done)> progress;  ///< paths so far; called on any one thread
  const std::atomic<bool>* stop = nullptr;          ///< once true, no new block is begun
};

/// The losses of a range. After a stop they are those of the blocks that were finished, which
/// Losses::paths() counts. A range that begins inside a chunk is a caller's bug (CHECK).
Losses simulate(const waterfall::Program& program, const Sources& sources, Range range,
                const Running& running);

}  // namespace zheli::pricing
