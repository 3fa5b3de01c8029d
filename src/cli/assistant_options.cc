#include "cli/assistant_options.h"

#include <stdexcept>
#include <thread>

#include "cli/day.h"
#include "cli/kept_model.h"
#include "cli/read_folder.h"

namespace zheli::cli {

std::vector<Option> AssistantOptions::described() {
  return {{"--pack", &pack, "the pack's folder (default: $ZHELI_PACK, packs/huzhou-police)"},
          {"--as-of", &as_of, "answer as on this day, 2026-11-23 (default: today)"},
          {"--threads", &threads, "threads for training (default: all); changes no answer",
           Range{0, 256}},
          {"--no-cache", &no_cache, "learn anew; keep nothing in $ZHELI_CACHE or ~/.cache/zheli"}};
}

core::Date AssistantOptions::day() const {
  return day_asked("--as-of", as_of);
}

int AssistantOptions::thread_count() const {
  if (threads > 0) return threads;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

Taught AssistantOptions::taught() const {
  const std::filesystem::path folder = pack_folder(pack);
  const files::Folder bytes = read_folder(folder);
  const auto loaded = std::make_shared<const knowledge::Pack>(checked_pack(folder, bytes));
  if (loaded->lessons.empty())
    throw std::runtime_error("this pack teaches nothing: add lessons/*.tsv");
  return {loaded, std::make_shared<const dialogue::Trained>(
                      no_cache ? dialogue::train(*loaded, thread_count())
                               : kept_or_trained(*loaded, bytes, thread_count()))};
}

dialogue::Assistant AssistantOptions::assistant() const {
  const auto [loaded, trained] = taught();
  return {loaded, trained};
}

}  // namespace zheli::cli
