// base64 as notes of a ledger have it (RFC 4648 §4, padded) and base64url as tokens, passkeys and
// keys of issuers have it (§5, without padding). One spelling only: what is read is what would be
// written, so no byte of a text changes unseen. Tested by base64_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zheli::core {

std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);

/// Nothing where `text` is not what base64(), or base64url(), writes.
std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace zheli::core
