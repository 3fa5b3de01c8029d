#include "ledger/sm2.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <memory>

#include "core/bytes.h"
#include "core/check.h"

namespace zheli::ledger {
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

using Number = Owned<BIGNUM, BN_clear_free>;
using Group = Owned<EC_GROUP, EC_GROUP_free>;
using Point = Owned<EC_POINT, EC_POINT_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;

constexpr std::string_view kSignerId = "1234567812345678";

Number number(std::string_view secret) {
  return Number(BN_bin2bn(core::octets(secret), static_cast<int>(secret.size()), nullptr));
}

/// The key as OpenSSL holds it; nothing where the public key is no point of the curve.
Key key_of(std::string_view public_key, const BIGNUM* secret) {
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(),
                                   public_key.size());
  if (secret != nullptr) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret);
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) <= 0) return nullptr;
  const int which = secret == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata(context.get(), &made, which, params.get()) <= 0) return nullptr;
  return Key(made);
}

/// A digest context of SM3 with the signer's id set.
struct Signing {
  explicit Signing(EVP_PKEY* key)
      : context(EVP_PKEY_CTX_new(key, nullptr)), digest(EVP_MD_CTX_new()) {
    CHECK(EVP_PKEY_CTX_set1_id(context.get(), kSignerId.data(),
                               static_cast<int>(kSignerId.size())) > 0);
    EVP_MD_CTX_set_pkey_ctx(digest.get(), context.get());
  }

  KeyContext context;
  Digest digest;
};

}  // namespace

std::optional<std::string> sm2_public(std::string_view secret) {
  const Group group(EC_GROUP_new_by_curve_name(NID_sm2));
  const Number scalar = number(secret);
  const Number least_refused(BN_dup(EC_GROUP_get0_order(group.get())));
  BN_sub_word(least_refused.get(), 1);
  if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), least_refused.get()) >= 0)
    return std::nullopt;
  const Point point(EC_POINT_new(group.get()));
  CHECK(EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, nullptr) == 1);
  std::string key(kSm2PublicSize, '\0');
  const std::size_t size =
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                         reinterpret_cast<unsigned char*>(key.data()), key.size(), nullptr);
  CHECK(size == kSm2PublicSize);
  return key;
}

std::string sm2_sign(std::string_view secret, std::string_view message) {
  const std::optional<std::string> public_key = sm2_public(secret);
  CHECK(public_key);
  const Number scalar = number(secret);
  const Key key = key_of(*public_key, scalar.get());
  CHECK(key != nullptr);
  const Signing with(key.get());
  CHECK(EVP_DigestSignInit(with.digest.get(), nullptr, EVP_sm3(), nullptr, key.get()) > 0);
  std::size_t size = 0;
  CHECK(EVP_DigestSign(with.digest.get(), nullptr, &size, core::octets(message), message.size()) >
        0);
  std::string signature(size, '\0');
  CHECK(EVP_DigestSign(with.digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       core::octets(message), message.size()) > 0);
  signature.resize(size);
  return signature;
}

bool sm2_verifies(std::string_view public_key, std::string_view message,
                  std::string_view signature) {
  const Key key = key_of(public_key, nullptr);
  if (key == nullptr) return false;
  const Signing with(key.get());
  return EVP_DigestVerifyInit(with.digest.get(), nullptr, EVP_sm3(), nullptr, key.get()) > 0 &&
         EVP_DigestVerify(with.digest.get(), core::octets(signature), signature.size(),
                          core::octets(message), message.size()) == 1;
}

}  // namespace zheli::ledger
