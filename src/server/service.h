// Every route of docs/formats/api.md, as a function from a request to a response. It knows no
// socket: tests call it directly, server.cc calls it for the network. Safe to call from any number
// of threads.
//
// Tested by service_test.cc and the journeys in tests/journeys.
#pragma once

#include <functional>

#include "assistant/dialogue/assistant.h"
#include "server/ask_request.h"
#include "server/http.h"
#include "server/metrics.h"
#include "server/site.h"
#include "server/token.h"

namespace zheli::server {

class Service {
 public:
  /// `today` gives the civil date where the counter stands; replies are for that day unless a
  /// request names another. Borrows `assistant`.
  Service(const dialogue::Assistant& assistant, TokenKey key, Site site,
          std::function<core::Date()> today);

  /// Never throws for anything a client sends: what cannot be answered is a problem document.
  Response handle(const Request& request);

 private:
  Response route(const Request& request);
  Response ask(const Request& request);
  Response ask_page(const Request& request);
  template <typename Show>
  Response turn(const AskRequest& asked, Show show);
  Response items(const Request& request) const;
  Response item(const Request& request, const std::string& id) const;
  Response item_page(const Request& request, const std::string& id) const;
  Response pack_info() const;
  Response health() const;
  Response file(const Request& request) const;

  const dialogue::Assistant& assistant_;
  TokenKey key_;
  Site site_;
  std::function<core::Date()> today_;
  Metrics metrics_;
};

/// The bytes of /api/v1/openapi.json.
std::string_view openapi();

}  // namespace zheli::server
