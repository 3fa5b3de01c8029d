// A conversation ↔ a small signed token, so that the citizen's phone carries it and any replica
// with the same key takes the next turn. Signed, not secret: it holds item ids, facts and what was
// asked, never the citizen's words. The same conversation gives the same token.
//
//   token = base64url(JSON) "." base64url(HMAC-SHA512-256 of the JSON)      libsodium crypto_auth
//
// Tested by token_test.cc: every single changed character is refused.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "assistant/dialogue/conversation.h"
#include "core/result.h"

namespace zheli::server {

/// 32 secret bytes that replicas share.
using TokenKey = std::array<unsigned char, 32>;

/// A key from 64 hexadecimal digits.
core::Result<TokenKey> read_key(std::string_view hex);
std::string write_key(const TokenKey& key);
TokenKey random_key();

std::string sign(const dialogue::Conversation& conversation, const TokenKey& key);

/// The conversation in `token`. A changed, cut or foreign token, or one of another release's form,
/// is an Error. An item or fact id in it may be gone from the pack since: dialogue ignores such
/// ids.
core::Result<dialogue::Conversation> verify(std::string_view token, const TokenKey& key);

}  // namespace zheli::server
