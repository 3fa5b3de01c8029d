// A store under load, for tests that kill it and fill its disk.
//
//   trial load DATABASE FOLDER           writes until it is killed; prints each record's id once
//                                        it was acknowledged
//   trial check DATABASE FOLDER < ACKS   starts it again: every acknowledged record is there and
//                                        opens, none is half there, the log is whole
//   trial full DATABASE FOLDER FILLER    writes until the disk is full, reads on, removes FILLER,
//                                        writes on
//
// FOLDER gets the master key, the log's key (log.key), the log (log/) and what trusts it
// (log/policy, log/keys).
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include "files/durable_write.h"
#include "store/store.h"

using namespace zheli;
namespace fs = std::filesystem;

namespace {

constexpr int kThreads = 8;

ledger::SignerKey key() {
  std::array<unsigned char, 32> chance;
  chance.fill(7);
  return ledger::SignerKey::make("log.example", ledger::KeyType::ed25519, chance).take();
}

store::StoreOptions options(const std::string& database, const fs::path& folder) {
  fs::create_directories(folder / "log");
  const std::string text = key().verifier().text();
  std::ofstream(folder / "log/policy") << "log " << text << "\nquorum none\n";
  std::ofstream(folder / "log/keys") << text << "\n";
  if (!fs::exists(folder / "log.key"))
    files::write_durably(folder / "log.key", key().text() + "\n", files::Readers::owner);
  return {.database = database,
          .master_key = folder / "master.key",
          .log = store::LogOptions{"log.example", {key()}, folder / "log"}};
}

/// A record and a holder of its own: either both are there or neither.
std::int64_t add(store::Store& store, std::size_t size) {
  return store.write([&](store::Connection& to) {
    const std::int64_t id =
        store.records().append(to, store::kHouse, ledger::Kind::case_event,
                               [&](const store::Turn&) { return std::string(size, 'r'); });
    store.records().make_holder(to, fmt::format("p{}", id));
    return id;
  });
}

int load(store::Store& store) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      while (true) {
        const std::string line = fmt::format("{}\n", add(store, 200));
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 1;
}

int failed(const std::string& why) {
  fmt::print("FAILED: {}\n", why);
  return 1;
}

int check(store::Store& store) {
  if (!store.why_read_only().empty()) return failed(store.why_read_only());
  std::set<std::int64_t> wanted;
  for (std::int64_t id = 0; std::cin >> id;) wanted.insert(id);
  return store.read([&](store::Connection& from) {
    const store::Row row = from.run(
        "SELECT COUNT(*), COUNT(number), COALESCE(MAX(number), -1) + 1, "
        "(SELECT COUNT(*) FROM holder), COUNT(holder) FROM record")[0];
    const bool numbers_lag = from.engine() == store::Engine::postgres;
    if (!numbers_lag && row.whole(0) != row.whole(1)) return failed("records without a number");
    if (row.whole(1) != row.whole(2)) return failed("numbers with gaps");
    if (row.whole(3) != row.whole(4) + 1) return failed("half of something was written");
    if (row.whole(1) < static_cast<std::int64_t>(store.published().size))
      return failed("more was signed than is there");
    for (const std::int64_t id : wanted)
      if (!store.records().open(from, id)) return failed(fmt::format("record {} is lost", id));
    fmt::print("{} acknowledged, all there; {} records\n", wanted.size(), row.whole(0));
    return 0;
  });
}

int full(store::Store& store, const fs::path& filler) {
  std::int64_t written = 0;
  try {
    for (;; ++written) add(store, 10'000);
  } catch (const store::Failure& failure) {
    if (failure.kind() != store::Failure::Kind::full) return failed(failure.what());
  }
  const auto count = [&] {
    return store.read([](store::Connection& from) {
      return from.run("SELECT COUNT(*) FROM record")[0].whole(0);
    });
  };
  if (count() != written) return failed("what was refused is there");
  fs::remove(filler);
  add(store, 10'000);
  if (count() != written + 1) return failed("it does not write again");
  for (int i = 0; i < 100; ++i) {
    if (store.published().size == static_cast<std::uint64_t>(written) + 1) {
      fmt::print("{} written, then full, then written again and published\n", written);
      return 0;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return failed("the log does not go on");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string mode = argv[1];
  try {
    store::Store store(options(argv[2], argv[3]));
    if (mode == "load") return load(store);
    if (mode == "check") return check(store);
    if (mode == "full" && argc == 5) return full(store, argv[4]);
    return 2;
  } catch (const std::exception& failure) {
    return failed(failure.what());
  }
}
