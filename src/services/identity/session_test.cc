#include "services/identity/session.h"

#include <gtest/gtest.h>

#include <array>

#include "core/base64.h"

namespace zheli::identity {
namespace {

using namespace std::chrono_literals;

constexpr Instant kBegun{1'796'000'000s};

TEST(Session, LivesAsLongAsItsZoneSays) {
  const struct {
    Zone zone;
    std::chrono::seconds seen, now;
    bool alive;
  } rows[] = {
      {Zone::officer, 0s, 30min - 1s, true},        {Zone::officer, 0s, 30min, false},
      {Zone::officer, 11h + 59min, 12h - 1s, true}, {Zone::officer, 11h + 59min, 12h, false},
      {Zone::citizen, 0s, 24h - 1s, true},          {Zone::citizen, 0s, 24h, false},
      {Zone::citizen, 719h, 720h - 1s, true},       {Zone::citizen, 719h, 720h, false},
  };
  for (const auto& [zone, seen, now, alive] : rows) {
    const Session session{zone, kBegun, kBegun + seen, {}};
    EXPECT_EQ(is_alive(session, kBegun + now), alive) << seen.count() << " " << now.count();
  }
}

TEST(Session, OneOfficersRoleMakesAnOfficersSession) {
  EXPECT_EQ(zone_of({Role::citizen}), Zone::citizen);
  EXPECT_EQ(zone_of({Role::citizen, Role::agent}), Zone::citizen);
  EXPECT_EQ(zone_of({Role::citizen, Role::admin}), Zone::officer);
  EXPECT_EQ(zone_of({Role::originator}), Zone::officer);
  EXPECT_EQ(zone_of({}), Zone::officer);
}

TEST(Session, ProofEndsAfterFiveMinutes) {
  Session session{Zone::officer, kBegun, kBegun, {}};
  EXPECT_FALSE(is_proven(session, kBegun));
  session.proven = kBegun;
  EXPECT_TRUE(is_proven(session, kBegun + 5min - 1s));
  EXPECT_FALSE(is_proven(session, kBegun + 5min));
}

TEST(Session, SeenIsWrittenOnceAMinute) {
  const Session session{Zone::officer, kBegun, kBegun, {}};
  EXPECT_FALSE(is_stale(session, kBegun + 59s));
  EXPECT_TRUE(is_stale(session, kBegun + 1min));
}

TEST(Session, TheStoreKnowsOnlyTheHash) {
  std::array<unsigned char, 32> chance;
  chance.fill(0xfb);
  const std::string token = write_token(chance);
  EXPECT_EQ(token.size(), 43u);
  const auto hash = hash_of(token);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->size(), 32u);
  EXPECT_EQ(token.find(*hash), token.npos);
  EXPECT_NE(*hash, *core::from_base64url(token));
  for (const std::string& bad : {std::string(), token.substr(1), token + "A", token + "=",
                                 token.substr(0, 42) + "+", std::string(43, ' ')}) {
    EXPECT_FALSE(hash_of(bad)) << bad;
  }
}

}  // namespace
}  // namespace zheli::identity
