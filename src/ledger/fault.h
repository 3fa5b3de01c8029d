// What can be wrong with a log, a note or a proof, each with one name. An error's message begins
// with it, so that a person can look it up in docs/formats/ledger.md and a test can ask for it.
// Tested by audit_test.cc, a corruption for each fault of a log, and by proof_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace zheli::ledger {

enum class Fault {
  missing,        // a tile or a bundle that a log of this size has is not there
  malformed,      // bytes that are not of the form they should have
  wrong_leaf,     // an entry does not hash to what its tile says
  wrong_tile,     // a hash of a tile is not that of what lies below
  wrong_root,     // the tree is whole, but it is not the one that was signed
  wrong_origin,   // a checkpoint of another log
  unsigned_log,   // the log's signature is not there
  forged,         // a known key's signature does not fit
  few_witnesses,  // fewer cosignatures than the quorum asks for
  fork,           // two checkpoints of one log that cannot both be true
  wrong_proof,    // a proof that does not lead to the root
  wrong_record,   // a receipt whose record is not the one of the leaf
};

/// "wrong-leaf": with hyphens, as messages write it.
std::string_view name_of(Fault one);

/// "wrong-leaf: tile/entries/000: …"
core::Error fault(Fault one, std::string_view what);

}  // namespace zheli::ledger
