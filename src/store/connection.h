// One connection to a database, the same for SQLite and PostgreSQL: one SQL text, typed values, and
// failures that name a table and a constraint and never a value (an ID number in a log file would
// be a leak). sqlite.cc alone knows sqlite3.h, postgres.cc alone libpq-fe.h.
//
// What the two take alike: $1 parameters, RETURNING, ON CONFLICT DO UPDATE, FILTER, IS DISTINCT
// FROM, WITH RECURSIVE, partial indexes, savepoints. A sum is CAST(… AS BIGINT): PostgreSQL makes a
// numeric of it, which is refused here as any type but whole numbers, text and bytes is.
//
// Tested by connection_test.cc: one suite on both engines, byte for byte.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zheli::store {

struct Bytes {
  std::string bytes;
  bool operator==(const Bytes&) const = default;
};
struct Null {
  bool operator==(const Null&) const = default;
};

/// Text is UTF-8 without NUL: what is not is refused before either engine sees it.
using Value = std::variant<Null, std::int64_t, std::string, Bytes>;

/// One row of an answer. Asking a column for another type than it has is a caller's bug (CHECK).
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  std::size_t size() const { return values_.size(); }
  const Value& operator[](std::size_t column) const { return values_.at(column); }
  bool is_null(std::size_t column) const;
  std::int64_t whole(std::size_t column) const;
  const std::string& text(std::size_t column) const;
  const std::string& bytes(std::size_t column) const;

  bool operator==(const Row&) const = default;

 private:
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

/// The world, or a constraint, said no.
class Failure : public std::runtime_error {
 public:
  enum class Kind {
    unique,      // such a row is there already
    constraint,  // any other constraint, or a value of the wrong type
    conflict,    // another transaction was first: the same again may go well
    full,        // no room on the disk; nothing of this was written
    lost,        // the server is gone; whether the last commit happened is not known
    refused,     // this store does not write, or not with this database; the text says why
    other,
  };

  Failure(Kind kind, const std::string& where);

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

enum class Engine { sqlite, postgres };
enum class Access { write, read };

class Connection {
 public:
  virtual ~Connection() = default;

  virtual Engine engine() const = 0;

  /// Runs one statement; it is prepared once and kept. Parameters are $1, $2, … and each is used.
  virtual Rows run(std::string_view sql, std::span<const Value> parameters) = 0;
  Rows run(std::string_view sql, std::initializer_list<Value> parameters = {}) {
    return run(sql, std::span(parameters.begin(), parameters.size()));
  }

  /// Several statements of ours without parameters or answers.
  virtual void script(const std::string& sql) = 0;

  virtual bool is_in_transaction() const = 0;

  /// Whether statements can still be run; a lost connection never comes back.
  virtual bool is_alive() const = 0;

  /// Begins a transaction that sees one state of the database (one that writes: as if alone).
  void begin(Access access);
  void commit() { run("COMMIT"); }
  /// Ends a transaction without it, where there is one.
  void rollback();

  /// Moves what was written into the main file and forgets what stood there: erased bytes are then
  /// in none of the database's files. Outside transactions. Failure (conflict) where a reader holds
  /// the old pages for longer than five seconds: they are still there.
  virtual void scrub() = 0;

  /// A copy of the database as it is now, for its owner alone, made while others go on; one that
  /// is there is written over. PostgreSQL refuses: pg_dump does that.
  virtual void back_up(const std::string& path) = 0;
};

/// The file is made where it is not there, for `write` only. One connection of all writes and moves
/// the write-ahead log into the file (SQLite's WAL-reset fault, 3.7.0 to 3.51.2, needs two).
std::unique_ptr<Connection> open_sqlite(const std::string& path, Access access);

/// conninfo: "postgresql://…" or "host=… dbname=…". The database is UTF-8.
std::unique_ptr<Connection> open_postgres(const std::string& conninfo);

/// SQLite's unless `database` begins with postgresql:// or postgres://.
bool is_postgres(std::string_view database);
std::unique_ptr<Connection> connect(const std::string& database, Access access);

/// Whether a text may be stored: UTF-8 without NUL.
bool is_storable(std::string_view text);

/// Runs `work()` as one transaction, and takes it back where it throws.
template <class F>
void in_transaction(Connection& connection, Access access, F work) {
  connection.begin(access);
  try {
    work();
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
}

/// Throws Failure (refused).
[[noreturn]] void refuse(const std::string& why);

}  // namespace zheli::store
