// Passkeys (W3C WebAuthn Level 2): what a browser brings when one is made (§7.1) and when one is
// shown (§7.2) → the passkey to keep, or its counter, or why it is not taken. libfido2 reads and
// checks the bytes of the authenticator; passkey.cc alone knows it.
//
// Held are: the challenge is ours, the page that asked is ours, the passkey is of our site, the
// person was verified by the device (finger, face or PIN), and the counter has moved on, where the
// device counts at all. Nobody asks which maker's device it is: attestation is left aside.
//
// Tested by passkey_test.cc; with Chromium's own authenticator by tests/journeys/admin.mjs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "services/identity/issuer_key.h"
#include "services/identity/session.h"

namespace zheli::identity {

/// The site that passkeys are for.
struct Site {
  std::string id;      // its host: "zheli.example.com"
  std::string origin;  // as browsers write it: "https://zheli.example.com"
};

struct Passkey {
  std::string id;  // the authenticator's name for it; bytes
  Algorithm algorithm = Algorithm::es256;
  std::string key;  // as libfido2 writes a public key of the algorithm
  std::uint32_t counter = 0;
};

/// The largest id that is kept, in bytes.
inline constexpr std::size_t kPasskeyIdMax = 1023;

struct Registration {
  std::string client_data;         // clientDataJSON
  std::string authenticator_data;  // getAuthenticatorData()
};
struct Assertion {
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
};

/// The passkey that was made in answer to `challenge` at `site`.
core::Result<Passkey> read_registration(const Registration& made, Chance challenge,
                                        const Site& site);

/// The counter after `passkey` was shown in answer to `challenge`; to be kept in its place.
core::Result<std::uint32_t> check_assertion(const Assertion& shown, const Passkey& passkey,
                                            Chance challenge, const Site& site);

}  // namespace zheli::identity
