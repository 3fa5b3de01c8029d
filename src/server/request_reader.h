// Bytes as they come → one Request, or what to refuse it with. Only request_reader.cc knows
// Boost.Beast, which parses them.
//
//   RequestReader reader;
//   while (!reader.is_done()) {
//     unread.erase(0, reader.take(unread));         // more bytes are put behind what is left
//     if (auto refusal = reader.refusal()) …        // answer it and close
//   }
//   handle(reader.request());
//
// Refused are 400 what is no HTTP/1.1, or could mean two things (two lengths, a length and chunks);
// 413, 414 and 431 a body, an address or headers beyond their limits.
//
// Tested by network_test.cc.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "server/http.h"

namespace zheli::server {

/// The largest head of a request, its first line and its headers; and of the address in it.
constexpr std::size_t kHeadMax = 16 * 1024;    // bytes
constexpr std::size_t kAddressMax = 8 * 1024;  // bytes, with the query

class RequestReader {
 public:
  RequestReader();
  ~RequestReader();

  /// Reads on in `bytes`, which begin with those not taken the time before. Returns how many were
  /// taken; the rest wait for more, or belong to the next request. Not after is_done() or a
  /// refusal.
  std::size_t take(std::string_view bytes);

  bool is_done() const;
  /// Why this is no request that will be answered; nothing so far.
  const std::optional<Response>& refusal() const { return refusal_; }

  /// The client has sent the headers and waits for leave to send the rest.
  bool waits_for_leave() const;

  /// Once is_done(): whether the client may send another request on the connection, and whether it
  /// only asks if anybody is there (RFC 9110, 9.3.7: "OPTIONS *").
  bool wants_more() const;
  bool is_knock() const;
  bool is_head() const;

  /// The request; once.
  Request request();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
  std::optional<Response> refusal_;
};

}  // namespace zheli::server
