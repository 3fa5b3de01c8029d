#include "store/connection.h"

#include <gtest/gtest.h>

#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE firm (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seal BLOB) STRICT;
CREATE TABLE loan (
  id INTEGER PRIMARY KEY,
  firm INTEGER NOT NULL REFERENCES firm (id),
  fen INTEGER NOT NULL CHECK (fen > 0),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX loan_firm ON loan (firm) WHERE fen > 100;
)";

std::string written(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + *text + "'";
  if (const auto* bytes = std::get_if<Bytes>(&value))
    return fmt::format("x{}", bytes->bytes.size());
  return "null";
}

std::string written(const Rows& rows) {
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : " ") + written(row[i]);
    text += "\n";
  }
  return text;
}

class Sql : public OnBoth {
 protected:
  void SetUp() override {
    connection = connect(new_database(), Access::write);
    connection->script(translated(kTables, GetParam()));
  }

  std::unique_ptr<Connection> connection;
};
INSTANTIATE_TEST_SUITE_P(Engines, Sql, kEngines, engine_name);

/// Each statement with what it must answer on either engine, byte for byte.
TEST_P(Sql, AnswersAlike) {
  const std::string seal("\0\x01\xff'\\", 5);
  const struct {
    const char* sql;
    std::vector<Value> parameters;
    std::string answer;
  } rows[] = {
      {"INSERT INTO firm (name, seal) VALUES ($1, $2) RETURNING id", {"乙", Bytes{seal}}, "1\n"},
      {"INSERT INTO firm (name, seal) VALUES ($1, $2) RETURNING id", {"甲", Null{}}, "2\n"},
      {"INSERT INTO firm (name, seal) VALUES ($1, $2) RETURNING id", {"", Bytes{}}, "3\n"},
      {"INSERT INTO firm (name) VALUES ($1) RETURNING id", {"it's \"quoted\"; \\ %"}, "4\n"},
      {"SELECT id, name, seal FROM firm ORDER BY id",
       {},
       "1 '乙' x5\n2 '甲' null\n3 '' x0\n4 'it's \"quoted\"; \\ %' null\n"},
      {"SELECT name FROM firm ORDER BY name", {}, "''\n'it's \"quoted\"; \\ %'\n'乙'\n'甲'\n"},
      // The second parameter stands first: SQLite would number it 1.
      {"SELECT $2, $1 FROM firm WHERE id = 1", {std::int64_t{7}, "b"}, "'b' 7\n"},
      {"INSERT INTO loan (firm, fen) VALUES ($1, $2), (2, $2) RETURNING version",
       {std::int64_t{1}, std::int64_t{9'007'199'254'740'993}},
       "1\n1\n"},
      {"SELECT fen, -fen FROM loan WHERE id = 1", {}, "9007199254740993 -9007199254740993\n"},
      {"UPDATE loan SET fen = $1, version = version + 1 WHERE id = $2 AND version = $3 RETURNING "
       "version",
       {std::int64_t{500}, std::int64_t{2}, std::int64_t{1}},
       "2\n"},
      {"UPDATE loan SET fen = 1 WHERE id = 2 AND version = 1 RETURNING version", {}, ""},
      {"INSERT INTO firm (id, name) VALUES (9, $1) ON CONFLICT (name) DO UPDATE SET seal = $2 "
       "RETURNING id",
       {"乙", Bytes{"s"}},
       "1\n"},
      {"SELECT COUNT(*), COUNT(*) FILTER (WHERE fen > 1000), CAST(SUM(version) AS BIGINT) FROM "
       "loan",
       {},
       "2 1 3\n"},
      {"SELECT id FROM firm WHERE seal IS DISTINCT FROM $1 ORDER BY id", {Bytes{"s"}}, "2\n3\n4\n"},
      {"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT i FROM "
       "n "
       "ORDER BY i",
       {},
       "1\n2\n3\n4\n"},
      {"SELECT id, ROW_NUMBER() OVER (ORDER BY id DESC) FROM loan ORDER BY id", {}, "1 2\n2 1\n"},
      {"UPDATE loan SET fen = fresh.fen FROM (SELECT id, fen + 1 AS fen FROM loan WHERE id = 2) AS "
       "fresh "
       "WHERE loan.id = fresh.id RETURNING loan.fen",
       {},
       "501\n"},
      {"DELETE FROM loan WHERE firm = $1 RETURNING id", {std::int64_t{1}}, "1\n"},
      {"SELECT COALESCE(MAX(fen), -1) + 1 FROM loan WHERE id > 99", {}, "0\n"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(written(connection->run(row.sql, row.parameters)), row.answer) << row.sql;
  EXPECT_EQ(connection->run("SELECT seal FROM firm WHERE id = 1")[0].bytes(0), "s");
}

TEST_P(Sql, BytesAndTextComeBackWhole) {
  std::string bytes;
  for (int i = 0; i < 256 * 40; ++i) bytes += static_cast<char>(i % 256);
  const std::string text = "湖州\n\t😀" + std::string(100'000, 'x');
  connection->run("INSERT INTO firm (name, seal) VALUES ($1, $2)", {text, Bytes{bytes}});
  const Rows rows = connection->run("SELECT name, seal FROM firm");
  EXPECT_EQ(rows[0].text(0), text);
  EXPECT_EQ(rows[0].bytes(1), bytes);
}

/// Failures tell their kind and where, and never what was to be written.
TEST_P(Sql, FailuresNameNoValue) {
  const std::string secret = "330500199001011234";
  connection->run("INSERT INTO firm (name) VALUES ($1)", {secret});
  const struct {
    const char* sql;
    std::vector<Value> parameters;
    Failure::Kind kind;
    const char* where;
  } rows[] = {
      {"INSERT INTO firm (name) VALUES ($1)", {secret}, Failure::Kind::unique, "firm"},
      {"INSERT INTO firm (id, name) VALUES (1, $1)", {secret + "x"}, Failure::Kind::unique, "firm"},
      {"INSERT INTO firm (name, id) VALUES (NULL, $1)",
       {std::int64_t{8}},
       Failure::Kind::constraint,
       "firm.name"},
      {"INSERT INTO loan (firm, fen) VALUES (1, $1)",
       {std::int64_t{-330500199001011234}},
       Failure::Kind::constraint,
       ""},
      {"INSERT INTO loan (firm, fen) VALUES ($1, 1)",
       {std::int64_t{330500199001011234}},
       Failure::Kind::constraint,
       ""},
      {"INSERT INTO loan (firm, fen) VALUES (1, $1)",
       {secret + "x"},
       Failure::Kind::constraint,
       ""},
      {"INSERT INTO firm (name) VALUES ($1)",
       {secret + std::string(1, '\0')},
       Failure::Kind::constraint,
       ""},
      {"INSERT INTO firm (name) VALUES ($1)", {secret + "\xff"}, Failure::Kind::constraint, ""},
      {"SELECT nothing FROM nowhere WHERE x = $1", {secret}, Failure::Kind::other, "nowhere"},
  };
  for (const auto& row : rows) {
    std::string said;
    const Failure::Kind kind = failure_of([&] { connection->run(row.sql, row.parameters); }, &said);
    EXPECT_EQ(kind, row.kind) << row.sql << "\n" << said;
    EXPECT_NE(said.find(row.where), std::string::npos) << said;
    EXPECT_EQ(said.find("330500199001011234"), std::string::npos) << said;
  }
  EXPECT_EQ(written(connection->run("SELECT COUNT(*) FROM firm")), "1\n");
}

TEST_P(Sql, SavepointsTakeBackTheirOwnPartAlone) {
  connection->begin(Access::write);
  connection->run("INSERT INTO firm (name) VALUES ('a')");
  connection->run("SAVEPOINT job");
  EXPECT_EQ(failure_of([&] { connection->run("INSERT INTO firm (name) VALUES ('a')"); }),
            Failure::Kind::unique);
  connection->run("ROLLBACK TO job");
  connection->run("RELEASE job");
  connection->run("INSERT INTO firm (name) VALUES ('b')");
  connection->commit();
  EXPECT_EQ(written(connection->run("SELECT name FROM firm ORDER BY name")), "'a'\n'b'\n");
  connection->begin(Access::write);
  connection->run("DELETE FROM firm");
  connection->rollback();
  EXPECT_EQ(connection->run("SELECT 1 FROM firm").size(), 2u);
}

TEST_P(Sql, AReaderSeesOneState) {
  const std::string database = new_database("other.db");
  const auto writer = connect(database, Access::write);
  writer->script(translated(kTables, GetParam()));
  const auto reader = connect(database, Access::read);
  reader->begin(Access::read);
  EXPECT_TRUE(reader->run("SELECT 1 FROM firm").empty());
  writer->run("INSERT INTO firm (name) VALUES ('a')");
  EXPECT_TRUE(reader->run("SELECT 1 FROM firm").empty());
  EXPECT_EQ(failure_of([&] { reader->run("INSERT INTO firm (name) VALUES ('b')"); }),
            Failure::Kind::refused);
  reader->rollback();
  reader->begin(Access::read);
  EXPECT_EQ(reader->run("SELECT 1 FROM firm").size(), 1u);
  reader->commit();
}

TEST(Sqlite, KeepsToItsRulesOfDurability) {
  const TemporaryFolder folder;
  const auto connection = open_sqlite((folder / "a.db").string(), Access::write);
  EXPECT_EQ(written(connection->run("PRAGMA journal_mode")), "'wal'\n");
  EXPECT_EQ(written(connection->run("PRAGMA synchronous")), "2\n");  // FULL
  EXPECT_EQ(written(connection->run("PRAGMA foreign_keys")), "1\n");
  EXPECT_EQ(written(connection->run("PRAGMA secure_delete")), "1\n");
  EXPECT_EQ(failure_of([&] { open_sqlite((folder / "none.db").string(), Access::read); }),
            Failure::Kind::other);
}

TEST(Sqlite, SaysThatErasedPagesAreStillRead) {
  const TemporaryFolder folder;
  const std::string path = (folder / "a.db").string();
  const auto writer = open_sqlite(path, Access::write);
  writer->script("CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1); PRAGMA busy_timeout = 10");
  const auto reader = open_sqlite(path, Access::read);
  reader->begin(Access::read);
  reader->run("SELECT x FROM a");
  writer->run("UPDATE a SET x = 2");
  std::string said;
  EXPECT_EQ(failure_of([&] { writer->scrub(); }, &said), Failure::Kind::conflict);
  EXPECT_NE(said.find("erase again"), std::string::npos) << said;
  reader->commit();
  writer->scrub();
}

TEST(Sqlite, AnAnswerOfAnotherTypeLeavesNothingOpen) {
  const TemporaryFolder folder;
  const auto connection = open_sqlite((folder / "a.db").string(), Access::write);
  connection->script("CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1), (2)");
  EXPECT_EQ(failure_of([&] { connection->run("SELECT x / 2.0 FROM a"); }), Failure::Kind::other);
  connection->scrub();  // refused within a transaction, also a reader's
}

TEST(Sqlite, ABackupIsWholeAndItsOwnersOrFails) {
  const TemporaryFolder folder;
  const auto connection = open_sqlite((folder / "a.db").string(), Access::write);
  connection->script("CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)");
  const std::string path = (folder / "b.db").string();
  connection->back_up(path);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(open_sqlite(path, Access::read)->run("SELECT x FROM a")[0].whole(0), 1);
  connection->run("UPDATE a SET x = 2");
  const auto other = open_sqlite(path, Access::write);
  other->begin(Access::write);
  std::string said;
  EXPECT_EQ(failure_of([&] { connection->back_up(path); }, &said), Failure::Kind::conflict);
  EXPECT_EQ(said.find("full"), std::string::npos) << said;
  other->rollback();
  EXPECT_EQ(other->run("SELECT x FROM a")[0].whole(0), 1);
  EXPECT_EQ(failure_of([&] { connection->back_up((folder / "none/b.db").string()); }, &said),
            Failure::Kind::other);
}

TEST(Postgres, HasNoRoomForOneReasonAlone) {
  const auto connection = open_postgres(Cluster::ours().new_database());
  const auto kind = [&](const char* state) {
    return failure_of([&] {
      connection->script(
          fmt::format("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{}'; END $$", state));
    });
  };
  EXPECT_EQ(kind("53100"), Failure::Kind::full);
  for (const char* other : {"53200", "53300", "53400"})
    EXPECT_EQ(kind(other), Failure::Kind::other) << other;
}

TEST(Postgres, ThatIsNotThereIsLost) {
  EXPECT_EQ(failure_of([] { open_postgres("postgresql:///x?host=/nowhere"); }),
            Failure::Kind::lost);
}

}  // namespace
}  // namespace zheli::store
