#include "store/publisher.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>

#include "core/check.h"
#include "files/durable_write.h"
#include "ledger/audit.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;
using ledger::kTileWidth;
using ledger::TilePlace;

constexpr std::uint64_t kRowsAtOnce = kTileWidth * 40;  // rows read at once

/// Whole or not at all. Not flushed: what a power failure takes is written anew at start.
void replace_file(const fs::path& path, std::string_view bytes) {
  const fs::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  if (!file) {
    fs::create_directories(path.parent_path());
    file.open(fresh, std::ios::binary | std::ios::trunc);
  }
  if (file) errno = 0;  // what the first try left
  file << bytes;
  file.close();
  if (!file)
    throw Failure(errno == ENOSPC ? Failure::Kind::full : Failure::Kind::other,
                  "cannot write " + path.string());
  fs::rename(fresh, path);
}

/// How many rows have a number; they are 0 … n − 1.
std::uint64_t count_rows(Connection& connection) {
  const Row row =
      connection.run("SELECT COUNT(number), COALESCE(MAX(number), -1) + 1 FROM record")[0];
  if (row.whole(0) != row.whole(1)) refuse("numbers of leaves are missing in the database");
  return static_cast<std::uint64_t>(row.whole(0));
}

[[noreturn]] void refuse_fewer(std::uint64_t rows, std::uint64_t wanted, const LogOptions& log,
                               const std::string& who = "") {
  refuse(fmt::format(
      "the database has {} leaves and {} were signed{}: it is an old copy. Nothing is written to "
      "it until `zheli ledger restore` has brought the others back from {}",
      rows, wanted, who, log.folder.string()));
}

[[noreturn]] void refuse_others(std::uint64_t size, const std::string& who) {
  refuse(
      fmt::format("the first {} leaves of the database are not those that were signed{}: it was "
                  "altered, or belongs to another log. `zheli ledger restore` says where",
                  size, who));
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
    "FROM record) + ROW_NUMBER() OVER (ORDER BY id) AS number FROM record WHERE number IS NULL "
    "ORDER BY id LIMIT 10000) AS fresh WHERE record.id = fresh.id RETURNING record.id";

std::uint64_t next_number(Connection& connection) {
  return static_cast<std::uint64_t>(
      connection.run("SELECT COALESCE(MAX(number), -1) + 1 FROM record")[0].whole(0));
}

/// Appends rows up to `size` to the edge and gives each file of that: full ones as they come, the
/// partial ones of the last size alone.
void grow(Connection& connection, std::uint64_t size, ledger::Edge& edge,
          const std::function<void(const ledger::Resource&)>& sink) {
  while (edge.size() < size) {
    const std::uint64_t to = std::min(size, (edge.size() / kRowsAtOnce + 1) * kRowsAtOnce);
    const std::vector<std::string> leaves = leaves_of(connection, edge.size(), to);
    if (leaves.size() != to - edge.size()) refuse("numbers of leaves are missing in the database");
    for (const ledger::Resource& full : edge.append(leaves)) sink(full);
  }
  for (const ledger::Resource& partial : edge.partials()) sink(partial);
}

}  // namespace

std::optional<ledger::Checkpoint> covered_checkpoint(Connection& connection,
                                                     const LogOptions& log) {
  // In this order: what is signed after this has rows that are counted, or more.
  auto checkpoint = newest_checkpoint(log.folder, log.keys.front().verifier());
  const std::uint64_t rows = count_rows(connection);
  if (checkpoint && rows < checkpoint->head.size) refuse_fewer(rows, checkpoint->head.size, log);
  return checkpoint;
}

Publisher::Publisher(LogOptions options)
    : options_(std::move(options)),
      witnesses_(options_.keys.front().verifier(), options_.witnesses, options_.witness_rest) {}

bool Publisher::is_there(const ledger::Resource& made) const {
  return files_below(options_.folder)(ledger::path_of(made.place)) == made.bytes;
}

void Publisher::write(const ledger::Resource& made) const {
  if (!is_there(made)) replace_file(options_.folder / ledger::path_of(made.place), made.bytes);
}

/// A checkpoint over files that are there, with the cosignatures of those that answer.
Publisher::Note Publisher::note_of(const ledger::Head& head) {
  const ledger::Checkpoint checkpoint{options_.origin, head};
  Note note{.bytes = ledger::sign(checkpoint, options_.keys), .cosigned = 0, .lacking = {}};
  const auto lines = witnesses_.cosign(note.bytes, checkpoint, files_below(options_.folder));
  note.cosigned = lines.size();
  for (const ledger::SignatureLine& line : lines) note.bytes += to_string(line);
  if (!options_.policy) return note;
  if (const auto opened = ledger::open(note.bytes, *options_.policy); !opened) {
    note.lacking = opened.error().message;
    for (const WitnessState& one : witnesses_.states())
      if (!one.trouble.empty()) note.lacking += fmt::format("; {} {}", one.name, one.trouble);
  }
  return note;
}

void Publisher::keep(const Note& note) {
  if (!note.lacking.empty()) throw Failure(Failure::Kind::other, note.lacking);
  fs::create_directories(options_.folder);  // no leaves, no tiles
  files::write_durably(options_.folder / "checkpoint", note.bytes, files::Readers::all);
  cosigned_ = note.cosigned;
}

void Publisher::recover(Connection& connection) {
  in_transaction(connection, Access::read, [&] { look(connection); });
  if (connection.engine() == Engine::sqlite) mend(connection);
}

/// Writes nothing: as long as the rows may be others the files are the only good copy.
void Publisher::look(Connection& connection) {
  const auto checkpoint = covered_checkpoint(connection, options_);
  const ledger::Head head = checkpoint ? checkpoint->head : ledger::Head{};
  ledger::Edge edge;
  bool is_whole = true;
  grow(connection, head.size, edge,
       [&](const ledger::Resource& made) { is_whole = is_whole && is_there(made); });
  if (edge.head() != head) refuse_others(head.size, " in " + options_.folder.string());
  look_at_witnesses(connection, edge);
  edge_ = std::move(edge);
  signed_ = head;
  is_signed_ = checkpoint.has_value();
  is_whole_ = is_whole;
  is_recovered_ = true;
}

/// Whether the rows are those that each witness cosigned. `edge`: of the checkpoint on the disk.
void Publisher::look_at_witnesses(Connection& connection, const ledger::Edge& edge) {
  const std::uint64_t rows = count_rows(connection);
  for (const auto& [name, head] : witnesses_.seen()) {
    const std::string who = fmt::format(", as the witness {} shows", name);
    if (head.size > rows) refuse_fewer(rows, head.size, options_, who);
    ledger::Edge own = head.size < edge.size() ? ledger::Edge{} : edge;
    grow(connection, head.size, own, [](const ledger::Resource&) {});
    if (own.head() != head) refuse_others(head.size, who);
  }
}

/// Writes what was found missing or other.
void Publisher::mend(Connection& connection) {
  if (is_whole_) return;
  ledger::Edge edge;
  grow(connection, signed_.size, edge, [this](const ledger::Resource& made) { write(made); });
  is_whole_ = true;
}

/// Whether it may write files. Another program may have led, and signed more, since it looked.
bool Publisher::lead(Connection& connection) {
  if (connection.engine() == Engine::postgres && !leads_) {
    if (connection.run("SELECT pg_try_advisory_lock(7301)")[0].whole(0) == 0) return false;
    leads_ = true;
    const auto newest = newest_checkpoint(options_.folder, options_.keys.front().verifier());
    is_recovered_ =
        is_recovered_ && newest.has_value() == is_signed_ && (!newest || newest->head == signed_);
  }
  if (!is_recovered_) in_transaction(connection, Access::read, [&] { look(connection); });
  mend(connection);
  return true;
}

bool Publisher::publish(Connection& connection) {
  try {
    return lead(connection) && publish_as_leader(connection);
  } catch (const Failure& failure) {
    if (failure.kind() == Failure::Kind::refused) is_recovered_ = false;
    throw;
  }
}

bool Publisher::publish_as_leader(Connection& connection) {
  if (const std::uint64_t rows = next_number(connection); rows < signed_.size)
    refuse_fewer(rows, signed_.size, options_);
  if (connection.engine() == Engine::postgres) {
    while (connection.run(kNumber).size() == 10'000) {
    }
  }
  const std::uint64_t rows = next_number(connection);
  if (rows == signed_.size && is_signed_) return cosign_again();
  ledger::Edge edge = edge_;
  grow(connection, rows, edge, [this](const ledger::Resource& made) { write(made); });
  keep(note_of(edge.head()));
  drop_partials(signed_.size, rows);
  edge_ = std::move(edge);
  signed_ = edge_.head();
  return is_signed_ = true;
}

/// Asks those that were away for the newest checkpoint; gives whether it has more of them now.
bool Publisher::cosign_again() {
  if (!witnesses_.is_due(signed_.size)) return false;
  const Note note = note_of(signed_);
  if (!note.lacking.empty() || note.cosigned <= cosigned_) return false;
  keep(note);
  return true;
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
  std::uint64_t rows = 0;
  in_transaction(connection, Access::write, [&] {
    rows = count_rows(connection);
    std::vector<std::string> page;
    const auto visit = [&](std::uint64_t index,
                           std::string_view leaf) -> std::optional<core::Error> {
      if (index >= rows) {
        connection.run("INSERT INTO record (number, leaf) VALUES ($1, $2)",
                       {static_cast<std::int64_t>(index), Bytes{std::string(leaf)}});
        return std::nullopt;
      }
      if (index % kRowsAtOnce == 0)
        page = leaves_of(connection, index, std::min(rows, index + kRowsAtOnce));
      if (page[index % kRowsAtOnce] == leaf) return std::nullopt;
      return core::Error{fmt::format("leaf {} of the database is another than the log's", index)};
    };
    const auto audited = ledger::audit(checkpoint->head, fetch, visit);
    if (!audited) refuse(audited.error().message);
  });
  return checkpoint->head.size - std::min(rows, checkpoint->head.size);
}

}  // namespace zheli::store
