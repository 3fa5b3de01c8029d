#include "server/delivery.h"

#include <sodium.h>

#include <utility>

#include "server/compression.h"

namespace zheli::server {
namespace {

constexpr std::size_t kWorthCompressing = 512;  // bytes: below, a packet is a packet

// Scripts and styles are files of ours, so none stands in a page; nothing may frame it or turn its
// forms elsewhere. img-src data: is the QR code of the slip.
constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
constexpr const char* kPermissions =
    "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)";  // the voice button

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("svg") != std::string_view::npos;
}

/// Whether the client says that it has `tag` (RFC 9110, 13.1.2).
bool has(const Request& request, std::string_view tag) {
  const std::string_view known = request.header("If-None-Match");
  return !known.empty() && (known == "*" || known.find(tag) != std::string_view::npos);
}

Response not_modified(std::string_view tag, std::string_view cache) {
  return {304, "", "", {{"ETag", std::string(tag)}, {"Cache-Control", std::string(cache)}}};
}

}  // namespace

std::string tag_of(std::string_view bytes) {
  unsigned char hash[crypto_generichash_BYTES_MIN];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  char hex[2 * sizeof hash + 1];
  return std::string("W/\"") + sodium_bin2hex(hex, sizeof hex, hash, sizeof hash) + "\"";
}

Prepared prepared(std::string type, std::string bytes, Twins twins) {
  Prepared one{std::move(type), std::move(bytes), {}, {}};
  one.tag = tag_of(one.bytes);
  if (!is_text(one.type)) return one;
  if (twins.gzip.empty()) twins.gzip = gzip(one.bytes, Effort::thorough);
  if (twins.brotli.empty()) twins.brotli = brotli(one.bytes);
  for (std::string* twin : {&twins.gzip, &twins.brotli}) {
    if (twin->size() >= one.bytes.size()) twin->clear();
  }
  one.twins = std::move(twins);
  return one;
}

Response delivered(const Request& request, const Prepared& one, std::string_view cache) {
  if (has(request, one.tag)) return not_modified(one.tag, cache);
  Response response{200, one.type, {}, {}};
  response.headers = {{"Cache-Control", std::string(cache)}, {"ETag", one.tag}};
  const std::string_view accepted = request.header("Accept-Encoding");
  const auto send = [&](const char* coding, const std::string& bytes) {
    response.headers.emplace_back("Content-Encoding", coding);
    response.body = bytes;
  };
  const auto& [gzip, brotli] = one.twins;
  if (!gzip.empty() || !brotli.empty()) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
  }
  if (!brotli.empty() && takes(accepted, "br")) {
    send("br", brotli);
  } else if (!gzip.empty() && takes(accepted, "gzip")) {
    send("gzip", gzip);
  } else {
    response.body = one.bytes;
  }
  return response;
}

Response delivered(const Request& request, Response response, std::string_view cache) {
  response.headers.emplace_back("Cache-Control", cache);
  if (response.status == 200 && cache != "no-store") {
    const std::string tag = tag_of(response.body);
    if (has(request, tag)) return not_modified(tag, cache);
    response.headers.emplace_back("ETag", tag);
  }
  if (response.body.size() < kWorthCompressing || !is_text(response.content_type)) return response;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!takes(request.header("Accept-Encoding"), "gzip")) return response;
  response.body = gzip(response.body, Effort::quick);
  response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

void add_guards(const Request& request, std::string_view allowed_origin, Response& response) {
  Headers& headers = response.headers;
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  if (response.content_type.starts_with("text/html")) {
    headers.emplace_back("Content-Security-Policy", kContentPolicy);
    headers.emplace_back("Permissions-Policy", kPermissions);
    headers.emplace_back("X-Frame-Options", "DENY");  // for browsers before frame-ancestors
  }
  if (allowed_origin.empty()) return;
  headers.emplace_back("Vary", "Origin");
  if (request.header("Origin") != allowed_origin) return;
  headers.emplace_back("Access-Control-Allow-Origin", allowed_origin);
}

Response preflight() {
  return {204,
          "",
          "",
          {{"Access-Control-Allow-Methods", "GET, HEAD, POST"},
           {"Access-Control-Allow-Headers", "Content-Type"},
           {"Access-Control-Max-Age", "86400"}}};
}

}  // namespace zheli::server
