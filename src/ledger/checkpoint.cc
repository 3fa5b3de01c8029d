#include "ledger/checkpoint.h"

#include <fmt/format.h>

#include "core/base64.h"
#include "core/check.h"
#include "ledger/fault.h"
#include "ledger/lines.h"

namespace zheli::ledger {
namespace {

constexpr std::size_t kTimeSize = 8;

core::Error not_a_checkpoint(std::string_view why) {
  return fault(Fault::malformed, fmt::format("not a checkpoint: {}", why));
}

std::string cosigned_text(std::string_view text, std::uint64_t time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, text);
}

}  // namespace

std::string to_string(const Checkpoint& checkpoint) {
  CHECK(!checkpoint.origin.empty() && checkpoint.origin.find('\n') == std::string::npos);
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.head.size,
                     core::base64(bytes_of(checkpoint.head.root)));
}

core::Result<Checkpoint> read_checkpoint(std::string_view text) {
  const auto origin = take_line(text), size = take_line(text), root = take_line(text);
  if (!root || origin->empty())
    return not_a_checkpoint("it has origin, size and root, a line each");
  const std::optional<std::uint64_t> count = read_count(*size);
  const std::optional<Hash> hash = hash_from_base64(*root);
  if (!count) return not_a_checkpoint("the size is no whole number");
  if (!hash) return not_a_checkpoint("the root is not 32 bytes in base64");
  if (*count == 0 && *hash != empty_root())
    return not_a_checkpoint("no leaves have another root than this");
  while (!text.empty()) {
    const auto line = take_line(text);
    if (!line || line->empty()) return not_a_checkpoint("an extension line is empty or cut short");
  }
  return Checkpoint{std::string(*origin), {*count, *hash}};
}

std::string sign(const Checkpoint& checkpoint, std::span<const SignerKey> keys) {
  Note note{.text = to_string(checkpoint), .lines = {}};
  for (const SignerKey& key : keys) {
    CHECK(key.verifier().name() == checkpoint.origin);
    note.lines.push_back(sign(note.text, key));
  }
  return to_string(note);
}

SignatureLine cosign(std::string_view text, const SignerKey& witness, Instant now) {
  CHECK(witness.verifier().type() == KeyType::cosignature);
  const auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
  std::string bytes = big_endian(time, kTimeSize) + witness.sign(cosigned_text(text, time));
  return {witness.verifier().name(), witness.verifier().id(), std::move(bytes)};
}

std::optional<Instant> cosigned_at(std::string_view text, const SignatureLine& line,
                                   const VerifierKey& witness) {
  if (witness.type() != KeyType::cosignature || !line.is_of(witness)) return std::nullopt;
  if (line.signature.size() < kTimeSize) return std::nullopt;
  const std::uint64_t time = from_big_endian(line.signature.substr(0, kTimeSize));
  if (time >> 63 != 0) return std::nullopt;
  if (!witness.verifies(cosigned_text(text, time), line.signature.substr(kTimeSize)))
    return std::nullopt;
  return Instant(std::chrono::seconds(time));
}

}  // namespace zheli::ledger
