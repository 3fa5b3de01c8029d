#include "store/backup_door.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "store/small_database.h"
#include "store/store.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

TEST(BackupDoor, CopiesForAnotherProgramWhatThisOneHasOpen) {
  const TemporaryFolder folder;
  const std::string database = (folder / "a.db").string();
  EXPECT_FALSE(ask_for_backup(database, folder / "b.db"));
  {
    Store store({.database = database, .master_key = folder / "master.key", .log = {}});
    store.write([&](Connection& to) {
      store.records().append(to, kHouse, ledger::Kind::setting, [](const Turn&) { return "{}"; });
    });
    back_up(database, folder / "b.db");
    EXPECT_EQ(
        open_sqlite((folder / "b.db").string(), Access::read)->run("SELECT 1 FROM record").size(),
        1u);
    std::string said;
    EXPECT_EQ(failure_of([&] { back_up(database, folder / "none/b.db"); }, &said),
              Failure::Kind::other);
    EXPECT_NE(said.find("none/b.db"), std::string::npos) << said;
    EXPECT_EQ(fs::status(folder / "a.db.door").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
  }
  EXPECT_FALSE(fs::exists(folder / "a.db.door"));
  back_up(database, folder / "c.db");  // nobody has it open
}

TEST(BackupDoor, IsOpenedAnewAfterOneThatWasKilled) {
  const TemporaryFolder folder;
  const fs::path deep = folder.path() / std::string(120, 'd');  // longer than a socket's name
  fs::create_directory(deep);
  const std::string database = (deep / "a.db").string();
  std::ofstream(database + ".door") << "left";
  EXPECT_FALSE(ask_for_backup(database, folder / "b.db"));
  fs::path asked;
  {
    const BackupDoor door(database, [&](const fs::path& path) { asked = path; });
    EXPECT_TRUE(ask_for_backup(database, "b.db"));
  }
  EXPECT_EQ(asked, fs::current_path() / "b.db");
  EXPECT_FALSE(ask_for_backup(database, folder / "b.db"));
}

TEST(BackupDoor, SaysWhyNot) {
  const TemporaryFolder folder;
  const std::string database = (folder / "a.db").string();
  const BackupDoor door(database, [](const fs::path&) { throw std::runtime_error("no room"); });
  std::string said;
  EXPECT_EQ(failure_of([&] { ask_for_backup(database, folder / "b.db"); }, &said),
            Failure::Kind::other);
  EXPECT_NE(said.find("no room"), std::string::npos) << said;
  EXPECT_EQ(failure_of([&] { BackupDoor((folder / "none/a.db").string(), {}); }),
            Failure::Kind::other);
}

}  // namespace
}  // namespace zheli::store
