// Rows → the log's files: tiles and bundles (a new file, renamed into place), then a checkpoint
// over them, flushed to the disk before it counts. Files are derived from committed rows and never
// the other way round; what is missing or differs at start is written anew, once the rows have been
// found to be those that were signed. The checkpoint on the disk is also a witness against the
// database: one with fewer rows is an old backup, one with other rows was altered, and neither may
// be written to, for a second history would be signed; nor may it write, for the files are then the
// only good copy.
//
// Where the log has witnesses each is asked for its cosignature before a checkpoint is published,
// and one with fewer than the policy's quorum is not: rows are kept, and it is tried again. What a
// witness saw counts at the start like the checkpoint on the disk. One that was away is asked for
// the newest checkpoint when it is back.
//
// On SQLite rows have their numbers already. On PostgreSQL several programs may share the
// database: one of them holds an advisory lock, numbers the rows and writes the files; the others
// only look.
//
// Tested by publisher_test.cc; killed at random by tests/store/kill.sh.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/tiles.h"
#include "store/connection.h"
#include "store/log_folder.h"
#include "store/witnesses.h"

namespace zheli::store {

struct LogOptions {
  std::string origin;
  std::vector<ledger::SignerKey> keys;  // of the log: Ed25519, and SM2 where it has one
  std::filesystem::path folder;
  std::vector<Witness> witnesses = {};           // asked before a checkpoint is published
  std::optional<ledger::Policy> policy = {};     // what is published is what it accepts
  std::chrono::milliseconds witness_rest{5000};  // of one in trouble, before it is asked again
};

class Publisher {
 public:
  explicit Publisher(LogOptions options);

  /// Reads every row up to the size of the newest checkpoint, here or at a witness that answers,
  /// and sees that they have its root; then, where nobody else may lead (SQLite), makes the files
  /// whole. Throws Failure (refused), which names `zheli ledger restore`, where there are fewer
  /// rows or others; no file is then touched.
  void recover(Connection& connection);

  /// Numbers what has no number, writes the files of what is new, signs, has it cosigned. Gives
  /// whether a checkpoint was written; false also where another program leads. Throws Failure or
  /// std::runtime_error where the database, the disk or the quorum fails: the next call does all of
  /// it again. After Failure (refused), which also says that rows went while it ran, the next call
  /// begins with recover().
  bool publish(Connection& connection);

  /// The connection by which it led is gone; what the next one leads to is looked at anew.
  void forget_lead() { leads_ = is_recovered_ = false; }

  /// What was signed last.
  const ledger::Head& head() const { return signed_; }

  std::vector<WitnessState> witnesses() const { return witnesses_.states(); }

 private:
  struct Note {
    std::string bytes;
    std::size_t cosigned;  // how many witnesses did
    std::string lacking;   // why the policy does not accept it; empty where it does
  };

  void look(Connection& connection);
  void look_at_witnesses(Connection& connection, const ledger::Edge& edge);
  void mend(Connection& connection);
  bool lead(Connection& connection);
  bool publish_as_leader(Connection& connection);
  void write(const ledger::Resource& made) const;
  bool is_there(const ledger::Resource& made) const;
  Note note_of(const ledger::Head& head);
  void keep(const Note& note);
  bool cosign_again();
  void drop_partials(std::uint64_t from, std::uint64_t to) const;

  LogOptions options_;
  Witnesses witnesses_;
  ledger::Edge edge_;
  ledger::Head signed_;
  bool leads_ = false;         // on PostgreSQL
  bool is_recovered_ = false;  // edge_ and signed_ are those of the newest checkpoint that it saw
  bool is_signed_ = false;     // there is a checkpoint
  std::size_t cosigned_ = 0;   // witnesses whose lines it has, as far as is known
  bool is_whole_ = false;      // all files of it were there
};

/// A log's newest checkpoint, all of whose rows the database has; nothing where there is none yet.
/// Failure (refused) where it has fewer: it is an old copy.
std::optional<ledger::Checkpoint> covered_checkpoint(Connection& connection, const LogOptions& log);

/// Writes back the leaves that a log's folder has and the database has not: after an old backup was
/// restored. The folder is audited first, and the database's own rows must be its beginning. Gives
/// how many leaves came back; their records are lost. Failure (refused) says what does not fit.
std::uint64_t restore_leaves(Connection& connection, const std::filesystem::path& folder,
                             const ledger::VerifierKey& key);

}  // namespace zheli::store
