// A client of plain bytes, so that tests send what no library would. Every wait ends after five
// seconds. Tests only.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace zheli::server {

/// An answer as it came; status 0 where none came.
struct RawAnswer {
  int status = 0;
  std::string head;
  std::string body;

  std::string header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval wait{5, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
  }
  ~RawClient() { hang_up(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), came_(std::move(other.came_)) {}

  void hang_up() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }

  /// False where the server takes no more.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next answer; one to HEAD has no body.
  RawAnswer answer(bool to_head = false) {
    std::size_t end = std::string::npos;
    while ((end = came_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return {};
    }
    RawAnswer one;
    one.head = came_.substr(0, end + 2);
    came_.erase(0, end + 4);
    std::from_chars(one.head.data() + 9, one.head.data() + 12, one.status);
    std::size_t size = 0;
    const std::string length = one.header("Content-Length");
    std::from_chars(length.data(), length.data() + length.size(), size);
    if (to_head) size = 0;
    while (came_.size() < size) {
      if (!more()) return {};
    }
    one.body = came_.substr(0, size);
    came_.erase(0, size);
    return one;
  }

  RawAnswer ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }

  /// Whether nothing more comes: the server closed the connection.
  bool is_closed() { return came_.empty() && recv_once() == 0; }

 private:
  ssize_t recv_once() {
    char bytes[16384];
    const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
    if (got > 0) came_.append(bytes, static_cast<std::size_t>(got));
    return got;
  }
  bool more() { return recv_once() > 0; }

  int socket_;
  std::string came_;
};

inline std::string get(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}
inline std::string post(const std::string& path, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace zheli::server
