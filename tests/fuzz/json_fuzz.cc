// Any bytes as what a client sends to POST /api/v1/ask: every answer is 200 or a problem document
// of the 400s, never a crash, a 500 or another shape. The first byte says what the rest is:
//
//   0  the body
//   1  the conversation token, in a good body
//   2  the JSON inside a token that is signed rightly, as an older release may have written it
//
//   build/fuzz/bin/json_fuzz -max_len=2000 -max_total_time=60
#include <sodium.h>

#include <cstdint>
#include <string>

#include "assistant/dialogue/small_pack.h"
#include "core/check.h"
#include "server/reply_json.h"
#include "server/service.h"

namespace {

using namespace zheli;
using server::Json;

const server::TokenKey kKey{};

server::Response ask(const std::string& body) {
  static const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
  static const dialogue::Assistant assistant(
      pack, std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1)));
  static server::Service service(assistant, kKey, {},
                                 [] { return core::parse_date("2026-11-23").value(); });
  return service.handle({"POST", "/api/v1/ask", {}, body, false});
}

std::string base64(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();
  return text;
}

std::string signed_token(std::string_view bytes) {
  std::string mac(crypto_auth_BYTES, '\0');
  crypto_auth(reinterpret_cast<unsigned char*>(mac.data()),
              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), kKey.data());
  return base64(bytes) + "." + base64(mac);
}

std::string body_with(const std::string& token) {
  return server::dump(Json{{"text", "那要多少钱"}, {"conversation", token}});
}

void check(const server::Response& response) {
  CHECK(response.status == 200 || (response.status >= 400 && response.status < 500));
  const Json json = Json::parse(response.body);
  if (response.status != 200) {
    CHECK(json.contains("title") && json.contains("detail"));
    return;
  }
  CHECK(json.contains("move"));
  CHECK(server::verify(json.at("conversation").get<std::string>(), kKey));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  switch (bytes[0] % 3) {
    case 0:
      check(ask(rest));
      break;
    case 1:
      check(ask(body_with(rest)));
      break;
    default:
      check(ask(body_with(signed_token(rest))));
  }
  return 0;
}
