// The witnesses of a log, as the log sees them: each is told of a new checkpoint and asked for its
// cosignature, all at once; each is asked at the start what it saw last, for a database with fewer
// leaves is an old copy. How one is reached is the caller's (functions that speak HTTP, or a
// witness in memory). Tested by witnesses_test.cc.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "ledger/checkpoint.h"
#include "ledger/policy.h"
#include "ledger/tiles.h"

namespace zheli::store {

struct WitnessReply {
  int status = 0;  // of HTTP, as ledger/witness.h lists them
  std::string body;
};

struct Witness {
  std::string name;  // in the policy
  ledger::VerifierKey key;
  /// Both come back within seconds; an Error says why no answer came.
  std::function<core::Result<WitnessReply>(const std::string& body)> add_checkpoint;
  std::function<core::Result<WitnessReply>()> newest;  // GET …/HASH/checkpoint
};

struct WitnessState {
  std::string name;
  std::string trouble;  // empty: it cosigned what was signed last, or was not asked yet

  bool operator==(const WitnessState&) const = default;
};

class Witnesses {
 public:
  /// log   the key by which each of them knows the log
  /// rest  for how long one in trouble is left alone, so that it holds up nobody
  Witnesses(const ledger::VerifierKey& log, std::vector<Witness> all,
            std::chrono::milliseconds rest);

  struct Seen {
    std::string witness;
    ledger::Head head;
  };
  /// What those that answer saw last: checkpoints that the log signed and they cosigned.
  std::vector<Seen> seen();

  /// The cosignatures of those that answer over the signed note of a checkpoint, whose tiles
  /// `files` has. Throws Failure (refused) where one shows that it saw more leaves than there are.
  std::vector<ledger::SignatureLine> cosign(const std::string& note,
                                            const ledger::Checkpoint& checkpoint,
                                            const ledger::Fetch& files);

  /// Whether one may be asked that did not cosign a log of that size yet.
  bool is_due(std::uint64_t size) const;

  std::vector<WitnessState> states() const;

 private:
  struct One {
    Witness witness;
    ledger::Policy policy;   // whose word its newest checkpoint needs: the log's and its own
    std::uint64_t size = 0;  // that it cosigned last, as far as is known
    bool has_cosigned = false;
    std::string trouble = {};
    std::chrono::steady_clock::time_point rests_until = {};
  };

  static std::optional<ledger::Head> newest(One& one);
  static std::optional<ledger::SignatureLine> ask(One& one, const std::string& note,
                                                  const ledger::Checkpoint& checkpoint,
                                                  const ledger::Fetch& files);
  static bool learn_size(One& one, const std::string& body, const ledger::Head& head);

  std::vector<One> all_;
  std::chrono::milliseconds rest_;
};

}  // namespace zheli::store
