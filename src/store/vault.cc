#include "store/vault.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "core/check.h"
#include "files/durable_write.h"
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

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw Failure(Failure::Kind::refused, "the master key " + path.string() + " " + why);
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
  if (!std::filesystem::exists(path)) {
    if (!may_make) refuse(path, "is not there, and the database needs the one it was made with");
    const Key made = Key::random();
    std::string hex(made.bytes().size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), raw(made.bytes()), made.bytes().size());
    hex.back() = '\n';
    files::write_durably(path, hex, files::Readers::owner);
    sodium_memzero(hex.data(), hex.size());
    return made;
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) refuse(path, "cannot be read");
  if ((status.st_mode & 0177) != 0) refuse(path, "may be read by others; chmod 600 it");
  std::string hex;
  std::ifstream(path) >> hex;
  std::string bytes(32, '\0');
  std::size_t size = 0;
  const int failed =
      sodium_hex2bin(raw(bytes), bytes.size(), hex.data(), hex.size(), nullptr, &size, nullptr);
  sodium_memzero(hex.data(), hex.size());
  if (failed != 0 || size != bytes.size()) refuse(path, "is not 64 hexadecimal digits");
  const Key key = Key::of(bytes);
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
