// Any bytes as an ID token, as an issuer's set of keys, as base64url, and as what a browser says of
// a passkey: refused, without harm. No key is known, so none of them is ever taken.
//
//   build/fuzz/bin/id_token_fuzz -max_len=4000 -max_total_time=60
#include <array>
#include <cstdint>
#include <string_view>

#include "core/base64.h"
#include "core/check.h"
#include "services/identity/id_token.h"
#include "services/identity/passkey.h"

using namespace zheli;
using namespace zheli::identity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto plain = core::from_base64url(bytes)) CHECK(core::base64url(*plain) == bytes);
  static const IssuerKey key{"k", Algorithm::es256, std::string(32, 'x'), std::string(32, 'y')};
  const auto checked =
      check_id_token(bytes, {&key, 1}, {"https://issuer.example", "zheli", "n"}, Instant{});
  CHECK(!std::holds_alternative<SignedIn>(checked));
  read_issuer_keys(bytes);
  static const std::array<unsigned char, 32> challenge{};
  const Site site{"zheli.example", "https://zheli.example"};
  const std::string said(bytes);
  const std::string good =
      R"({"type":"webauthn.create","origin":"https://zheli.example","challenge":")" +
      write_token(challenge) + "\"}";
  CHECK(!read_registration({good, said}, challenge, site) || size > 37);
  CHECK(!read_registration({said, said}, challenge, site));
  return 0;
}
