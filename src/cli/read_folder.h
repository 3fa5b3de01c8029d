// Files of a folder → a value, and what the environment says. With main(), the only place of the
// program's pack commands that touches the disk. Tested by the journeys in
// tests/cases/cli/pack_check.sh.
#pragma once

#include <filesystem>
#include <string>

#include "assistant/knowledge/pack.h"
#include "files/problem.h"

namespace zheli::cli {

/// A file's bytes, of a larger one `bytes_max` + 1: that it is too large can then be told. Throws
/// std::runtime_error, in a sentence, if it cannot be read.
std::string read_file(const std::filesystem::path& path,
                      std::size_t bytes_max = files::kFileBytesMax);

/// Every regular file below `folder`, by its path with "/"; names that start with "." are left out,
/// and files are read by read_file, tables (.csv) up to files::kTableBytesMax. Throws
/// std::runtime_error, in a sentence, if the folder or a file cannot be read.
files::Folder read_folder(const std::filesystem::path& folder);

/// What the environment says under `name`; empty where that is nothing.
std::string environment(const char* name);

/// The pack folder to use: `option` if it is given; else the environment's ZHELI_PACK; else
/// packs/huzhou-police below the current folder; else the one installed beside the program. Throws
/// std::runtime_error, naming the places tried, if none is there.
std::filesystem::path pack_folder(const std::string& option);

/// The pack of the files `bytes` in `folder`. Throws std::runtime_error if it has a problem:
/// nothing may answer from a pack whose promises do not hold.
knowledge::Pack checked_pack(const std::filesystem::path& folder, const files::Folder& bytes);

}  // namespace zheli::cli
