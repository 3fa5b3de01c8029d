// Texts of lines, as every form of C2SP is one. Tested by checkpoint_test.cc and proof_test.cc.
#pragma once

#include <optional>
#include <string_view>

namespace zheli::ledger {

/// Takes a line off the front, without its newline; nothing where there is no whole one, and `text`
/// is then as it was.
inline std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace zheli::ledger
