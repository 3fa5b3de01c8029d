// SQLite behind Connection: write-ahead log, every commit on the disk before it is answered
// (synchronous = FULL), bytes of deleted rows overwritten (secure_delete).
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>

#include "core/check.h"
#include "store/connection.h"

namespace zheli::store {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

/// Leaves a statement as it was found, whatever happens: one in mid-step keeps its transaction
/// open.
struct Reset {
  sqlite3_stmt* statement;
  ~Reset() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

constexpr int kBusyMs = 5000;

Failure::Kind kind_of(int code, int system_error) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Failure::Kind::unique;
    default:
      break;
  }
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return Failure::Kind::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::Kind::conflict;
    case SQLITE_FULL:
      return Failure::Kind::full;
    case SQLITE_IOERR:
      return system_error == ENOSPC ? Failure::Kind::full : Failure::Kind::other;
    case SQLITE_READONLY:
      return Failure::Kind::refused;
    default:
      return Failure::Kind::other;
  }
}

class Sqlite : public Connection {
 public:
  Sqlite(const std::string& path, Access access) {
    sqlite3* opened = nullptr;
    const int how =
        access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int code = sqlite3_open_v2(path.c_str(), &opened,
                                     how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) fail(path);
    sqlite3_busy_timeout(opened, kBusyMs);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    script("PRAGMA foreign_keys = ON");
    if (access == Access::write) {
      script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
    } else {
      script("PRAGMA wal_autocheckpoint = 0");
    }
  }

  using Connection::run;

  Engine engine() const override { return Engine::sqlite; }
  bool is_in_transaction() const override { return sqlite3_get_autocommit(database_.get()) == 0; }
  bool is_alive() const override { return true; }

  Rows run(std::string_view sql, std::span<const Value> parameters) override {
    sqlite3_stmt* const statement = prepared(sql);
    const Reset reset{statement};
    for (std::size_t i = 0; i < parameters.size(); ++i) bind(statement, i, parameters[i], sql);
    Rows rows;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) rows.push_back(row(statement));
    if (code != SQLITE_DONE) fail(sql);  // before the reset, which may say something else
    return rows;
  }

  void script(const std::string& sql) override {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      fail(sql);
  }

  void scrub() override {
    if (run("PRAGMA wal_checkpoint(TRUNCATE)")[0].whole(0) != 0)
      throw Failure(Failure::Kind::conflict,
                    "erased, but a reader still holds the old pages; erase again");
  }

  void back_up(const std::string& path) override {
    make_for_owner(path);
    Database copy;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    copy.reset(opened);
    if (code != SQLITE_OK) throw Failure(Failure::Kind::other, "cannot write " + path);
    sqlite3_backup* const backup = sqlite3_backup_init(copy.get(), "main", database_.get(), "main");
    if (backup == nullptr) throw Failure(Failure::Kind::other, "cannot back up to " + path);
    const int stepped = sqlite3_backup_step(backup, -1);
    const int ended = sqlite3_backup_finish(backup);  // SQLITE_OK also where the copy was locked
    if (stepped == SQLITE_DONE && ended == SQLITE_OK) return;
    const int failed = stepped == SQLITE_DONE ? ended : stepped;
    throw Failure(kind_of(failed, sqlite3_system_errno(copy.get())),
                  "backup to " + path + ": " + sqlite3_errstr(failed));
  }

 private:
  /// SQLite would make it readable for all, and its journal like it.
  static void make_for_owner(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const bool is_made = file >= 0 && ::fchmod(file, 0600) == 0;
    if (file >= 0) ::close(file);
    if (!is_made) throw Failure(Failure::Kind::other, "cannot write " + path);
  }

  sqlite3_stmt* prepared(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second.get();
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
      fail(sql);
    return statements_.emplace(sql, Statement(made)).first->second.get();
  }

  /// By its name: SQLite numbers parameters by where they first stand in the text.
  static void bind(sqlite3_stmt* statement, std::size_t i, const Value& value,
                   std::string_view sql) {
    const int at = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i + 1)).c_str());
    CHECK(at > 0);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, at, *whole);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (!is_storable(*text))
        throw Failure(Failure::Kind::constraint, "no text of UTF-8 in: " + std::string(sql));
      sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
      // A pointer to nothing would be NULL.
      sqlite3_bind_blob64(statement, at, bytes->bytes.c_str(), bytes->bytes.size(), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, at);
    }
  }

  static Row row(sqlite3_stmt* statement) {
    std::vector<Value> values;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) values.push_back(value(statement, i));
    return Row(std::move(values));
  }

  static Value value(sqlite3_stmt* statement, int column) {
    const auto text = [&] {
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return std::string(bytes == nullptr ? "" : bytes, sqlite3_column_bytes(statement, column));
    };
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_NULL:
        return Null{};
      case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, column)};
      case SQLITE_TEXT:
        return text();
      case SQLITE_BLOB:
        return Bytes{text()};
      default:
        throw Failure(Failure::Kind::other, "an answer that is neither whole, text nor bytes");
    }
  }

  /// A constraint's message of SQLite names table and column and holds no value; any other is left
  /// out, and the statement, which holds none either, stands for it.
  Failure failure_of(std::string_view sql) const {
    const int code = sqlite3_extended_errcode(database_.get());
    const Failure::Kind kind = kind_of(code, sqlite3_system_errno(database_.get()));
    const std::string message = sqlite3_errmsg(database_.get());
    constexpr std::string_view kFailed = "failed: ";
    const std::size_t named = message.find(kFailed);
    if (named != std::string::npos) return {kind, message.substr(named + kFailed.size())};
    if ((code & 0xff) == SQLITE_CONSTRAINT) return {kind, message};
    return {kind, std::string(sqlite3_errstr(code)) + " in: " + std::string(sql)};
  }
  [[noreturn]] void fail(std::string_view sql) const { throw failure_of(sql); }

  Database database_;
  std::map<std::string, Statement, std::less<>> statements_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, Access access) {
  return std::make_unique<Sqlite>(path, access);
}

}  // namespace zheli::store
