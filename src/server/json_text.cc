#include "server/json_text.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace zheli::server {
namespace {

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
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
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!needs_escape(text[at])) continue;
    out_.append(text, from, at - from);
    append_escaped(text[at], out_);
    from = at + 1;
  }
  out_.append(text, from);
  out_ += '"';
}

void JsonText::add(std::string_view literal) {
  if (comma_) out_ += ',';
  out_ += literal;
  comma_ = true;
}

void JsonText::open(char bracket) {
  if (comma_) out_ += ',';
  out_ += bracket;
  comma_ = false;
}

void JsonText::close(char bracket) {
  out_ += bracket;
  comma_ = true;
}

void JsonText::put(std::string_view text) {
  if (comma_) out_ += ',';
  quote(text);
  comma_ = true;
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
  if (comma_) out_ += ',';
  quote(name);
  out_ += ':';
  comma_ = false;
}

}  // namespace zheli::server
