#include "cli/ranks.h"

#define OMPI_SKIP_MPICXX  // the C interface alone
#include <mpi.h>

namespace zheli::cli {

Ranks::Ranks() {
  MPI_Init(nullptr, nullptr);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
}

Ranks::~Ranks() {
  MPI_Finalize();
}

std::vector<std::vector<std::uint64_t>> Ranks::gather(
    const std::vector<std::uint64_t>& words) const {
  const int size = static_cast<int>(words.size());
  std::vector<std::uint64_t> all(rank_ == 0 ? words.size() * static_cast<std::size_t>(count_) : 0);
  MPI_Gather(words.data(), size, MPI_UINT64_T, all.data(), size, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  std::vector<std::vector<std::uint64_t>> by_rank;
  for (auto from = all.begin(); from != all.end(); from += size)
    by_rank.emplace_back(from, from + size);
  return by_rank;
}

}  // namespace zheli::cli
