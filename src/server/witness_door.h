// A witness over HTTP (c2sp.org/tlog-witness): what each route means, without a socket.
//
//   POST /add-checkpoint     → its cosignature, or why not (ledger/witness.h)
//   GET  /HASH/checkpoint    → the newest checkpoint that it cosigned of the log of that hash
//   GET  /healthz            → 200
//
// A request is read, answered and kept as one step, so that of two at once one is refused; it is
// kept durably before the cosignature leaves. Tested by witness_door_test.cc.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/witness.h"
#include "server/http.h"

namespace zheli::server {

struct WitnessDoorOptions {
  std::vector<ledger::VerifierKey> logs;  // every key of every log that it watches
  ledger::SignerKey key;
  std::map<std::string, ledger::Witnessed> seen;  // by origin, what was kept before
  /// Keeps it durably; throws where it cannot, and then nothing was cosigned.
  std::function<void(const std::string& origin, const ledger::Witnessed&)> keep;
  std::function<ledger::Instant()> now;
};

class WitnessDoor {
 public:
  explicit WitnessDoor(WitnessDoorOptions options);

  /// From any thread. Throws what `keep` throws.
  Response handle(const Request& request);

 private:
  Response add_checkpoint(const Request& request);
  Response newest(const std::string& hash);

  const WitnessDoorOptions options_;
  std::mutex mutex_;
  std::map<std::string, ledger::Witnessed> seen_;  // by origin
};

}  // namespace zheli::server
