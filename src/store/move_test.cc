#include "store/move.h"

#include <gtest/gtest.h>

#include "store/small_database.h"
#include "store/store.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

class Moving : public testing::Test {
 protected:
  StoreOptions options(const std::string& database) const {
    return {.database = database,
            .master_key = folder / "master.key",
            .log = LogOptions{"log.example", {log_key()}, folder / "log"}};
  }

  std::int64_t add(Store& store, const std::string& record) const {
    return store.write([&](Connection& to) {
      return store.records().append(to, kHouse, ledger::Kind::setting,
                                    [&](const Turn&) { return record; });
    });
  }

  TemporaryFolder folder;
  const std::string file = (folder / "a.db").string(), back = (folder / "b.db").string();
};

TEST_F(Moving, ThereAndBackIsTheSameStore) {
  const std::string server = Cluster::ours().new_database();
  std::int64_t first = 0;
  {
    Store store(options(file));
    first = add(store, "first");
    for (int i = 0; i < 299; ++i) add(store, "more");
  }
  const Moved there = move_store(file, server);
  EXPECT_EQ(there.rows.at("holder"), 1u);
  EXPECT_EQ(there.rows.at("record"), 300u);
  EXPECT_EQ(there.log, newest_checkpoint(folder / "log", log_key().verifier())->head);
  {
    Store store(options(server));
    EXPECT_EQ(store.why_read_only(), "");
    const auto opening =
        store.read([&](Connection& from) { return store.records().open(from, first); });
    EXPECT_EQ(opening->record, "first");
    EXPECT_GT(add(store, "on PostgreSQL"), 300);  // its own count goes on behind
    while (store.published().size < 301) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(move_store(server, back).log.size, 301u);
  Store store(options(back));
  EXPECT_EQ(store.why_read_only(), "");
  add(store, "on SQLite again");
}

TEST_F(Moving, IsRefusedWhereItWouldNotBeWhole) {
  const std::string server = Cluster::ours().new_database();
  { Store store(options(file)); }
  std::string said;
  const auto refusal = [&](const std::string& from, const std::string& to) {
    EXPECT_EQ(failure_of([&] { move_store(from, to); }, &said), Failure::Kind::refused);
    return said;
  };
  EXPECT_NE(refusal(file, back).find("between SQLite and PostgreSQL"), std::string::npos) << said;
  EXPECT_NE(refusal(back, server).find("there is no database"), std::string::npos) << said;
  EXPECT_FALSE(fs::exists(back));
  {
    Store store(options(file));
    EXPECT_NE(refusal(file, server).find("another program has"), std::string::npos) << said;
  }
  move_store(file, server);
  EXPECT_NE(refusal(file, server).find("holds rows already: table holder"), std::string::npos)
      << said;
  const auto publishing = open_postgres(server);
  publishing->run("SELECT pg_try_advisory_lock(7301)");
  EXPECT_NE(refusal(server, back).find("stop it first"), std::string::npos) << said;
  publishing->run("SELECT pg_advisory_unlock(7301)");
  publishing->run("INSERT INTO record (leaf) VALUES ($1)", {Bytes{std::string(34, 'x')}});
  EXPECT_NE(refusal(server, back).find("1 records have no number"), std::string::npos) << said;
}

}  // namespace
}  // namespace zheli::store
