// Records and their leaves, written in the transaction of what they record. A holder is whose
// records they are: a person, a firm, or the house itself. Its id is a name without meaning
// that the caller made (never an ID number): it is not secret here.
// Tested by records_test.cc on both engines.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/leaf.h"
#include "store/connection.h"
#include "store/vault.h"

namespace zheli::store {

/// Where a record will stand among its holder's: docs/formats/records.md, `n` and `before`.
struct Turn {
  std::int64_t n = 1;
  std::string before;  // the commitment of the one before, 32 bytes; empty at 1
};

/// Given its turn, the record's JSON.
using Compose = std::function<std::string(const Turn&)>;

/// The holder under which the house keeps what is about nobody; made with the database.
inline constexpr std::string_view kHouse = "house";

class Records {
 public:
  explicit Records(Key master) : master_(std::move(master)) {}

  /// Whether a database has records already, and so a master key that it needs.
  static bool are_in(Connection& connection);

  /// Makes the house's key in a new database; else sees that this master key is the database's, or
  /// throws Failure (refused).
  void prepare(Connection& connection) const;

  /// Makes a holder with a key of its own. Failure (unique) where the id is taken.
  void make_holder(Connection& connection, std::string_view holder) const;

  /// Writes a record and its leaf, and gives the record's id. The leaf's number comes with it on
  /// SQLite; on PostgreSQL the elected writer of the log gives it (publisher.h). Failure (refused)
  /// where there is no such holder or its key was erased.
  std::int64_t append(Connection& connection, std::string_view holder, ledger::Kind kind,
                      const Compose& compose) const;

  /// What opens a record's leaf; nothing where its holder's key was erased, or only the leaf was
  /// restored. Failure (other) where the row was altered.
  std::optional<ledger::Opening> open(Connection& connection, std::int64_t record) const;

  /// The ids of the newest records of some kinds, the newest first.
  static std::vector<std::int64_t> newest(Connection& connection,
                                          std::span<const ledger::Kind> kinds, std::int64_t count);

  /// Ends every use of a holder's records by deleting the key. Failure (refused), naming the law,
  /// while a hold stands. Whoever runs it scrubs afterwards (Store does).
  void erase(Connection& connection, std::string_view holder, std::string_view at) const;

  /// Forbids erasing, with its legal basis ("…法 §…"); an empty one lifts the hold.
  void set_hold(Connection& connection, std::string_view holder, std::string_view basis) const;

 private:
  Key master_;
};

}  // namespace zheli::store
