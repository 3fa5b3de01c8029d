#include "services/identity/issuer_key.h"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <optional>

#include "core/base64.h"

namespace zheli::identity {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* one) const {
    Free(one);
  }
};
template <typename T, auto Free>
using Owned = std::unique_ptr<T, Freed<Free>>;

using Number = Owned<BIGNUM, BN_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Signature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::size_t kSideSize = 32;      // bytes of x, y, r, s
constexpr std::size_t kModulusMin = 256;   // bytes: 2,048 bits
constexpr std::size_t kModulusMax = 1024;  // larger ones cost more than a sign-in may
constexpr std::size_t kExponentMax = 4;    // bytes
constexpr std::size_t kKeysMax = 100;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Number number(std::string_view bytes) {
  return Number(BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), nullptr));
}

Key made(const char* type, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) <= 0) {
    return nullptr;
  }
  return Key(key);
}

/// The key as OpenSSL holds it; nothing where it is no point of the curve.
Key opened(const IssuerKey& key) {
  const Builder builder(OSSL_PARAM_BLD_new());
  if (key.algorithm == Algorithm::es256) {
    const std::string point = "\x04" + key.first + key.second;
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return made("EC", builder.get());
  }
  const Number modulus = number(key.first), exponent = number(key.second);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return made("RSA", builder.get());
}

/// r ‖ s in the form that OpenSSL takes, DER; empty where it has another length.
std::string der(std::string_view pair) {
  if (pair.size() != 2 * kSideSize) return {};
  const Signature signature(ECDSA_SIG_new());
  ECDSA_SIG_set0(signature.get(), number(pair.substr(0, kSideSize)).release(),
                 number(pair.substr(kSideSize)).release());
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &bytes);
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return out;
}

std::string text_of(const files::Json& json, std::string_view member) {
  const files::Json* const found = json.find(member);
  return found != nullptr && found->is(files::Json::Kind::text) ? found->text : std::string();
}

std::string bytes_of(const files::Json& json, std::string_view member) {
  return core::from_base64url(text_of(json, member)).value_or("");
}

/// By what a key of a set signs; nothing where it is none that we check with.
std::optional<Algorithm> algorithm_of(const files::Json& json) {
  const std::string use = text_of(json, "use"), alg = text_of(json, "alg");
  if (!use.empty() && use != "sig") return std::nullopt;
  if (text_of(json, "kty") == "EC" && text_of(json, "crv") == "P-256" &&
      (alg.empty() || alg == "ES256")) {
    return Algorithm::es256;
  }
  if (text_of(json, "kty") == "RSA" && (alg.empty() || alg == "RS256")) return Algorithm::rs256;
  return std::nullopt;
}

bool is_sound(const IssuerKey& key) {
  if (key.algorithm == Algorithm::es256) {
    return key.first.size() == kSideSize && key.second.size() == kSideSize && opened(key);
  }
  return key.first.size() >= kModulusMin && key.first.size() <= kModulusMax && key.first[0] != 0 &&
         !key.second.empty() && key.second.size() <= kExponentMax && opened(key);
}

}  // namespace

std::string_view word(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? "ES256" : "RS256";
}

core::Result<std::vector<IssuerKey>> read_issuer_keys(std::string_view json) {
  files::Findings findings("keys");
  const files::Json tree = files::read_json(json, findings);
  const files::Json* const list = tree.find("keys");
  if (!findings.problems().empty() || list == nullptr || !list->is(files::Json::Kind::list) ||
      list->children.size() > kKeysMax) {
    return core::Error{"the issuer's keys are no JWK set"};
  }
  std::vector<IssuerKey> keys;
  for (const files::Json& one : list->children) {
    const std::optional<Algorithm> algorithm = algorithm_of(one);
    if (!algorithm) continue;
    const bool is_curve = *algorithm == Algorithm::es256;
    IssuerKey key{text_of(one, "kid"), *algorithm, bytes_of(one, is_curve ? "x" : "n"),
                  bytes_of(one, is_curve ? "y" : "e")};
    if (!is_sound(key))
      return core::Error{fmt::format("a key of the issuer (line {}) is broken or weak", one.line)};
    keys.push_back(std::move(key));
  }
  return keys;
}

bool verifies(const IssuerKey& key, std::string_view message, std::string_view signature) {
  const Key opened_key = opened(key);
  if (!opened_key) return false;
  const std::string taken =
      key.algorithm == Algorithm::es256 ? der(signature) : std::string(signature);
  const Digest digest(EVP_MD_CTX_new());
  return !taken.empty() &&
         EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, opened_key.get()) ==
             1 &&
         EVP_DigestVerify(digest.get(), raw(taken), taken.size(), raw(message), message.size()) ==
             1;
}

}  // namespace zheli::identity
