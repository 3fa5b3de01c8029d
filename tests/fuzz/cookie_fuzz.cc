// Any bytes as a header Cookie: read, or not; what is found stands in the header, behind its name.
//
//   build/fuzz/bin/cookie_fuzz -max_len=4000 -max_total_time=60
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "server/cookie.h"

using namespace zheli::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto found = cookie(bytes, "zheli")) {
    CHECK(bytes.find("zheli=" + *found) != bytes.npos);
    CHECK(found->find(';') == found->npos);
  }
  Request request{"POST", "/"};
  request.headers = {{"Origin", std::string(bytes)}, {"X-Forwarded-For", std::string(bytes)}};
  request.peer = "127.0.0.1";
  CHECK(!is_from_our_page(request, "https://zheli.example") || bytes == "https://zheli.example");
  browser_address(request, "https://zheli.example");
  return 0;
}
