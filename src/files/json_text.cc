#include "files/json_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace zheli::files {
namespace {

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

/// False where one of eight bytes needs an escape, and rarely by mistake: a byte below n is one
/// that turns negative when n is taken away.
bool is_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto below = [](std::uint64_t x, std::uint64_t n) { return (x - kOnes * n) & ~x; };
  const std::uint64_t low = below(word, 0x20);
  const std::uint64_t quote = below(word ^ (kOnes * '"'), 1);
  const std::uint64_t slash = below(word ^ (kOnes * '\\'), 1);
  return ((low | quote | slash) & (kOnes * 0x80)) == 0;
}

void append_escaped(char c, std::string& out) {
  constexpr std::string_view kPlain = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  if (const std::size_t at = kPlain.find(c); at != std::string_view::npos) {
    out += '\\';
    out += kNames[at];
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

}  // namespace

void JsonText::quote(std::string_view text) {
  out_ += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (at + sizeof(std::uint64_t) <= text.size() && is_plain(&text[at])) {
      at += sizeof(std::uint64_t);
      continue;
    }
    if (needs_escape(text[at])) {
      out_.append(text, from, at - from);
      append_escaped(text[at], out_);
      from = at + 1;
    }
    ++at;
  }
  out_.append(text, from);
  out_ += '"';
}

void JsonText::begin_line() {
  if (!indented_) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(2 * depth_), ' ');
}

void JsonText::begin_value() {
  if (comma_) out_ += ',';
  if (!named_ && depth_ > 0) begin_line();
  named_ = false;
  comma_ = true;
}

void JsonText::add(std::string_view literal) {
  begin_value();
  out_ += literal;
}

void JsonText::open(char bracket) {
  begin_value();
  out_ += bracket;
  ++depth_;
  comma_ = false;
}

void JsonText::close(char bracket) {
  --depth_;
  if (comma_) begin_line();
  out_ += bracket;
  comma_ = true;
}

void JsonText::put(std::string_view text) {
  begin_value();
  quote(text);
}

void JsonText::put(double value) {
  if (!std::isfinite(value)) return put(nullptr);
  std::string digits = fmt::format("{}", value);
  if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
  add(digits);
}

void JsonText::put(const std::map<std::string, std::string>& fields) {
  object([&] {
    for (const auto& [name, value] : fields) field(name, value);
  });
}

void JsonText::field(std::string_view name) {
  begin_value();
  quote(name);
  out_ += indented_ ? ": " : ":";
  comma_ = false;
  named_ = true;
}

}  // namespace zheli::files
