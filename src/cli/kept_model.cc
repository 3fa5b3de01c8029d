#include "cli/kept_model.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "cli/read_folder.h"
#include "core/hash.h"
#include "files/durable_write.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeptMax = 8;  // so many packs and programs; the oldest files go
constexpr const char* kEnding = ".model";

/// A file's bytes without a copy of them. Nobody shortens the files read here while they are read:
/// a model is replaced whole, by another name. Throws std::runtime_error where it cannot be read.
class Mapped {
 public:
  explicit Mapped(const fs::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file >= 0 && fstat(file, &status) == 0 && status.st_size > 0) {
      size_ = static_cast<std::size_t>(status.st_size);
      start_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    }
    if (file >= 0) close(file);
    if (start_ == MAP_FAILED) throw std::runtime_error("it cannot be read");
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped() { munmap(start_, size_); }

  std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void* start_ = MAP_FAILED;
  std::size_t size_ = 0;
};

/// Empty where neither is known.
fs::path cache_folder() {
  if (const fs::path named = environment("ZHELI_CACHE"); !named.empty()) return named;
  if (const fs::path cache = environment("XDG_CACHE_HOME"); !cache.empty()) return cache / "zheli";
  if (const fs::path home = environment("HOME"); !home.empty()) return home / ".cache/zheli";
  return {};
}

/// Of the pack's files, their names, and the bytes of this program.
std::uint64_t key_of(const files::Folder& bytes) {
  std::uint64_t key = core::checksum(Mapped("/proc/self/exe").bytes());
  for (const auto& [name, content] : bytes) {
    key = core::fnv1a(fmt::format("{} {:x} ", name, core::checksum(content)), key);
  }
  return key;
}

void warn(std::string_view what) {
  fmt::print(stderr, "zheli: {}\n", what);
}

std::optional<dialogue::Trained> kept(const fs::path& file, std::uint64_t key,
                                      const knowledge::Pack& pack) {
  std::error_code error;
  if (!fs::exists(file, error)) return std::nullopt;
  try {
    core::Result<intent::Model> model = intent::Model::of_bytes(Mapped(file).bytes(), key);
    if (!model) throw std::runtime_error(model.error().message);
    core::Result<dialogue::Trained> trained = dialogue::trained_of(pack, model.take());
    if (!trained) throw std::runtime_error(trained.error().message);
    return trained.take();
  } catch (const std::runtime_error& problem) {
    warn(fmt::format("the model kept in {} is not used ({}); it is learned anew", file.string(),
                     problem.what()));
    return std::nullopt;
  }
}

void remove_oldest(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> models;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == kEnding)
      models.emplace_back(entry.last_write_time(), entry.path());
  }
  std::sort(models.rbegin(), models.rend());
  for (std::size_t i = kKeptMax; i < models.size(); ++i) fs::remove(models[i].second);
}

void keep(const fs::path& file, std::uint64_t key, const intent::Model& model) {
  try {
    fs::create_directories(file.parent_path());
    files::write_durably(file, model.bytes(key), files::Readers::owner);
    remove_oldest(file.parent_path());
  } catch (const std::runtime_error& problem) {
    warn(fmt::format("the model is not kept: {} (--no-cache asks for none)", problem.what()));
  }
}

}  // namespace

dialogue::Trained kept_or_trained(const knowledge::Pack& pack, const files::Folder& bytes,
                                  int threads) {
  const fs::path folder = cache_folder();
  if (folder.empty()) return dialogue::train(pack, threads);
  const std::uint64_t key = key_of(bytes);
  const fs::path file = folder / fmt::format("{:016x}{}", key, kEnding);
  if (std::optional<dialogue::Trained> found = kept(file, key, pack)) return std::move(*found);
  dialogue::Trained trained = dialogue::train(pack, threads);
  keep(file, key, trained.model);
  return trained;
}

}  // namespace zheli::cli
