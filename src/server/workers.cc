#include "server/workers.h"

#include <utility>

#include "core/check.h"

namespace zheli::server {

Workers::Workers(int threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
  CHECK(threads >= 1);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& one : threads_) one.join();
}

bool Workers::offer(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (line_.size() >= waiting_max_) return false;
    line_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void Workers::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return ending_ || !line_.empty(); });
    if (ending_) return;
    const std::function<void()> job = std::move(line_.front());
    line_.pop_front();
    lock.unlock();
    job();
  }
}

}  // namespace zheli::server
