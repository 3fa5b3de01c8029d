// Every route of docs/formats/api.md, as a function from a request to a response. It knows no
// socket: tests call it directly, server.cc calls it for the network. Safe to call from any number
// of threads.
//
// Tested by service_test.cc, description_test.cc and the journeys in tests/journeys.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "assistant/dialogue/assistant.h"
#include "assistant/text/mask.h"
#include "server/ask_request.h"
#include "server/delivery.h"
#include "server/desk_door.h"
#include "server/http.h"
#include "server/metrics.h"
#include "server/page.h"
#include "server/site.h"
#include "server/token.h"

namespace zheli::server {

/// engine  asks the engine, or writes what the whole pack says
/// desk    waits for the disk, or looks at a password: it holds up no question
enum class Line { none, engine, desk };

struct ServiceOptions {
  TokenKeys keys;
  Site site;
  std::string base = "/";             // what every path begins with: "/" or "/zjhz/"
  std::string allowed_origin;         // whose pages may read the API besides ours, or empty
  std::function<core::Date()> today;  // the civil date where the counter stands
  std::function<Instant()> now;
  /// Keeps one line of JSON, for the teachers; throws where it cannot. None: nothing is kept.
  std::function<void(const std::string& line)> keep_feedback;
  /// Further figures for /metrics, in Prometheus' text format. None: no more.
  std::function<std::string()> more_metrics;
  DeskDoor* desk = nullptr;  // outlives the service; none: nobody signs in here
  /// Who answers the next turn: an assistant of the same pack, with more lessons. None: always the
  /// one that the service was made with.
  std::function<std::shared_ptr<const dialogue::Assistant>()> live;
};

class Service {
 public:
  /// Borrows `assistant`.
  Service(const dialogue::Assistant& assistant, ServiceOptions options);

  /// Never throws for anything a client sends: what cannot be answered is a problem document, or a
  /// page that says so.
  Response handle(const Request& request);

  /// Where a request waits whose handle() takes longer than the network may wait for.
  Line line_of(const Request& request) const;

  /// The answer where there is more work than can be done: come back in a second.
  Response busy(const Request& request);

  /// Whether the network hears new connections; /healthz says so.
  void set_heard(bool heard) { heard_ = heard; }

 private:
  struct Route;
  struct Refusal {
    int status;
    std::string_view title;
    std::string detail;
  };
  static const std::vector<Route>& routes();
  /// nullptr: nothing of ours lies there.
  const Route* route(const Request& request) const;
  std::optional<std::string> below_base(const Request& request) const;
  Response respond(const Request& request, const Route* route);
  std::optional<Response> refusal(const Request& request, const Route* route) const;
  Response refused(const Request& request, const Refusal& why) const;

  Response ask(const Request& request, const std::string& rest);
  Response feedback(const Request& request, const std::string& rest);
  Response items(const Request& request, const std::string& rest);
  Response item(const Request& request, const std::string& rest);
  Response places(const Request& request, const std::string& rest);
  Response pack_fields(const Request& request, const std::string& rest);
  Response description(const Request& request, const std::string& rest);
  Response health(const Request& request, const std::string& rest);
  Response metrics(const Request& request, const std::string& rest);
  Response ask_page(const Request& request, const std::string& rest);
  Response item_page(const Request& request, const std::string& rest);
  Response domain_page(const Request& request, const std::string& rest);
  Response desk(const Request& request, const std::string& rest);
  Response admin(const Request& request, const std::string& rest);
  Response file(const Request& request, const std::string& rest);
  Response home(const Request& request, const std::string& rest);

  template <typename Show>
  Response turn(const AskRequest& asked, Show show);

  const dialogue::Assistant& assistant_;
  const ServiceOptions options_;
  const Pages pages_;
  const Prepared home_, home_english_, description_;
  const std::optional<Prepared> admin_;  // none: it was not built, or there is no desk
  const text::Mask mask_;
  std::atomic<bool> heard_{true};
  Metrics metrics_;
};

/// The bytes of /api/v1/openapi.json.
std::string_view openapi();

}  // namespace zheli::server
