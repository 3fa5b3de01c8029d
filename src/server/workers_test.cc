#include "server/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace zheli::server {
namespace {

TEST(Workers, BeginInOrder) {
  std::vector<int> done;
  std::promise<void> last;
  Workers workers(1, 100);
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(workers.offer([&done, i] { done.push_back(i); }));
  }
  ASSERT_TRUE(workers.offer([&last] { last.set_value(); }));
  last.get_future().wait();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(done[static_cast<std::size_t>(i)], i);
}

TEST(Workers, RefuseWhatNoLongerFitsInLine) {
  std::promise<void> begun, go_on;
  std::atomic<int> done{0};
  {
    Workers workers(1, 2);
    ASSERT_TRUE(workers.offer([&] {
      begun.set_value();
      go_on.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(workers.offer([&] { ++done; }));
    EXPECT_TRUE(workers.offer([&] { ++done; }));
    EXPECT_FALSE(workers.offer([&] { ++done; }));
    go_on.set_value();
    std::promise<void> emptied;
    while (!workers.offer([&] { emptied.set_value(); })) std::this_thread::yield();
    emptied.get_future().wait();
  }
  EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace zheli::server
