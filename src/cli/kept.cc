#include "cli/kept.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "cli/read_folder.h"
#include "ledger/witness.h"
#include "server/client.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

core::Result<store::WitnessReply> replied(const server::Call& call) {
  core::Result<server::Response> response = server::call(call);
  if (!response) return response.error();
  return store::WitnessReply{response.value().status, std::move(response.value().body)};
}

/// A witness by its address in the policy (c2sp.org/tlog-witness).
store::Witness over_http(const ledger::Policy::Party& party, const std::string& origin) {
  const std::string base = party.url.ends_with('/') ? party.url : party.url + "/";
  const std::string newest = base + ledger::origin_hash(origin) + "/checkpoint";
  return {.name = party.name,
          .key = *party.key,
          .add_checkpoint =
              [base](const std::string& body) {
                return replied({.method = "POST", .url = base + "add-checkpoint", .body = body});
              },
          .newest = [newest] { return replied({.url = newest}); }};
}

void ask_witnesses(store::LogOptions& log, const std::string& path) {
  ledger::Policy policy = read_policy("--witnesses", path);
  const auto& logs = policy.logs();
  if (std::ranges::find(logs, log.keys.front().verifier()) == logs.end())
    throw Unusable{"--witnesses", "the policy does not name the key of this log"};
  for (const ledger::Policy::Party& party : policy.parties()) {
    if (!party.key) continue;
    if (party.url.empty())
      throw Unusable{"--witnesses", fmt::format("witness {} has no address", party.name)};
    log.witnesses.push_back(over_http(party, log.origin));
  }
  log.policy = std::move(policy);
}

}  // namespace

ledger::SignerKey read_signer_key(const std::string& option, const std::string& path) {
  using fs::perms;
  const perms others = perms::group_all | perms::others_all;
  if ((fs::status(path).permissions() & others) != perms::none)
    throw Unusable{option, fmt::format("others may read {}; chmod 600 it", path)};
  std::string text = read_file(path);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  core::Result<ledger::SignerKey> key = ledger::SignerKey::read(text);
  if (!key) throw Unusable{option, key.error().message};
  return key.take();
}

ledger::Policy read_policy(const std::string& option, const std::string& path) {
  core::Result<ledger::Policy> policy = ledger::Policy::read(read_file(path));
  if (!policy) throw Unusable{option, policy.error().message};
  return policy.take();
}

std::vector<Option> KeptOptions::described() {
  return {{"--database", &database, "SQLite file, or postgresql://… (default: nothing is kept)"},
          {"--master-key", &master_key, "the key that seals what is kept; made with the database"},
          {"--log", &log, "folder of the public log of what was done"},
          {"--log-key", &log_key, "the log's secret key (zheli ledger key)"},
          {"--sm2-key", &sm2_key, "its SM2 key, for a second signature"},
          {"--witnesses", &witnesses, "policy that names the log's witnesses and the quorum"}};
}

std::unique_ptr<store::Store> KeptOptions::open() const {
  if (database.empty()) return nullptr;
  if (master_key.empty()) throw Unusable{"--master-key", "a database needs one"};
  if (log.empty() || log_key.empty())
    throw Unusable{"--log", "a database needs its log: --log and --log-key"};
  store::LogOptions made{.origin = {}, .keys = {}, .folder = log};
  made.keys.push_back(read_signer_key("--log-key", log_key));
  made.origin = made.keys.front().verifier().name();
  if (made.keys.front().verifier().type() != ledger::KeyType::ed25519)
    throw Unusable{"--log-key", "this is no log's key"};
  if (!sm2_key.empty()) {
    made.keys.push_back(read_signer_key("--sm2-key", sm2_key));
    const ledger::VerifierKey& second = made.keys.back().verifier();
    if (second.type() != ledger::KeyType::sm2 || second.name() != made.origin)
      throw Unusable{"--sm2-key", "this is no SM2 key of this log"};
  }
  if (!witnesses.empty()) ask_witnesses(made, witnesses);
  return std::make_unique<store::Store>(
      store::StoreOptions{.database = database, .master_key = master_key, .log = std::move(made)});
}

std::string log_metrics(const store::Store& store) {
  std::string text = fmt::format(
      "# HELP zheli_log_leaves Leaves in the newest checkpoint of the log.\n"
      "# TYPE zheli_log_leaves gauge\nzheli_log_leaves {}\n"
      "# HELP zheli_log_writable Whether the database is written to.\n"
      "# TYPE zheli_log_writable gauge\nzheli_log_writable {}\n",
      store.published().size, store.why_read_only().empty() ? 1 : 0);
  const std::vector<store::WitnessState> states = store.witnesses();
  if (states.empty()) return text;
  text +=
      "# HELP zheli_log_cosigned Whether a witness cosigned when it was asked last.\n"
      "# TYPE zheli_log_cosigned gauge\n";
  for (const auto& [name, trouble] : states) {
    std::string label;  // Prometheus' own escapes; a name holds no control characters
    for (const char c : name)
      label += c == '"' || c == '\\' ? fmt::format("\\{}", c) : fmt::format("{}", c);
    text +=
        fmt::format("zheli_log_cosigned{{witness=\"{}\"}} {}\n", label, trouble.empty() ? 1 : 0);
  }
  return text;
}

}  // namespace zheli::cli
