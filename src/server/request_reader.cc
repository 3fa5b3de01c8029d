#include "server/request_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>

namespace zheli::server {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using Text = boost::beast::string_view;

std::string to_string(Text text) {
  return {text.data(), text.size()};
}

}  // namespace

/// Beast says what it finds by calling these.
class RequestReader::Parser final : public http::basic_parser<true> {
 public:
  Parser() {
    header_limit(kHeadMax);
    body_limit(kBodyMax);
    eager(true);
  }

  Request request;
  std::string address;  // empty: the first line has not been read
  int version = 0;

 private:
  void on_request_impl(http::verb, Text method, Text target, int of_version, error_code&) override {
    request.method = to_string(method);
    address = to_string(target);
    version = of_version;
  }
  void on_response_impl(int, Text, int, error_code&) override {}
  void on_field_impl(http::field, Text name, Text value, error_code&) override {
    request.headers.emplace_back(to_string(name), to_string(value));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text bytes, error_code&) override {
    request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, error_code& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(error_code&) override {}
};

namespace {

Response long_address() {
  return problem(414, "Too long", fmt::format("an address has at most {} bytes", kAddressMax));
}

Response no_http(std::string_view why) {
  return problem(400, "Not HTTP", why);
}

constexpr std::string_view kAbsolute = "http://";

/// Whose end nobody can be sure of, so that it may hide another request (RFC 9112, 6.1).
bool has_unknown_coding(const Request& request) {
  const std::string_view coding = request.header("Transfer-Encoding");
  return !coding.empty() && !same_word(coding, "chunked");
}

}  // namespace

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::take(std::string_view bytes) {
  error_code error;
  const std::size_t taken = parser_->put({bytes.data(), bytes.size()}, error);
  const std::string& address = parser_->address;
  if (error == http::error::body_limit) {
    refusal_ = problem(413, "Too large", fmt::format("a body has at most {} bytes", kBodyMax));
  } else if (error == http::error::header_limit) {
    refusal_ = address.empty() ? long_address() : problem(431, "Too large", "too many headers");
  } else if (error && error != http::error::need_more) {
    refusal_ = no_http("the request is not HTTP/1.1: " + error.message());
  } else if (parser_->is_header_done() && has_unknown_coding(parser_->request)) {
    refusal_ = no_http("a body comes with a length or in chunks; no other coding is known");
  } else if (!parser_->is_done()) {
    return taken;
  } else if (address.size() > kAddressMax) {
    refusal_ = long_address();
  } else if (parser_->version == 11 && parser_->request.header("Host").empty()) {
    refusal_ = no_http("a request of HTTP/1.1 needs the header \"Host\"");
  } else if (!is_knock() && !address.starts_with('/') && !address.starts_with(kAbsolute)) {
    refusal_ = no_http("an address begins with /");
  }
  return taken;
}

bool RequestReader::is_done() const {
  return parser_->is_done();
}

bool RequestReader::waits_for_leave() const {
  return parser_->is_header_done() && !parser_->is_done() &&
         same_word(parser_->request.header("Expect"), "100-continue");
}

bool RequestReader::wants_more() const {
  return parser_->version == 11 && parser_->keep_alive();
}

bool RequestReader::is_knock() const {
  return parser_->request.method == "OPTIONS" && parser_->address == "*";
}

bool RequestReader::is_head() const {
  return parser_->request.method == "HEAD";
}

Request RequestReader::request() {
  std::string_view rest = parser_->address;
  if (rest.starts_with(kAbsolute)) {
    rest.remove_prefix(std::min(rest.find('/', kAbsolute.size()), rest.size()));
  }
  Request request = std::move(parser_->request);
  const std::size_t end = std::min(rest.find('?'), rest.size());
  request.path = end == 0 ? "/" : percent_decoded(rest.substr(0, end), false);
  if (end < rest.size()) request.query = read_query(rest.substr(end + 1));
  return request;
}

}  // namespace zheli::server
