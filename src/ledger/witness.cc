#include "ledger/witness.h"

#include <fmt/format.h>

#include "core/base64.h"
#include "ledger/fault.h"
#include "ledger/lines.h"

namespace zheli::ledger {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kPathMax = 63;

core::Error not_a_request(std::string_view why) {
  return fault(Fault::malformed, fmt::format("not a request to a witness: {}", why));
}

WitnessAnswer refuse(int status, std::string_view why) {
  return {.status = status, .body = fmt::format("{}\n", why)};
}

/// Whether a key that the witness trusts for this log signed, and none of them wrongly.
bool is_signed(const Note& note, const std::string& origin, std::span<const VerifierKey> logs) {
  bool has_signed = false;
  for (const VerifierKey& key : logs) {
    if (key.name() != origin) continue;
    for (const SignatureLine& line : note.lines) {
      if (!line.is_of(key)) continue;
      if (!key.verifies(note.text, line.signature)) return false;
      has_signed |= key.type() == KeyType::ed25519;
    }
  }
  return has_signed;
}

/// The log's own lines alone: what GET …/checkpoint gives beside the cosignature.
std::vector<SignatureLine> of_log(const Note& note, std::span<const VerifierKey> logs) {
  std::vector<SignatureLine> lines;
  for (const SignatureLine& line : note.lines)
    for (const VerifierKey& key : logs)
      if (line.is_of(key)) lines.push_back(line);
  return lines;
}

/// Whether a text would be a checkpoint, had it not a root for no leaves that is not the empty one:
/// the specification has an answer of its own for that.
bool says_root_of_nothing(std::string_view text) {
  if (!take_line(text)) return false;  // the origin
  const auto size = take_line(text), root = take_line(text);
  return root && size == "0" && hash_from_base64(*root);
}

bool follows(const Head& before, const Head& after, std::span<const Hash> path) {
  if (before.size == 0) return path.empty();
  return is_consistent(before, after, path);
}

}  // namespace

std::string to_string(const AddCheckpoint& request) {
  std::string body = fmt::format("{}{}\n", kOld, request.old_size);
  for (const Hash& hash : request.path) body += core::base64(bytes_of(hash)) + "\n";
  return body + "\n" + request.checkpoint;
}

core::Result<AddCheckpoint> read_add_checkpoint(std::string_view body) {
  const std::size_t gap = body.find("\n\n");
  if (gap == body.npos || !body.starts_with(kOld)) return not_a_request("it begins with \"old N\"");
  std::string_view lines = body.substr(kOld.size(), gap + 1 - kOld.size());
  AddCheckpoint request{.old_size = 0, .path = {}, .checkpoint = std::string(body.substr(gap + 2))};
  const std::optional<std::uint64_t> size = read_count(take_line(lines).value_or(""));
  if (!size) return not_a_request("the old size is no whole number");
  request.old_size = *size;
  while (const auto line = take_line(lines)) {
    const std::optional<Hash> hash = hash_from_base64(*line);
    if (!hash || request.path.size() == kPathMax) return not_a_request("a proof line is no hash");
    request.path.push_back(*hash);
  }
  return request;
}

WitnessAnswer add_checkpoint(std::string_view body, std::span<const VerifierKey> logs,
                             const SignerKey& witness, const Witnessed& seen, Instant now) {
  const core::Result<AddCheckpoint> request = read_add_checkpoint(body);
  if (!request) return refuse(400, request.error().message);
  const auto& [old_size, path, bytes] = request.value();
  core::Result<Note> note = read_note(bytes);
  if (!note) return refuse(400, note.error().message);
  const core::Result<Checkpoint> read = read_checkpoint(note.value().text);
  if (!read && !says_root_of_nothing(note.value().text)) return refuse(400, read.error().message);
  const std::string origin = note.value().text.substr(0, note.value().text.find('\n'));
  bool is_known = false;
  for (const VerifierKey& key : logs) is_known |= key.name() == origin;
  if (!is_known) return refuse(404, "this witness does not know the log");
  if (!is_signed(note.value(), origin, logs)) return refuse(403, "not signed by the log");
  // An empty tree has one root: anything else is no checkpoint that could be true.
  if (!read) return refuse(422, read.error().message);
  const Head& head = read.value().head;
  if (old_size > head.size) return refuse(400, "the old size is above the checkpoint's");
  if (old_size != seen.head.size) {
    return {.status = 409,
            .content_type = "text/x.tlog.size",
            .body = fmt::format("{}\n", seen.head.size)};
  }
  if (!follows(seen.head, head, path))
    return refuse(422, "the log that was cosigned before is not the beginning of this one");
  const SignatureLine line = cosign(note.value().text, witness, now);
  Note kept{.text = note.value().text, .lines = of_log(note.value(), logs)};
  kept.lines.push_back(line);
  return {.status = 200, .body = to_string(line), .keep = Witnessed{head, to_string(kept)}};
}

std::optional<SignatureLine> cosignature_in(std::string_view body, std::string_view text,
                                            const VerifierKey& witness) {
  const core::Result<std::vector<SignatureLine>> lines = read_lines(body);
  if (!lines) return std::nullopt;
  for (const SignatureLine& line : lines.value())
    if (cosigned_at(text, line, witness)) return line;
  return std::nullopt;
}

std::optional<std::string> origin_of(std::string_view body) {
  const core::Result<AddCheckpoint> request = read_add_checkpoint(body);
  if (!request) return std::nullopt;
  const std::string& note = request.value().checkpoint;
  const std::size_t end = note.find('\n');
  if (end == 0 || end == note.npos) return std::nullopt;
  return note.substr(0, end);
}

std::string origin_hash(std::string_view origin) {
  return hex(bytes_of(sha256(origin)));
}

}  // namespace zheli::ledger
