// base64url without padding (RFC 4648 §5), as tokens, passkeys and keys of issuers write bytes. One
// spelling only: bits left over must be nought. Tested by base64url_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zheli::identity {

std::string base64url(std::string_view bytes);

/// Nothing where `text` is not what base64url() writes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace zheli::identity
