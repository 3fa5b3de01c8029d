#include "store/log_folder.h"

#include <array>
#include <cerrno>
#include <fstream>

#include "store/connection.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

/// Nothing where it is not there; any other trouble is no reason to think so.
std::optional<std::string> read_file(const fs::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  std::string bytes;
  std::array<char, 1 << 14> part;
  while (file.read(part.data(), part.size()), file.gcount() > 0)
    bytes.append(part.data(), static_cast<std::size_t>(file.gcount()));
  if (!file.eof()) throw Failure(Failure::Kind::other, path.string() + " cannot be read");
  return bytes;
}

/// The newest note that the key signed, and the checkpoint in it.
struct Signed {
  std::string note;
  ledger::Checkpoint checkpoint;
};

std::optional<Signed> newest_note(const fs::path& folder, const ledger::VerifierKey& key) {
  std::optional<std::string> bytes = read_file(folder / "checkpoint");
  if (!bytes) return std::nullopt;
  const auto note = ledger::read_note(*bytes);
  const std::string name = (folder / "checkpoint").string();
  if (!note) refuse(name + ": " + note.error().message);
  for (const ledger::SignatureLine& line : note.value().lines) {
    if (!line.is_of(key) || !key.verifies(note.value().text, line.signature)) continue;
    const auto checkpoint = ledger::read_checkpoint(note.value().text);
    if (checkpoint && checkpoint.value().origin == key.name())
      return Signed{*std::move(bytes), checkpoint.value()};
  }
  refuse(name + " is not signed by the key of this log");
}

}  // namespace

std::optional<ledger::Checkpoint> newest_checkpoint(const fs::path& folder,
                                                    const ledger::VerifierKey& key) {
  const std::optional<Signed> newest = newest_note(folder, key);
  if (!newest) return std::nullopt;
  return newest->checkpoint;
}

std::optional<ledger::Proof> proof_of(const fs::path& folder, const ledger::VerifierKey& key,
                                      std::uint64_t number, const std::string& extra) {
  const std::optional<Signed> newest = newest_note(folder, key);
  if (!newest || number >= newest->checkpoint.head.size) return std::nullopt;
  auto path = ledger::Tiles(newest->checkpoint.head.size, files_below(folder)).inclusion(number);
  if (!path) throw Failure(Failure::Kind::other, path.error().message);
  return ledger::Proof{
      .extra = extra, .index = number, .path = path.take(), .checkpoint = newest->note};
}

ledger::Fetch files_below(const fs::path& folder) {
  return [folder](const std::string& path) { return read_file(folder / path); };
}

}  // namespace zheli::store
