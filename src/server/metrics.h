// What Prometheus scrapes: requests by route and status, moves made, and how long answers took.
#pragma once

#include <array>
#include <atomic>
#include <string>

#include "assistant/dialogue/reply.h"

namespace zheli::server {

class Metrics {
 public:
  void count_request(int status);
  void count_answer(dialogue::Move move, double seconds);

  /// Prometheus text format 0.0.4. `items` and `lessons` describe the pack being served.
  std::string text(std::size_t items, std::size_t lessons) const;

 private:
  static constexpr std::array<double, 8> kBounds = {0.00005, 0.0001, 0.0002, 0.0005,
                                                    0.001,   0.005,  0.02,   0.1};
  std::array<std::atomic<std::uint64_t>, 6> statuses_{};  // by hundreds
  std::array<std::atomic<std::uint64_t>, 6> moves_{};
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> nanoseconds_{0};
};

}  // namespace zheli::server
