// Bytes → fewer bytes, in the codings that browsers take. Tested by compression_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace zheli::server {

/// quick   for what is made for one request: about 100 MB a second
/// thorough  for what is made once and sent often
enum class Effort { quick, thorough };

/// RFC 1952. Reuses its tables; safe on any thread.
std::string gzip(std::string_view bytes, Effort effort);

/// RFC 7932, always thorough: a fifth smaller than gzip, and far too slow for one request.
std::string brotli(std::string_view bytes);

/// Whether a header Accept-Encoding takes `coding`: named, and not with q=0.
bool takes(std::string_view accept_encoding, std::string_view coding);

}  // namespace zheli::server
