// The key `english`: a mapping that says in English what stands beside it in Chinese, key for key.
// It may be missing anywhere; where it stands it says all of it. Tested by read_pack_test.cc.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "files/fields.h"

namespace zheli::pack_files {

/// Calls `read` with the mapping, if there is one; keys that nobody reads there are reported.
void read_english(files::Fields& fields, const std::function<void(files::Fields&)>& read);

/// The text under `key` of such a mapping: required where the `chinese` stands, else not known.
std::string text_beside(files::Fields& english, std::string_view key, const std::string& chinese);

}  // namespace zheli::pack_files
