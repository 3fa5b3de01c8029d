// C2SP tlog-proof: that one entry stands in a log, as a text that is checked offline. A receipt is
// such a proof whose `extra` opens the leaf (leaf.h). Tested by proof_test.cc and
// tests/fuzz/proof_fuzz.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/leaf.h"
#include "ledger/policy.h"

namespace zheli::ledger {

struct Proof {
  std::string extra;  // bytes of the application; empty: no such line
  std::uint64_t index = 0;
  std::vector<Hash> path;  // from the leaf's sibling up
  std::string checkpoint;  // a signed note, as the log gave it

  bool operator==(const Proof&) const = default;
};

std::string to_string(const Proof& proof);

/// "malformed: …" where the text is not of that form. Checks no signature.
core::Result<Proof> read_proof(std::string_view text);

/// The checkpoint over which `entry` is proven to stand at proof.index; else what open() says, or
/// "wrong-proof: …".
core::Result<Opened> verify(const Proof& proof, std::string_view entry, const Policy& policy);

/// What a receipt shows.
struct Shown {
  Opening opening;
  std::uint64_t index = 0;
  Opened under;
};

/// Checks a whole receipt: its extra line opens the leaf that is proven. As verify();
/// "wrong-record: …" where the proof does not lead from the leaf that the record makes to the root.
core::Result<Shown> verify_receipt(std::string_view text, const Policy& policy);

}  // namespace zheli::ledger
