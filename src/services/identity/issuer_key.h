// The keys by which an issuer signs (JWK, RFC 7517 and 7518): ES256 and RS256, each key for its own
// algorithm alone, so that no token can choose another. What a set holds besides, keys to encrypt
// with and other kinds, is left aside, as the standard wants it.
//
// issuer_key.cc alone asks OpenSSL. Tested by issuer_key_test.cc and id_token_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "files/json_tree.h"

namespace zheli::identity {

enum class Algorithm { es256, rs256 };

/// "ES256".
std::string_view word(Algorithm algorithm);

struct IssuerKey {
  std::string id;  // "kid"; empty where the issuer gave none
  Algorithm algorithm = Algorithm::es256;
  std::string first, second;  // ES256: x and y, 32 bytes each; RS256: modulus and exponent
};

/// A set of keys, {"keys": […]}. An Error where it is none, or where one that signs by ES256 or
/// RS256 is broken or weaker than 2,048 bits.
core::Result<std::vector<IssuerKey>> read_issuer_keys(std::string_view json);

/// Whether `signature` is the key's over `message`. ES256: r ‖ s, 64 bytes (RFC 7518 §3.4).
bool verifies(const IssuerKey& key, std::string_view message, std::string_view signature);

}  // namespace zheli::identity
