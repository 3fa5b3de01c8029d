// The order of calls is what makes it durable: after fsync of the new file its bytes are on the
// disk, rename swaps it in as one step, and fsync of the folder keeps the new name. Whatever fails
// before the rename leaves the old file untouched.
#include "files/durable_write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace zheli::files {
namespace {

namespace fs = std::filesystem;

const char* remedy(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return "make its folder first";
    case EACCES:
    case EPERM:
    case EROFS:
      return "name a place that you may write to";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "make room on the disk and run it again";
    case EISDIR:
      return "name a file in it";
    default:
      return "try again, or name another place";
  }
}

[[noreturn]] void fail(const fs::path& path, int error) {
  throw Unwritten(fmt::format("{} cannot be written ({}); {}", path.string(),
                              std::generic_category().message(error), remedy(error)));
}

/// An open file or folder; closes it at its end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

/// False where a write failed; errno says why.
bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// A file beside `path` that nobody else has; its name goes away unless it was renamed.
class Beside {
 public:
  Beside(const fs::path& path, mode_t mode)
      : name_(path.parent_path() / fmt::format(".{}.{}.new", path.filename().string(), getpid())),
        file_(open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)) {
    if (!file_.is_open()) fail(path, errno);
  }
  ~Beside() { unlink(name_.c_str()); }

  const fs::path& name() const { return name_; }
  int file() const { return file_.number(); }

 private:
  fs::path name_;
  Descriptor file_;
};

void replace(const fs::path& path, std::string_view bytes, Readers readers) {
  struct stat before {};
  const bool there = stat(path.c_str(), &before) == 0;
  const Beside beside(path, readers == Readers::owner ? 0600 : 0666);
  const bool written = (!there || fchmod(beside.file(), before.st_mode & 07777) == 0) &&
                       write_all(beside.file(), bytes) && fsync(beside.file()) == 0 &&
                       rename(beside.name().c_str(), path.c_str()) == 0;
  if (!written) fail(path, errno);
  const fs::path parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor folder(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.number()) != 0) fail(path, errno);
}

}  // namespace

void write_durably(const fs::path& path, std::string_view bytes, Readers readers) {
  std::error_code error;
  const fs::path target = fs::exists(path, error) ? fs::canonical(path, error) : path;
  if (error) fail(path, error.value());
  const fs::file_status status = fs::status(target, error);
  if (fs::is_directory(status)) fail(path, EISDIR);
  if (!fs::exists(status) || fs::is_regular_file(status)) return replace(target, bytes, readers);
  const Descriptor device(open(target.c_str(), O_WRONLY | O_CLOEXEC));
  if (!device.is_open() || !write_all(device.number(), bytes)) fail(path, errno);
}

}  // namespace zheli::files
