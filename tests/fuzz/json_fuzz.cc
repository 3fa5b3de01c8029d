// Any bytes as what a client sends to POST /api/v1/ask: every answer is 200 or a problem document
// of the 400s, never a crash, a 500 or another shape. The first byte says what the rest is:
//
//   0  the body
//   1  the conversation token, in a good body
//   2  the JSON inside a token that is sealed rightly, as an older release may have written it
//
//   build/fuzz/bin/json_fuzz -max_len=2000 -max_total_time=60
#include <sodium.h>

#include <cstdint>
#include <string>

#include "assistant/dialogue/small_pack.h"
#include "core/base64.h"
#include "core/check.h"
#include "files/json_text.h"
#include "files/json_tree.h"
#include "server/service.h"

namespace {

using namespace zheli;

const server::TokenKeys kKeys{server::TokenKey{}};
constexpr server::Instant kNow{std::chrono::seconds{1'795'399'200}};

server::Response ask(const std::string& body) {
  static const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
  static const dialogue::Assistant assistant(
      pack, std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1)));
  static server::Service service(assistant, [] {
    server::ServiceOptions options;
    options.keys = kKeys;
    options.today = [] { return dialogue::kDay; };
    options.now = [] { return kNow; };
    return options;
  }());
  return service.handle({.method = "POST", .path = "/api/v1/ask", .body = body});
}

std::string sealed(const std::string& json) {
  static const std::string kid =
      core::from_base64url(server::seal({}, kKeys, kNow)).value().substr(0, 4);
  const std::string nonce(crypto_secretbox_NONCEBYTES, '\0');
  std::string box(json.size() + crypto_secretbox_MACBYTES, '\0');
  const auto octets = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  crypto_secretbox_easy(reinterpret_cast<unsigned char*>(box.data()), octets(json), json.size(),
                        octets(nonce), kKeys.front().data());
  return core::base64url(kid + nonce + box);
}

std::string body_with(const std::string& token) {
  files::JsonText to;
  to.object([&] {
    to.field("text", "那要多少钱");
    to.field("conversation", token);
  });
  return std::move(to).take();
}

void check(const server::Response& response) {
  CHECK(response.status == 200 || (response.status >= 400 && response.status < 500));
  files::Findings findings("answer");
  const files::Json json = files::read_json(response.body, findings);
  CHECK(findings.problems().empty());
  if (response.status != 200) {
    CHECK(json.find("title") != nullptr && json.find("detail") != nullptr);
    return;
  }
  CHECK(json.find("move") != nullptr);
  CHECK(server::unseal(json.find("conversation")->text, kKeys, kNow));
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
      check(ask(body_with(sealed(rest))));
  }
  return 0;
}
