#include "store/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "store/schema.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

}  // namespace

FileLock::FileLock(const std::string& database) {
  if (is_postgres(database)) return;
  file_ = ::open((database + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if (file_ >= 0) ::close(file_);
    refuse("another program has " + database + " open, or its folder cannot be written");
  }
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

const std::string& existing(const std::string& database) {
  if (!is_postgres(database) && !fs::exists(database)) refuse("there is no database " + database);
  return database;
}

std::unique_ptr<Connection> open_whole(const std::string& database) {
  std::unique_ptr<Connection> connection = connect(database, Access::write);
  if (connection->engine() == Engine::sqlite)
    fs::permissions(database, fs::perms::owner_read | fs::perms::owner_write);
  migrate(*connection, migrations(), [&](int version) {
    if (connection->engine() == Engine::sqlite)
      connection->back_up(fmt::format("{}.before-{:04}", database, version + 1));
  });
  return connection;
}

}  // namespace zheli::store
