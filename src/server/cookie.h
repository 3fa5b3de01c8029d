// The cookie that carries a session, and whether a request may change anything: it must come from a
// page of ours. Browsers say so themselves (Sec-Fetch-Site, Origin); a request that says neither is
// taken for none of ours. Tested by cookie_test.cc and tests/fuzz/cookie_fuzz.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http.h"

namespace zheli::server {

/// The value of a cookie in a header "a=1; b=2" (RFC 6265 §4.2); nothing where it stands there
/// twice, for then nobody knows whose it is.
std::optional<std::string> cookie(std::string_view header, std::string_view name);

/// Of a session at `origin`, "https://zheli.example.com": with the prefix __Host- and Secure behind
/// TLS, so that no other host and no open line can set or see it.
std::string session_cookie_name(std::string_view origin);
/// The value of Set-Cookie; an empty token takes the cookie back.
std::string session_cookie(std::string_view origin, std::string_view token);

/// Whether a request that changes something comes from a page of `origin`.
bool is_from_our_page(const Request& request, std::string_view origin);

/// Where the browser is: the peer, or what the reverse proxy beside us says where it ends TLS.
std::string browser_address(const Request& request, std::string_view origin);

}  // namespace zheli::server
