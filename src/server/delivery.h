// What every answer gets on its way out, whichever route made it: the headers that keep a page to
// itself, a tag by which a client need not fetch the same bytes twice, compression, and leave for
// pages of another origin where the operator gave it.
//
// Tested by delivery_test.cc.
#pragma once

#include <string>

#include "server/http.h"

namespace zheli::server {

/// The same bytes in the codings of the web.
struct Twins {
  std::string gzip, brotli;
};

/// Bytes that are sent again and again, compressed once.
struct Prepared {
  std::string type;
  std::string bytes;
  Twins twins;      // empty where they are not smaller
  std::string tag;  // of bytes, for ETag
};

/// `twins` are taken as they are; one that is empty is made here.
Prepared prepared(std::string type, std::string bytes, Twins twins = {});

/// A tag that changes with the bytes. Weak: the same for every coding.
std::string tag_of(std::string_view bytes);

/// `one` in the best coding that the client takes; 304 where it has these bytes.
Response delivered(const Request& request, const Prepared& one, std::string_view cache);

/// An answer made for this request. What can be asked again (`cache` not "no-store") gets a tag;
/// texts that are long enough are compressed.
Response delivered(const Request& request, Response response, std::string_view cache);

/// Adds the headers that every answer carries, and, where the request comes from `allowed_origin`
/// (empty: none), those that let its pages read the answer.
void add_guards(const Request& request, std::string_view allowed_origin, Response& response);

/// The answer to the question that browsers ask before another origin's POST (RFC 9110, OPTIONS).
Response preflight();

}  // namespace zheli::server
