// HTTP asked of others: the only way by which the program goes out. Bounded in time and bytes;
// certificates are checked; a redirect is an answer like any other and not followed. From any
// thread. Tested by client_test.cc.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "core/result.h"
#include "server/http.h"

namespace zheli::server {

struct Call {
  std::string method = "GET";
  std::string url;  // http:// or https://
  std::string body = {};
  Headers headers = {};
  std::chrono::milliseconds connect_max{300};
  std::chrono::milliseconds total_max{2000};
  std::size_t answer_max = std::size_t{256} << 10;  // bytes of the answer's body
};

/// The answer with its status, type and body, whatever the status; an Error that says why where
/// none came: nobody there, too late, too large.
core::Result<Response> call(const Call& call);

}  // namespace zheli::server
