// Secrecy of what is kept: each person or firm has a key of 32 bytes, which is kept sealed by the
// master key; records are sealed by their holder's. Without the key file the database tells who has
// how many records and nothing of what they say; without a holder's key its records are noise.
//
//   sealed = nonce (24) ‖ XChaCha20-Poly1305 (libsodium)
//
// A holder's key is bound to the holder's id and a record to its leaf: neither can be put
// elsewhere. Tested by vault_test.cc.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zheli::store {

/// Secret bytes, overwritten when they go.
class Key {
 public:
  static Key random();
  static Key of(std::string_view bytes);  ///< 32 of them (CHECK)
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  std::string_view bytes() const;

 private:
  Key() = default;
  std::array<unsigned char, 32> bytes_{};
};

/// The master key in a file of 64 hexadecimal digits. It is made where there is none, if
/// `may_make`. A file that others may read (any mode but 600 or 400), or that holds anything else,
/// throws Failure (refused).
Key read_master_key(const std::filesystem::path& path, bool may_make);

/// Seals `plain`; `place` is what it belongs to and must be the same when it is opened.
std::string seal(const Key& key, std::string_view place, std::string_view plain);

/// Nothing where the key or the place is another, or a bit has changed.
std::optional<std::string> unseal(const Key& key, std::string_view place, std::string_view sealed);

}  // namespace zheli::store
