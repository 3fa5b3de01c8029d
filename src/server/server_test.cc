#include "server/server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "server/raw_client.h"
#include "server/tried_service.h"

namespace zheli::server {
namespace {

/// The program's server over the small pack, with one worker that can be held up.
class TriedServer {
 public:
  explicit TriedServer(std::size_t waiting_max)
      : tried_(dialogue::taught_pack()), network_(on_any_port()), workers_(1, waiting_max) {
    loop_ = std::thread(
        [this] { network_.run(handler(tried_.service(), workers_, desk_), [](bool) {}); });
  }
  ~TriedServer() {
    network_.stop();
    loop_.join();
  }

  RawClient client() const { return RawClient(network_.port()); }
  Workers& workers() { return workers_; }
  Workers& desk() { return desk_; }

 private:
  static NetworkOptions on_any_port() {
    NetworkOptions options;
    options.port = 0;
    return options;
  }

  TriedService tried_;
  Network network_;
  Workers workers_, desk_{1, 1};
  std::thread loop_;
};

const std::string kAsk = post("/api/v1/ask", R"({"text":"身份证丢了"})");

TEST(Server, AnswersOverTheNetwork) {
  TriedServer server(100);
  RawClient client = server.client();
  EXPECT_EQ(client.ask(kAsk).status, 200);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  EXPECT_EQ(client.ask(get("/API")).header("Content-Type"), "application/problem+json");
  client.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string length = client.answer(true).header("Content-Length");
  EXPECT_EQ(length, std::to_string(client.ask(get("/healthz")).body.size()));
}

/// A full line is said so at once, and health does not stand in it.
TEST(Server, IsBusyRatherThanSlow) {
  TriedServer server(2);
  std::promise<void> begun, go_on;
  ASSERT_TRUE(server.workers().offer([&] {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(server.workers().offer([] {}));
  RawClient client = server.client();
  const RawAnswer refused = client.ask(kAsk);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_EQ(client.ask(get("/healthz")).status, 200);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  std::promise<void> emptied;
  go_on.set_value();
  while (!server.workers().offer([&] { emptied.set_value(); })) std::this_thread::yield();
  emptied.get_future().wait();
  EXPECT_EQ(client.ask(kAsk).status, 200);
}

/// Passwords that are looked at hold up no question.
TEST(Server, TheDeskWaitsInALineOfItsOwn) {
  TriedServer server(2);
  std::promise<void> begun, go_on;
  ASSERT_TRUE(server.desk().offer([&] {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  ASSERT_TRUE(server.desk().offer([] {}));
  RawClient client = server.client();
  EXPECT_EQ(client.ask(kAsk).status, 200);
  EXPECT_EQ(client.ask(get("/api/v1/desk/session")).status, 503);
  go_on.set_value();
}

}  // namespace
}  // namespace zheli::server
