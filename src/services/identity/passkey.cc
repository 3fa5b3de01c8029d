#include "services/identity/passkey.h"

#include <fido.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <memory>
#include <optional>

#include "files/json_tree.h"
#include "ledger/hash.h"

namespace zheli::identity {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* one) const {
    Free(&one);
  }
};
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_free>>;
using Shown = std::unique_ptr<fido_assert_t, Freed<fido_assert_free>>;
using CurveKey = std::unique_ptr<es256_pk_t, Freed<es256_pk_free>>;
using RsaKey = std::unique_ptr<rs256_pk_t, Freed<rs256_pk_free>>;

constexpr std::uint8_t kPresent = 0x01, kVerified = 0x04;  // WebAuthn §6.1, flags
constexpr std::size_t kClientDataMax = 4096;               // bytes

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string bytes_at(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

int cose(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? COSE_ES256 : COSE_RS256;
}

/// What of the browser's words is not as it should be; nothing where all is.
std::optional<core::Error> client_fault(std::string_view client_data, std::string_view type,
                                        Chance challenge, const Site& site) {
  files::Findings findings("client data");
  if (client_data.size() > kClientDataMax) return core::Error{"the client data are too long"};
  const files::Json json = files::read_json(client_data, findings);
  if (!findings.problems().empty()) return core::Error{"the client data are no JSON"};
  const auto says = [&](std::string_view member, std::string_view wanted) {
    const files::Json* const found = json.find(member);
    return found != nullptr && found->is(wanted);
  };
  if (!says("type", type)) return core::Error{"type: is another ceremony's"};
  if (!says("challenge", write_token(challenge)))
    return core::Error{"challenge: is not the one that was given"};
  if (!says("origin", site.origin)) return core::Error{"origin: is another site's page"};
  const files::Json* const across = json.find("crossOrigin");
  if (across != nullptr && across->flag() != false)
    return core::Error{"crossOrigin: the page stands in another site's"};
  return std::nullopt;
}

/// The authenticator's bytes as a new passkey of one algorithm; nullptr where they are none.
Credential opened(std::string_view authenticator_data, Algorithm algorithm) {
  Credential credential(fido_cred_new());
  if (fido_cred_set_type(credential.get(), cose(algorithm)) != FIDO_OK) return nullptr;
  if (fido_cred_set_authdata_raw(credential.get(), raw(authenticator_data),
                                 authenticator_data.size()) != FIDO_OK)
    return nullptr;
  return fido_cred_id_ptr(credential.get()) == nullptr ? nullptr : std::move(credential);
}

int verify(const fido_assert_t* shown, const Passkey& passkey) {
  const std::string& key = passkey.key;
  if (passkey.algorithm == Algorithm::es256) {
    const CurveKey opened_key(es256_pk_new());
    const int failed = es256_pk_from_ptr(opened_key.get(), key.data(), key.size());
    return failed != FIDO_OK ? failed : fido_assert_verify(shown, 0, COSE_ES256, opened_key.get());
  }
  const RsaKey opened_key(rs256_pk_new());
  const int failed = rs256_pk_from_ptr(opened_key.get(), key.data(), key.size());
  return failed != FIDO_OK ? failed : fido_assert_verify(shown, 0, COSE_RS256, opened_key.get());
}

}  // namespace

core::Result<Passkey> read_registration(const Registration& made, Chance challenge,
                                        const Site& site) {
  if (auto fault = client_fault(made.client_data, "webauthn.create", challenge, site))
    return *fault;
  const std::string_view data = made.authenticator_data;
  if (!data.starts_with(ledger::bytes_of(ledger::sha256(site.id))))
    return core::Error{"the passkey is another site's"};
  for (const Algorithm algorithm : {Algorithm::es256, Algorithm::rs256}) {
    const Credential credential = opened(data, algorithm);
    if (!credential) continue;
    if ((fido_cred_flags(credential.get()) & (kPresent | kVerified)) != (kPresent | kVerified))
      return core::Error{"the device did not verify who held it"};
    Passkey passkey{
        bytes_at(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())), algorithm,
        bytes_at(fido_cred_pubkey_ptr(credential.get()), fido_cred_pubkey_len(credential.get())),
        fido_cred_sigcount(credential.get())};
    if (passkey.id.empty() || passkey.id.size() > kPasskeyIdMax)
      return core::Error{"the passkey's id must have 1 to 1,023 bytes"};
    return passkey;
  }
  return core::Error{"the authenticator's bytes are no passkey of ES256 or RS256"};
}

core::Result<std::uint32_t> check_assertion(const Assertion& shown, const Passkey& passkey,
                                            Chance challenge, const Site& site) {
  if (auto fault = client_fault(shown.client_data, "webauthn.get", challenge, site)) return *fault;
  const Shown checked(fido_assert_new());
  const ledger::Hash hash = ledger::sha256(shown.client_data);
  const std::string& data = shown.authenticator_data;
  const std::string& signature = shown.signature;
  const bool is_whole =
      fido_assert_set_clientdata_hash(checked.get(), hash.data(), hash.size()) == FIDO_OK &&
      fido_assert_set_rp(checked.get(), site.id.c_str()) == FIDO_OK &&
      fido_assert_set_up(checked.get(), FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(checked.get(), FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_count(checked.get(), 1) == FIDO_OK &&
      fido_assert_set_authdata_raw(checked.get(), 0, raw(data), data.size()) == FIDO_OK &&
      fido_assert_set_sig(checked.get(), 0, raw(signature), signature.size()) == FIDO_OK;
  if (!is_whole) return core::Error{"the authenticator's bytes are no assertion"};
  switch (verify(checked.get(), passkey)) {
    case FIDO_OK:
      break;
    case FIDO_ERR_INVALID_PARAM:
      return core::Error{"the passkey is another site's, or the device did not verify who held it"};
    default:
      return core::Error{"the signature is not the passkey's"};
  }
  const std::uint32_t counter = fido_assert_sigcount(checked.get(), 0);
  if (counter <= passkey.counter && (counter != 0 || passkey.counter != 0))
    return core::Error{"the counter did not move on: there are two of this passkey"};
  return counter;
}

}  // namespace zheli::identity
