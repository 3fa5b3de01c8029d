// Keys of notes: who signs, who checks (C2SP signed-note; keys as Go's golang.org/x/mod/sumdb/note
// writes them).
//
//   NAME+IIIIIIII+base64(type ‖ public key)              a verifier key, to be shown to everybody
//   PRIVATE+KEY+NAME+IIIIIIII+base64(type ‖ secret key)  a signer key, to be kept
//
// Types: 0x01 Ed25519; 0x04 Ed25519 cosignature (C2SP tlog-cosignature); 0xff ‖
// "zheli/sm2-sm3/v1", an unassigned type's long name, for SM2 with SM3 (GB/T 32918, GB/T 32905),
// whose public key is 65 bytes (04 ‖ x ‖ y), secret key 32 and signature DER. Foreign verifiers
// ignore that line, as the specification tells them to. IIIIIIII: the first four bytes of
// SHA-256(NAME ‖ "\n" ‖ type ‖ public key).
//
// Tested by note_test.cc against the specification's example and Go's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "ledger/hash.h"

namespace zheli::ledger {

enum class KeyType { ed25519, cosignature, sm2 };

/// Invariant: id is that of name, type and bytes.
class VerifierKey {
 public:
  /// Reads what text() writes; any other bytes are an Error.
  static core::Result<VerifierKey> read(std::string_view text);

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  KeyType type() const { return type_; }
  std::string text() const;

  /// Whether `signature` is this key's over `message`. A cosignature's message and time are
  /// checkpoint.h's matter.
  bool verifies(std::string_view message, std::string_view signature) const;

  bool operator==(const VerifierKey&) const = default;

 private:
  friend class SignerKey;
  VerifierKey(std::string_view name, KeyType type, std::string bytes);

  std::string name_;
  std::uint32_t id_;
  KeyType type_;
  std::string bytes_;
};

/// A secret key with its name. text() is secret.
class SignerKey {
 public:
  static core::Result<SignerKey> read(std::string_view text);

  /// A key out of 32 bytes of chance. A name that no note may carry is an Error, and so are the few
  /// bytes that are no secret key of SM2.
  static core::Result<SignerKey> make(std::string_view name, KeyType type,
                                      std::span<const unsigned char, 32> chance);

  const VerifierKey& verifier() const { return verifier_; }
  std::string text() const;

  /// Ed25519 always signs alike; SM2 takes chance of its own, so its signatures differ.
  std::string sign(std::string_view message) const;

 private:
  SignerKey(VerifierKey verifier, std::string secret)
      : verifier_(std::move(verifier)), secret_(std::move(secret)) {}

  VerifierKey verifier_;
  std::string secret_;  // 32 bytes
};

/// Whether a note's key may be called so: not empty, UTF-8, neither a space of Unicode nor "+".
bool is_key_name(std::string_view name);

}  // namespace zheli::ledger
