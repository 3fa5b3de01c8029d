#include "server/http.h"

#include <algorithm>

#include "files/json_text.h"

namespace zheli::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Response problem(int status, const std::string& title, const std::string& detail) {
  files::JsonText to;
  to.object([&] {
    to.field("type", "about:blank");
    to.field("title", title);
    to.field("status", status);
    to.field("detail", detail);
  });
  return {status, "application/problem+json", std::move(to).take(), {}};
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::map<std::string, std::string> read_query(std::string_view text) {
  std::map<std::string, std::string> pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : "";
    if (!pair.empty()) {
      pairs[percent_decoded(pair.substr(0, equals), true)] = percent_decoded(value, true);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pairs;
}

}  // namespace zheli::server
