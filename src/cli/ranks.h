// The processes that mpirun started together: which of them this one is, and what they send to the
// first. The only place that knows MPI. Tested by tests/cases/cli/ranks.sh.
#pragma once

#include <cstdint>
#include <vector>

namespace zheli::cli {

class Ranks {
 public:
  /// Joins the others; alone where no mpirun started this process. Leaves at its end.
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int count() const { return count_; }

  /// Everyone's words, by rank, on the first rank; nothing on the others. All send equally many.
  std::vector<std::vector<std::uint64_t>> gather(const std::vector<std::uint64_t>& words) const;

 private:
  int rank_ = 0;
  int count_ = 1;
};

}  // namespace zheli::cli
