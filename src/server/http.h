// HTTP as plain values, so that every route can be called by a test without a socket.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zheli::server {

/// The largest body that is read; a larger one is refused with 413.
constexpr std::size_t kBodyMax = 64 * 1024;  // bytes

struct Request {
  std::string method;                        // "GET", "POST", "HEAD"
  std::string path;                          // decoded, without the query
  std::map<std::string, std::string> query;  // decoded
  std::string body;
  bool accepts_gzip = false;
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides length and type
};

/// An RFC 9457 problem document. Both texts are valid UTF-8.
Response problem(int status, const std::string& title, const std::string& detail);

/// "a=1&b=%E4%BD%A0" → decoded pairs; a broken escape is kept as it stands.
std::map<std::string, std::string> read_query(std::string_view text);

/// %XX decoded; '+' is a space only in a query.
std::string percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace zheli::server
