// 32 secret bytes ↔ a file of 64 hexadecimal digits that its owner alone may read: what seals
// conversations, and the master key of a store. Tested by key_file_test.cc.
#pragma once

#include <array>
#include <filesystem>

namespace zheli::files {

using KeyBytes = std::array<unsigned char, 32>;

/// Throws std::runtime_error that names the file: it cannot be read, it is open to others (any mode
/// but 600 or 400), or it holds anything but the digits and white space around them.
KeyBytes read_key_file(const std::filesystem::path& path);

/// Makes the file, or replaces it, durably. Throws std::runtime_error where that fails.
void write_key_file(const std::filesystem::path& path, const KeyBytes& key);

}  // namespace zheli::files
