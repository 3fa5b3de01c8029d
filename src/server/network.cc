// How a connection lives:
//
//   idle ─ first byte ─▶ reading ─ last byte ─▶ answering ─▶ writing ─┬▶ idle (or the next request,
//    │                      └ limit or fault ─────────────────▶│      │  if its bytes are here)
//    └ time over, or the house is full: closed                        └▶ leaving ─▶ closed
//
// A connection that leaves says that nothing more comes, then takes what the client still sends for
// a moment: closed at once, the kernel would take the answer back from a client still sending.
//
// All of it runs on the thread that called run(). One tick looks at every connection's deadline,
// which is cheaper than a timer each.
#include "server/network.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <iterator>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "server/request_reader.h"

namespace zheli::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
template <typename T>
using Task = asio::awaitable<T>;

constexpr std::size_t kChunk = 4 * 1024;  // bytes read at a time
constexpr std::size_t kLeavingMax = 1 << 20;
constexpr std::chrono::milliseconds kLeaving{2'000};
constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::milliseconds kRetry{50};
constexpr std::chrono::milliseconds kKnock{2'000};
constexpr int kUnheard = 3;  // knocks in a row; one may be missed under load

struct Connection {
  enum class State { idle, reading, answering, writing, leaving };

  explicit Connection(tcp::socket of) : socket(std::move(of)), answered(socket.get_executor()) {
    answered.expires_at(asio::steady_timer::time_point::max());
  }

  void enter(State next, Clock::duration at_most) {
    state = next;
    late = false;
    until = Clock::now() + at_most;
  }

  /// Nobody loses anything where this one is closed.
  bool may_go() const {
    return state == State::leaving || (state == State::idle && !has_arrived());
  }

  /// Bytes wait in the kernel.
  bool has_arrived() const {
    error_code error;
    return socket.available(error) > 0;
  }

  void close() {
    error_code error;
    socket.close(error);
  }

  tcp::socket socket;
  State state = State::idle;
  Clock::time_point until = Clock::time_point::max();  // of state
  bool late = false;                                   // its time was over while it read
  std::string unread;                                  // bytes beyond the last request
  std::optional<Response> response;
  asio::steady_timer answered;  // cancelled when the response is here
};

std::string head_of(const Response& response, std::string_view date, bool keep) {
  std::string head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason(response.status), date);
  const auto add = [&](std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
  };
  if (!response.content_type.empty()) add("Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) add(name, value);
  if (response.status != 204 && response.status != 304) {
    add("Content-Length", fmt::format_int(response.body.size()).c_str());
  }
  if (!keep) add("Connection", "close");
  head += "\r\n";
  return head;
}

/// Where one's own door is knocked at.
tcp::endpoint door_of(const tcp::acceptor& acceptor) {
  tcp::endpoint door = acceptor.local_endpoint();
  if (!door.address().is_unspecified()) return door;
  if (door.address().is_v6()) return {asio::ip::address_v6::loopback(), door.port()};
  return {asio::ip::address_v4::loopback(), door.port()};
}

}  // namespace

struct Network::Loop {
  explicit Loop(const NetworkOptions& with) : options(with) {}

  void listen();
  void start();
  void drain();
  void sweep();

  Task<void> accept();
  Task<void> knock();
  Task<void> tick();
  Task<void> talk(std::shared_ptr<Connection> with);
  Task<bool> serve_one(std::shared_ptr<Connection> with);
  Task<std::optional<Response>> read(Connection& from, RequestReader& reader);
  Task<Response> ask_handler(std::shared_ptr<Connection> with, Request request);
  Task<bool> write(Connection& to, const Response& response, bool head_only, bool keep);
  Task<void> write_bytes(Connection& to, std::string_view bytes);
  Task<bool> knock_once(tcp::socket& out);
  Task<void> leave(Connection& from);
  Task<void> pause(std::chrono::milliseconds length);
  bool make_room();

  const NetworkOptions options;
  Handler handler;
  std::function<void(bool)> heard;
  std::set<Connection*> open;  // outlives the coroutines, which the io_context ends
  std::string date;            // of now, for the header
  bool draining = false;
  Clock::time_point drained_until;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  std::uint16_t port = 0;  // the one listened at
  asio::signal_set signals{io};
  tcp::socket knocking{io};
  Clock::time_point knocked_until = Clock::time_point::max();
};

void Network::Loop::listen() {
  const tcp::endpoint at(asio::ip::make_address(options.address), options.port);
  acceptor.open(at.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(at);
  acceptor.listen(asio::socket_base::max_listen_connections);
  acceptor.non_blocking(true);
  port = acceptor.local_endpoint().port();
}

void Network::Loop::start() {
  sweep();
  asio::co_spawn(io, tick(), asio::detached);
  asio::co_spawn(io, accept(), asio::detached);
  asio::co_spawn(io, knock(), asio::detached);
  signals.add(SIGINT);
  signals.add(SIGTERM);
  signals.async_wait([this](error_code error, int) {
    if (error) return;
    drain();
    signals.async_wait([this](error_code again, int) {
      if (!again) io.stop();
    });
  });
}

void Network::Loop::drain() {
  if (draining) return;
  draining = true;
  drained_until = Clock::now() + options.drain_max;
  error_code error;
  acceptor.close(error);
  for (Connection* one : open) {
    if (one->state == Connection::State::idle && one->may_go()) one->close();
  }
}

Task<void> Network::Loop::tick() {
  for (;;) {
    co_await pause(kTick);
    sweep();
  }
}

/// Closes what took too long, and ends the drain.
void Network::Loop::sweep() {
  const Clock::time_point now = Clock::now();
  date = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr)));
  for (Connection* one : open) {
    if (now < one->until) continue;
    one->late = true;
    error_code error;
    if (one->state == Connection::State::reading) {
      one->socket.cancel(error);
    } else {
      one->close();
    }
  }
  error_code error;
  if (now >= knocked_until) knocking.close(error);
  if (draining && (open.empty() || now >= drained_until)) io.stop();
}

Task<void> Network::Loop::pause(std::chrono::milliseconds length) {
  asio::steady_timer timer(io, length);
  error_code error;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

/// False where every connection is in the midst of something.
bool Network::Loop::make_room() {
  std::size_t count = 0;
  Connection* oldest = nullptr;
  for (Connection* one : open) {
    if (!one->socket.is_open()) continue;
    ++count;
    if (oldest != nullptr && one->until >= oldest->until) continue;
    if (one->may_go()) oldest = one;
  }
  if (count < options.connections_max) return true;
  if (oldest == nullptr) return false;
  oldest->close();
  return true;
}

/// Takes all that wait at once: one a round of the loop would keep newcomers behind everybody else.
Task<void> Network::Loop::accept() {
  while (!draining) {
    if (open.size() >= options.connections_max && !make_room()) {
      co_await pause(kRetry);
      continue;
    }
    error_code error;
    tcp::socket socket = acceptor.accept(error);
    if (!error) {
      socket.set_option(tcp::no_delay(true), error);
      auto with = std::make_shared<Connection>(std::move(socket));
      open.insert(with.get());
      asio::co_spawn(io, talk(std::move(with)), asio::detached);
    } else if (error == asio::error::would_block) {
      co_await acceptor.async_wait(tcp::acceptor::wait_read,
                                   asio::redirect_error(asio::use_awaitable, error));
    } else {  // out of descriptors, or the client has gone already: both pass
      co_await pause(kRetry);
    }
  }
}

Task<void> Network::Loop::talk(std::shared_ptr<Connection> with) {
  try {
    while (co_await serve_one(with)) {
    }
    co_await leave(*with);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: a connection failed: {}\n", failure.what());
  }
  with->close();
  open.erase(with.get());
}

/// True where the connection stays for another request.
Task<bool> Network::Loop::serve_one(std::shared_ptr<Connection> with) {
  RequestReader reader;
  const std::optional<Response> refusal = co_await read(*with, reader);
  if (refusal) co_await write(*with, *refusal, false, false);
  if (refusal || !reader.is_done()) co_return false;
  Response response{204, {}, {}};
  const bool head_only = reader.is_head();
  if (!reader.is_knock()) response = co_await ask_handler(with, reader.request());
  const bool keep =
      reader.wants_more() && (!draining || !with->unread.empty() || with->has_arrived());
  if (!co_await write(*with, response, head_only, keep)) co_return false;
  co_return keep;
}

/// Returns why the request is refused; nothing where it was read to its end, or the client left
/// before.
Task<std::optional<Response>> Network::Loop::read(Connection& from, RequestReader& reader) {
  bool has_leave = false;
  from.enter(Connection::State::idle, options.idle_max);
  for (;;) {
    if (!from.unread.empty()) {
      if (from.state == Connection::State::idle) {
        from.enter(Connection::State::reading, options.request_max);
      }
      from.unread.erase(0, reader.take(from.unread));
      if (reader.refusal() || reader.is_done()) co_return reader.refusal();
    }
    if (reader.waits_for_leave() && !std::exchange(has_leave, true)) {
      co_await write_bytes(from, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    const bool is_idle = from.state == Connection::State::idle;
    if (draining && is_idle && !from.has_arrived()) co_return std::nullopt;
    const std::size_t had = from.unread.size();
    from.unread.resize(had + kChunk);
    error_code error;
    const std::size_t got =
        co_await from.socket.async_read_some(asio::buffer(from.unread.data() + had, kChunk),
                                             asio::redirect_error(asio::use_awaitable, error));
    from.unread.resize(had + got);
    if (!error) continue;
    if (!from.late || !from.socket.is_open()) co_return std::nullopt;
    co_return problem(408, "Too slow", "the request did not end in time");
  }
}

Task<Response> Network::Loop::ask_handler(std::shared_ptr<Connection> with, Request request) {
  error_code unknown;
  const tcp::endpoint peer = with->socket.remote_endpoint(unknown);
  if (!unknown) request.peer = peer.address().to_string();
  with->enter(Connection::State::answering, std::chrono::hours(1));
  with->response.reset();
  try {
    handler(std::move(request), [this, with](Response response) {
      asio::dispatch(io, [with, response = std::move(response)]() mutable {
        with->response = std::move(response);
        with->answered.cancel();
      });
    });
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: a request failed: {}\n", failure.what());
    co_return problem(500, "Internal error", "the request could not be answered");
  }
  error_code error;
  while (!with->response) {
    co_await with->answered.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
  co_return *std::move(with->response);
}

Task<bool> Network::Loop::write(Connection& to, const Response& response, bool head_only,
                                bool keep) {
  to.enter(Connection::State::writing, options.write_max);
  const std::string head = head_of(response, date, keep);
  const std::string_view body = head_only ? std::string_view() : std::string_view(response.body);
  const std::array<asio::const_buffer, 2> both = {asio::buffer(head), asio::buffer(body)};
  error_code error;
  co_await asio::async_write(to.socket, both, asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

Task<void> Network::Loop::write_bytes(Connection& to, std::string_view bytes) {
  error_code error;
  co_await asio::async_write(to.socket, asio::buffer(bytes),
                             asio::redirect_error(asio::use_awaitable, error));
}

Task<void> Network::Loop::leave(Connection& from) {
  from.enter(Connection::State::leaving, kLeaving);
  error_code error;
  from.socket.shutdown(tcp::socket::shutdown_send, error);
  from.unread.resize(kChunk);
  for (std::size_t taken = 0; !error && taken < kLeavingMax;) {
    taken += co_await from.socket.async_read_some(asio::buffer(from.unread),
                                                  asio::redirect_error(asio::use_awaitable, error));
  }
}

Task<void> Network::Loop::knock() {
  for (int missed = 0; !draining;) {
    co_await pause(options.knock_each);
    if (draining) co_return;
    knocked_until = Clock::now() + std::min(kKnock, options.knock_each);
    const bool answered = co_await knock_once(knocking);
    knocked_until = Clock::time_point::max();
    error_code error;
    knocking.close(error);
    missed = answered ? 0 : missed + 1;
    if (!draining) heard(missed < kUnheard);
  }
}

Task<bool> Network::Loop::knock_once(tcp::socket& out) {
  error_code error;
  co_await out.async_connect(door_of(acceptor), asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return false;
  const std::string_view knock = "OPTIONS * HTTP/1.1\r\nHost: self\r\nConnection: close\r\n\r\n";
  co_await asio::async_write(out, asio::buffer(knock),
                             asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return false;
  std::array<char, 64> begins{};
  co_await out.async_read_some(asio::buffer(begins),
                               asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

std::size_t connections_that_fit() {
  constexpr std::size_t kMost = 10'000;
  constexpr std::size_t kElse = 24;  // files, the listening socket, the knock, what is being closed
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return kElse;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const std::size_t limit = std::min<std::size_t>(files.rlim_cur, kMost + kElse);
  return std::max<std::size_t>(limit, kElse + 1) - kElse;
}

Network::Network(const NetworkOptions& options) : loop_(std::make_unique<Loop>(options)) {
  try {
    loop_->listen();
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error(fmt::format("cannot listen at {}:{}: {}", options.address,
                                         options.port, failure.code().message()));
  }
}

Network::~Network() = default;

std::uint16_t Network::port() const {
  return loop_->port;
}

void Network::run(Handler handler, std::function<void(bool)> heard) {
  loop_->handler = std::move(handler);
  loop_->heard = std::move(heard);
  loop_->start();
  loop_->io.run();
}

void Network::stop() {
  asio::post(loop_->io, [loop = loop_.get()] { loop->drain(); });
}

}  // namespace zheli::server
