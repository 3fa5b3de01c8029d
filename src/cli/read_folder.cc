#include "cli/read_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "assistant/pack_files/read_pack.h"
#include "files/table.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

const char* const kDefaultPack = "packs/huzhou-police";

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

/// The packs installed beside the program: ../packs for a build, ../share/zheli/packs for a
/// package.
std::vector<fs::path> beside_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path above = program.parent_path().parent_path();
  return {above / kDefaultPack, above / "share/zheli" / kDefaultPack,
          above.parent_path().parent_path() / kDefaultPack};
}

}  // namespace

std::string read_file(const fs::path& path, std::size_t bytes_max) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) throw std::runtime_error(fmt::format("{}: cannot be read", path.string()));
  std::string bytes(std::min<std::size_t>(size, bytes_max + 1), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

files::Folder read_folder(const fs::path& folder) {
  if (!fs::is_directory(folder)) {
    throw std::runtime_error(
        fmt::format("{}: no such folder; name one that is there", folder.string()));
  }
  files::Folder all;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::end(entry); ++entry) {
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      const std::string name = entry->path().lexically_relative(folder).generic_string();
      const bool table = entry->path().extension() == ".csv";
      all[name] = read_file(entry->path(), table ? files::kTableBytesMax : files::kFileBytesMax);
    }
  }
  return all;
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path pack_folder(const std::string& option) {
  if (!option.empty()) return option;
  if (const std::string named = environment("ZHELI_PACK"); !named.empty()) return named;
  std::vector<fs::path> places = {kDefaultPack};
  for (const fs::path& place : beside_program()) places.push_back(place);
  std::string tried;
  for (const fs::path& place : places) {
    if (fs::is_directory(place)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  throw std::runtime_error(
      fmt::format("no pack found in {}; give --pack DIR, or set ZHELI_PACK", tried));
}

knowledge::Pack checked_pack(const fs::path& folder, const files::Folder& bytes) {
  pack_files::ReadPack read = pack_files::read_pack(bytes);
  if (read.problems.empty()) return std::move(read.pack);
  const files::Problem& first = read.problems.front();
  throw std::runtime_error(fmt::format(
      "the pack in {} has {} problems, the first in {}:{} ({}); zheli pack check {} lists them",
      folder.string(), read.problems.size(), first.file, first.line, first.message,
      folder.string()));
}

}  // namespace zheli::cli
