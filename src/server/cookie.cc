#include "server/cookie.h"

#include <fmt/format.h>

#include "server/http.h"

namespace zheli::server {
namespace {

bool is_https(std::string_view origin) {
  return origin.starts_with("https://");
}

}  // namespace

std::optional<std::string> cookie(std::string_view header, std::string_view name) {
  std::optional<std::string> found;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    const std::string_view pair = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos || pair.substr(0, equals) != name) continue;
    if (found) return std::nullopt;
    found = pair.substr(equals + 1);
  }
  return found;
}

std::string session_cookie_name(std::string_view origin) {
  return is_https(origin) ? "__Host-zheli" : "zheli";
}

std::string session_cookie(std::string_view origin, std::string_view token) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", session_cookie_name(origin),
                     token, is_https(origin) ? "; Secure" : "", token.empty() ? "; Max-Age=0" : "");
}

bool is_from_our_page(const Request& request, std::string_view origin) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin") return false;
  const std::string_view from = request.header("Origin");
  return from.empty() ? !site.empty() : from == origin;
}

std::string browser_address(const Request& request, std::string_view origin) {
  const bool is_proxied =
      is_https(origin) && (request.peer == "127.0.0.1" || request.peer == "::1");
  const std::string_view said = request.header("X-Forwarded-For");
  if (!is_proxied || said.empty()) return request.peer;
  return std::string(
      trimmed(said.substr(said.rfind(',') + 1)));  // the proxy's own word is the last
}

}  // namespace zheli::server
