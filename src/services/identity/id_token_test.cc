#include "services/identity/id_token.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/base64.h"
#include "services/identity/small_issuer.h"

namespace zheli::identity {
namespace {

constexpr Instant kNow{std::chrono::seconds(1'796'000'000)};
const Expected kExpected{"https://issuer.example", "zheli", "n-1"};

const SmallKey& key() {
  static const SmallKey one(Algorithm::es256);
  return one;
}
const SmallKey& rsa_key() {
  static const SmallKey one(Algorithm::rs256);
  return one;
}
std::vector<IssuerKey> keys() {
  return {key().shown("k1"), rsa_key().shown("k2")};
}

const std::string kHeader = R"({"alg":"ES256","kid":"k1","typ":"JWT"})";

/// The claims of a good token, with members replaced; an empty one is left out.
struct Claims {
  std::string iss = R"("https://issuer.example")", aud = R"("zheli")", sub = R"("s-1")",
              nonce = R"("n-1")", exp = "1796000300", iat = "1796000000", azp = "", nbf = "";

  std::string text() const {
    std::string out;
    const auto put = [&](const char* name, const std::string& value) {
      if (value.empty()) return;
      out += fmt::format("{}\"{}\":{}", out.empty() ? "{" : ",", name, value);
    };
    put("iss", iss);
    put("aud", aud);
    put("sub", sub);
    put("nonce", nonce);
    put("exp", exp);
    put("iat", iat);
    put("azp", azp);
    put("nbf", nbf);
    return out + "}";
  }
};

/// "ok", "unknown key", or what the Error says.
std::string verdict(const std::string& token) {
  const auto checked = check_id_token(token, keys(), kExpected, kNow);
  if (const auto* error = std::get_if<core::Error>(&checked)) return error->message;
  if (std::holds_alternative<UnknownKey>(checked)) return "unknown key";
  EXPECT_EQ(std::get<SignedIn>(checked).subject, "s-1");
  EXPECT_EQ(std::get<SignedIn>(checked).issuer, kExpected.issuer);
  return "ok";
}
std::string verdict(const Claims& claims) {
  return verdict(key().token(kHeader, claims.text()));
}

TEST(IdToken, AGoodOneTellsWho) {
  EXPECT_EQ(verdict(Claims{}), "ok");
  EXPECT_EQ(verdict(rsa_key().token(R"({"alg":"RS256","kid":"k2"})", Claims{}.text())), "ok");
  EXPECT_EQ(verdict(key().token(R"({"alg":"ES256"})", Claims{}.text())), "ok");
  EXPECT_EQ(verdict(Claims{.aud = R"(["zheli","other"])", .azp = R"("zheli")"}), "ok");
  EXPECT_EQ(verdict(Claims{.aud = R"(["zheli"])"}), "ok");
}

TEST(IdToken, EachWrongClaimIsNamed) {
  const struct {
    const char* name;
    Claims claims;
    const char* says;
  } rows[] = {
      {"wrong nonce", {.nonce = R"("n-2")"}, "nonce:"},
      {"no nonce", {.nonce = ""}, "nonce:"},
      {"wrong audience", {.aud = R"("other")"}, "aud:"},
      {"no audience", {.aud = ""}, "aud:"},
      {"other audiences", {.aud = R"(["a","b"])"}, "aud:"},
      {"several audiences, no azp", {.aud = R"(["zheli","b"])"}, "azp:"},
      {"given to another", {.azp = R"("other")"}, "azp:"},
      {"wrong issuer", {.iss = R"("https://issuer.example/")"}, "iss:"},
      {"no issuer", {.iss = ""}, "iss:"},
      {"expired", {.exp = "1795999940"}, "exp:"},
      {"expires never", {.exp = ""}, "exp, iat:"},
      {"expires as a text", {.exp = R"("1796000300")"}, "exp, iat:"},
      {"of the future", {.iat = "1796000061"}, "iat:"},
      {"not valid yet", {.nbf = "1796000061"}, "nbf:"},
      {"no subject", {.sub = ""}, "sub:"},
      {"too long a subject", {.sub = "\"" + std::string(256, 's') + "\""}, "sub:"},
  };
  for (const auto& [name, claims, says] : rows)
    EXPECT_TRUE(verdict(claims).starts_with(says)) << name << ": " << verdict(claims);
}

TEST(IdToken, AMinuteOfSkewIsTaken) {
  EXPECT_EQ(verdict(Claims{.exp = "1795999941", .iat = "1796000060", .nbf = "1796000060"}), "ok");
}

TEST(IdToken, NoTokenChoosesAnotherAlgorithm) {
  const std::string claims = Claims{}.text();
  const auto head = [&](const char* header) { return key().token(header, claims); };
  EXPECT_EQ(verdict(core::base64url(R"({"alg":"none"})") + "." + core::base64url(claims) + "."),
            "alg: only ES256 and RS256 are taken");
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"HS256","kid":"k1"})", R"({})",
                             R"({"alg":"es256","kid":"k1"})", R"({"alg":["ES256"]})"}) {
    EXPECT_TRUE(verdict(head(header)).starts_with("alg:")) << header;
  }
  // The key's own algorithm alone: an RS256 header never reaches the ES256 key.
  EXPECT_EQ(verdict(head(R"({"alg":"RS256","kid":"k1"})")), "unknown key");
  EXPECT_TRUE(verdict(head(R"({"alg":"ES256","kid":"k1","crit":["b64"]})")).starts_with("crit:"));
}

TEST(IdToken, AnUnknownKeyIsAnAnswerOfItsOwnAndANewOneIsTaken) {
  const SmallKey rotated(Algorithm::es256);
  const std::string token = rotated.token(R"({"alg":"ES256","kid":"k3"})", Claims{}.text());
  EXPECT_EQ(verdict(token), "unknown key");
  std::vector<IssuerKey> fetched = keys();
  fetched.push_back(rotated.shown("k3"));
  EXPECT_TRUE(std::holds_alternative<SignedIn>(check_id_token(token, fetched, kExpected, kNow)));
  // Two keys of one algorithm and no name for either: nobody guesses.
  const std::string nameless = key().token(R"({"alg":"ES256"})", Claims{}.text());
  EXPECT_TRUE(
      std::holds_alternative<UnknownKey>(check_id_token(nameless, fetched, kExpected, kNow)));
}

TEST(IdToken, WhatWasAlteredIsRefused) {
  const std::string token = key().token(kHeader, Claims{}.text());
  const std::size_t dot = token.rfind('.');
  std::string other = token;
  other[dot + 1] = other[dot + 1] == 'A' ? 'B' : 'A';
  EXPECT_EQ(verdict(other), "the signature is not the issuer's");
  const std::string forged =
      core::base64url(kHeader) + "." + core::base64url(Claims{.sub = R"("s-2")"}.text());
  EXPECT_EQ(verdict(forged + token.substr(dot)), "the signature is not the issuer's");
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), std::string("a.b.c"),
        token.substr(0, dot), token + ".", token + "=", std::string(17'000, 'a')}) {
    EXPECT_EQ(verdict(bad), "the token is no signed JWT") << bad.substr(0, 40);
  }
}

}  // namespace
}  // namespace zheli::identity
