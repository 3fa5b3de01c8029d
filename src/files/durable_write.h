// Bytes → a file that is there wholly or not at all, also when the power fails: a new file in the
// same folder, flushed to the disk, renamed over the one before, the folder flushed. For the doors
// of the program; engines return values. Tested by durable_write_test.cc.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace zheli::files {

/// Who may read a file that was not there before. One that was keeps its permissions.
enum class Readers { all, owner };  ///< all: as the process' umask leaves it

/// What could not be written, why, and what to do; the program ends with 1, not 2.
struct Unwritten : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Replaces the bytes of `path`, or makes it. What a symbolic link points to is replaced, not the
/// link; a device or a pipe just gets the bytes. Throws Unwritten where that fails; the file is
/// then as it was.
void write_durably(const std::filesystem::path& path, std::string_view bytes, Readers readers);

}  // namespace zheli::files
