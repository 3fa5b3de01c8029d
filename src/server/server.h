// The program's server: a service, the network before it, and the threads that do its work.
//
//   network (one thread) ─┬ files, health: answered there
//                         ├ what asks the engine ─▶ workers' line ─▶ answered from their threads;
//                         └ the desk ─▶ a line of its own             503 with Retry-After where
//                         the
//                                                                     line is full
//
// Tested by server_test.cc and tests/cases/cli/serve.py.
#pragma once

#include <functional>

#include "server/network.h"
#include "server/service.h"
#include "server/witness_door.h"
#include "server/workers.h"

namespace zheli::server {

/// At most so many questions wait for a thread: a tenth of a second's work of two.
constexpr std::size_t kWaitingMax = 2000;

/// Serves with `threads` workers until SIGINT or SIGTERM, then answers what is in flight. `ready`
/// is called with the port once the address is had. Throws std::runtime_error if it cannot be had.
void serve(Service& service, const NetworkOptions& options, int threads,
           const std::function<void(std::uint16_t port)>& ready);

/// The same for a witness, whose one worker keeps and answers one request after the other.
void serve(WitnessDoor& door, const NetworkOptions& options,
           const std::function<void(std::uint16_t port)>& ready);

/// The desk's threads: two look at passwords, and two more go on meanwhile.
constexpr int kDeskThreads = 4;
constexpr std::size_t kDeskWaitingMax = 200;

/// How a request reaches the service: at once, or by way of its line's workers. All outlive the
/// handler.
Handler handler(Service& service, Workers& engine, Workers& desk);

}  // namespace zheli::server
