#include "core/parallel.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

TEST(Parallel, DoesEachPieceOnceOnAnyNumberOfThreads) {
  for (const int threads : {0, 1, 2, 7}) {
    for (const std::size_t count : {0U, 1U, 5U, 1000U}) {
      std::vector<int> done(count, 0);
      parallel_for(threads, count, [&](std::size_t i) { done[i] += 1; });
      EXPECT_EQ(done, std::vector<int>(count, 1)) << threads << " threads, " << count;
    }
  }
}

TEST(Parallel, IsDoneWhenItReturns) {
  std::atomic<std::size_t> sum{0};
  parallel_for(4, 101, [&](std::size_t i) { sum += i; });
  EXPECT_EQ(sum, 5050U);
}

TEST(Parallel, StaysOnThisThreadWhereOneIsAllowed) {
  const std::thread::id here = std::this_thread::get_id();
  parallel_for(1, 10, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), here); });
}

}  // namespace
}  // namespace zheli::core
