#include "ledger/key.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

#include "core/base64.h"
#include "core/check.h"
#include "ledger/fault.h"
#include "ledger/sm2.h"
#include "ledger/utf8.h"

namespace zheli::ledger {
namespace {

constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::size_t kSecretSize = 32;

std::string_view type_bytes(KeyType type) {
  switch (type) {
    case KeyType::ed25519:
      return "\x01";
    case KeyType::cosignature:
      return "\x04";
    case KeyType::sm2:
      return "\xffzheli/sm2-sm3/v1";
  }
  return "";
}

std::size_t public_size(KeyType type) {
  return type == KeyType::sm2 ? kSm2PublicSize : crypto_sign_PUBLICKEYBYTES;
}

/// NAME+IIIIIIII+base64 taken apart.
struct Parts {
  std::string name;
  std::uint32_t id;
  KeyType type;
  std::string key;
};

core::Error not_a_key(std::string_view why) {
  return fault(Fault::malformed, fmt::format("a key is NAME+ID+BASE64; {}", why));
}

core::Result<Parts> take_apart(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? first : text.find('+', first + 1);
  if (second == text.npos) return not_a_key("this is not");
  const std::string_view id = text.substr(first + 1, second - first - 1);
  Parts parts{.name = std::string(text.substr(0, first)), .id = 0, .type = {}, .key = {}};
  if (!is_key_name(parts.name)) return not_a_key("the name must not be empty nor hold blanks");
  const auto [end, trouble] = std::from_chars(id.data(), id.data() + id.size(), parts.id, 16);
  if (trouble != std::errc{} || id != fmt::format("{:08x}", parts.id))
    return not_a_key("the ID is eight digits of 0-9a-f");
  const std::optional<std::string> bytes = core::from_base64(text.substr(second + 1));
  if (!bytes) return not_a_key("the rest is not base64");
  for (const KeyType type : {KeyType::ed25519, KeyType::cosignature, KeyType::sm2}) {
    if (!bytes->starts_with(type_bytes(type))) continue;
    parts.type = type;
    parts.key = bytes->substr(type_bytes(type).size());
    return parts;
  }
  return not_a_key("its type is none of Ed25519, cosignature, SM2");
}

std::string ed25519_public(std::string_view seed, std::array<unsigned char, 64>& secret) {
  std::string key(crypto_sign_PUBLICKEYBYTES, '\0');
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(key.data()), secret.data(),
                           reinterpret_cast<const unsigned char*>(seed.data()));
  return key;
}

/// Nothing where `secret` is no secret key of the type.
std::optional<std::string> public_of(KeyType type, std::string_view secret) {
  if (type == KeyType::sm2) return sm2_public(secret);
  std::array<unsigned char, 64> expanded;
  std::string key = ed25519_public(secret, expanded);
  sodium_memzero(expanded.data(), expanded.size());
  return key;
}

}  // namespace

VerifierKey::VerifierKey(std::string_view name, KeyType type, std::string bytes)
    : name_(name), type_(type), bytes_(std::move(bytes)) {
  const Hash hash = sha256(fmt::format("{}\n{}{}", name_, type_bytes(type_), bytes_));
  id_ = static_cast<std::uint32_t>(from_big_endian(bytes_of(hash).substr(0, sizeof(id_))));
}

core::Result<VerifierKey> VerifierKey::read(std::string_view text) {
  const core::Result<Parts> parts = take_apart(text);
  if (!parts) return parts.error();
  const auto& [name, id, type, bytes] = parts.value();
  if (bytes.size() != public_size(type)) return not_a_key("it is cut short or too long");
  VerifierKey key(name, type, bytes);
  if (key.id_ != id) return not_a_key("its ID is not that of name and key: a letter was changed");
  return key;
}

std::string VerifierKey::text() const {
  return fmt::format("{}+{:08x}+{}", name_, id_,
                     core::base64(std::string(type_bytes(type_)).append(bytes_)));
}

bool VerifierKey::verifies(std::string_view message, std::string_view signature) const {
  if (type_ == KeyType::sm2) return sm2_verifies(bytes_, message, signature);
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()),
                                     reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(),
                                     reinterpret_cast<const unsigned char*>(bytes_.data())) == 0;
}

core::Result<SignerKey> SignerKey::read(std::string_view text) {
  if (!text.starts_with(kPrivate)) return not_a_key("a secret one begins with PRIVATE+KEY+");
  const core::Result<Parts> parts = take_apart(text.substr(kPrivate.size()));
  if (!parts) return parts.error();
  const auto& [name, id, type, secret] = parts.value();
  if (secret.size() != kSecretSize) return not_a_key("it is cut short or too long");
  std::optional<std::string> key = public_of(type, secret);
  if (!key) return not_a_key("these bytes are no secret key");
  VerifierKey verifier(name, type, *std::move(key));
  if (verifier.id() != id) return not_a_key("its ID is not that of name and key");
  return SignerKey(std::move(verifier), secret);
}

core::Result<SignerKey> SignerKey::make(std::string_view name, KeyType type,
                                        std::span<const unsigned char, 32> chance) {
  if (!is_key_name(name)) return not_a_key("the name must not be empty nor hold blanks or +");
  std::string secret(chance.begin(), chance.end());
  std::optional<std::string> key = public_of(type, secret);
  if (!key) return not_a_key("these bytes are no secret key");
  return SignerKey(VerifierKey(name, type, *std::move(key)), std::move(secret));
}

std::string SignerKey::text() const {
  return fmt::format("{}{}+{:08x}+{}", kPrivate, verifier_.name(), verifier_.id(),
                     core::base64(std::string(type_bytes(verifier_.type())).append(secret_)));
}

std::string SignerKey::sign(std::string_view message) const {
  if (verifier_.type() == KeyType::sm2) return sm2_sign(secret_, message);
  std::array<unsigned char, 64> expanded;
  ed25519_public(secret_, expanded);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                       expanded.data());
  sodium_memzero(expanded.data(), expanded.size());
  return signature;
}

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  const std::optional<std::u32string> letters = read_utf8(name);
  if (!letters) return false;
  for (const char32_t letter : *letters)
    if (letter == U'+' || letter < 0x20 || is_space(letter)) return false;
  return true;
}

}  // namespace zheli::ledger
