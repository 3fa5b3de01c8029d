// How another process has a database copied that this one has open: nobody else may touch the live
// file, so it asks. A socket beside the database, DATABASE.door, for its owner alone; one line in,
// the path of the copy, one line out, "done" or why not. Tested by backup_door_test.cc.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace zheli::store {

class BackupDoor {
 public:
  /// Listens until it goes. `back_up` is called on a thread of its own with an absolute path, one
  /// call after the other; what it throws is the answer. Failure (other) where no socket can be
  /// made there.
  BackupDoor(const std::string& database,
             std::function<void(const std::filesystem::path&)> back_up);
  ~BackupDoor();
  BackupDoor(const BackupDoor&) = delete;
  BackupDoor& operator=(const BackupDoor&) = delete;

 private:
  void listen();
  void answer(int client) const;

  std::string path_;
  std::function<void(const std::filesystem::path&)> back_up_;
  int socket_ = -1;
  int end_[2] = {-1, -1};  // a pipe: closed, it ends the thread
  std::thread thread_;
};

/// Asks the program that has the database open for a copy, and waits for it. False where no
/// program listens; Failure (other) says why it made none.
bool ask_for_backup(const std::string& database, const std::filesystem::path& path);

}  // namespace zheli::store
