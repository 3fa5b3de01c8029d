// A service over a small pack, on 2026-11-23, whose every answer is held against openapi.json.
// Tests only.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "assistant/dialogue/small_pack.h"
#include "server/description.h"
#include "server/service.h"

namespace zheli::server {

class TriedService {
 public:
  explicit TriedService(knowledge::Pack pack)
      : pack_(std::make_shared<const knowledge::Pack>(std::move(pack))),
        assistant_(pack_, std::make_shared<const dialogue::Trained>(dialogue::train(*pack_, 2))),
        service_(assistant_, key(), {}, [] { return core::parse_date("2026-11-23").value(); }) {}

  Response handle(const Request& request) {
    Response response = service_.handle(request);
    EXPECT_EQ(description_.faults(request, response), Description::Faults{}) << response.body;
    return response;
  }
  Response get(const std::string& path, std::map<std::string, std::string> query = {}) {
    return handle({"GET", path, std::move(query), "", false});
  }
  Response post(const std::string& body) {
    return handle({"POST", "/api/v1/ask", {}, body, false});
  }

  static TokenKey key() { return read_key(std::string(64, '1')).value(); }

  const Description& description() const { return description_; }

 private:
  std::shared_ptr<const knowledge::Pack> pack_;
  dialogue::Assistant assistant_;
  Service service_;
  Description description_;
};

}  // namespace zheli::server
