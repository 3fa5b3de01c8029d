// HTTP as plain values, so that every route can be called by a test without a socket.
// Tested by http_test.cc.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/json_text.h"

namespace zheli::server {

/// The largest body that is read; a larger one is refused with 413. 500 characters, all escaped,
/// and the longest conversation fit.
constexpr std::size_t kBodyMax = 16 * 1024;  // bytes

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;                             // "GET", "POST", "HEAD", … as it came
  std::string path;                               // decoded, without the query
  std::map<std::string, std::string> query = {};  // decoded
  std::string body = {};
  Headers headers = {};   // in the order they came
  std::string peer = {};  // the address at the other end of the connection

  /// The value of a header, its name in any case; empty where there is none.
  std::string_view header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  Headers headers = {};  // besides length and type
};

/// Takes the response to one request: exactly once, on any thread, then or later.
using Answer = std::function<void(Response)>;

/// What a request means. Called on the network's thread, so whatever takes long goes elsewhere.
using Handler = std::function<void(Request, Answer)>;

/// 200 with the object whose fields `write` puts.
template <typename Write>
Response json_response(Write write) {
  files::JsonText to;
  to.object([&] { write(to); });
  return {200, "application/json", std::move(to).take()};
}

/// An RFC 9457 problem document. Both texts are valid UTF-8.
Response problem(int status, std::string_view title, std::string_view detail);

/// What a status says for itself: "Not Found".
std::string_view reason(int status);

/// "a=1&b=%E4%BD%A0" → decoded pairs, of a query or of a form's body; a broken escape is kept as it
/// stands.
std::map<std::string, std::string> read_query(std::string_view text);

/// %XX decoded; '+' is a space only in a query.
std::string percent_decoded(std::string_view text, bool plus_is_space);

/// Without the blanks and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// The same letters, A to Z in either case.
bool same_word(std::string_view a, std::string_view b);

}  // namespace zheli::server
