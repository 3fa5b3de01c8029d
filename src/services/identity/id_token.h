// An ID token (OpenID Connect Core §2, §3.1.3.7; JWS compact, RFC 7515) → who signed in, or why it
// is not taken.
//
// Taken are tokens of our issuer for us alone, in answer to our own nonce, signed by a key of the
// issuer's set with that key's own algorithm, not expired (a clock may differ by a minute). "none",
// HS256 and every other algorithm, critical extensions and tokens above 16 KiB are refused before
// any key is looked at. A key that the set does not know is an answer of its own: whoever keeps the
// set fetches it once more, for issuers change their keys.
//
// Tested by id_token_test.cc and tests/fuzz/id_token_fuzz.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/result.h"
#include "services/identity/issuer_key.h"
#include "services/identity/session.h"

namespace zheli::identity {

/// What a token must say.
struct Expected {
  std::string issuer;  // "iss", to the letter
  std::string client;  // our name there: in "aud"
  std::string nonce;   // of this sign-in
};

struct SignedIn {
  std::string issuer, subject;  // both together name a person, for ever
};
struct UnknownKey {};

/// `keys` are the issuer's. The Error names the claim and never its value.
std::variant<SignedIn, UnknownKey, core::Error> check_id_token(std::string_view token,
                                                               std::span<const IssuerKey> keys,
                                                               const Expected& expected,
                                                               Instant now);

}  // namespace zheli::identity
