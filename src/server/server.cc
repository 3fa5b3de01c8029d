#include "server/server.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <utility>

namespace zheli::server {
namespace {

template <typename Door>
Response handled(Door& door, const Request& request) {
  try {
    return door.handle(request);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: a request failed: {}\n", failure.what());
    return problem(500, "Internal error", "the request could not be answered");
  }
}

}  // namespace

Handler handler(Service& service, Workers& engine, Workers& desk) {
  return [&service, &engine, &desk](Request request, Answer answer) {
    const Line line = service.line_of(request);
    if (line == Line::none) return answer(handled(service, request));
    Workers& workers = line == Line::engine ? engine : desk;
    const auto shared = std::make_shared<const Request>(std::move(request));
    const bool taken =
        workers.offer([&service, shared, answer] { answer(handled(service, *shared)); });
    if (!taken) answer(service.busy(*shared));
  };
}

void serve(Service& service, const NetworkOptions& options, int threads,
           const std::function<void(std::uint16_t port)>& ready) {
  Network network(options);  // goes last: a worker may still have an answer to give
  Workers engine(threads, kWaitingMax), desk(kDeskThreads, kDeskWaitingMax);
  ready(network.port());
  network.run(handler(service, engine, desk), [&service](bool heard) { service.set_heard(heard); });
}

void serve(WitnessDoor& door, const NetworkOptions& options,
           const std::function<void(std::uint16_t port)>& ready) {
  Network network(options);
  Workers workers(1, kWaitingMax);
  ready(network.port());
  const Handler handler = [&](Request request, const Answer& answer) {
    const auto shared = std::make_shared<const Request>(std::move(request));
    const bool taken = workers.offer([&door, shared, answer] { answer(handled(door, *shared)); });
    if (!taken) answer({503, "text/plain", "busy\n", {{"Retry-After", "1"}}});
  };
  network.run(handler, [](bool) {});
}

}  // namespace zheli::server
