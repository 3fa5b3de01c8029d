// What keeping and proving costs. usage: bench_kept FOLDER   (on the disk that is to be measured)
//
//   submissions   64 threads, each waits for its record to be durable
//   checkpoint    1,000 leaves a second, from the commit to the checkpoint that holds the leaf
//   restart       a database of 1,000,000 records with its log
//   rebuild       all files of that log out of its leaves
//   verify        every entry of it, every tile
//   proof         of one leaf of it, from its files
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>

#include "ledger/audit.h"
#include "store/store.h"

using namespace zheli;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMillion = 1'000'000;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double percentile(std::vector<double>& all, double part) {
  std::ranges::sort(all);
  return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
}

store::StoreOptions options(const fs::path& folder) {
  std::array<unsigned char, 32> chance;
  chance.fill(7);
  return {.database = (folder / "kept.db").string(),
          .master_key = folder / "master.key",
          .log = store::LogOptions{
              "log.example",
              {ledger::SignerKey::make("log.example", ledger::KeyType::ed25519, chance).take()},
              folder / "log"}};
}

void add(store::Store& store, store::Connection& to, const std::string& holder) {
  store.records().append(to, holder, ledger::Kind::case_event, [](const store::Turn& turn) {
    return fmt::format(R"({{"at":"2026-11-30T08:00:00Z","n":{},"text":"{:300}"}})", turn.n, ' ');
  });
}

void submissions(store::Store& store) {
  constexpr int kThreads = 64;
  constexpr double kSeconds = 5;
  std::vector<double> waits;
  std::mutex mutex;
  std::vector<std::thread> threads;
  const Clock::time_point start = Clock::now();
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const std::string holder = fmt::format("p{}", t);
      store.write([&](store::Connection& to) { store.records().make_holder(to, holder); });
      std::vector<double> own;
      while (since(start) < kSeconds) {
        const Clock::time_point sent = Clock::now();
        store.write([&](store::Connection& to) { add(store, to, holder); });
        own.push_back(since(sent) * 1e3);
      }
      const std::lock_guard held(mutex);
      waits.insert(waits.end(), own.begin(), own.end());
    });
  }
  for (std::thread& thread : threads) thread.join();
  fmt::print("submissions: {:.0f}/s, median {:.1f} ms, p99 {:.1f} ms\n",
             static_cast<double>(waits.size()) / since(start), percentile(waits, 0.5),
             percentile(waits, 0.99));
}

/// Ten leaves each hundredth of a second; a watcher sees when the log has them.
void checkpoints(store::Store& store) {
  constexpr int kBatches = 500;
  std::vector<Clock::time_point> committed(kBatches);
  std::vector<double> waits;
  const std::uint64_t before = store.read([](store::Connection& from) {
    return static_cast<std::uint64_t>(from.run("SELECT COUNT(*) FROM record")[0].whole(0));
  });
  std::atomic<int> done = 0;
  std::thread watcher([&] {
    while (waits.size() < kBatches) {
      const std::uint64_t size = store.published().size;
      const int have = done;
      while (static_cast<int>(waits.size()) < have && before + 10 * (waits.size() + 1) <= size)
        waits.push_back(since(committed[waits.size()]) * 1e3);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  Clock::time_point next = Clock::now();
  for (int i = 0; i < kBatches; ++i) {
    store.write([&](store::Connection& to) {
      for (int k = 0; k < 10; ++k) add(store, to, std::string(store::kHouse));
    });
    committed[i] = Clock::now();
    done = i + 1;
    std::this_thread::sleep_until(next += std::chrono::milliseconds(10));
  }
  watcher.join();
  fmt::print("checkpoint at 1,000 leaves/s: median {:.0f} ms, p99 {:.0f} ms\n",
             percentile(waits, 0.5), percentile(waits, 0.99));
}

void restart(const fs::path& folder) {
  const Clock::time_point start = Clock::now();
  const store::Store store(options(folder));
  fmt::print("restart with {} leaves: {:.2f} s\n", store.published().size, since(start));
}

/// Fills the database up to a million records, then lets the publisher make all files anew.
void million(const fs::path& folder) {
  {
    store::Store store(options(folder));
    const auto count = [&] {
      return store.read([](store::Connection& from) {
        return static_cast<std::uint64_t>(from.run("SELECT COUNT(*) FROM record")[0].whole(0));
      });
    };
    while (count() < kMillion) {
      const std::uint64_t more = std::min<std::uint64_t>(5000, kMillion - count());
      store.write([&](store::Connection& to) {
        for (std::uint64_t i = 0; i < more; ++i) add(store, to, std::string(store::kHouse));
      });
    }
  }
  restart(folder);
  fs::remove_all(folder / "log");
  const Clock::time_point start = Clock::now();
  store::Store store(options(folder));
  while (store.published().size < kMillion)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  fmt::print("rebuild of {} leaves: {:.2f} s\n", kMillion, since(start));
}

void proofs(const fs::path& log) {
  const auto checkpoint = store::newest_checkpoint(log, options(log).log->keys[0].verifier());
  const ledger::Head head = checkpoint->head;
  Clock::time_point start = Clock::now();
  const auto whole =
      ledger::audit(head, store::files_below(log), [](auto, auto) { return std::nullopt; });
  fmt::print("verify: {:.0f} leaves/s, {}\n", static_cast<double>(head.size) / since(start),
             whole ? "whole" : whole.error().message);
  std::vector<double> times;
  for (std::uint64_t index = 0; index < head.size; index += head.size / 1000) {
    start = Clock::now();
    ledger::Tiles tiles(head.size, store::files_below(log));
    if (!tiles.inclusion(index)) return;
    times.push_back(since(start) * 1e3);
  }
  fmt::print("proof: median {:.2f} ms, p99 {:.2f} ms\n", percentile(times, 0.5),
             percentile(times, 0.99));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_kept FOLDER\n");
    return 2;
  }
  const fs::path folder = argv[1];
  fs::create_directories(folder);
  {
    store::Store store(options(folder));
    submissions(store);
    checkpoints(store);
  }
  million(folder);
  proofs(folder / "log");
}
