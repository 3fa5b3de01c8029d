#include "server/witness_door.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "ledger/small_log.h"

namespace zheli::server {
namespace {

using namespace ledger;

/// A door of one log, and what it kept, in order.
struct Watched {
  SmallLog log{};
  std::vector<Witnessed> kept{};
  bool is_full = false;
  WitnessDoor door = open();

  WitnessDoor open(std::map<std::string, Witnessed> seen = {}) {
    return WitnessDoor({.logs = {kLog.verifier(), kLogSm2.verifier()},
                        .key = kPolice,
                        .seen = std::move(seen),
                        .keep =
                            [this](const std::string& origin, const Witnessed& now) {
                              EXPECT_EQ(origin, kOrigin);
                              if (is_full) throw std::runtime_error("no room");
                              kept.push_back(now);
                            },
                        .now = [] { return kNow; }});
  }

  /// What the log asks, of which `old` leaves were cosigned.
  std::string request(std::uint64_t old) const {
    Tiles tiles(log.edge.size(), log.fetch());
    return to_string(AddCheckpoint{old, tiles.consistency(old).take(), log.note()});
  }

  Response post(const std::string& body) {
    return door.handle({"POST", "/add-checkpoint", {}, body});
  }
  Response get(const std::string& path) { return door.handle({"GET", path}); }
};

const std::string kNewest =
    "/265ed6d78c5e9841226401b5f081352cd81c77f61376f9cf627988a06c15f6a3/checkpoint";

TEST(WitnessDoor, KeepsThenCosigns) {
  Watched watched;
  EXPECT_EQ(watched.get(kNewest).status, 404);
  watched.log.grow(3);
  const Response answer = watched.post(watched.request(0));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(ledger::open(watched.log.note() + answer.body, policy("police")));
  ASSERT_EQ(watched.kept.size(), 1u);
  EXPECT_EQ(watched.get(kNewest).body, watched.kept[0].note);
  EXPECT_TRUE(ledger::open(watched.kept[0].note, policy("police")));
}

TEST(WitnessDoor, GoesOnFromWhatWasKept) {
  Watched watched;
  watched.log.grow(300);
  watched.post(watched.request(0));
  watched.log.grow(5);
  WitnessDoor again = watched.open({{kOrigin, watched.kept[0]}});
  const auto status = [&](std::uint64_t old) {
    return again.handle({"POST", "/add-checkpoint", {}, watched.request(old)}).status;
  };
  EXPECT_EQ(status(0), 409);
  EXPECT_EQ(status(300), 200);
}

TEST(WitnessDoor, CosignsNothingThatItCannotKeep) {
  Watched watched;
  watched.log.grow(3);
  watched.is_full = true;
  EXPECT_THROW(watched.post(watched.request(0)), std::runtime_error);
  EXPECT_EQ(watched.get(kNewest).status, 404);
  watched.is_full = false;
  EXPECT_EQ(watched.post(watched.request(0)).status, 200);
}

TEST(WitnessDoor, AnswersEachRouteWithItsStatus) {
  Watched watched;
  watched.log.grow(3);
  const struct {
    const char* method;
    std::string path, body;
    int status;
    const char* type;
  } rows[] = {
      {"GET", "/add-checkpoint", "", 405, "text/plain; charset=utf-8"},
      {"POST", kNewest, "", 405, "text/plain; charset=utf-8"},
      {"GET", "/", "", 404, "text/plain; charset=utf-8"},
      {"GET", "/checkpoint", "", 404, "text/plain; charset=utf-8"},
      {"POST", "/add-checkpoint", "", 400, "text/plain; charset=utf-8"},
      {"POST", "/add-checkpoint", watched.request(0), 200, "text/plain; charset=utf-8"},
      {"POST", "/add-checkpoint", watched.request(0), 409, "text/x.tlog.size"},
      {"GET", kNewest, "", 200, "text/plain; charset=utf-8"},
      {"HEAD", kNewest, "", 200, "text/plain; charset=utf-8"},
      {"GET", "/healthz", "", 200, "text/plain; charset=utf-8"},
  };
  for (const auto& row : rows) {
    const Response response = watched.door.handle({row.method, row.path, {}, row.body});
    EXPECT_EQ(response.status, row.status) << row.method << " " << row.path << response.body;
    EXPECT_EQ(response.content_type, row.type) << row.method << " " << row.path;
  }
}

/// Eight threads race to have 1,000 checkpoints cosigned, each from what it saw last.
TEST(WitnessDoor, AThousandAtOnceNeverRollBack) {
  constexpr int kThreads = 8, kPosts = 125;
  Watched watched;
  std::vector<std::string> notes;  // of logs of 1, 2, … leaves
  for (int size = 1; size <= kThreads * kPosts; ++size) {
    watched.log.grow(1);
    notes.push_back(sign(watched.log.checkpoint(), std::vector{kLog}));
  }
  const auto request = [&](std::uint64_t old, std::uint64_t size) {
    Tiles tiles(size, watched.log.fetch());
    return to_string(AddCheckpoint{old, tiles.consistency(old).take(), notes[size - 1]});
  };
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::uint64_t old = 0;
      for (int i = 0; i < kPosts; ++i) {
        const std::uint64_t size = static_cast<std::uint64_t>(i * kThreads + t) + 1;
        const Response answer = watched.post(request(std::min(old, size), size));
        if (answer.status == 200) ++good, old = size;
        if (answer.status == 409)
          old = read_count(answer.body.substr(0, answer.body.size() - 1)).value();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(watched.kept.size(), static_cast<std::size_t>(good));
  EXPECT_GT(good, 1);
  for (std::size_t i = 1; i < watched.kept.size(); ++i)
    EXPECT_GE(watched.kept[i].head.size, watched.kept[i - 1].head.size);
  EXPECT_EQ(watched.get(kNewest).body, watched.kept.back().note);
}

}  // namespace
}  // namespace zheli::server
