// The network: connections on one event loop, each a coroutine that reads a request, waits for its
// answer and writes it, so that thousands of phones keep their connections open on one thread. What
// a request means is the handler's business; what the handler leaves to other threads is answered
// from there.
//
// Every limit is answered, never a silent cut: 400 for what is no HTTP/1.1, 408 for a request that
// does not end in time, 413, 414 and 431 for one that is too large. Pipelined requests are answered
// in their order. A full house closes the connections that ask nothing; where all ask something,
// newcomers wait. Every few seconds the network knocks at its own door on a new connection.
//
// request_reader.h reads the bytes that Boost.Asio moves (docs/decisions/0004-http.md); only
// network.cc knows it. HTTP/1.1 alone: TLS and HTTP/2 are the reverse proxy's.
//
// Tested by network_test.cc with raw sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/http.h"

namespace zheli::server {

struct NetworkOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any that is free
  std::size_t connections_max = 1000;
  std::chrono::milliseconds idle_max{60'000};     // between two requests
  std::chrono::milliseconds request_max{10'000};  // from a request's first byte to its last
  std::chrono::milliseconds write_max{30'000};    // for a client to take its answer
  std::chrono::milliseconds drain_max{10'000};    // for what is in flight when it stops
  std::chrono::milliseconds knock_each{5'000};
};

/// Lets the process open as many files as the system allows, and says how many connections that
/// leaves: at most 10,000, and room for what else is open.
std::size_t connections_that_fit();

class Network {
 public:
  /// Listens; throws std::runtime_error where the address cannot be had.
  explicit Network(const NetworkOptions& options);
  /// No Answer may be given any more.
  ~Network();

  /// The port listened at.
  std::uint16_t port() const;

  /// Serves until stop(), SIGINT or SIGTERM, and then until what is in flight was answered, at most
  /// drain_max. A second signal ends it at once. `heard` is told on this thread, after each
  /// knock, whether one of the last three was answered. To be called once.
  void run(Handler handler, std::function<void(bool)> heard);

  /// From any thread.
  void stop();

 private:
  struct Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace zheli::server
