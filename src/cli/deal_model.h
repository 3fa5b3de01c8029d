// A deal made ready to be simulated and rated: what `zheli deal` commands that need losses share.
// Tested by tests/cases/cli/deal.sh.
#pragma once

#include "cli/deal_options.h"
#include "securitization/study/model.h"

namespace zheli::cli {

/// How many paths, of which seed, on how many threads.
struct PathOptions {
  std::int64_t count = 0;
  std::uint64_t seed = 20210713;
  int threads = 0;  ///< 0: all of the machine

  /// As options of a command; this must outlive it.
  std::vector<Option> described();
  int thread_count() const;
  study::Paths paths() const { return {count, seed, thread_count()}; }
};

/// Reads a deal's folder and the tables that it is judged by. Prints problems and throws Exit{1}
/// where there are any; throws std::runtime_error where a file cannot be read.
study::Model load_model(const DealOptions& options);

}  // namespace zheli::cli
