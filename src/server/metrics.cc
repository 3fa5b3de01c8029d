#include "server/metrics.h"

#include <fmt/format.h>

namespace zheli::server {

void Metrics::count_request(Door door, int status) {
  auto& of_door = statuses_[static_cast<std::size_t>(door)];
  of_door[static_cast<std::size_t>(status / 100) % of_door.size()] += 1;
}

void Metrics::count_answer(dialogue::Move move, double seconds) {
  moves_[static_cast<std::size_t>(move)] += 1;
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  buckets_[bucket] += 1;
  nanoseconds_ += static_cast<std::uint64_t>(seconds * 1e9);
}

std::string Metrics::text(std::size_t items, std::size_t lessons) const {
  std::string out =
      "# HELP zheli_requests_total HTTP requests by door and class of status.\n"
      "# TYPE zheli_requests_total counter\n";
  constexpr std::array<const char*, 4> kDoors = {"api", "page", "file", "watch"};
  for (std::size_t door = 0; door < kDoors.size(); ++door) {
    for (std::size_t i = 2; i < statuses_[door].size(); ++i) {
      out += fmt::format("zheli_requests_total{{door=\"{}\",status=\"{}xx\"}} {}\n", kDoors[door],
                         i, statuses_[door][i].load());
    }
  }
  out += "# HELP zheli_answers_total Replies by move.\n# TYPE zheli_answers_total counter\n";
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    out += fmt::format("zheli_answers_total{{move=\"{}\"}} {}\n",
                       dialogue::name(static_cast<dialogue::Move>(i)), moves_[i].load());
  }
  out +=
      "# HELP zheli_answer_seconds Text to reply, without the network.\n"
      "# TYPE zheli_answer_seconds histogram\n";
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    below += buckets_[i].load();
    out += fmt::format("zheli_answer_seconds_bucket{{le=\"{}\"}} {}\n", kBounds[i], below);
  }
  below += buckets_.back().load();
  out += fmt::format("zheli_answer_seconds_bucket{{le=\"+Inf\"}} {}\n", below);
  out += fmt::format("zheli_answer_seconds_sum {}\nzheli_answer_seconds_count {}\n",
                     static_cast<double>(nanoseconds_.load()) / 1e9, below);
  out += fmt::format(
      "# HELP zheli_items Items in the pack.\n# TYPE zheli_items gauge\nzheli_items {}\n"
      "# HELP zheli_lessons Lessons in the pack.\n# TYPE zheli_lessons gauge\n"
      "zheli_lessons {}\n",
      items, lessons);
  return out;
}

}  // namespace zheli::server
