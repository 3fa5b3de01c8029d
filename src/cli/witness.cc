// zheli witness: the process that a party runs to watch logs of others. What the witness may not
// touch itself is here: its folder, its key, the clock.
//
//   DIR/HASH/checkpoint   the newest checkpoint cosigned of the log whose origin has that SHA-256
//   DIR/lock              that one process alone has the folder
//
// Tested by tests/cases/cli/witness.py.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/kept.h"
#include "cli/read_folder.h"
#include "files/durable_write.h"
#include "server/server.h"
#include "server/witness_door.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder, key, policy;
  server::NetworkOptions network{.port = 8090};
};

/// For as long as the process lives: two witnesses of one key and two memories could sign a fork.
void lock(const fs::path& folder) {
  const fs::path path = folder / "lock";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 || ::flock(file, LOCK_EX | LOCK_NB) != 0)
    throw std::runtime_error(folder.string() +
                             " cannot be written, or another witness has it open");
}

fs::path file_of(const fs::path& folder, const std::string& origin) {
  return folder / ledger::origin_hash(origin) / "checkpoint";
}

/// What is remembered of each log. Damage is never taken for a log that was not seen yet.
std::map<std::string, ledger::Witnessed> read_seen(const fs::path& folder,
                                                   const ledger::Policy& logs,
                                                   const ledger::VerifierKey& key) {
  std::map<std::string, ledger::Witnessed> seen;
  for (const ledger::VerifierKey& log : logs.logs()) {
    const fs::path path = file_of(folder, log.name());
    if (log.type() != ledger::KeyType::ed25519 || !fs::exists(path)) continue;
    std::string note = read_file(path, ledger::kNoteMax);
    const auto own = ledger::Policy::read(
        fmt::format("log {}\nwitness own {}\nquorum own\n", log.text(), key.text()));
    const auto opened = ledger::open(note, own.value());
    if (!opened)
      throw std::runtime_error(fmt::format("{}: {}; bring back the one that this witness wrote",
                                           path.string(), opened.error().message));
    seen[log.name()] = {opened.value().checkpoint.head, std::move(note)};
  }
  return seen;
}

void run_witness(const Options& options) {
  const fs::path folder = options.folder;
  const ledger::SignerKey key = read_signer_key("--key", options.key);
  if (key.verifier().type() != ledger::KeyType::cosignature)
    throw Unusable{"--key", "this is no witness's key (zheli ledger key --kind witness)"};
  const ledger::Policy policy = read_policy("--logs", options.policy);
  if (policy.logs().empty()) throw Unusable{"--logs", "it names no log"};
  fs::create_directories(folder);
  lock(folder);
  auto seen = read_seen(folder, policy, key.verifier());
  const std::size_t known = seen.size();
  server::WitnessDoor door({.logs = policy.logs(),
                            .key = key,
                            .seen = std::move(seen),
                            .keep =
                                [folder](const std::string& origin, const ledger::Witnessed& now) {
                                  const fs::path path = file_of(folder, origin);
                                  fs::create_directories(path.parent_path());
                                  files::write_durably(path, now.note, files::Readers::all);
                                },
                            .now =
                                [] {
                                  return std::chrono::floor<std::chrono::seconds>(
                                      std::chrono::system_clock::now());
                                }});
  server::NetworkOptions network = options.network;
  network.connections_max = server::connections_that_fit();
  server::serve(door, network, [&](std::uint16_t port) {
    fmt::print("witness {}: {} keys of logs, {} seen before; http://{}:{}/\n",
               key.verifier().name(), policy.logs().size(), known, network.address, port);
    std::fflush(stdout);
  });
}

}  // namespace

Command witness_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "witness",
      .what = "Watch logs of others: cosign what only ever grows",
      .options = {{.name = "DIR",
                   .to = &options->folder,
                   .what = "the folder where it remembers what it cosigned",
                   .required = true},
                  {.name = "--key",
                   .to = &options->key,
                   .what = "its secret key (zheli ledger key --kind witness)",
                   .required = true},
                  {.name = "--logs",
                   .to = &options->policy,
                   .what = "policy whose log lines name the logs to watch",
                   .required = true},
                  {"--address", &options->network.address, "where to listen (default 127.0.0.1)"},
                  {"--port", &options->network.port, "port (default 8090; 0: any that is free)"}},
      .footer =
          "A log asks it to cosign each new checkpoint (c2sp.org/tlog-witness). It does so\n"
          "only where the log's first leaves are those that it cosigned before, so that\n"
          "nobody can be shown another history. It sees no record. Never bring back an older\n"
          "copy of its folder, nor run two with one key: what was forgotten may be signed\n"
          "twice.\n"
          "\nExamples:\n"
          "  zheli ledger key witness.police.example --kind witness --out witness.key\n"
          "  zheli witness /var/lib/zheli-witness --key witness.key --logs logs.policy",
      .run = [options] { run_witness(*options); }};
}

}  // namespace zheli::cli
