// Whom one trusts: logs, witnesses, and how many witnesses of which must have seen a checkpoint
// (C2SP tlog-policy, read as that specification says). An SM2 key of a log is the house's addition:
// a policy that lists one asks for that line beside the Ed25519 one, never instead of it.
//
//   log     VKEY [URL]
//   witness NAME VKEY [URL]
//   group   NAME all|any|K MEMBER…      k of n members, each a witness or an earlier group
//   quorum  NAME|none
//
// Tested by policy_test.cc and tests/fuzz/checkpoint_fuzz.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/checkpoint.h"
#include "ledger/key.h"

namespace zheli::ledger {

/// Invariant: keys and names are distinct; a group's members stand before it and in no other group;
/// the quorum is one of the parties or kNobody.
class Policy {
 public:
  /// "malformed: line 4: …" at the first line that is not as above.
  static core::Result<Policy> read(std::string_view text);

  struct Party {  // a witness, or a group of parties
    std::string name;
    std::optional<VerifierKey> key;    // a witness's
    std::string url;                   // a witness's submission prefix; may be empty
    std::vector<std::size_t> members;  // a group's, as places in parties()
    std::size_t wanted = 0;            // how many of them
  };
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  const std::vector<VerifierKey>& logs() const { return logs_; }
  const std::vector<Party>& parties() const { return parties_; }

  /// Whether parties that cosigned, by their places, are enough.
  bool is_met_by(const std::vector<bool>& cosigned) const;

 private:
  friend struct PolicyReader;
  std::vector<VerifierKey> logs_;
  std::vector<Party> parties_;
  std::size_t quorum_ = kNobody;
};

/// A checkpoint that a policy accepts.
struct Opened {
  Checkpoint checkpoint;
  std::map<std::string, Instant> cosigned;  // by a witness's name in the policy
};

/// The checkpoint in a signed note, once its signatures are those that the policy asks for:
///
///   malformed       no signed note, or no checkpoint in it
///   wrong-origin    no log of the policy is called so
///   unsigned-log    an Ed25519 or SM2 key that the policy lists for this log did not sign
///   forged          a key of the policy is named and its signature does not fit
///   few-witnesses   fewer cosignatures than the quorum asks for
core::Result<Opened> open(std::string_view note, const Policy& policy);

}  // namespace zheli::ledger
