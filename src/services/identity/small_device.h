// A device that makes and shows a passkey, for tests: what it says may be wrong.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>

#include "ledger/hash.h"
#include "services/identity/passkey.h"
#include "services/identity/small_issuer.h"

namespace zheli::identity {

inline std::array<unsigned char, 32> challenge(unsigned char fill = 5) {
  std::array<unsigned char, 32> all;
  all.fill(fill);
  return all;
}

inline std::string hash_of_bytes(const std::string& bytes) {
  return std::string(ledger::bytes_of(ledger::sha256(bytes)));
}

/// Of one key, always the same.
struct Device {
  std::string site = "zheli.example", origin = "https://zheli.example";
  char flags = 0x05;  // present and verified
  std::uint32_t counter = 1;
  std::string id = "credential-1";

  const SmallKey& key() const {
    static const SmallKey one(Algorithm::es256);
    return one;
  }

  /// What the browser says; `answers` is the challenge in base64url.
  std::string client_data(const char* type, const std::string& answers = write_token(challenge()),
                          const char* more = R"(,"crossOrigin":false)") const {
    return fmt::format(R"({{"type":"{}","challenge":"{}","origin":"{}"{}}})", type, answers, origin,
                       more);
  }
  std::string head(char more) const {
    std::string out = hash_of_bytes(site) + std::string(1, static_cast<char>(flags | more));
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(counter >> shift & 0xff);
    return out;
  }
  Registration made(const std::string& answers = write_token(challenge())) const {
    const IssuerKey shown = key().shown("");
    const std::string cose =
        "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + shown.first + "\x22\x58\x20" + shown.second;
    return {client_data("webauthn.create", answers), head(0x40) + std::string(16, '\0') +
                                                         std::string(1, '\0') +
                                                         static_cast<char>(id.size()) + id + cose};
  }
  Assertion shown(const std::string& answers = write_token(challenge())) const {
    return sign({client_data("webauthn.get", answers), head(0), ""});
  }
  Assertion sign(Assertion one) const {
    one.signature = key().sign(one.authenticator_data + hash_of_bytes(one.client_data));
    return one;
  }
};

}  // namespace zheli::identity
