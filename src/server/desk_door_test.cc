#include "server/desk_door.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "desk/small_house.h"
#include "ledger/proof.h"
#include "server/description.h"
#include "services/identity/small_device.h"

namespace zheli::server {
namespace {

using desk::kNow;
using identity::Device;
using identity::Role;

class AtTheDeskDoor : public testing::Test, protected desk::SmallHouse {
 protected:
  Response ask(const std::string& path, const std::string& body = "", const std::string& token = "",
               Headers headers = {{"Sec-Fetch-Site", "same-origin"}}) {
    Request request{body.empty() ? "GET" : "POST", "/api/v1/desk/" + path};
    request.body = body;
    request.peer = "192.0.2.1";
    request.headers = std::move(headers);
    request.headers.emplace_back("Content-Type", "application/json");
    if (!token.empty()) request.headers.emplace_back("Cookie", "__Host-zheli=" + token);
    const Response response = door.handle(request, path, kNow);
    EXPECT_EQ(description.faults(request, response), Description::Faults{}) << response.body;
    return response;
  }
  static std::string text(const Response& response, std::string_view path) {
    return at(read_whole(response.body), path).text;
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [one, value] : response.headers)
      if (one == name) return value;
    return "";
  }
  /// The token of the session that an answer begins.
  static std::string token_of(const Response& response) {
    const std::string set = header(response, "Set-Cookie");
    return cookie_value(set.substr(0, set.find(';')));
  }
  static std::string cookie_value(const std::string& pair) {
    return pair.substr(pair.find('=') + 1);
  }
  std::string signed_in(const std::string& name, Role role) {
    add_with_password(name, role);
    return token_of(ask("password", R"({"name":")" + name + R"(","password":"a long password"})"));
  }
  static std::string shown(const Device& device, const std::string& challenge) {
    const identity::Assertion one = device.shown(challenge);
    return R"({"challenge":")" + challenge + R"(","id":")" + core::base64url(device.id) +
           R"(","client_data":")" + core::base64url(one.client_data) +
           R"(","authenticator_data":")" + core::base64url(one.authenticator_data) +
           R"(","signature":")" + core::base64url(one.signature) + "\"}";
  }
  std::string challenge() { return text(ask("challenge", "{}"), "challenge"); }

  DeskDoor door{store,
                {.site = {"zheli.example", "https://zheli.example"},
                 .log_keys = {store::log_key().verifier().text()},
                 .cost = desk::kCheap}};
  Description description;
};

TEST_F(AtTheDeskDoor, ALinkBecomesAPasswordAndASession) {
  const std::string link =
      std::get<desk::Outcome>(act(desk::AddAccount{"wang.wei", {Role::admin}})).link;
  EXPECT_EQ(text(ask("link", R"({"link":")" + link + "\"}"), "name"), "wang.wei");
  const std::string begin = R"({"link":")" + link + R"(","password":")";
  EXPECT_EQ(text(ask("link/password", begin + "short\"}"), "title"), "Too short");
  const Response set = ask("link/password", begin + "a long password\"}");
  EXPECT_EQ(set.status, 200) << set.body;
  EXPECT_NE(header(set, "Set-Cookie").find("; HttpOnly; SameSite=Lax; Secure"), std::string::npos);
  const Response session = ask("session", "", token_of(set));
  EXPECT_EQ(text(session, "name"), "wang.wei");
  EXPECT_EQ(text(session, "roles/0"), "admin");
  EXPECT_EQ(text(session, "proven"), "false");
  EXPECT_EQ(ask("link/password", begin + "a long password\"}").status, 401);
  EXPECT_EQ(ask("session").status, 401);
  EXPECT_EQ(ask("session", "", "x").status, 401);
}

TEST_F(AtTheDeskDoor, OnlyOurOwnPagesChangeAnything) {
  const std::string token = signed_in("wang.wei", Role::admin);
  const Headers others[] = {
      {{"Sec-Fetch-Site", "cross-site"}}, {{"Origin", "https://evil.example"}}, {}};
  for (const Headers& headers : others) {
    EXPECT_EQ(ask("end", "{}", token, headers).status, 403);
    EXPECT_EQ(ask("password", "{}", token, headers).status, 403);
  }
  EXPECT_EQ(ask("session", "", token).status, 200);
  EXPECT_EQ(ask("end", "[]", token).status, 400);
  EXPECT_EQ(ask("end", "{", token).status, 400);
  Request form{"POST", "/api/v1/desk/end"};
  form.body = "{}";
  form.headers = {{"Sec-Fetch-Site", "same-origin"}, {"Content-Type", "text/plain"}};
  EXPECT_EQ(door.handle(form, "end", kNow).status, 400);
}

TEST_F(AtTheDeskDoor, WrongPasswordsAreBarredAfterFive) {
  signed_in("wang.wei", Role::admin);
  const std::string wrong = R"({"name":"wang.wei","password":"a wrong password"})";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("password", wrong).status, 401);
  const Response barred = ask("password", wrong);
  EXPECT_EQ(barred.status, 429);
  EXPECT_EQ(header(barred, "Retry-After"), "900");
}

TEST_F(AtTheDeskDoor, APasskeyIsMadeSignsInAndProves) {
  const std::string link =
      std::get<desk::Outcome>(act(desk::AddAccount{"wang.wei", {Role::admin}})).link;
  const std::string one = challenge();
  const identity::Registration made = Device{}.made(one);
  const Response entered = ask(
      "link/passkey", R"({"link":")" + link + R"(","challenge":")" + one + R"(","client_data":")" +
                          core::base64url(made.client_data) + R"(","authenticator_data":")" +
                          core::base64url(made.authenticator_data) + "\"}");
  EXPECT_EQ(entered.status, 200) << entered.body;
  const Response again = ask("passkey", shown({.counter = 2}, challenge()));
  EXPECT_EQ(text(ask("session", "", token_of(again)), "proven"), "true");
  EXPECT_EQ(ask("passkey", shown({.counter = 3}, challenge()), token_of(again)).status, 200);
  EXPECT_EQ(ask("passkey", shown({.site = "other.example", .counter = 4}, challenge())).status,
            401);
  EXPECT_EQ(ask("passkey", "{}").status, 401);
}

TEST_F(AtTheDeskDoor, AccountsAreAdministeredWithProofs) {
  const std::string token = signed_in("wang.wei", Role::admin);
  const Response added =
      ask("command", R"({"do":"add","key":"k1","name":"li.na","roles":["expert"]})", token);
  ASSERT_EQ(added.status, 200) << added.body;
  EXPECT_EQ(text(added, "link").size(), 43u);
  const std::string id = text(added, "account");
  const auto command = [&](const std::string& rest) {
    return ask("command", R"({"account":")" + id + "\"," + rest + "}", token);
  };
  EXPECT_EQ(command(R"("do":"give","role":"auditor","key":"k2","version":1)").status, 200);
  EXPECT_EQ(text(command(R"("do":"take","role":"auditor","key":"k3","version":1)"), "title"),
            "Stale");
  EXPECT_EQ(text(command(R"("do":"give","role":"emperor","key":"k4")"), "title"), "Unusable");
  EXPECT_EQ(text(command(R"("do":"fly","key":"k5")"), "title"), "Unusable");
  const Response accounts = ask("accounts", "", token);
  EXPECT_EQ(text(accounts, "accounts/0/name"), "li.na");
  EXPECT_EQ(text(accounts, "accounts/0/roles/1"), "auditor");
  EXPECT_EQ(text(accounts, "accounts/1/sessions"), "2");  // the link's and the password's
  EXPECT_EQ(accounts.body.find("argon2id"), std::string::npos);
  EXPECT_EQ(text(ask("changes", "", token), "changes/0/what"), "given");
  EXPECT_EQ(text(ask("changes", "", token), "changes/0/role"), "auditor");
  Response receipt{503, {}, {}};
  for (int i = 0; i < 100 && receipt.status != 200; ++i) {
    receipt = ask("receipts/" + text(added, "record"), "", token);
    if (receipt.status != 200) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_TRUE(ledger::read_proof(receipt.body)) << receipt.body;
  EXPECT_GE(std::stoi(text(ask("log", "", token), "size")), 4);
  for (const char* bad :
       {"receipts/0", "receipts/x", "receipts/1x", "receipts/99999999999999999999"})
    EXPECT_EQ(ask(bad, "", token).status, 404) << bad;
}

TEST_F(AtTheDeskDoor, WhoMayNotSeesNothing) {
  const std::string token = signed_in("li.na", Role::expert);
  for (const char* path : {"accounts", "changes", "log", "receipts/1"}) {
    EXPECT_EQ(ask(path).status, 401) << path;
    EXPECT_EQ(ask(path, "", token).status, 403) << path;
  }
  EXPECT_EQ(ask("command", R"({"do":"add","key":"k","name":"me","roles":["admin"]})", token).status,
            403);
  EXPECT_EQ(ask("command", R"({"do":"add","key":"k","name":"me","roles":["admin"]})").status, 401);
}

TEST_F(AtTheDeskDoor, SigningOutEndsOneSessionOrAll) {
  const std::string one = signed_in("wang.wei", Role::admin);
  const std::string password = R"({"name":"wang.wei","password":"a long password"})";
  const std::string other = token_of(ask("password", password));
  EXPECT_NE(header(ask("end", "{}", one), "Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(ask("session", "", one).status, 401);
  const std::string third = token_of(ask("password", password));
  ask("end", R"({"everywhere":true})", third);
  EXPECT_EQ(ask("session", "", other).status, 401);
}

TEST_F(AtTheDeskDoor, ASignInEndsTheSessionBefore) {
  const std::string one = signed_in("wang.wei", Role::admin);
  const Response again =
      ask("password", R"({"name":"wang.wei","password":"a long password"})", one);
  EXPECT_NE(token_of(again), one);
  EXPECT_EQ(ask("session", "", one).status, 401);
}

TEST_F(AtTheDeskDoor, OtherPathsAndMethodsAreRefused) {
  EXPECT_EQ(ask("nothing").status, 404);
  EXPECT_EQ(ask("receipts/").status, 404);
  EXPECT_EQ(header(ask("session", "{}"), "Allow"), "GET");
  EXPECT_EQ(header(ask("end"), "Allow"), "POST");
}

}  // namespace
}  // namespace zheli::server
