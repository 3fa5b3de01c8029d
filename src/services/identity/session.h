// A signed-in browser. It carries 32 bytes of chance; the store keeps only their hash, so that
// whoever reads the store can sign in nowhere. How long one lives is a function of instants.
//
//                 without a request    in all
//   officers      30 minutes           12 hours     at the desks, and parties of a deal
//   citizens      24 hours             30 days
//
// Tested by session_test.cc.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/identity/role.h"

namespace zheli::identity {

using Instant = std::chrono::sys_seconds;

/// 32 bytes of chance.
using Chance = std::span<const unsigned char, 32>;

enum class Zone { citizen, officer };

/// A citizen's where every role is a citizen's or an agent's.
Zone zone_of(const std::set<Role>& roles);

struct Session {
  Zone zone = Zone::officer;
  Instant begun, seen;
  std::optional<Instant> proven;  // when a passkey was last shown
};

/// When it ends if nothing is asked any more.
Instant ends(const Session& session);

bool is_alive(const Session& session, Instant now);

/// Whether a passkey was shown in the last five minutes: what role.h calls proof.
bool is_proven(const Session& session, Instant now);

/// Whether `seen` is worth writing anew: once a minute.
bool is_stale(const Session& session, Instant now);

/// What the browser carries: base64url of `chance`. Secret.
std::string write_token(Chance chance);

/// What the store keeps of it: SHA-256, 32 bytes; nothing where `token` is none of write_token's.
std::optional<std::string> hash_of(std::string_view token);

/// A one-time link is opened by such a token too, for so long.
inline constexpr std::chrono::hours kLinkLife{72};

}  // namespace zheli::identity
