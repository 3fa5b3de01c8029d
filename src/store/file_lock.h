// A database that one program has for itself: the lock beside an SQLite file, and the file opened
// with this program's tables. Tested by store_test.cc.
#pragma once

#include <memory>
#include <string>

#include "store/connection.h"

namespace zheli::store {

/// That one program alone has an SQLite database open: DATABASE.lock. Of PostgreSQL nothing.
/// Failure (refused) where another one has it.
class FileLock {
 public:
  explicit FileLock(const std::string& database);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

/// The name itself. Failure (refused) where there is no such file: one that was mistyped makes no
/// database, and no lock beside it.
const std::string& existing(const std::string& database);

/// Opened for writing, for its owner alone, with the tables of this program. Before a step of the
/// schema a copy is made beside an SQLite file: DATABASE.before-NNNN.
std::unique_ptr<Connection> open_whole(const std::string& database);

}  // namespace zheli::store
