#include "store/records.h"

#include <gtest/gtest.h>

#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

using ledger::Kind;

class Kept : public OnBoth {
 protected:
  void SetUp() override {
    connection = connect(new_database(), Access::write);
    migrate(*connection, migrations(), [](int) {});
    records.prepare(*connection);
    records.make_holder(*connection, "p1");
  }

  std::int64_t add(const std::string& holder, const std::string& what) {
    return records.append(*connection, holder, Kind::case_event, [&](const Turn& turn) {
      turns.push_back(turn);
      return fmt::format(R"({{"n":{},"what":"{}"}})", turn.n, what);
    });
  }
  std::string leaf_of(std::int64_t id) {
    return connection->run("SELECT leaf FROM record WHERE id = $1", {id})[0].bytes(0);
  }

  std::unique_ptr<Connection> connection;
  Records records{Key::random()};
  std::vector<Turn> turns;
};
INSTANTIATE_TEST_SUITE_P(Engines, Kept, kEngines, engine_name);

TEST_P(Kept, RecordsOpenTheirLeaves) {
  const std::int64_t first = add("p1", "a"), second = add("p1", "b");
  add(std::string(kHouse), "c");
  const auto opening = records.open(*connection, second);
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->record, R"({"n":2,"what":"b"})");
  EXPECT_EQ(ledger::leaf(*opening), leaf_of(second));
  EXPECT_EQ(turns[0].before, "");
  EXPECT_EQ(turns[1].before, leaf_of(first).substr(2));
  EXPECT_EQ(turns[2].n, 1);  // another holder's
  EXPECT_FALSE(records.open(*connection, 99));
}

TEST_P(Kept, TheNewestOfSomeKindsAreFound) {
  add("p1", "a");
  const auto of = [&](Kind kind) {
    return records.append(*connection, "p1", kind, [](const Turn&) { return std::string("{}"); });
  };
  const std::int64_t role = of(Kind::role), account = of(Kind::account), other = of(Kind::account);
  const Kind kinds[] = {Kind::role, Kind::account};
  EXPECT_EQ(Records::newest(*connection, kinds, 9), (std::vector{other, account, role}));
  EXPECT_EQ(Records::newest(*connection, kinds, 2), (std::vector{other, account}));
}

TEST_P(Kept, ErasedRecordsAreGoneAndLeavesStay) {
  const std::int64_t id = add("p1", "a");
  const std::string leaf = leaf_of(id);
  records.erase(*connection, "p1", "2026-11-30T08:00:00Z");
  EXPECT_FALSE(records.open(*connection, id));
  EXPECT_EQ(leaf_of(id), leaf);
  EXPECT_EQ(failure_of([&] { add("p1", "b"); }), Failure::Kind::refused);
}

TEST_P(Kept, AHoldForbidsErasingByItsLaw) {
  records.set_hold(*connection, "p1", "居民身份证法 §19");
  std::string said;
  EXPECT_EQ(failure_of([&] { records.erase(*connection, "p1", ""); }, &said),
            Failure::Kind::refused);
  EXPECT_NE(said.find("居民身份证法 §19"), std::string::npos) << said;
  records.set_hold(*connection, "p1", "");
  records.erase(*connection, "p1", "");
  EXPECT_EQ(failure_of([&] { records.erase(*connection, kHouse, ""); }), Failure::Kind::refused);
  EXPECT_EQ(failure_of([&] { records.erase(*connection, "nobody", ""); }), Failure::Kind::refused);
}

TEST_P(Kept, RowsThatWereAlteredSaySo) {
  const std::int64_t one = add("p1", "a"), other = add("p1", "b");
  records.make_holder(*connection, "p2");
  const std::int64_t third = add("p2", "c");
  connection->run(
      "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = $1) WHERE id = $2",
      {other, one});
  EXPECT_EQ(failure_of([&] { records.open(*connection, one); }), Failure::Kind::other);
  connection->run("UPDATE record SET holder = 'p1' WHERE id = $1", {third});
  EXPECT_EQ(failure_of([&] { records.open(*connection, third); }), Failure::Kind::other);
  connection->run(
      "UPDATE holder SET wrapped = (SELECT wrapped FROM holder WHERE id = 'p2') "
      "WHERE id = 'p1'");
  EXPECT_EQ(failure_of([&] { add("p1", "d"); }), Failure::Kind::other);
}

TEST_P(Kept, AnotherMasterKeyIsRefused) {
  EXPECT_TRUE(Records::are_in(*connection));
  EXPECT_EQ(failure_of([&] { Records(Key::random()).prepare(*connection); }),
            Failure::Kind::refused);
  records.prepare(*connection);
}

TEST_P(Kept, HoldersAreTakenOnce) {
  EXPECT_EQ(failure_of([&] { records.make_holder(*connection, "p1"); }), Failure::Kind::unique);
  EXPECT_EQ(failure_of([&] { add("nobody", "a"); }), Failure::Kind::refused);
}

}  // namespace
}  // namespace zheli::store
