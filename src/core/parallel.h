// The same work on several threads: which thread does what changes the time, never the result.
// Tested by parallel_test.cc.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace zheli::core {

/// Calls work(i) once for every i below `count`, on `threads` threads at most, this one among them.
/// `work` must not throw and must not touch what another i writes.
template <typename Work>
void parallel_for(int threads, std::size_t count, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(run);
  run();
}

}  // namespace zheli::core
