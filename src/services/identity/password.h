// Passwords, for whoever has no passkey: kept as argon2id (RFC 9106) in the words of the PHC string
// format, "$argon2id$v=19$m=65536,t=2,p=1$SALT$HASH", and tried five times in a quarter of an hour.
// Deliberately slow, a tenth of a second and 64 MiB each: whoever calls lets two run at once, no
// more.
//
// Tested by password_test.cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/identity/session.h"

namespace zheli::identity {

/// What one hash costs.
struct Cost {
  std::uint64_t passes = 2;
  std::size_t memory_bytes = std::size_t{64} << 20;
};

enum class Weakness {
  too_short,  // below kPasswordMin characters
  too_long,   // above kPasswordMax bytes
  plain,      // holds the account's name, or is one character again and again
};
inline constexpr std::size_t kPasswordMin = 12;
inline constexpr std::size_t kPasswordMax = 256;

/// Why a password is not taken; nothing where it is. `password` is valid UTF-8.
std::optional<Weakness> weakness(std::string_view password, std::string_view account_name);

/// What is kept. std::bad_alloc where the memory cannot be had.
std::string kept_form(std::string_view password, std::span<const unsigned char, 16> salt,
                      Cost cost);

/// Whether `password` is the one kept, in time that does not tell how much of it is right.
bool fits(std::string_view kept, std::string_view password);

/// One try at an account from an address.
struct Try {
  Instant at;
  bool was_right;
};
inline constexpr int kTriesMax = 5;
inline constexpr std::chrono::minutes kTriesSpan{15};

/// When the next try may be made: nothing where at once. A right one ends the count of wrong ones.
/// tries  in their order
std::optional<Instant> next_try(std::span<const Try> tries, Instant now);

}  // namespace zheli::identity
