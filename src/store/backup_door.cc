#include "store/backup_door.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "store/connection.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDone = "done";
constexpr std::size_t kLineMax = 8192;
constexpr int kAskMs = 5000;  // for a line to come

/// A descriptor that is closed at the end.
struct Open {
  int number;
  explicit Open(int one) : number(one) {}
  ~Open() {
    if (number >= 0) ::close(number);
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
};

/// The address of a socket by way of its folder's descriptor: its own path may be longer than
/// the 107 bytes that a socket's name may have.
struct Address {
  sockaddr_un name{};
  Open folder;

  explicit Address(const fs::path& path)
      : folder(::open(path.has_parent_path() ? path.parent_path().c_str() : ".",
                      O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    const std::string text =
        "/proc/self/fd/" + std::to_string(folder.number) + "/" + path.filename().string();
    name.sun_family = AF_UNIX;
    if (text.size() < sizeof name.sun_path) text.copy(name.sun_path, text.size());
  }
  const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&name); }
};

/// Up to a newline; what came before the other side closed, or before it took too long.
std::string read_line(int socket, int wait_ms) {
  std::string line;
  char one = 0;
  while (line.size() < kLineMax) {
    pollfd ready{.fd = socket, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, wait_ms) <= 0 || ::recv(socket, &one, 1, 0) <= 0 || one == '\n') break;
    line += one;
  }
  return line;
}

void send_line(int socket, const std::string& line) {
  const std::string whole = line + "\n";
  (void)::send(socket, whole.data(), whole.size(), MSG_NOSIGNAL);  // whoever asked may be gone
}

std::string door_of(const std::string& database) {
  return database + ".door";
}

}  // namespace

BackupDoor::BackupDoor(const std::string& database, std::function<void(const fs::path&)> back_up)
    : path_(door_of(database)),
      back_up_(std::move(back_up)),
      socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const Address address{fs::path(path_)};
  ::unlink(path_.c_str());  // of a program that was killed
  const bool listens = socket_ >= 0 && ::pipe2(end_, O_CLOEXEC) == 0 &&
                       ::bind(socket_, address.raw(), sizeof address.name) == 0 &&
                       ::chmod(path_.c_str(), 0600) == 0 && ::listen(socket_, 4) == 0;
  if (!listens) {
    for (const int one : {socket_, end_[0], end_[1]})
      if (one >= 0) ::close(one);
    throw Failure(Failure::Kind::other, "no socket can be made at " + path_);
  }
  thread_ = std::thread([this] { listen(); });
}

BackupDoor::~BackupDoor() {
  ::close(end_[1]);
  thread_.join();
  ::close(end_[0]);
  ::close(socket_);
  ::unlink(path_.c_str());
}

void BackupDoor::listen() {
  while (true) {
    pollfd ready[] = {{.fd = socket_, .events = POLLIN, .revents = 0},
                      {.fd = end_[0], .events = 0, .revents = 0}};
    if (::poll(ready, 2, -1) < 0 && errno != EINTR) return;
    if (ready[1].revents != 0) return;
    if ((ready[0].revents & POLLIN) == 0) continue;
    const Open client(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC));
    if (client.number >= 0) answer(client.number);
  }
}

void BackupDoor::answer(int client) const {
  const fs::path path = read_line(client, kAskMs);
  if (!path.is_absolute()) return send_line(client, "no path of a copy was named");
  try {
    back_up_(path);
    send_line(client, kDone);
  } catch (const std::exception& failure) {
    send_line(client, failure.what());
  }
}

bool ask_for_backup(const std::string& database, const fs::path& path) {
  const Open socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const Address address{fs::path(door_of(database))};
  if (::connect(socket.number, address.raw(), sizeof address.name) != 0) return false;
  send_line(socket.number, fs::absolute(path).string());
  const std::string said = read_line(socket.number, -1);
  if (said == kDone) return true;
  throw Failure(
      Failure::Kind::other,
      said.empty() ? "the program that has it open ended before the copy was made" : said);
}

}  // namespace zheli::store
