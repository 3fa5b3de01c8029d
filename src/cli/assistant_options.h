// What ask, chat, exam and serve share: which pack, which day, how many threads.
#pragma once

#include <memory>
#include <string>

#include "assistant/dialogue/assistant.h"
#include "cli/command.h"

namespace zheli::cli {

/// A pack, and what was trained on it.
struct Taught {
  std::shared_ptr<const knowledge::Pack> pack;
  std::shared_ptr<const dialogue::Trained> trained;
};

struct AssistantOptions {
  std::string pack;
  std::string as_of;
  int threads = 0;  // 0: as many as the machine has
  bool no_cache = false;

  /// As options of a command; this must outlive it.
  std::vector<Option> described();

  /// The day asked for, or today in China. Throws Unusable for what is no day.
  core::Date day() const;
  int thread_count() const;

  /// Reads and checks; trains, or takes the model that was kept. Throws std::runtime_error if the
  /// pack has problems.
  Taught taught() const;
  dialogue::Assistant assistant() const;
};

}  // namespace zheli::cli
