#include "server/network.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

#include "server/raw_client.h"

namespace zheli::server {
namespace {

using std::chrono::milliseconds;

/// A network whose handler says what it was asked. "/later" is answered from another thread,
/// "/kept" when release() is called.
class Tried {
 public:
  explicit Tried(NetworkOptions options = {}) : network_(on_any_port(options)) {
    loop_ = std::thread([this] {
      network_.run([this](Request request, Answer answer) { take(request, std::move(answer)); },
                   [this](bool heard) { heard ? ++heard_ : ++unheard_; });
      ended_ = true;
    });
  }
  ~Tried() {
    release();
    network_.stop();
    join();
  }

  RawClient client() const { return RawClient(network_.port()); }
  void release() {
    const std::lock_guard lock(mutex_);
    for (const Answer& one : kept_) one(said("kept"));
    kept_.clear();
  }
  std::size_t kept() {
    const std::lock_guard lock(mutex_);
    return kept_.size();
  }
  void wait_for_kept(std::size_t count) {
    while (kept() < count) std::this_thread::sleep_for(milliseconds(1));
  }
  void stop() { network_.stop(); }
  void join() {
    if (loop_.joinable()) loop_.join();
    for (std::thread& one : others_) {
      if (one.joinable()) one.join();
    }
  }
  bool ended() const { return ended_; }
  int heard() const { return heard_; }
  int unheard() const { return unheard_; }

 private:
  static NetworkOptions on_any_port(NetworkOptions options) {
    options.port = 0;
    return options;
  }
  static Response said(const std::string& what) { return {200, "text/plain", what}; }

  void take(const Request& request, Answer answer) {
    if (request.path == "/throw") throw std::runtime_error("as asked");
    if (request.path == "/later") {
      others_.emplace_back([answer = std::move(answer)] { answer(said("later")); });
      return;
    }
    if (request.path == "/kept") {
      const std::lock_guard lock(mutex_);
      kept_.push_back(std::move(answer));
      return;
    }
    if (request.path == "/peer") return answer(said(request.peer));
    if (request.path == "/huge") return answer(said(std::string(32 << 20, 'x')));
    std::string what = request.method + " " + request.path;
    for (const auto& [name, value] : request.query) what += " " + name + "=" + value;
    if (!request.body.empty()) what += " " + request.body;
    answer(said(what));
  }

  Network network_;
  std::mutex mutex_;
  std::list<Answer> kept_;
  std::list<std::thread> others_;
  std::atomic<bool> ended_{false};
  std::atomic<int> heard_{0}, unheard_{0};
  std::thread loop_;
};

TEST(Network, AnswersOnOneConnection) {
  Tried tried;
  RawClient client = tried.client();
  const RawAnswer answer = client.ask(get("/a%20b?c=1"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 200 OK\r\n")) << answer.head;
  EXPECT_EQ(answer.body, "GET /a b c=1");
  EXPECT_TRUE(answer.header("Date").ends_with(" GMT")) << answer.head;
  EXPECT_EQ(answer.header("Content-Type"), "text/plain");
  EXPECT_EQ(client.ask(post("/p", "body")).body, "POST /p body");
  EXPECT_EQ(client
                .ask("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                .body,
            "POST /c abcde");
  EXPECT_EQ(client.ask("GET http://x/abs?q HTTP/1.1\r\nHost: x\r\n\r\n").body, "GET /abs q=");
}

TEST(Network, SaysWhoAsks) {
  Tried tried;
  EXPECT_EQ(tried.client().ask(get("/peer")).body, "127.0.0.1");
}

TEST(Network, AnswersFromOtherThreads) {
  Tried tried;
  RawClient client = tried.client();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.ask(get("/later")).body, "later");
  EXPECT_EQ(client.ask(get("/throw")).status, 500);
  EXPECT_EQ(client.ask(get("/a")).status, 200) << "a fault of one request is none of the next";
}

/// HEAD says what GET would, and sends nothing of it.
TEST(Network, TellsTheLengthToHead) {
  Tried tried;
  RawClient client = tried.client();
  client.send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.answer(true).header("Content-Length"), "9");
  EXPECT_EQ(client.ask(get("/next")).body, "GET /next");
}

TEST(Network, AnswersWhatIsPipelinedInOrder) {
  Tried tried;
  RawClient client = tried.client();
  std::string all;
  for (int i = 0; i < 500; ++i) {
    all += i % 3 == 0 ? get("/later") : post("/" + std::to_string(i), "x");
  }
  std::thread sender([&] { client.send(all); });
  for (int i = 0; i < 500; ++i) {
    const std::string wanted = i % 3 == 0 ? "later" : "POST /" + std::to_string(i) + " x";
    ASSERT_EQ(client.answer().body, wanted);
  }
  sender.join();
}

/// A request may come byte by byte.
TEST(Network, TakesItsTimeWithinTheLimit) {
  Tried tried;
  RawClient client = tried.client();
  for (const char c : post("/slow", "body")) client.send(std::string(1, c));
  EXPECT_EQ(client.answer().body, "POST /slow body");
}

/// What cannot be read is answered as documented, then the connection closes.
TEST(Network, RefusesWithTheDocumentedStatus) {
  Tried tried;
  const std::string host = "Host: x\r\n";
  const struct {
    const char* what;
    std::string bytes;
    int status;
  } rows[] = {
      {"no HTTP", "hello\r\n\r\n", 400},
      {"a TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\x00", 7) + "\r\n\r\n", 400},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"no path", "GET x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a blank before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"a bare line end in a name", "GET / HTTP/1.1\r\nHo\nst: x\r\n\r\n", 400},
      {"a length that is none", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
      {"two lengths",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"a length and chunks (smuggling)",
       "POST / HTTP/1.1\r\n" + host +
           "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"a coding besides (smuggling)",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nTransfer-Encoding: gzip\r\n\r\nab",
       400},
      {"two codings", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, gzip\r\n\r\n",
       400},
      {"a bad chunk", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
       400},
      {"a long body", post("/", std::string(kBodyMax + 1, 'x')), 413},
      {"a body far too long", post("/", std::string(3 << 20, 'x')), 413},
      {"a long body announced", "POST / HTTP/1.1\r\n" + host + "Content-Length: 999999999\r\n\r\n",
       413},
      {"a long body in chunks",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n5000\r\n" +
           std::string(0x5000, 'x') + "\r\n0\r\n\r\n",
       413},
      {"a long path", get("/" + std::string(9000, 'a')), 414},
      {"an endless path", "GET /" + std::string(100'000, 'a'), 414},
      {"large headers", "GET / HTTP/1.1\r\n" + host + "A: " + std::string(20'000, 'a') + "\r\n\r\n",
       431},
  };
  for (const auto& row : rows) {
    RawClient client = tried.client();
    client.send(row.bytes);
    const RawAnswer answer = client.answer();
    EXPECT_EQ(answer.status, row.status) << row.what;
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json") << row.what;
    EXPECT_EQ(answer.header("Connection"), "close") << row.what;
    client.hang_up();
    EXPECT_EQ(tried.client().ask(get("/a")).status, 200) << row.what;
  }
}

TEST(Network, TakesTheLargestBody) {
  Tried tried;
  const RawAnswer answer = tried.client().ask(post("/", std::string(kBodyMax, 'x')));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.size(), kBodyMax + std::string("POST / ").size());
}

TEST(Network, LeavesWhoeverAsksBeforeSending) {
  Tried tried;
  RawClient client = tried.client();
  client.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.answer().status, 100);
  EXPECT_EQ(client.ask("ab").body, "POST /e ab");
  const RawAnswer refused = tried.client().ask(
      "POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999\r\n\r\n");
  EXPECT_EQ(refused.status, 413);
}

TEST(Network, ClosesWhereTheClientWantsIt) {
  Tried tried;
  for (const char* request :
       {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"}) {
    RawClient client = tried.client();
    const RawAnswer answer = client.ask(request);
    EXPECT_EQ(answer.status, 200) << request;
    EXPECT_EQ(answer.header("Connection"), "close") << request;
    EXPECT_TRUE(client.is_closed()) << request;
  }
}

TEST(Network, EndsWhatTakesTooLong) {
  NetworkOptions options;
  options.idle_max = milliseconds(300);
  options.request_max = milliseconds(300);
  options.write_max = milliseconds(300);
  Tried tried(options);
  RawClient slow = tried.client();
  EXPECT_EQ(slow.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab").status, 408);
  EXPECT_TRUE(slow.is_closed());
  EXPECT_TRUE(tried.client().is_closed()) << "who says nothing is let go without a word";
  RawClient deaf = tried.client();
  deaf.send(get("/huge"));
  std::this_thread::sleep_for(milliseconds(700));
  EXPECT_EQ(deaf.answer().status, 0) << "who does not take the answer is let go";
  EXPECT_EQ(tried.client().ask(get("/a")).status, 200);
}

/// The fault that made the server deaf for ever: more connections than it may have.
TEST(Network, HearsNewcomersThoughTheHouseIsFull) {
  NetworkOptions options;
  options.connections_max = 8;
  Tried tried(options);
  std::list<RawClient> idle;
  for (int i = 0; i < 40; ++i) {
    idle.push_back(tried.client());
    EXPECT_EQ(tried.client().ask(get("/a")).status, 200) << i;
  }
  idle.clear();
  EXPECT_EQ(tried.client().ask(get("/a")).status, 200);
}

/// Where all are in the midst of something newcomers wait, the knock goes unheard, and both pass.
TEST(Network, KnocksAtItsOwnDoor) {
  NetworkOptions options;
  options.connections_max = 4;
  options.knock_each = milliseconds(100);
  Tried tried(options);
  while (tried.heard() == 0) std::this_thread::sleep_for(milliseconds(5));
  EXPECT_EQ(tried.unheard(), 0);
  std::list<RawClient> busy;
  for (int i = 0; i < 4; ++i) {
    busy.push_back(tried.client());
    busy.back().send(get("/kept"));
  }
  tried.wait_for_kept(4);
  while (tried.unheard() == 0) std::this_thread::sleep_for(milliseconds(5));
  RawClient waits = tried.client();
  waits.send(get("/a"));
  tried.release();
  for (RawClient& one : busy) EXPECT_EQ(one.answer().body, "kept");
  EXPECT_EQ(waits.answer().status, 200);
  const int before = tried.heard();
  while (tried.heard() == before) std::this_thread::sleep_for(milliseconds(5));
}

/// What was sent before the end is answered, pipelined or waiting for another thread.
TEST(Network, AnswersWhatIsInFlightBeforeItEnds) {
  Tried tried;
  RawClient idle = tried.client();
  EXPECT_EQ(idle.ask(get("/a")).status, 200);
  RawClient client = tried.client();
  std::string all = get("/kept");
  for (int i = 0; i < 15; ++i) all += get("/" + std::to_string(i));
  client.send(all);
  tried.wait_for_kept(1);
  tried.stop();
  EXPECT_TRUE(idle.is_closed());
  EXPECT_FALSE(tried.ended());
  tried.release();
  EXPECT_EQ(client.answer().body, "kept");
  for (int i = 0; i < 15; ++i) {
    const RawAnswer answer = client.answer();
    EXPECT_EQ(answer.body, "GET /" + std::to_string(i));
    EXPECT_EQ(answer.header("Connection"), i == 14 ? "close" : "") << i;
  }
  client.hang_up();
  tried.join();
  EXPECT_TRUE(tried.ended());
}

TEST(Network, EndsThoughSomethingNeverEnds) {
  NetworkOptions options;
  options.drain_max = milliseconds(300);
  Tried tried(options);
  RawClient client = tried.client();
  client.send(get("/kept"));
  tried.wait_for_kept(1);
  tried.stop();
  tried.join();
  EXPECT_TRUE(tried.ended());
}

TEST(Network, EndsAtASignal) {
  for (const int one : {SIGTERM, SIGINT}) {
    Tried tried;
    EXPECT_EQ(tried.client().ask(get("/a")).status, 200);  // it runs, so it has the signal
    kill(getpid(), one);
    tried.join();
    EXPECT_TRUE(tried.ended());
  }
}

TEST(Network, SaysWhereItCannotListen) {
  Tried tried;
  NetworkOptions options;
  options.port = 0;
  Network first(options);
  options.port = first.port();
  EXPECT_THROW(
      {
        try {
          Network second(options);
        } catch (const std::runtime_error& failure) {
          EXPECT_NE(std::string(failure.what()).find("cannot listen at 127.0.0.1:"),
                    std::string::npos)
              << failure.what();
          throw;
        }
      },
      std::runtime_error);
  options.address = "no address";
  EXPECT_THROW(Network{options}, std::runtime_error);
}

TEST(Network, LeavesRoomForOtherFiles) {
  const std::size_t fit = connections_that_fit();
  EXPECT_GT(fit, 0u);
  EXPECT_LE(fit, 10'000u);
}

}  // namespace
}  // namespace zheli::server
