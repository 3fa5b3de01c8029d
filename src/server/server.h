// The network: RESTinio over Asio, event-driven, so that thousands of phones keep their connections
// open on a few threads. Everything a request means is service.h's business.
#pragma once

#include <cstdint>
#include <string>

#include "server/service.h"

namespace zheli::server {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  int threads = 2;
};

/// Serves until SIGINT or SIGTERM. Throws std::exception if the address cannot be bound.
void serve(Service& service, const ServerOptions& options);

}  // namespace zheli::server
