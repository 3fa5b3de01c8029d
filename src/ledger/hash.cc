#include "ledger/hash.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/base64.h"

namespace zheli::ledger {
namespace {

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Hash sha256(std::string_view bytes) {
  Hash hash;
  crypto_hash_sha256(hash.data(), raw(bytes), bytes.size());
  return hash;
}

Hash leaf_hash(std::string_view entry) {
  constexpr unsigned char kLeaf = 0;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &kLeaf, 1);
  crypto_hash_sha256_update(&state, raw(entry), entry.size());
  Hash hash;
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<unsigned char, 65> bytes;
  bytes[0] = 1;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  Hash hash;
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

Hash empty_root() {
  return sha256("");
}

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  const std::optional<std::string> bytes = core::from_base64(text);
  if (!bytes || bytes->size() != Hash{}.size()) return std::nullopt;
  Hash hash;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

std::string hex(std::string_view bytes) {
  std::string digits(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), raw(bytes), bytes.size());
  digits.pop_back();  // the terminating NUL
  return digits;
}

std::optional<std::string> from_hex(std::string_view digits) {
  std::string bytes(digits.size() / 2, '\0');
  std::size_t size = 0;
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                    digits.data(), digits.size(), nullptr, &size, nullptr);
  if (failed != 0 || size * 2 != digits.size()) return std::nullopt;
  return bytes;
}

std::string big_endian(std::uint64_t number, std::size_t size) {
  std::string bytes(size, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8)
    *byte = static_cast<char>(number & 0xff);
  return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

std::optional<std::uint64_t> read_count(std::string_view digits) {
  std::uint64_t count = 0;
  const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const bool whole = trouble == std::errc{} && end == digits.data() + digits.size();
  if (!whole || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  if (count > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) return std::nullopt;
  return count;
}

}  // namespace zheli::ledger
