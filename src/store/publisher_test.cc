#include "store/publisher.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/audit.h"
#include "ledger/policy.h"
#include "store/records.h"
#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

class Published : public OnBoth {
 protected:
  void SetUp() override { open(new_database()); }

  void open(const std::string& at) {
    database = at;
    connection = connect(database, Access::write);
    migrate(*connection, migrations(), [](int) {});
    records.prepare(*connection);
  }

  void add(int count) {
    in_transaction(*connection, Access::write, [&] {
      for (int i = 0; i < count; ++i)
        records.append(*connection, kHouse, ledger::Kind::setting,
                       [](const Turn& turn) { return fmt::format("{{\"n\":{}}}", turn.n); });
    });
  }

  LogOptions options() const {
    return {"log.example", {log_key(), log_key(ledger::KeyType::sm2)}, folder / "log"};
  }

  /// The whole log, checked as an auditor does; its size.
  std::uint64_t audited() {
    const auto checkpoint = newest_checkpoint(folder / "log", log_key().verifier());
    if (!checkpoint) {
      ADD_FAILURE() << "no checkpoint";
      return 0;
    }
    const auto whole = ledger::audit(checkpoint->head, files_below(folder / "log"),
                                     [](auto, auto) { return std::nullopt; });
    EXPECT_TRUE(whole) << whole.error().message;
    return checkpoint->head.size;
  }

  std::string refusal(Publisher& publisher) {
    std::string said;
    EXPECT_EQ(failure_of([&] { publisher.recover(*connection); }, &said), Failure::Kind::refused);
    return said;
  }

  std::string database;
  std::unique_ptr<Connection> connection;
  Records records{Key::random()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Published, kEngines, engine_name);

TEST_P(Published, EachSizeIsAWholeLog) {
  Publisher publisher(options());
  publisher.recover(*connection);
  EXPECT_TRUE(publisher.publish(*connection));  // of no leaves
  std::uint64_t size = 0;
  for (const int more : {0, 1, 254, 1, 1, 300, 700}) {
    add(more);
    size += static_cast<std::uint64_t>(more);
    EXPECT_EQ(publisher.publish(*connection), more > 0) << size;
    EXPECT_EQ(audited(), size);
    EXPECT_EQ(publisher.head().size, size);
  }
  EXPECT_FALSE(fs::exists(folder / "log/tile/0/000.p"));  // full since
  EXPECT_TRUE(fs::exists(folder / "log/tile/0/000"));
}

TEST_P(Published, StartedAnewItGoesOnAndMendsItsFiles) {
  {
    Publisher publisher(options());
    publisher.recover(*connection);
    add(600);
    publisher.publish(*connection);
  }
  const std::string tile = bytes_of(folder / "log/tile/0/001");
  fs::remove(folder / "log/tile/0/001");
  std::ofstream(folder / "log/tile/entries/000") << "noise";
  open(database);
  Publisher publisher(options());
  publisher.recover(*connection);
  if (GetParam() == Engine::postgres) {
    EXPECT_FALSE(fs::exists(folder / "log/tile/0/001"));  // another program may lead
    EXPECT_FALSE(publisher.publish(*connection));
  }
  EXPECT_EQ(bytes_of(folder / "log/tile/0/001"), tile);
  EXPECT_EQ(audited(), 600u);
  EXPECT_FALSE(publisher.publish(*connection));
  add(1);
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_EQ(audited(), 601u);
}

TEST_P(Published, AnOldDatabaseIsRefusedAndRestored) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(400);
  publisher.publish(*connection);
  connection->run("DELETE FROM record WHERE number >= 150");
  Publisher again(options());
  const std::string said = refusal(again);
  EXPECT_NE(said.find("has 150 leaves and 400 were signed"), std::string::npos) << said;
  EXPECT_NE(said.find("zheli ledger restore"), std::string::npos) << said;
  EXPECT_EQ(restore_leaves(*connection, folder / "log", log_key().verifier()), 250u);
  EXPECT_EQ(restore_leaves(*connection, folder / "log", log_key().verifier()), 0u);
  again.recover(*connection);
  add(10);
  again.publish(*connection);
  EXPECT_EQ(audited(), 410u);
}

TEST_P(Published, AnAlteredDatabaseIsRefusedAndNotRestored) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(400);
  publisher.publish(*connection);
  const auto before = bytes_of(folder / "log/checkpoint");
  const auto leaves = bytes_of(folder / "log/tile/entries/000");
  connection->run(
      "UPDATE record SET leaf = (SELECT leaf FROM record WHERE number = 7) WHERE number = 8");
  Publisher again(options());
  EXPECT_NE(refusal(again).find("are not those that were signed"), std::string::npos);
  std::string said;
  const auto restore = [&] { restore_leaves(*connection, folder / "log", log_key().verifier()); };
  EXPECT_EQ(failure_of(restore, &said), Failure::Kind::refused);
  EXPECT_NE(said.find("leaf 8 of the database is another than the log's"), std::string::npos);
  EXPECT_EQ(bytes_of(folder / "log/checkpoint"), before);
  EXPECT_EQ(bytes_of(folder / "log/tile/entries/000"), leaves);  // the only good copy
}

TEST_P(Published, RowsThatGoWhileItRunsAreRefusedUntilTheyAreBack) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(300);
  publisher.publish(*connection);
  const auto before = bytes_of(folder / "log/checkpoint");
  const auto publish = [&] { publisher.publish(*connection); };
  connection->run("DELETE FROM record WHERE number >= 290");
  std::string said;
  EXPECT_EQ(failure_of(publish, &said), Failure::Kind::refused);
  EXPECT_NE(said.find("has 290 leaves and 300 were signed"), std::string::npos) << said;
  add(20);
  EXPECT_EQ(failure_of(publish), Failure::Kind::refused);  // as many again, and others
  connection->run("DELETE FROM record WHERE number >= 290 OR number IS NULL");
  EXPECT_EQ(bytes_of(folder / "log/checkpoint"), before);
  restore_leaves(*connection, folder / "log", log_key().verifier());
  add(1);
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_EQ(audited(), 301u);
}

/// What cannot be read is not what is not there: over a checkpoint that is not there a new log is
/// begun.
TEST_P(Published, AFileThatCannotBeReadIsNamed) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(300);
  publisher.publish(*connection);
  std::string said;
  for (const char* path : {"tile/0/000", "checkpoint"}) {
    fs::remove(folder / "log" / path);
    fs::create_symlink(fs::path(path).filename(), folder / "log" / path);  // a loop
    Publisher again(options());
    EXPECT_EQ(failure_of([&] { again.recover(*connection); }, &said), Failure::Kind::other);
    EXPECT_NE(said.find(std::string(path) + " cannot be read"), std::string::npos) << said;
  }
  fs::create_directories(folder / "a/folder");
  EXPECT_EQ(failure_of([&] { files_below(folder / "a")("folder"); }), Failure::Kind::other);
  EXPECT_EQ(files_below(folder / "a")("nothing"), std::nullopt);
  EXPECT_EQ(files_below(folder / "log")("tile/0/001.p/44/nothing"), std::nullopt);
}

TEST_P(Published, RowsWithAGapAreRefused) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(10);
  publisher.publish(*connection);
  connection->run("UPDATE record SET number = 20 WHERE number = 9");
  Publisher again(options());
  EXPECT_NE(refusal(again).find("numbers of leaves are missing"), std::string::npos);
}

TEST_P(Published, AnothersCheckpointIsRefused) {
  fs::create_directories(folder / "log");
  std::array<unsigned char, 32> chance{};
  const auto stranger =
      ledger::SignerKey::make("log.example", ledger::KeyType::ed25519, chance).take();
  std::ofstream(folder / "log/checkpoint")
      << ledger::sign({"log.example", {}}, std::vector{stranger});
  Publisher publisher(options());
  EXPECT_NE(refusal(publisher).find("is not signed by the key of this log"), std::string::npos);
  std::ofstream(folder / "log/checkpoint") << "noise";
  refusal(publisher);
}

TEST(Leader, IsOneOfThePrograms) {
  const TemporaryFolder folder;
  const std::string database = Cluster::ours().new_database();
  auto first = open_postgres(database), second = open_postgres(database);
  migrate(*first, migrations(), [](int) {});
  const Records records(Key::random());
  records.prepare(*first);
  const LogOptions options{"log.example", {log_key()}, folder / "log"};
  Publisher one(options), other(options);
  EXPECT_TRUE(one.publish(*first));
  const auto add = [&](Connection& to) {
    records.append(to, kHouse, ledger::Kind::setting, [](const Turn&) { return "{}"; });
  };
  add(*first);
  add(*second);
  EXPECT_FALSE(other.publish(*second));
  EXPECT_TRUE(one.publish(*first));
  EXPECT_EQ(one.head().size, 2u);
  add(*second);
  std::ofstream(folder / "log/tile/entries/000.p/2") << "noise";
  other.recover(*second);
  EXPECT_EQ(bytes_of(folder / "log/tile/entries/000.p/2"), "noise");  // it does not lead
  first.reset();  // the leader ends: the other one takes over
  bool published = false;
  for (int i = 0; i < 100 && !published; ++i) {
    published = other.publish(*second);
    if (!published) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_TRUE(published);
  EXPECT_EQ(other.head().size, 3u);
}

}  // namespace
}  // namespace zheli::store
