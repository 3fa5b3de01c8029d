// SHA-256 as a Merkle tree uses it (RFC 6962 §2.1, RFC 9162 §2.1); how hashes, bytes and whole
// numbers are written. libsodium's; it is faster on blocks of 35 and 65 bytes than OpenSSL's EVP.
// Tested by merkle_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zheli::ledger {

using Hash = std::array<unsigned char, 32>;

Hash sha256(std::string_view bytes);

/// SHA-256(0x00 ‖ entry).
Hash leaf_hash(std::string_view entry);

/// SHA-256(0x01 ‖ left ‖ right).
Hash node_hash(const Hash& left, const Hash& right);

/// The root of no leaves: SHA-256 of nothing.
Hash empty_root();

std::string_view bytes_of(const Hash& hash);

/// Of base64; nothing where `text` is none.
std::optional<Hash> hash_from_base64(std::string_view text);

/// Two lowercase hexadecimal digits a byte.
std::string hex(std::string_view bytes);

/// Nothing where `digits` are not two a byte; capital ones will do.
std::optional<std::string> from_hex(std::string_view digits);

/// A whole number in `size` bytes, at most 8, the highest first; and back.
std::string big_endian(std::uint64_t number, std::size_t size);
std::uint64_t from_big_endian(std::string_view bytes);

/// A whole number as notes and paths write it: digits, no leading zero, at most 2^63 − 1.
std::optional<std::uint64_t> read_count(std::string_view digits);

}  // namespace zheli::ledger
