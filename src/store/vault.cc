#include "store/vault.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "core/check.h"
#include "files/key_file.h"
#include "store/connection.h"

namespace zheli::store {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

Key Key::random() {
  Key key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

Key Key::of(std::string_view bytes) {
  Key key;
  CHECK(bytes.size() == key.bytes_.size());
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Key::~Key() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string_view Key::bytes() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

Key read_master_key(const std::filesystem::path& path, bool may_make) {
  const bool is_there = std::filesystem::exists(path);
  if (!is_there && !may_make)
    refuse("the master key " + path.string() +
           " is not there, and the database needs the one it was made with");
  CHECK(sodium_init() >= 0);  // takes the fastest code for this processor
  files::KeyBytes bytes;
  randombytes_buf(bytes.data(), bytes.size());
  if (!is_there) files::write_key_file(path, bytes);
  try {
    bytes = files::read_key_file(path);
  } catch (const std::runtime_error& failure) {
    refuse(std::string("the master key: ") + failure.what());
  }
  const Key key = Key::of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

std::string seal(const Key& key, std::string_view place, std::string_view plain) {
  std::string sealed(kNonce + plain.size() + kTag, '\0');
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + kNonce, nullptr, raw(plain),
                                             plain.size(), raw(place), place.size(), nullptr,
                                             raw(sealed), raw(key.bytes()));
  return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view place, std::string_view sealed) {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  std::string plain(sealed.size() - kNonce - kTag, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      raw(plain), nullptr, nullptr, raw(sealed) + kNonce, sealed.size() - kNonce, raw(place),
      place.size(), raw(sealed), raw(key.bytes()));
  if (failed != 0) return std::nullopt;
  return plain;
}

}  // namespace zheli::store
