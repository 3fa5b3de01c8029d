// An issuer and a device for tests: keys made of chance, tokens and assertions signed by them. The
// only test file that signs by OpenSSL.
#pragma once

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/base64.h"
#include "core/check.h"
#include "services/identity/issuer_key.h"

namespace zheli::identity {

/// A secret key with its public half.
class SmallKey {
 public:
  explicit SmallKey(Algorithm algorithm, unsigned bits = 2048) : algorithm_(algorithm) {
    key_ = algorithm == Algorithm::es256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(bits);
    CHECK(key_ != nullptr);
  }
  ~SmallKey() { EVP_PKEY_free(key_); }
  SmallKey(const SmallKey&) = delete;
  SmallKey& operator=(const SmallKey&) = delete;

  IssuerKey shown(const std::string& id) const {
    const bool is_curve = algorithm_ == Algorithm::es256;
    return {id, algorithm_, number(is_curve ? "qx" : "n", is_curve ? 32 : 0),
            number(is_curve ? "qy" : "e", is_curve ? 32 : 0)};
  }

  std::string jwk(const std::string& id) const {
    const IssuerKey key = shown(id);
    const bool is_curve = algorithm_ == Algorithm::es256;
    return std::string(is_curve ? R"({"kty":"EC","crv":"P-256","x":")" : R"({"kty":"RSA","n":")") +
           core::base64url(key.first) + (is_curve ? R"(","y":")" : R"(","e":")") +
           core::base64url(key.second) + R"(","kid":")" + id + R"("})";
  }

  /// DER, as OpenSSL and passkeys write it.
  std::string sign(std::string_view message) const {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    CHECK(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_) == 1);
    std::size_t size = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(message.data());
    CHECK(EVP_DigestSign(context, nullptr, &size, bytes, message.size()) == 1);
    std::string out(size, '\0');
    CHECK(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, bytes,
                         message.size()) == 1);
    out.resize(size);
    EVP_MD_CTX_free(context);
    return out;
  }

  /// As JWS writes it: ES256 as r ‖ s.
  std::string sign_jws(std::string_view message) const {
    const std::string der = sign(message);
    if (algorithm_ == Algorithm::rs256) return der;
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* const signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string pair(64, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(pair.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32);
    ECDSA_SIG_free(signature);
    return pair;
  }

  std::string token(const std::string& header, const std::string& claims) const {
    const std::string signed_part = core::base64url(header) + "." + core::base64url(claims);
    return signed_part + "." + core::base64url(sign_jws(signed_part));
  }

 private:
  std::string number(const char* name, std::size_t size) const {
    BIGNUM* value = nullptr;
    CHECK(EVP_PKEY_get_bn_param(key_, name, &value) == 1);
    std::string bytes(size == 0 ? static_cast<std::size_t>(BN_num_bytes(value)) : size, '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(bytes.size()));
    BN_free(value);
    return bytes;
  }

  Algorithm algorithm_;
  EVP_PKEY* key_ = nullptr;
};

}  // namespace zheli::identity
