#include "store/publisher.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "core/check.h"
#include "ledger/audit.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;
using ledger::kTileWidth;
using ledger::TilePlace;

constexpr std::uint64_t kPage = kTileWidth * 40;  // rows read at once

[[noreturn]] void refuse(const std::string& why) {
  throw Failure(Failure::Kind::refused, why);
}

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

/// Whole or not at all. Not flushed: what a power failure takes is written anew at start.
void replace_file(const fs::path& path, std::string_view bytes) {
  const fs::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  if (!file) {
    fs::create_directories(path.parent_path());
    file.open(fresh, std::ios::binary | std::ios::trunc);
  }
  file << bytes;
  file.close();
  if (!file)
    throw Failure(errno == ENOSPC ? Failure::Kind::full : Failure::Kind::other,
                  "cannot write " + path.string());
  fs::rename(fresh, path);
}

ledger::Fetch files_below(const fs::path& folder) {
  return [folder](const std::string& path) { return read_file(folder / path); };
}

/// How many rows have a number; they are 0 … n − 1.
std::uint64_t count_rows(Connection& connection) {
  const Row row =
      connection.run("SELECT COUNT(number), COALESCE(MAX(number), -1) + 1 FROM record")[0];
  if (row.whole(0) != row.whole(1)) refuse("numbers of leaves are missing in the database");
  return static_cast<std::uint64_t>(row.whole(0));
}

/// The leaves of rows [from, to), at most one page.
std::vector<std::string> leaves_of(Connection& connection, std::uint64_t from, std::uint64_t to) {
  const Rows rows =
      connection.run("SELECT leaf FROM record WHERE number >= $1 AND number < $2 ORDER BY number",
                     {static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)});
  std::vector<std::string> leaves;
  leaves.reserve(rows.size());
  for (const Row& row : rows) leaves.push_back(row.bytes(0));
  return leaves;
}

constexpr std::string_view kNumber =
    "UPDATE record SET number = fresh.number FROM (SELECT id, (SELECT COALESCE(MAX(number), -1) "
    "FROM "
    "record) + ROW_NUMBER() OVER (ORDER BY id) AS number FROM record WHERE number IS NULL "
    "ORDER BY id LIMIT 10000) AS fresh WHERE record.id = fresh.id RETURNING record.id";

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

bool Publisher::lead(Connection& connection) {
  if (connection.engine() == Engine::sqlite || leads_) return true;
  if (connection.run("SELECT pg_try_advisory_lock(7301)")[0].whole(0) == 0) return false;
  recover(connection);  // another may have led before
  return leads_ = true;
}

void Publisher::write(const ledger::Resource& made) const {
  const fs::path path = options_.folder / ledger::path_of(made.place);
  if (read_file(path) != made.bytes) replace_file(path, made.bytes);
}

/// Appends rows up to `size` to the edge and writes their files: full ones as they come, the
/// partial ones of the last size alone.
void Publisher::grow(Connection& connection, std::uint64_t size, ledger::Edge& edge) const {
  while (edge.size() < size) {
    const std::uint64_t to = std::min(size, (edge.size() / kPage + 1) * kPage);
    const std::vector<std::string> leaves = leaves_of(connection, edge.size(), to);
    if (leaves.size() != to - edge.size()) refuse("numbers of leaves are missing in the database");
    for (const ledger::Resource& made : edge.append(leaves))
      if (made.place.width == kTileWidth || to == size) write(made);
  }
}

void Publisher::recover(Connection& connection) {
  const auto checkpoint = newest_checkpoint(options_.folder, options_.keys.front().verifier());
  const ledger::Head head = checkpoint ? checkpoint->head : ledger::Head{};
  const std::uint64_t rows = count_rows(connection);
  if (rows < head.size) {
    refuse(fmt::format(
        "the database has {} leaves and {} were signed: it is an old copy. Nothing is "
        "written to it until `zheli ledger restore` has brought the others back from {}",
        rows, head.size, options_.folder.string()));
  }
  ledger::Edge edge;
  grow(connection, head.size, edge);
  if (edge.head() != head) {
    refuse(
        fmt::format("the first {} leaves of the database are not those that were signed in {}: it "
                    "was altered, or belongs to another log. `zheli ledger restore` says where",
                    head.size, options_.folder.string()));
  }
  edge_ = std::move(edge);
  signed_ = head;
  is_signed_ = checkpoint.has_value();
}

bool Publisher::publish(Connection& connection) {
  if (!lead(connection)) return false;
  if (connection.engine() == Engine::postgres) {
    while (connection.run(kNumber).size() == 10'000) {
    }
  }
  const std::uint64_t rows = static_cast<std::uint64_t>(
      connection.run("SELECT COALESCE(MAX(number), -1) + 1 FROM record")[0].whole(0));
  if (rows == signed_.size && is_signed_) return false;
  ledger::Edge edge = edge_;
  grow(connection, rows, edge);
  replace_file(options_.folder / "checkpoint",
               ledger::sign({options_.origin, edge.head()}, options_.keys));
  drop_partials(signed_.size, rows);
  edge_ = std::move(edge);
  signed_ = edge_.head();
  return is_signed_ = true;
}

/// The partial tiles of tiles that are now full: C2SP allows to drop them then.
void Publisher::drop_partials(std::uint64_t from, std::uint64_t to) const {
  for (int level = TilePlace::kEntries; level < 8; ++level) {
    const auto was = ledger::last_place(level, from), is = ledger::last_place(level, to);
    if (!was || was->width == kTileWidth || (was->index == is->index && is->width < kTileWidth))
      continue;
    fs::remove_all(options_.folder / (ledger::path_of({level, was->index, kTileWidth}) + ".p"));
  }
}

std::uint64_t restore_leaves(Connection& connection, const fs::path& folder,
                             const ledger::VerifierKey& key) {
  const auto checkpoint = newest_checkpoint(folder, key);
  if (!checkpoint) refuse(folder.string() + " holds no checkpoint");
  const ledger::Fetch fetch = files_below(folder);
  connection.begin(Access::write);
  try {
    const std::uint64_t rows = count_rows(connection);
    std::vector<std::string> page;
    const auto visit = [&](std::uint64_t index,
                           std::string_view leaf) -> std::optional<core::Error> {
      if (index >= rows) {
        connection.run("INSERT INTO record (number, leaf) VALUES ($1, $2)",
                       {static_cast<std::int64_t>(index), Bytes{std::string(leaf)}});
        return std::nullopt;
      }
      if (index % kPage == 0) page = leaves_of(connection, index, std::min(rows, index + kPage));
      if (page[index % kPage] == leaf) return std::nullopt;
      return core::Error{fmt::format("leaf {} of the database is another than the log's", index)};
    };
    const auto audited = ledger::audit(checkpoint->head, fetch, visit);
    if (!audited) refuse(audited.error().message);
    connection.commit();
    return checkpoint->head.size - std::min(rows, checkpoint->head.size);
  } catch (...) {
    connection.rollback();
    throw;
  }
}

}  // namespace zheli::store
