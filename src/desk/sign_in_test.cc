#include "desk/sign_in.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "desk/small_house.h"
#include "services/identity/small_device.h"

namespace zheli::desk {
namespace {

using identity::Device;
using identity::Role;
using namespace std::chrono_literals;

class AtTheDoor : public testing::Test, protected SmallHouse {
 protected:
  bool enters(const std::string& password, const std::string& address = "192.0.2.1",
              identity::Instant now = kNow, const std::string& name = "wang.wei") {
    return std::holds_alternative<Entered>(sign_in.by_password(name, password, address, now));
  }
  ShownPasskey shown(const Device& device, const std::string& challenge) {
    return {challenge, device.id, device.shown(challenge)};
  }
  /// An account with the device's passkey, and its session.
  std::string with_passkey(const Device& device, const std::string& name = "wang.wei") {
    const auto made = std::get<Outcome>(act(AddAccount{name, {Role::admin}}));
    const std::string challenge = sign_in.challenge(kNow);
    return std::get<Entered>(
               sign_in.add_passkey(made.link, {challenge, device.made(challenge)}, kNow))
        .token;
  }
};

TEST_F(AtTheDoor, ALinkGivesAPasswordOnce) {
  const auto made = std::get<Outcome>(act(AddAccount{"wang.wei", {Role::expert}}));
  const auto weak = sign_in.set_password(made.link, "short", kNow);
  EXPECT_EQ(std::get<identity::Weakness>(weak), identity::Weakness::too_short);
  const auto first = sign_in.set_password(made.link, "a long password", kNow);
  const auto present = sign_in.present(std::get<Entered>(first).token, kNow);
  ASSERT_TRUE(present);
  EXPECT_EQ(present->name, "wang.wei");
  EXPECT_EQ(present->who.account, made.account);
  EXPECT_EQ(present->who.roles, std::set{Role::expert});
  EXPECT_FALSE(present->who.is_proven);
  EXPECT_TRUE(
      std::holds_alternative<Wrong>(sign_in.set_password(made.link, "another password", kNow)));
  EXPECT_TRUE(enters("a long password"));
  EXPECT_EQ(leaves(), 2);  // made; a password
}

TEST_F(AtTheDoor, WrongPasswordsAreBarredByAccountAndAddress) {
  add_with_password("wang.wei", Role::expert);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(enters("a wrong password"));
  const auto barred = sign_in.by_password("wang.wei", "a long password", "192.0.2.1", kNow);
  ASSERT_TRUE(std::holds_alternative<Barred>(barred));
  EXPECT_EQ(std::get<Barred>(barred).until, kNow + 15min);
  EXPECT_TRUE(enters("a long password", "192.0.2.2"));  // nobody locks another out
  EXPECT_TRUE(enters("a long password", "192.0.2.1", kNow + 15min));
}

TEST_F(AtTheDoor, NamesThatAreNoneAreWrongAndBarredAlike) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(enters("a long password", "::1", kNow, "nobody"));
  EXPECT_TRUE(std::holds_alternative<Barred>(
      sign_in.by_password("nobody", "a long password", "::1", kNow)));
  EXPECT_FALSE(enters("a long password", "::1", kNow, std::string("a\0b", 3)));
  add("li.na", Role::expert);  // has no password yet
  EXPECT_FALSE(enters("", "::1", kNow, "li.na"));
}

TEST_F(AtTheDoor, SessionsEndByTimeAndByHand) {
  add_with_password("wang.wei", Role::expert);
  const auto enter = [&] {
    return std::get<Entered>(sign_in.by_password("wang.wei", "a long password", "::1", kNow)).token;
  };
  const std::string one = enter(), other = enter();
  EXPECT_NE(one, other);
  EXPECT_EQ(sign_in.present(one, kNow)->until, kNow + 30min);
  EXPECT_TRUE(sign_in.present(one, kNow + 29min));
  EXPECT_TRUE(sign_in.present(one, kNow + 58min));  // it was seen since
  EXPECT_FALSE(sign_in.present(other, kNow + 58min));
  EXPECT_FALSE(sign_in.present("", kNow));
  EXPECT_FALSE(sign_in.present(one + "A", kNow));
  const std::string third = enter();
  sign_in.sign_out(one);
  EXPECT_FALSE(sign_in.present(one, kNow));
  EXPECT_TRUE(sign_in.present(third, kNow));
  sign_in.sign_out_everywhere(third, kNow);
  EXPECT_FALSE(sign_in.present(third, kNow));
  EXPECT_FALSE(sign_in.present(other, kNow));
}

TEST_F(AtTheDoor, APasskeySignsInAndItsCounterIsKept) {
  EXPECT_TRUE(sign_in.present(with_passkey(Device{}), kNow)->who.is_proven);
  const auto entry = sign_in.by_passkey(shown({.counter = 2}, sign_in.challenge(kNow)), kNow);
  const auto present = sign_in.present(std::get<Entered>(entry).token, kNow);
  ASSERT_TRUE(present);
  EXPECT_TRUE(present->who.is_proven);
  EXPECT_FALSE(sign_in.present(std::get<Entered>(entry).token, kNow + 5min)->who.is_proven);
  const auto copied = sign_in.by_passkey(shown({.counter = 2}, sign_in.challenge(kNow)), kNow);
  EXPECT_TRUE(std::holds_alternative<Wrong>(copied));
}

TEST_F(AtTheDoor, AChallengeIsAnsweredOnceAndInTime) {
  with_passkey(Device{});
  const std::string challenge = sign_in.challenge(kNow);
  const auto taken = [&](const ShownPasskey& one, identity::Instant now) {
    return std::holds_alternative<Entered>(sign_in.by_passkey(one, now));
  };
  EXPECT_TRUE(taken(shown({.counter = 2}, challenge), kNow));
  EXPECT_FALSE(taken(shown({.counter = 3}, challenge), kNow));
  EXPECT_FALSE(taken(shown({.counter = 4}, sign_in.challenge(kNow)), kNow + 5min));
  const std::string ours_never = identity::write_token(identity::challenge(9));
  EXPECT_FALSE(taken(shown({.counter = 5}, ours_never), kNow));
  EXPECT_FALSE(taken(shown({.counter = 6}, "x"), kNow));
  EXPECT_FALSE(taken(shown({.counter = 7, .id = "other"}, sign_in.challenge(kNow)), kNow));
  EXPECT_FALSE(
      taken(shown({.site = "other.example", .counter = 8}, sign_in.challenge(kNow)), kNow));
  EXPECT_FALSE(taken(shown({.flags = 0x01, .counter = 9}, sign_in.challenge(kNow)), kNow));
  EXPECT_TRUE(taken(shown({.counter = 10}, sign_in.challenge(kNow)), kNow));
}

TEST_F(AtTheDoor, WhoIsHereProvesItByTheirOwnPasskey) {
  with_passkey(Device{});
  add_with_password("li.na", Role::admin);
  const auto of = [&](const char* name) {
    return std::get<Entered>(sign_in.by_password(name, "a long password", "::1", kNow)).token;
  };
  const std::string other = of("li.na");
  EXPECT_FALSE(sign_in.prove(other, shown({.counter = 2}, sign_in.challenge(kNow)), kNow));
  EXPECT_FALSE(sign_in.present(other, kNow)->who.is_proven);
  const auto mine =
      std::get<Entered>(sign_in.by_passkey(shown({.counter = 3}, sign_in.challenge(kNow)), kNow));
  const auto later = kNow + 10min;
  EXPECT_FALSE(sign_in.present(mine.token, later)->who.is_proven);
  EXPECT_TRUE(sign_in.prove(mine.token, shown({.counter = 4}, sign_in.challenge(later)), later));
  EXPECT_TRUE(sign_in.present(mine.token, later)->who.is_proven);
}

TEST_F(AtTheDoor, APasskeyIsOneAccounts) {
  with_passkey(Device{});
  const auto other = std::get<Outcome>(act(AddAccount{"li.na", {Role::admin}}));
  const std::string challenge = sign_in.challenge(kNow);
  EXPECT_TRUE(std::holds_alternative<Wrong>(
      sign_in.add_passkey(other.link, {challenge, Device{}.made(challenge)}, kNow)));
  const std::string next = sign_in.challenge(kNow);
  EXPECT_TRUE(std::holds_alternative<Entered>(
      sign_in.add_passkey(other.link, {next, Device{.id = "credential-2"}.made(next)}, kNow)));
}

TEST_F(AtTheDoor, NothingThatABrowserCarriesIsKept) {
  const auto made = std::get<Outcome>(act(AddAccount{"wang.wei", {Role::expert}}));
  const auto entered = std::get<Entered>(sign_in.set_password(made.link, "a long password", kNow));
  const std::string database =
      store::bytes_of(folder / "small.db") + store::bytes_of(folder / "small.db-wal");
  for (const std::string& secret : {made.link, entered.token, std::string("a long password"),
                                    *core::from_base64url(entered.token)})
    EXPECT_EQ(database.find(secret), std::string::npos) << secret;
  EXPECT_NE(database.find(*identity::hash_of(entered.token)), std::string::npos);
}

}  // namespace
}  // namespace zheli::desk
