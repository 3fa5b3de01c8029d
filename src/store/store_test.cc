#include "store/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <future>
#include <iterator>

#include "ledger/audit.h"
#include "store/group.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;
using ledger::Kind;

class Stored : public OnBoth {
 protected:
  void SetUp() override { database = new_database(); }

  StoreOptions options() const {
    return {.database = database,
            .master_key = folder / "master.key",
            .log = LogOptions{"log.example", {log_key()}, folder / "log"}};
  }

  static std::int64_t add(Store& store, const std::string& record = "{}") {
    return store.write([&](Connection& to) {
      return store.records().append(to, kHouse, Kind::setting, [&](const Turn&) { return record; });
    });
  }

  static std::int64_t count(Store& store) {
    return store.read(
        [](Connection& from) { return from.run("SELECT COUNT(*) FROM record")[0].whole(0); });
  }

  std::string database;
};
INSTANTIATE_TEST_SUITE_P(Engines, Stored, kEngines, engine_name);

TEST_P(Stored, WhatWasWrittenIsThereAfterARestart) {
  std::int64_t id = 0;
  {
    Store store(options());
    EXPECT_EQ(store.why_read_only(), "");
    id = add(store, R"({"what":"a"})");
    EXPECT_EQ(count(store), 1);
  }
  Store store(options());
  EXPECT_EQ(store.published().size, 1u);
  const auto opening = store.read([&](Connection& from) { return store.records().open(from, id); });
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->record, R"({"what":"a"})");
}

TEST_P(Stored, JobsThatFailTakeOnlyThemselvesBack) {
  Store store(options());
  std::atomic<int> good = 0, bad = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        try {
          store.write([&](Connection& to) {
            store.records().append(to, kHouse, Kind::setting, [](const Turn&) { return "{}"; });
            if (i % 5 == 0) throw std::runtime_error("not this one");
            if (i % 5 == 1) store.records().make_holder(to, kHouse);  // there already
            store.records().make_holder(to, fmt::format("p{}-{}", t, i));
          });
          ++good;
        } catch (const std::runtime_error&) {
          ++bad;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 60);
  EXPECT_EQ(bad, 40);
  EXPECT_EQ(count(store), 60);
  EXPECT_EQ(store.read([](Connection& from) { return from.run("SELECT 1 FROM holder").size(); }),
            61u);
  const auto house = store.read([](Connection& from) {
    return from.run("SELECT records FROM holder WHERE id = 'house'")[0].whole(0);
  });
  EXPECT_EQ(house, 60);
}

TEST_P(Stored, AnswersComeAfterTheCommit) {
  Store store(options());
  std::promise<std::int64_t> seen;
  store.submit(
      [&](Connection& to) {
        store.records().append(to, kHouse, Kind::setting, [](const Turn&) { return "{}"; });
      },
      [&](const std::exception_ptr& failure) {
        EXPECT_FALSE(failure);
        seen.set_value(std::async(std::launch::async, [&] { return count(store); }).get());
      });
  EXPECT_EQ(seen.get_future().get(), 1);
}

TEST_P(Stored, LeavesAreInACheckpointSoon) {
  Store store(options());
  for (int i = 0; i < 3; ++i) add(store);
  for (int i = 0; i < 100 && store.published().size < 3; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(store.published().size, 3u);
  EXPECT_EQ(newest_checkpoint(folder / "log", log_key().verifier())->head, store.published());
}

TEST_P(Stored, AReceiptIsCheckedByWhoeverTrustsTheLog) {
  Store store(options());
  add(store);
  const std::int64_t id = add(store, R"({"what":"mine"})");
  std::optional<ledger::Proof> receipt = store.receipt(id);
  for (int i = 0; i < 200 && !receipt; ++i, receipt = store.receipt(id))
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ASSERT_TRUE(receipt);
  const auto policy =
      ledger::Policy::read("log " + log_key().verifier().text() + "\nquorum none\n").take();
  const auto shown = ledger::verify_receipt(to_string(*receipt), policy);
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown.value().opening.record, R"({"what":"mine"})");
  EXPECT_FALSE(store.receipt(id + 1));
}

TEST_P(Stored, OlderThanItsLogItDoesNotWrite) {
  {
    Store store(options());
    for (int i = 0; i < 5; ++i) add(store);
  }
  connect(database, Access::write)->run("DELETE FROM record WHERE number = 4");
  {
    Store store(options());
    EXPECT_NE(store.why_read_only().find("zheli ledger restore"), std::string::npos);
    EXPECT_EQ(failure_of([&] { add(store); }), Failure::Kind::refused);
    EXPECT_EQ(count(store), 4);
  }
  EXPECT_EQ(restore_leaves(database, folder / "log", log_key().verifier()), 1u);
  Store store(options());
  add(store);
  EXPECT_EQ(count(store), 6);
}

TEST_P(Stored, RowsThatGoWhileItRunsEndTheWriting) {
  Store store(options());
  for (int i = 0; i < 5; ++i) add(store);
  while (store.published().size < 5) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  connect(database, Access::write)->run("DELETE FROM record WHERE number >= 2");
  const auto is_refused = [&] {
    try {
      add(store);
      return false;
    } catch (const Failure& failure) {
      return failure.kind() == Failure::Kind::refused;
    }
  };
  bool refused = is_refused();
  for (int i = 0; i < 20 && !refused; ++i, refused = is_refused())
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(refused);
  EXPECT_EQ(newest_checkpoint(folder / "log", log_key().verifier())->head, store.published());
  EXPECT_EQ(store.published().size, 5u);
}

/// Everything that the store leaves in its folder, searched for what people told it; the files of
/// PostgreSQL's server lie elsewhere.
TEST_P(Stored, NothingOfARecordStandsInAnyFile) {
  const std::vector<std::string> secrets{"330500199001011234",
                                         "\xe5\xbc\xa0\xe4\xb8\x89\xe4\xb8\x89", "13957212345"};
  std::string wrapped;
  const auto files_with = [&](const std::string& what) {
    std::string names;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
      if (entry.is_regular_file() && bytes_of(entry.path()).find(what) != std::string::npos)
        names += entry.path().string() + " ";
    return names;
  };
  const bool is_file = GetParam() == Engine::sqlite;
  {
    Store store(options());
    store.write([&](Connection& to) {
      store.records().make_holder(to, "p1");
      for (const std::string& secret : secrets)
        store.records().append(to, "p1", Kind::case_event, [&](const Turn&) { return secret; });
    });
    wrapped = store.read([](Connection& from) {
      return from.run("SELECT wrapped FROM holder WHERE id = 'p1'")[0].bytes(0);
    });
    if (is_file) {
      store.back_up(folder / "before.db");
      EXPECT_NE(files_with(wrapped), "");  // the search would find it
    }
    store.erase("p1", "2026-11-30T08:00:00Z");
    if (is_file) {
      fs::remove(folder / "before.db");
      store.back_up(folder / "after.db");
      EXPECT_EQ(files_with(wrapped), "");
    }
    for (const std::string& secret : secrets) EXPECT_EQ(files_with(secret), "");
  }
  for (const std::string& secret : secrets) EXPECT_EQ(files_with(secret), "");
  EXPECT_EQ(files_with(bytes_of(folder / "master.key")), (folder / "master.key").string() + " ");
}

TEST(Lock, OneProgramAloneHasAFile) {
  const TemporaryFolder folder;
  const StoreOptions options{
      .database = (folder / "a.db").string(), .master_key = folder / "master.key", .log = {}};
  {
    Store store(options);
    EXPECT_EQ(failure_of([&] { Store other(options); }), Failure::Kind::refused);
  }
  back_up(options.database, folder / "b.db");
  fs::remove(folder / "master.key");
  EXPECT_EQ(failure_of([&] { Store other(options); }),
            Failure::Kind::refused);  // it needs that one
}

TEST(Lock, AMistypedNameLeavesNothing) {
  const TemporaryFolder folder;
  const std::string typo = (folder / "typo.db").string();
  EXPECT_EQ(failure_of([&] { restore_leaves(typo, folder / "log", log_key().verifier()); }),
            Failure::Kind::refused);
  EXPECT_EQ(failure_of([&] { back_up(typo, folder / "b.db"); }), Failure::Kind::refused);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

/// A database of which one thing fails, once.
class Failing : public Connection {
 public:
  Failing(std::unique_ptr<Connection> whole, std::string what)
      : whole_(std::move(whole)), what_(std::move(what)) {}

  Engine engine() const override { return whole_->engine(); }
  Rows run(std::string_view sql, std::span<const Value> parameters) override {
    if (sql == std::exchange(what_, sql == what_ ? "" : what_)) throw std::bad_alloc();
    return whole_->run(sql, parameters);
  }
  void script(const std::string& sql) override { whole_->script(sql); }
  bool is_in_transaction() const override { return whole_->is_in_transaction(); }
  bool is_alive() const override { return whole_->is_alive(); }
  void scrub() override { whole_->scrub(); }
  void back_up(const std::string& path) override { whole_->back_up(path); }

 private:
  std::unique_ptr<Connection> whole_;
  std::string what_;
};

TEST(Group, ThatFailsForAnyReasonIsTakenBack) {
  const TemporaryFolder folder;
  Failing connection(open_sqlite((folder / "a.db").string(), Access::write), "COMMIT");
  connection.script("CREATE TABLE a (x INTEGER)");
  const auto job = [](Connection& to) { to.Connection::run("INSERT INTO a VALUES (1)"); };
  std::vector<Job> jobs(2, Job{.work = job, .done = {}});
  run_group(connection, jobs);
  for (const Job& one : jobs) EXPECT_THROW(std::rethrow_exception(one.failure), std::bad_alloc);
  EXPECT_FALSE(connection.is_in_transaction());
  run_group(connection, jobs);
  for (const Job& one : jobs) EXPECT_FALSE(one.failure);
  EXPECT_EQ(connection.Connection::run("SELECT x FROM a").size(), 2u);
}

TEST(Backup, IsTheDatabaseAsItWas) {
  const TemporaryFolder folder;
  const StoreOptions options{
      .database = (folder / "a.db").string(), .master_key = folder / "master.key", .log = {}};
  Store store(options);
  const auto add = [&] {
    store.write([&](Connection& to) {
      store.records().append(to, kHouse, Kind::setting, [](const Turn&) { return "{}"; });
    });
  };
  add();
  store.back_up(folder / "b.db");
  add();
  Store copy(
      {.database = (folder / "b.db").string(), .master_key = folder / "master.key", .log = {}});
  EXPECT_EQ(copy.read([](Connection& from) { return from.run("SELECT 1 FROM record").size(); }),
            1u);
}

TEST(Lost, PostgresComesBackAndSoDoesTheStore) {
  Cluster cluster;
  const TemporaryFolder folder;
  Store store({.database = cluster.new_database(), .master_key = folder / "master.key", .log = {}});
  const auto add = [&] {
    store.write([&](Connection& to) {
      store.records().append(to, kHouse, Kind::setting, [](const Turn&) { return "{}"; });
    });
  };
  const auto count = [&] {
    return store.read([](Connection& from) { return from.run("SELECT 1 FROM record").size(); });
  };
  add();
  EXPECT_EQ(count(), 1u);
  cluster.stop();
  EXPECT_EQ(failure_of(add), Failure::Kind::lost);
  EXPECT_EQ(failure_of(count), Failure::Kind::lost);
  cluster.start();
  add();
  EXPECT_EQ(count(), 2u);
}

TEST(Lost, AnOlderCopyInItsPlaceIsNotWrittenTo) {
  Cluster cluster;
  const TemporaryFolder folder;
  const std::string database = cluster.new_database();
  Store store({.database = database,
               .master_key = folder / "master.key",
               .log = LogOptions{"log.example", {log_key()}, folder / "log"}});
  const auto add = [&] {
    store.write([&](Connection& to) {
      store.records().append(to, kHouse, Kind::setting, [](const Turn&) { return "{}"; });
    });
  };
  for (int i = 0; i < 3; ++i) add();
  while (store.published().size < 3) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  cluster.stop();
  cluster.start();
  const auto connection = open_postgres(database);
  connection->run("DELETE FROM record WHERE number >= 1");
  failure_of(add);  // the connection is lost, or a new one shows what is there
  EXPECT_EQ(failure_of(add), Failure::Kind::refused);
  EXPECT_EQ(connection->run("SELECT 1 FROM record").size(), 1u);
  EXPECT_EQ(restore_leaves(*connection, folder / "log", log_key().verifier()), 2u);
  bool is_written = false;
  for (int i = 0; i < 100 && !is_written; ++i) {
    try {
      add();
      is_written = true;
    } catch (const Failure&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  EXPECT_TRUE(is_written);
}

}  // namespace
}  // namespace zheli::store
