#include "cli/kept.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/read_folder.h"

namespace zheli::cli {

namespace fs = std::filesystem;

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

std::vector<Option> KeptOptions::described() {
  return {{"--database", &database, "SQLite file, or postgresql://… (default: nothing is kept)"},
          {"--master-key", &master_key, "the key that seals what is kept; made with the database"},
          {"--log", &log, "folder of the public log of what was done"},
          {"--log-key", &log_key, "the log's secret key (zheli ledger key)"}};
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
  return std::make_unique<store::Store>(
      store::StoreOptions{.database = database, .master_key = master_key, .log = std::move(made)});
}

}  // namespace zheli::cli
