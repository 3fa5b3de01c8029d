// The witness's side of C2SP tlog-witness as values: what stands in an HTTP body → the answer, and
// the state to keep. Whoever serves it reads the state, asks, and writes the new state durably
// before answering, as one step a log: two requests at once must not both pass.
// Tested by witness_test.cc: every status of the protocol.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/checkpoint.h"

namespace zheli::ledger {

/// POST …/add-checkpoint: what a log sends.
struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Hash> path;  // consistency of old_size with the checkpoint, at most 63
  std::string checkpoint;  // a signed note
};
std::string to_string(const AddCheckpoint& request);
core::Result<AddCheckpoint> read_add_checkpoint(std::string_view body);

/// What a witness remembers of a log: the last note that it cosigned, with its cosignature, as GET
/// …/checkpoint gives it. Empty at first.
struct Witnessed {
  Head head;
  std::string note;

  bool operator==(const Witnessed&) const = default;
};

struct WitnessAnswer {
  int status = 0;  // 200, 400, 403, 404, 409 or 422
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::optional<Witnessed> keep = {};  // with 200 only: to be durable before the answer goes out
};

/// Whose word a witness trusts: one log's keys, all of the origin's name.
///
/// logs     keys of every log that this witness knows
/// witness  its own cosigning key
/// seen     the state of the log that the checkpoint names
///
///   400  no request or no checkpoint of this form, or old size above the checkpoint's
///   404  a log that it does not know
///   403  no known key of that log signed, or a signature of one does not fit
///   409  the old size is not the one that it last cosigned: the body says which
///   422  the proof does not show that the old log is the beginning of the new one; also another
///        root of the same size, or a root of no leaves (c2sp.org/tlog-witness, 5ba5ee8; older
///        versions answered the second one 409)
///   200  its cosignature
WitnessAnswer add_checkpoint(std::string_view body, std::span<const VerifierKey> logs,
                             const SignerKey& witness, const Witnessed& seen, Instant now);

/// The witness's cosignature over a checkpoint's text in what it answered with 200; nothing where
/// there is none that fits.
std::optional<SignatureLine> cosignature_in(std::string_view body, std::string_view text,
                                            const VerifierKey& witness);

/// The origin that a request names, by which `seen` is found; nothing where it names none.
std::optional<std::string> origin_of(std::string_view body);

/// Lowercase hexadecimal SHA-256 of the origin: GET …/HASH/checkpoint.
std::string origin_hash(std::string_view origin);

}  // namespace zheli::ledger
