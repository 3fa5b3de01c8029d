// Databases for tests: a new SQLite file in a folder that goes away, or a new database of a
// PostgreSQL that the test program starts for itself (Debian's postgresql-15) and that ends with
// it.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "core/check.h"
#include "ledger/key.h"
#include "store/connection.h"

namespace zheli::store {

/// A folder that goes away.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "zheli-store-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(const char* name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The key of the log "log.example", always the same.
inline ledger::SignerKey log_key(ledger::KeyType type = ledger::KeyType::ed25519) {
  std::array<unsigned char, 32> chance;
  chance.fill(7);
  return ledger::SignerKey::make("log.example", type, chance).take();
}

/// A PostgreSQL of this program. It refuses to run as root: then it runs as nobody.
class Cluster {
 public:
  static Cluster& ours() {
    static Cluster cluster;
    return cluster;
  }

  Cluster() {
    if (::geteuid() == 0) {
      for (const char* word : {"--reuid=65534", "--regid=65534", "--clear-groups"})
        before_.push_back(word);
      CHECK(::chown(folder_.path().c_str(), 65534, 65534) == 0);
    }
    const std::string data = (folder_ / "data").string();
    run({bin("initdb"), "-D", data, "-U", "zheli", "-E", "UTF8", "--locale=C", "-A", "trust",
         "--no-sync"});
    start();
  }
  ~Cluster() { stop(); }

  void start() {
    process_ = spawn({bin("postgres"), "-D", (folder_ / "data").string(), "-k",
                      folder_.path().string(), "-c", "listen_addresses=", "-c", "fsync=off"});
    for (int i = 0; i < 100; ++i) {
      try {
        open_postgres(url("postgres"));
        return;
      } catch (const Failure&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
    CHECK(!"PostgreSQL does not start");
  }

  void stop() {
    ::kill(process_, SIGINT);  // fast: ends connections
    ::waitpid(process_, nullptr, 0);
  }

  std::string url(const std::string& database) const {
    return fmt::format("postgresql:///{}?host={}&user=zheli", database, folder_.path().string());
  }

  std::string new_database() {
    const std::string name = fmt::format("d{}", ++made_);
    open_postgres(url("postgres"))->script("CREATE DATABASE " + name);
    return url(name);
  }

 private:
  static std::string bin(const char* name) {
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql"))
      if (std::filesystem::exists(version.path() / "bin" / name))
        return (version.path() / "bin" / name).string();
    CHECK(!"PostgreSQL's programs are not there: .ci/install test");
    return "";
  }

  /// Ends with this program, however that ends.
  ::pid_t spawn(std::vector<std::string> words) const {
    std::vector<std::string> all{"setpriv", "--pdeathsig", "INT"};
    all.insert(all.end(), before_.begin(), before_.end());
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (std::string& word : all) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    ::pid_t made = 0;
    CHECK(::posix_spawnp(&made, "setpriv", &actions, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    return made;
  }

  void run(std::vector<std::string> words) const {
    int status = 0;
    ::waitpid(spawn(std::move(words)), &status, 0);
    CHECK(status == 0);
  }

  TemporaryFolder folder_;
  std::vector<std::string> before_;
  ::pid_t process_ = 0;
  int made_ = 0;
};

/// Tests that run on both engines: TEST_P(Name, …) with INSTANTIATE_TEST_SUITE_P(…, kEngines).
class OnBoth : public testing::TestWithParam<Engine> {
 protected:
  std::string new_database(const char* name = "small.db") {
    return GetParam() == Engine::sqlite ? (folder / name).string() : Cluster::ours().new_database();
  }

  TemporaryFolder folder;
};

inline const auto kEngines = testing::Values(Engine::sqlite, Engine::postgres);
inline std::string engine_name(const testing::TestParamInfo<Engine>& one) {
  return one.param == Engine::sqlite ? "sqlite" : "postgres";
}

/// The kind of failure that `work` ends with; its message in `said`. Fails the test where it goes
/// well.
template <class F>
Failure::Kind failure_of(F work, std::string* said = nullptr) {
  try {
    work();
  } catch (const Failure& failure) {
    if (said != nullptr) *said = failure.what();
    return failure.kind();
  }
  ADD_FAILURE() << "it went well";
  return Failure::Kind::other;
}

}  // namespace zheli::store
