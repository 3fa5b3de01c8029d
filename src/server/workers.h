// Threads that do the long work, and a bounded line of jobs before them: what the network must not
// wait for. Tested by workers_test.cc.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zheli::server {

class Workers {
 public:
  /// `threads` ≥ 1; at most `waiting_max` jobs stand in line.
  Workers(int threads, std::size_t waiting_max);
  /// Ends when the jobs begun are done; those still in line are dropped.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Puts `job` in line; false where the line is full. Jobs are begun in order and must not throw.
  bool offer(std::function<void()> job);

 private:
  void work();

  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> line_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace zheli::server
