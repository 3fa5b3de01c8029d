// SM2 signatures over SM3 (GB/T 32918.2, GB/T 32905) by OpenSSL 3, with the signer id
// "1234567812345678" of GB/T 35276, which is set here and not left to the library. Only sm2.cc
// knows OpenSSL. Tested by note_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zheli::ledger {

inline constexpr std::size_t kSm2PublicSize = 65;  // 04 ‖ x ‖ y

/// The public key of 32 secret bytes; nothing where they are not in [1, n − 2].
std::optional<std::string> sm2_public(std::string_view secret);

/// DER, 70 to 72 bytes. `secret` is one that sm2_public() takes (CHECK).
std::string sm2_sign(std::string_view secret, std::string_view message);

/// False also where `key` is no point of the curve or `signature` no DER.
bool sm2_verifies(std::string_view key, std::string_view message, std::string_view signature);

}  // namespace zheli::ledger
