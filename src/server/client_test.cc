#include "server/client.h"

#include <gtest/gtest.h>

#include <thread>

#include "server/network.h"

namespace zheli::server {
namespace {

using std::chrono::milliseconds;

/// A server that says what it was asked; "/never" gets no answer before the server ends.
class Echo {
 public:
  Echo() : network_(on_any_port()) {
    loop_ = std::thread([this] {
      network_.run([this](const Request& request, const Answer& answer) { take(request, answer); },
                   [](bool) {});
    });
  }
  ~Echo() {
    network_.stop();
    loop_.join();
  }

  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(network_.port()) + path;
  }

 private:
  static NetworkOptions on_any_port() {
    NetworkOptions options;
    options.port = 0;
    options.drain_max = milliseconds(100);
    return options;
  }

  void take(const Request& request, const Answer& answer) {
    if (request.path == "/never") {
      never_ = answer;
    } else if (request.path == "/elsewhere") {
      answer({308, "", "", {{"Location", "/"}}});
    } else {
      answer({200, "text/plain",
              request.method + " " + request.body + " " + std::string(request.header("X-Of"))});
    }
  }

  Network network_;
  Answer never_;
  std::thread loop_;
};

TEST(Call, BringsTheAnswer) {
  const Echo echo;
  const auto got = call({.url = echo.url("/")});
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got.value().status, 200);
  EXPECT_EQ(got.value().content_type, "text/plain");
  EXPECT_EQ(got.value().body, "GET  ");
  const auto sent = call(
      {.method = "POST", .url = echo.url("/"), .body = "a\nb", .headers = {{"X-Of", "house"}}});
  ASSERT_TRUE(sent) << sent.error().message;
  EXPECT_EQ(sent.value().body, "POST a\nb house");
  EXPECT_EQ(call({.url = echo.url("/elsewhere")}).value().status, 308);
}

TEST(Call, EndsWhereNoAnswerComes) {
  const Echo echo;
  EXPECT_FALSE(call({.url = "http://127.0.0.1:1/"}));
  EXPECT_FALSE(call({.url = "file:///etc/passwd"}));
  EXPECT_FALSE(call({.url = "no address"}));
  EXPECT_FALSE(call({.url = echo.url("/never"), .total_max = milliseconds(100)}));
  const auto large = call({.url = echo.url("/"), .answer_max = 3});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().message, "the answer is too large");
}

}  // namespace
}  // namespace zheli::server
