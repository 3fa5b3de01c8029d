// Signing in with an issuer (OpenID Connect Core §3.1, authorization code with PKCE, RFC 7636):
// what an issuer says of itself, where a browser is sent, what it brings back, what is then asked
// for. Who sends and asks is no business of this room's.
//
//   browser ── /sign-in ──▶ us ── 303, authorization_address() ──▶ issuer
//           ◀────────────── issuer: 303 back with code and state ─┘
//   read_callback() ─▶ token_body() ─▶ POST to the issuer ─▶ read_token_answer() ─▶ id_token.h
//
// An Attempt is kept apart from the address, in the browser's own cookie or in the store, and used
// once: a code that comes back with another state was begun by somebody else.
//
// Tested by code_flow_test.cc.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zheli::identity {

/// Of {issuer}/.well-known/openid-configuration.
struct Issuer {
  std::string name;                        // "iss", to the letter
  std::string authorization, token, keys;  // addresses
};

/// Where an issuer's description lies.
std::string discovery_address(std::string_view issuer);

/// An Error where the description is another issuer's, lacks one of the addresses, or has one that
/// is neither https nor on this machine.
core::Result<Issuer> read_issuer(std::string_view json, std::string_view expected_name);

/// What we are to an issuer.
struct Client {
  std::string id;
  std::string callback;  // our address that browsers are sent back to, as registered there
};

/// One sign-in under way: three times 32 bytes of chance, in base64url.
struct Attempt {
  std::string state, nonce, verifier;
};
Attempt make_attempt(std::span<const unsigned char, 96> chance);

/// Where the browser is sent. The issuer gets the verifier's hash and never the verifier.
std::string authorization_address(const Issuer& issuer, const Client& client,
                                  const Attempt& attempt);

/// The code that a browser came back with, by the query of its address. An Error where the state is
/// not the attempt's, the answer is another issuer's (RFC 9207), or the issuer said no.
core::Result<std::string> read_callback(const std::map<std::string, std::string>& query,
                                        const Attempt& attempt, const Issuer& issuer);

/// The form that is posted to issuer.token for a code.
std::string token_body(const Client& client, const Attempt& attempt, std::string_view code);

/// The ID token in the issuer's answer.
core::Result<std::string> read_token_answer(std::string_view json);

}  // namespace zheli::identity
