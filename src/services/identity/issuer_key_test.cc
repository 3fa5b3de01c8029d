#include "services/identity/issuer_key.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "services/identity/small_issuer.h"

namespace zheli::identity {
namespace {

const SmallKey& curve() {
  static const SmallKey one(Algorithm::es256);
  return one;
}
const SmallKey& rsa() {
  static const SmallKey one(Algorithm::rs256);
  return one;
}

std::string set_of(const std::string& keys) {
  return R"({"keys":[)" + keys + "]}";
}

/// A JWK with one more member.
std::string with(std::string jwk, const std::string& member) {
  return jwk.insert(1, member + ",");
}

TEST(IssuerKey, ASetIsReadAndItsKeysVerify) {
  const auto keys = read_issuer_keys(set_of(curve().jwk("a") + "," + rsa().jwk("b")));
  ASSERT_TRUE(keys) << keys.error().message;
  ASSERT_EQ(keys.value().size(), 2u);
  EXPECT_EQ(keys.value()[0].id, "a");
  EXPECT_TRUE(verifies(keys.value()[0], "text", curve().sign_jws("text")));
  EXPECT_TRUE(verifies(keys.value()[1], "text", rsa().sign_jws("text")));
  EXPECT_FALSE(verifies(keys.value()[0], "other", curve().sign_jws("text")));
  EXPECT_FALSE(verifies(keys.value()[1], "other", rsa().sign_jws("text")));
  EXPECT_FALSE(verifies(keys.value()[0], "text", rsa().sign_jws("text")));
  EXPECT_FALSE(verifies(keys.value()[0], "text", curve().sign("text")));  // DER is not JWS
  EXPECT_FALSE(verifies(keys.value()[0], "text", std::string(64, '\0')));
  EXPECT_FALSE(verifies(keys.value()[0], "text", ""));
  EXPECT_FALSE(verifies(keys.value()[1], "text", ""));
}

TEST(IssuerKey, TheSignatureOfTheStandardVerifies) {  // RFC 7515, appendix A.3
  const auto keys = read_issuer_keys(
      set_of(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
             R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})"));
  ASSERT_TRUE(keys);
  const std::string text =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmN"
      "vbS9pc19yb290Ijp0cnVlfQ";
  const auto signature = core::from_base64url(
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  EXPECT_TRUE(verifies(keys.value()[0], text, *signature));
}

TEST(IssuerKey, WhatIsNotForSigningIsLeftAside) {
  for (const std::string& other :
       {with(curve().jwk("a"), R"("use":"enc")"), with(curve().jwk("a"), R"("alg":"ES384")"),
        with(rsa().jwk("a"), R"("alg":"PS256")"), std::string(R"({"kty":"oct","k":"AAAA"})"),
        std::string(R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})"), std::string("{}")}) {
    const auto keys = read_issuer_keys(set_of(other));
    ASSERT_TRUE(keys) << other;
    EXPECT_TRUE(keys.value().empty()) << other;
  }
}

TEST(IssuerKey, BrokenAndWeakKeysAreRefused) {
  const SmallKey weak(Algorithm::rs256, 1024);
  const std::string zeros(43, 'A');
  for (const std::string& bad :
       {std::string("[]"), std::string("{}"), std::string("{"), std::string(R"({"keys":{}})"),
        set_of(weak.jwk("a")), set_of(R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})"),
        set_of(R"({"kty":"EC","crv":"P-256","x":")" + zeros + R"(","y":")" + zeros + "\"}"),
        set_of(R"({"kty":"RSA","n":"AAAA","e":"AQAB"})"), set_of(R"({"kty":"RSA"})")}) {
    EXPECT_FALSE(read_issuer_keys(bad)) << bad;
  }
}

}  // namespace
}  // namespace zheli::identity
