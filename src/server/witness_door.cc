#include "server/witness_door.h"

#include <utility>

namespace zheli::server {
namespace {

constexpr std::string_view kAdd = "/add-checkpoint", kHealth = "/healthz", kEnd = "/checkpoint";
constexpr const char* kText = "text/plain; charset=utf-8";

Response said(int status, std::string why) {
  return {status, kText, std::move(why) + "\n"};
}

Response not_this_way(const char* methods) {
  Response response = said(405, "not this way");
  response.headers.emplace_back("Allow", methods);
  return response;
}

}  // namespace

WitnessDoor::WitnessDoor(WitnessDoorOptions options)
    : options_(std::move(options)), seen_(options_.seen) {}

Response WitnessDoor::handle(const Request& request) {
  if (request.path == kAdd)
    return request.method == "POST" ? add_checkpoint(request) : not_this_way("POST");
  const std::string& path = request.path;
  const bool is_newest = path.size() > kEnd.size() && path.ends_with(kEnd);
  if (path != kHealth && !is_newest) return said(404, "a witness has add-checkpoint alone");
  if (request.method != "GET" && request.method != "HEAD") return not_this_way("GET, HEAD");
  if (path == kHealth) return said(200, "ok");
  return newest(path.substr(1, path.size() - 1 - kEnd.size()));
}

Response WitnessDoor::add_checkpoint(const Request& request) {
  const std::string origin = ledger::origin_of(request.body).value_or("");
  const std::lock_guard held(mutex_);
  const auto found = seen_.find(origin);
  const ledger::Witnessed before = found == seen_.end() ? ledger::Witnessed{} : found->second;
  const ledger::WitnessAnswer answer =
      ledger::add_checkpoint(request.body, options_.logs, options_.key, before, options_.now());
  if (answer.keep) {
    options_.keep(origin, *answer.keep);
    seen_[origin] = *answer.keep;
  }
  return {answer.status, answer.content_type, answer.body};
}

Response WitnessDoor::newest(const std::string& hash) {
  const std::lock_guard held(mutex_);
  for (const auto& [origin, seen] : seen_)
    if (ledger::origin_hash(origin) == hash) return {200, kText, seen.note};
  return said(404, "no checkpoint of that log was cosigned");
}

}  // namespace zheli::server
