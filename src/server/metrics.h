// What Prometheus scrapes: requests by door and status, moves made, and how long answers took.
#pragma once

#include <array>
#include <atomic>
#include <string>

#include "assistant/dialogue/reply.h"

namespace zheli::server {

/// The way a request came: JSON, a page to read, a file of the pages, or what watches the server.
enum class Door { api, page, file, watch };

class Metrics {
 public:
  void count_request(Door door, int status);
  void count_answer(dialogue::Move move, double seconds);

  /// Prometheus text format 0.0.4. `items` and `lessons` describe the pack being served.
  std::string text(std::size_t items, std::size_t lessons) const;

 private:
  static constexpr std::array<double, 8> kBounds = {0.00005, 0.0001, 0.0002, 0.0005,
                                                    0.001,   0.005,  0.02,   0.1};
  std::array<std::array<std::atomic<std::uint64_t>, 6>, 4> statuses_{};  // by door and hundreds
  std::array<std::atomic<std::uint64_t>, 6> moves_{};
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> nanoseconds_{0};
};

}  // namespace zheli::server
