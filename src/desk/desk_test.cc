#include "desk/desk.h"

#include <gtest/gtest.h>

#include "desk/small_house.h"
#include "ledger/leaf.h"

namespace zheli::desk {
namespace {

using identity::Role;
using identity::Who;

class AtTheDesk : public testing::Test, protected SmallHouse {
 protected:
  store::Account account(const std::string& id) {
    return *store.read([&](store::Connection& from) { return store::account(from, id); });
  }
  static std::string said(const std::variant<Outcome, Refusal>& result) {
    if (std::holds_alternative<Outcome>(result)) return "done";
    constexpr const char* kWords[] = {"not_allowed", "prove_first", "unknown", "taken",
                                      "stale",       "key_used",    "unusable"};
    return kWords[static_cast<int>(std::get<Refusal>(result))];
  }
};

TEST_F(AtTheDesk, ACommandIsDoneWithItsRecord) {
  const auto made = std::get<Outcome>(act(AddAccount{"wang.wei", {Role::receiver, Role::admin}}));
  EXPECT_EQ(made.link.size(), 43u);
  EXPECT_EQ(record(made.record),
            R"({"account":")" + made.account +
                R"(","at":"2026-11-30T08:00:00Z","by":"system","n":1,)"
                R"("name":"wang.wei","roles":["receiver","admin"],"what":"made","whose":")" +
                made.account + R"("})");
  const auto given = std::get<Outcome>(act(GiveRole{made.account, Role::expert}));
  EXPECT_NE(record(given.record).find(R"("role":"expert","what":"given")"), std::string::npos);
  EXPECT_EQ(account(made.account).roles, (std::set{Role::receiver, Role::admin, Role::expert}));
  EXPECT_EQ(account(made.account).version, 2);
  EXPECT_EQ(given.link, "");
  EXPECT_EQ(leaves(), 2);
}

TEST_F(AtTheDesk, ARefusedCommandLeavesNothing) {
  const std::string id = add("wang.wei", Role::admin);
  const Who admin{.account = id, .roles = {Role::admin}};
  const Who auditor{.account = "b", .roles = {Role::auditor}};
  const std::int64_t before = leaves();
  const struct {
    Command command;
    Who who;
    const char* says;
  } rows[] = {
      {AddAccount{"li.na", {Role::expert}}, auditor, "not_allowed"},
      {AddAccount{"li.na", {Role::expert}}, {}, "not_allowed"},
      {GiveRole{id, Role::approver}, admin, "not_allowed"},  // to oneself
      {Disable{id}, admin, "not_allowed"},
      {AddAccount{"wang.wei", {Role::expert}}, admin, "taken"},
      {AddAccount{"Wang Wei", {Role::expert}}, admin, "unusable"},
      {AddAccount{"li.na", {}}, admin, "unusable"},
      {Disable{"nobody"}, admin, "unknown"},
      {GiveRole{id, Role::admin}, machine(), "unusable"},  // has it
      {TakeRole{id, Role::expert}, machine(), "unusable"},
      {Enable{id}, machine(), "unusable"},
  };
  for (const auto& [command, who, says] : rows) EXPECT_EQ(said(act(command, who)), says);
  EXPECT_EQ(said(desk.act({AddAccount{"li.na", {Role::expert}}, ""}, admin, kNow)), "unusable");
  EXPECT_EQ(
      said(desk.act({AddAccount{"li.na", {Role::expert}}, std::string(65, 'k')}, admin, kNow)),
      "unusable");
  EXPECT_EQ(leaves(), before);
  EXPECT_EQ(account(id).version, 1);
}

TEST_F(AtTheDesk, ACommandSentTwiceIsDoneOnce) {
  const Order order{AddAccount{"wang.wei", {Role::expert}}, "k1"};
  const auto first = std::get<Outcome>(desk.act(order, machine(), kNow));
  const auto second = std::get<Outcome>(desk.act(order, machine(), kNow));
  EXPECT_EQ(second.account, first.account);
  EXPECT_EQ(second.record, first.record);
  EXPECT_EQ(second.link, "");  // it is shown once
  EXPECT_EQ(leaves(), 1);
  EXPECT_EQ(said(desk.act({AddAccount{"li.na", {Role::expert}}, "k1"}, machine(), kNow)),
            "key_used");
  const Who other{.account = "b", .roles = {Role::admin}};
  EXPECT_EQ(said(desk.act({AddAccount{"li.na", {Role::expert}}, "k1"}, other, kNow)), "done");
}

TEST_F(AtTheDesk, AStaleVersionIsRefused) {
  const std::string id = add("wang.wei", Role::expert);
  EXPECT_EQ(said(desk.act({GiveRole{id, Role::auditor}, "k1", 1}, machine(), kNow)), "done");
  EXPECT_EQ(said(desk.act({TakeRole{id, Role::auditor}, "k2", 1}, machine(), kNow)), "stale");
  EXPECT_EQ(said(desk.act({TakeRole{id, Role::auditor}, "k3", 2}, machine(), kNow)), "done");
}

TEST_F(AtTheDesk, WhoeverIsDisabledOrResetIsOut) {
  const std::string id = add_with_password("wang.wei", Role::expert);
  const auto enter = [&] {
    return sign_in.by_password("wang.wei", "a long password", "::1", kNow);
  };
  const auto token = std::get<Entered>(enter()).token;
  EXPECT_TRUE(sign_in.present(token, kNow));
  act(Disable{id});
  EXPECT_FALSE(sign_in.present(token, kNow));
  EXPECT_TRUE(std::holds_alternative<Wrong>(enter()));
  act(Enable{id});
  EXPECT_FALSE(sign_in.present(token, kNow));  // it was ended, not hidden
  const auto again = std::get<Entered>(enter()).token;
  act(EndSessions{id});
  EXPECT_FALSE(sign_in.present(again, kNow));
  const auto link = std::get<Outcome>(act(Reset{id})).link;
  EXPECT_TRUE(std::holds_alternative<Wrong>(enter()));
  EXPECT_EQ(sign_in.link_name(link, kNow), "wang.wei");
}

TEST_F(AtTheDesk, ANewLinkEndsTheOneBefore) {
  const auto made = std::get<Outcome>(act(AddAccount{"wang.wei", {Role::expert}}));
  const auto link = std::get<Outcome>(act(MakeLink{made.account})).link;
  EXPECT_FALSE(sign_in.link_name(made.link, kNow));
  EXPECT_TRUE(sign_in.link_name(link, kNow));
  EXPECT_FALSE(sign_in.link_name(link, kNow + identity::kLinkLife));
}

TEST_F(AtTheDesk, EveryChangeHasAProof) {
  const auto made = std::get<Outcome>(act(AddAccount{"wang.wei", {Role::expert}}));
  const Who auditor{.account = "b", .roles = {Role::auditor}};
  std::optional<ledger::Proof> proof;
  for (int i = 0; i < 100 && !proof; ++i) {
    proof = std::get<0>(desk.receipt(auditor, made.record));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ASSERT_TRUE(proof);
  const auto opening = ledger::read_opening(proof->extra);
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening.value().record, record(made.record));
  EXPECT_EQ(std::get<Refusal>(desk.receipt(auditor, 99)), Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(desk.receipt({}, made.record)), Refusal::not_allowed);
  const auto other = store.write([&](store::Connection& to) {
    store.records().make_holder(to, "citizen");
    return store.records().append(to, "citizen", ledger::Kind::case_event,
                                  [](const store::Turn&) { return std::string("{}"); });
  });
  EXPECT_EQ(std::get<Refusal>(desk.receipt(auditor, other)), Refusal::unknown);
}

TEST_F(AtTheDesk, OnlyWhoAuditsSeesAccountsAndSessions) {
  add_with_password("wang.wei", Role::expert);
  const Who auditor{.account = "b", .roles = {Role::auditor}};
  EXPECT_EQ(std::get<0>(desk.accounts(auditor)).size(), 1u);
  EXPECT_EQ(std::get<0>(desk.sessions(auditor, kNow)).size(), 1u);
  EXPECT_TRUE(std::get<0>(desk.sessions(auditor, kNow + std::chrono::hours(1))).empty());
  EXPECT_EQ(std::get<Refusal>(desk.accounts({})), Refusal::not_allowed);
  EXPECT_EQ(std::get<Refusal>(desk.sessions({}, kNow)), Refusal::not_allowed);
  const auto changes = std::get<0>(desk.changes(auditor));
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_NE(changes[0].text.find(R"("what":"password")"), std::string::npos);
  EXPECT_EQ(std::get<Refusal>(desk.changes({})), Refusal::not_allowed);
}

TEST(AccountName, IsShortAndPlain) {
  for (const char* good : {"ab", "wang.wei", "a-b_c.9"}) EXPECT_TRUE(is_account_name(good)) << good;
  for (const std::string& bad :
       {std::string("a"), std::string(), std::string("1ab"), std::string("Ab"), std::string("a b"),
        std::string("王伟"), std::string(41, 'a')})
    EXPECT_FALSE(is_account_name(bad)) << bad;
}

}  // namespace
}  // namespace zheli::desk
