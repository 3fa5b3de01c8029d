#include "files/key_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include "files/durable_write.h"

namespace zheli::files {
namespace {

constexpr int kHexadecimal = 16;

[[noreturn]] void refuse(const std::filesystem::path& path, const char* why) {
  throw std::runtime_error(fmt::format("{} {}", path.string(), why));
}

/// Whether `digits` are a key, which is then in `key`.
bool read_digits(const std::string& digits, KeyBytes& key) {
  if (digits.size() != 2 * key.size()) return false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char* const two = digits.data() + 2 * i;
    if (std::from_chars(two, two + 2, key[i], kHexadecimal).ptr != two + 2) return false;
  }
  return true;
}

}  // namespace

KeyBytes read_key_file(const std::filesystem::path& path) {
  struct stat status {};
  std::ifstream file(path);
  if (::stat(path.c_str(), &status) != 0 || !file) refuse(path, "cannot be read");
  if ((status.st_mode & 0177) != 0) {
    throw std::runtime_error(
        fmt::format("{} may be read by others, who then have the key; "
                    "chmod 600 {}",
                    path.string(), path.string()));
  }
  std::string digits, more;
  file >> digits;
  KeyBytes key{};
  const bool is_key = read_digits(digits, key) && !(file >> more);
  ::explicit_bzero(digits.data(), digits.size());
  if (!is_key) refuse(path, "does not hold 64 hexadecimal digits");
  return key;
}

void write_key_file(const std::filesystem::path& path, const KeyBytes& key) {
  std::string digits;
  for (const unsigned char byte : key) digits += fmt::format("{:02x}", byte);
  write_durably(path, digits + "\n", Readers::owner);
  ::explicit_bzero(digits.data(), digits.size());
}

}  // namespace zheli::files
