// One question, one core, text → reply: median and 99th percentile over an exam's questions, and
// what start-up costs in time and memory. usage: bench_turns PACK QUESTIONS.tsv
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "bench/questions.h"
#include "cli/assistant_options.h"

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What the process holds now, and the most it ever held while training.
double resident_mb() {
  long pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_turns PACK QUESTIONS.tsv\n");
    return 2;
  }
  const auto questions = zheli::bench::read_questions(argv[2]);
  zheli::cli::AssistantOptions options;
  options.pack = argv[1];
  options.as_of = "2026-11-23";
  options.no_cache = true;
  const auto start = Clock::now();
  const auto assistant = options.assistant();
  const double start_up = since(start);

  std::vector<double> micros;
  for (int round = 0; round < 5; ++round) {
    for (const auto& question : questions) {
      const auto asked = Clock::now();
      const auto reply = assistant.reply({}, {question.question, "", ""}, options.day());
      micros.push_back(since(asked) * 1e6);
    }
  }
  std::sort(micros.begin(), micros.end());
  fmt::print(
      "start-up {:.2f} s (reading, checking, training, {} threads), resident {:.0f} MB "
      "(peak while training {:.0f} MB)\n"
      "{} turns: median {:.0f} us, p99 {:.0f} us\n",
      start_up, options.thread_count(), resident_mb(), peak_mb(), micros.size(),
      micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
}
