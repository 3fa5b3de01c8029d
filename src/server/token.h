// A conversation ↔ a small sealed token, so that the citizen's phone carries it and any replica
// with the same key takes the next turn. Nobody without the key reads or changes it; it holds item
// ids, facts and what was asked, never the citizen's words, and is good for 24 hours.
//
//   token = base64url(kid | nonce | box)
//   kid    4 bytes: BLAKE2b of the key, so that the key that opens it is known while two hold
//   nonce  24 bytes: BLAKE2b of the JSON, keyed; the same conversation gives the same token in the
//          same second, and a nonce never serves two texts (as in SIV, RFC 5297)
//   box    libsodium's crypto_secretbox (XSalsa20-Poly1305) of the JSON, its time within
//
// Tested by token_test.cc: every single changed character is refused.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/dialogue/conversation.h"

namespace zheli::server {

/// 32 secret bytes that replicas share.
using TokenKey = std::array<unsigned char, 32>;

/// The first seals; all open. Not empty.
using TokenKeys = std::vector<TokenKey>;

/// When something is sealed or opened.
using Instant = std::chrono::sys_seconds;

constexpr std::chrono::hours kTokenLife{24};

TokenKey random_key();

std::string seal(const dialogue::Conversation& conversation, const TokenKeys& keys, Instant now);

/// The conversation in `token`; nothing where it was changed, cut, sealed by another key, sealed
/// 24 hours ago or by a release of another form: the talk then begins afresh. An item or fact id in
/// it may be gone from the pack since: dialogue ignores such ids.
std::optional<dialogue::Conversation> unseal(std::string_view token, const TokenKeys& keys,
                                             Instant now);

}  // namespace zheli::server
