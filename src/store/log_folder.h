// A log's folder as whoever reads it sees it: its files, its newest checkpoint, proofs out of it.
// publisher.h writes them. Tested by publisher_test.cc.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"

namespace zheli::store {

/// The files of a log's folder. One that is not there is nothing; one that cannot be read is
/// Failure (other), which names it.
ledger::Fetch files_below(const std::filesystem::path& folder);

/// The checkpoint in a log's folder, signed by `key`; nothing where there is none yet. Failure
/// (refused) where there is one that the key did not sign.
std::optional<ledger::Checkpoint> newest_checkpoint(const std::filesystem::path& folder,
                                                    const ledger::VerifierKey& key);

/// The proof of a leaf in the folder's newest checkpoint, with the `extra` bytes given; nothing
/// where that holds fewer leaves. Failure (other) where a tile is missing.
std::optional<ledger::Proof> proof_of(const std::filesystem::path& folder,
                                      const ledger::VerifierKey& key, std::uint64_t number,
                                      const std::string& extra);

}  // namespace zheli::store
