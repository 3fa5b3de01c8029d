#include "store/accounts.h"

#include <gtest/gtest.h>

#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

using identity::Instant;
using identity::Role;
using namespace std::chrono_literals;

constexpr Instant kStart{1'796'000'000s};

/// One database for all of an engine's tests: each takes back what it wrote.
class AccountRows : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    connection->begin(Access::write);
    add_account(*connection, "a1", "wang.wei");
    add_account(*connection, "a2", "li.na");
  }
  void TearDown() override { connection->rollback(); }

  Connection* const connection = opened(GetParam());

 private:
  static Connection* opened(Engine engine) {
    static TemporaryFolder folder;
    static std::map<Engine, std::unique_ptr<Connection>> all;
    std::unique_ptr<Connection>& one = all[engine];
    if (one) return one.get();
    one = connect(
        engine == Engine::sqlite ? (folder / "small.db").string() : Cluster::ours().new_database(),
        Access::write);
    migrate(*one, migrations(), [](int) {});
    return one.get();
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, AccountRows, kEngines, engine_name);

TEST_P(AccountRows, RolesComeAndGo) {
  give_role(*connection, "a1", Role::admin);
  give_role(*connection, "a1", Role::admin);
  give_role(*connection, "a1", Role::product_manager);
  take_role(*connection, "a1", Role::admin);
  const auto one = account_named(*connection, "wang.wei");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->id, "a1");
  EXPECT_EQ(one->roles, std::set{Role::product_manager});
  EXPECT_FALSE(account(*connection, "a3"));
  const auto all = accounts(*connection);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "li.na");
}

TEST_P(AccountRows, NamesAreTakenOnce) {
  EXPECT_EQ(failure_of([&] { add_account(*connection, "a3", "li.na"); }), Failure::Kind::unique);
}

TEST_P(AccountRows, AStaleVersionIsRefused) {
  EXPECT_TRUE(take_version(*connection, "a1", 1));
  EXPECT_FALSE(take_version(*connection, "a1", 1));
  EXPECT_TRUE(take_version(*connection, "a1", 2));
  EXPECT_FALSE(take_version(*connection, "a3", 1));
  EXPECT_EQ(account(*connection, "a1")->version, 3);
}

TEST_P(AccountRows, PasswordsAndPasskeysAreKept) {
  const std::string id("\x00k\xff", 3);
  set_password(*connection, "a1", "$argon2id$…");
  set_disabled(*connection, "a1", true);
  add_passkey(*connection, "a1", {id, identity::Algorithm::rs256, "key", 4'000'000'000u});
  const auto one = account(*connection, "a1");
  EXPECT_EQ(one->password, "$argon2id$…");
  EXPECT_TRUE(one->is_disabled);
  EXPECT_EQ(one->passkeys, 1);
  const auto kept = passkey(*connection, id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->account, "a1");
  EXPECT_EQ(kept->passkey.algorithm, identity::Algorithm::rs256);
  EXPECT_EQ(kept->passkey.counter, 4'000'000'000u);
  set_counter(*connection, id, 4'000'000'001u);
  EXPECT_EQ(passkeys_of(*connection, "a1")[0].counter, 4'000'000'001u);
  drop_passkeys(*connection, "a1");
  EXPECT_FALSE(passkey(*connection, id));
  set_password(*connection, "a1", "");
  EXPECT_EQ(account(*connection, "a1")->password, "");
}

TEST_P(AccountRows, APasskeyIsOneAccounts) {
  const identity::Passkey one{"id", identity::Algorithm::es256, "key", 0};
  add_passkey(*connection, "a1", one);
  EXPECT_EQ(failure_of([&] { add_passkey(*connection, "a2", one); }), Failure::Kind::unique);
}

TEST_P(AccountRows, SessionsEndOneByOneOrAll) {
  for (const char* hash : {"h1", "h2", "h3"})
    add_session(*connection, hash, "a1", {.begun = kStart, .seen = kStart, .proven = {}});
  set_seen(*connection, "h1", kStart + 1min);
  set_proven(*connection, "h1", kStart + 2min);
  const auto one = session(*connection, "h1");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->session.seen, kStart + 1min);
  EXPECT_EQ(one->session.proven, kStart + 2min);
  EXPECT_EQ(session(*connection, "h2")->session.proven, std::nullopt);
  end_session(*connection, "h1");
  EXPECT_FALSE(session(*connection, "h1"));
  EXPECT_EQ(sessions(*connection).size(), 2u);
  end_sessions(*connection, "a1");
  EXPECT_TRUE(sessions(*connection).empty());
}

TEST_P(AccountRows, LinksAndChallengesAreOverInTimeAndTakenOnce) {
  add_link(*connection, "h", "a1", kStart + 1h);
  EXPECT_EQ(link(*connection, "h", kStart), "a1");
  EXPECT_EQ(link(*connection, "h", kStart + 1h), std::nullopt);
  end_links(*connection, "a1");
  EXPECT_EQ(link(*connection, "h", kStart), std::nullopt);
  add_challenge(*connection, "c", kStart + 5min);
  add_challenge(*connection, "d", kStart + 5min);
  EXPECT_TRUE(take_challenge(*connection, "c", kStart));
  EXPECT_FALSE(take_challenge(*connection, "c", kStart));
  EXPECT_FALSE(take_challenge(*connection, "d", kStart + 5min));
}

TEST_P(AccountRows, TriesAreToldByTheirPlace) {
  add_try(*connection, "p", {kStart, false});
  add_try(*connection, "q", {kStart, false});
  add_try(*connection, "p", {kStart + 1s, true});
  EXPECT_EQ(tries(*connection, "p", kStart).size(), 2u);
  EXPECT_TRUE(tries(*connection, "p", kStart + 1s)[0].was_right);
}

TEST_P(AccountRows, WhatIsOverIsDropped) {
  add_session(*connection, "h1", "a1", {.begun = kStart - 800h, .seen = kStart, .proven = {}});
  add_session(*connection, "h2", "a1", {.begun = kStart, .seen = kStart, .proven = {}});
  add_link(*connection, "l", "a1", kStart);
  add_try(*connection, "p", {kStart - 25h, false});
  drop_ended(*connection, kStart);
  EXPECT_EQ(sessions(*connection).size(), 1u);
  EXPECT_TRUE(tries(*connection, "p", kStart - 48h).empty());
  EXPECT_EQ(link(*connection, "l", kStart - 1s), std::nullopt);
}

}  // namespace
}  // namespace zheli::store
