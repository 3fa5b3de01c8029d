// What a log says about itself: its name, how many leaves it has, and their root (C2SP
// tlog-checkpoint), signed by the log; and what a witness adds: that it saw no other log of that
// name (C2SP tlog-cosignature). Tested by checkpoint_test.cc and tests/fuzz/checkpoint_fuzz.cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace zheli::ledger {

using Instant = std::chrono::sys_seconds;

struct Checkpoint {
  std::string origin;  // the log's name for ever, like "zheli.example.com/huzhou"; one line
  Head head;

  bool operator==(const Checkpoint&) const = default;
};

/// The note's text: origin, size and root, a line each.
std::string to_string(const Checkpoint& checkpoint);

/// Reads a note's text. Lines after the third are another log's own matter and skipped. "malformed:
/// …" where it is no checkpoint, or says a root for no leaves that is not the empty one.
core::Result<Checkpoint> read_checkpoint(std::string_view text);

/// The signed note. One line a key: Ed25519 first, which every verifier of C2SP knows, then
/// SM2 where there is one. A key's name is the origin (CHECK).
std::string sign(const Checkpoint& checkpoint, std::span<const SignerKey> keys);

/// A witness's line over the text of a checkpoint: an Ed25519 signature of
/// "cosignature/v1\ntime T\n" ‖ text, with T in eight bytes before it.
SignatureLine cosign(std::string_view text, const SignerKey& witness, Instant now);

/// When the witness signed; nothing where the line is not its cosignature over the text.
std::optional<Instant> cosigned_at(std::string_view text, const SignatureLine& line,
                                   const VerifierKey& witness);

}  // namespace zheli::ledger
