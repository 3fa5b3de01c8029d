// As much of Unicode as the rules of notes name: whether bytes are UTF-8 (RFC 3629: no longer forms
// than needed, no surrogates), and which letters are spaces. Tested by note_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zheli::ledger {

/// The code points; nothing where the bytes are no UTF-8.
std::optional<std::u32string> read_utf8(std::string_view bytes);

/// White_Space of Unicode 15.
bool is_space(char32_t letter);

}  // namespace zheli::ledger
