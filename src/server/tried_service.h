// A service over a small pack, on 2026-11-23, whose every answer is held against openapi.json.
// Tests only.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assistant/dialogue/small_pack.h"
#include "server/description.h"
#include "server/service.h"

namespace zheli::server {

/// 2026-11-23, 10:00 in China.
constexpr Instant kTriedAt{std::chrono::seconds{1'795'399'200}};

class TriedService {
 public:
  /// `options` needs neither keys nor clocks.
  explicit TriedService(knowledge::Pack pack, ServiceOptions options = {})
      : pack_(std::make_shared<const knowledge::Pack>(std::move(pack))),
        assistant_(pack_, std::make_shared<const dialogue::Trained>(dialogue::train(*pack_, 2))),
        service_(assistant_, completed(std::move(options))) {}

  Response handle(const Request& request) {
    Response response = service_.handle(request);
    EXPECT_EQ(description_.faults(request, response), Description::Faults{}) << response.body;
    return response;
  }
  Response get(const std::string& path, std::map<std::string, std::string> query = {}) {
    return handle({"GET", path, std::move(query)});
  }
  Response post(const std::string& body, const std::string& path = "/api/v1/ask") {
    return handle({"POST", path, {}, body});
  }

  static TokenKeys keys() { return {TokenKey{0x11}}; }

  Service& service() { return service_; }
  const Description& description() const { return description_; }

  /// What was kept of feedback, a line each.
  const std::vector<std::string>& kept() const { return *kept_; }

  /// Lets time pass.
  void wait(std::chrono::seconds length) { *now_ += length; }

 private:
  ServiceOptions completed(ServiceOptions options) {
    options.keys = keys();
    options.today = [] { return core::parse_date("2026-11-23").value(); };
    options.now = [now = now_] { return *now; };
    options.keep_feedback = [kept = kept_](const std::string& line) { kept->push_back(line); };
    return options;
  }

  std::shared_ptr<Instant> now_ = std::make_shared<Instant>(kTriedAt);
  std::shared_ptr<std::vector<std::string>> kept_ = std::make_shared<std::vector<std::string>>();
  std::shared_ptr<const knowledge::Pack> pack_;
  dialogue::Assistant assistant_;
  Service service_;
  Description description_;
};

}  // namespace zheli::server
