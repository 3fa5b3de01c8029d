#include "services/identity/code_flow.h"

#include <gtest/gtest.h>

#include <array>

namespace zheli::identity {
namespace {

const Issuer kIssuer{"https://issuer.example", "https://issuer.example/auth",
                     "https://issuer.example/token", "https://issuer.example/keys"};
const Client kClient{"zheli", "https://zheli.example/sign-in/back?x=1"};

Attempt attempt() {
  std::array<unsigned char, 96> chance;
  for (std::size_t i = 0; i < chance.size(); ++i) chance[i] = static_cast<unsigned char>(i / 32);
  return make_attempt(chance);
}

std::string described(const std::string& authorization, const std::string& issuer) {
  return R"({"issuer":")" + issuer + R"(","authorization_endpoint":")" + authorization +
         R"(","token_endpoint":"https://issuer.example/token",)"
         R"("jwks_uri":"https://issuer.example/keys"})";
}

TEST(CodeFlow, AnIssuerIsReadByItsOwnName) {
  EXPECT_EQ(discovery_address("https://issuer.example/"),
            "https://issuer.example/.well-known/openid-configuration");
  const auto issuer = read_issuer(
      described("https://issuer.example/auth", "https://issuer.example"), "https://issuer.example");
  ASSERT_TRUE(issuer) << issuer.error().message;
  EXPECT_EQ(issuer.value().keys, kIssuer.keys);
  EXPECT_TRUE(read_issuer(described("http://localhost:8090/auth", "x"), "x"));
  const struct {
    std::string json;
    const char* why;
  } rows[] = {
      {described("https://issuer.example/auth", "https://other.example"), "another name"},
      {described("http://issuer.example/auth", "x"), "an open line"},
      {described("http://localhost.evil.example/auth", "x"), "a name that only begins so"},
      {described("", "x"), "no address"},
      {"{}", "nothing"},
      {"[", "no JSON"},
  };
  for (const auto& [json, why] : rows) EXPECT_FALSE(read_issuer(json, "x")) << why;
}

TEST(CodeFlow, TheBrowserIsSentWithTheVerifiersHash) {
  const Attempt one = attempt();
  EXPECT_NE(one.state, one.nonce);
  EXPECT_NE(one.nonce, one.verifier);
  const std::string address = authorization_address(kIssuer, kClient, one);
  EXPECT_TRUE(address.starts_with("https://issuer.example/auth?response_type=code&scope=openid&"))
      << address;
  EXPECT_NE(address.find("&redirect_uri=https%3A%2F%2Fzheli.example%2Fsign-in%2Fback%3Fx%3D1&"),
            std::string::npos);
  EXPECT_NE(address.find("&nonce=" + one.nonce), std::string::npos);
  EXPECT_EQ(address.find(one.verifier), std::string::npos);
  EXPECT_NE(token_body(kClient, one, "c/1").find("&code_verifier=" + one.verifier),
            std::string::npos);
}

TEST(CodeFlow, TheHashIsThatOfTheStandard) {  // RFC 7636, appendix B
  Attempt one = attempt();
  one.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  EXPECT_NE(authorization_address(kIssuer, kClient, one)
                .find("&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"),
            std::string::npos);
}

TEST(CodeFlow, AnAlteredAnswerIsRefused) {
  const Attempt one = attempt();
  const auto back = [&](std::map<std::string, std::string> query) {
    const auto code = read_callback(query, one, kIssuer);
    return code ? code.value() : "refused: " + code.error().message.substr(0, 6);
  };
  EXPECT_EQ(back({{"code", "c1"}, {"state", one.state}}), "c1");
  EXPECT_EQ(back({{"code", "c1"}, {"state", one.state}, {"iss", kIssuer.name}}), "c1");
  EXPECT_EQ(back({{"code", "c1"}, {"state", one.nonce}}), "refused: state:");  // altered state
  EXPECT_EQ(back({{"code", "c1"}}), "refused: state:");
  EXPECT_EQ(back({{"code", "c1"}, {"state", one.state}, {"iss", "https://other.example"}}),
            "refused: iss: a");
  EXPECT_EQ(back({{"error", "access_denied"}, {"state", one.state}}), "refused: the is");
  EXPECT_EQ(back({{"state", one.state}}), "refused: code: ");
  EXPECT_FALSE(read_callback({{"code", "c1"}, {"state", ""}}, Attempt{}, kIssuer));
}

TEST(CodeFlow, TheTokenIsInTheAnswer) {
  EXPECT_EQ(read_token_answer(R"({"id_token":"a.b.c","token_type":"Bearer"})").value(), "a.b.c");
  for (const char* bad : {"{}", R"({"error":"invalid_grant"})", "", R"({"id_token":1})"})
    EXPECT_FALSE(read_token_answer(bad)) << bad;
}

}  // namespace
}  // namespace zheli::identity
