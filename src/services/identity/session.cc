#include "services/identity/session.h"

#include <algorithm>

#include "core/base64.h"
#include "ledger/hash.h"

namespace zheli::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes kProofLife{5};
constexpr minutes kSeenEach{1};

struct Limits {
  std::chrono::seconds idle, whole;
};

Limits limits(Zone zone) {
  return zone == Zone::citizen ? Limits{hours(24), hours(30 * 24)} : Limits{minutes(30), hours(12)};
}

}  // namespace

Zone zone_of(const std::set<Role>& roles) {
  const bool is_citizen = !roles.empty() && std::ranges::all_of(roles, [](Role role) {
    return role == Role::citizen || role == Role::agent;
  });
  return is_citizen ? Zone::citizen : Zone::officer;
}

Instant ends(const Session& session) {
  const auto [idle, whole] = limits(session.zone);
  return std::min(session.seen + idle, session.begun + whole);
}

bool is_alive(const Session& session, Instant now) {
  return now < ends(session);
}

bool is_proven(const Session& session, Instant now) {
  return session.proven && now < *session.proven + kProofLife;
}

bool is_stale(const Session& session, Instant now) {
  return now >= session.seen + kSeenEach;
}

std::string write_token(Chance chance) {
  return core::base64url({reinterpret_cast<const char*>(chance.data()), chance.size()});
}

std::optional<std::string> hash_of(std::string_view token) {
  const std::optional<std::string> bytes = core::from_base64url(token);
  if (!bytes || bytes->size() != Chance::extent) return std::nullopt;
  return std::string(ledger::bytes_of(ledger::sha256(*bytes)));
}

}  // namespace zheli::identity
