#include "server/site.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace zheli::server {
namespace {

constexpr std::string_view kBare =
    "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    "<title></title></head><body>\n<div id=\"app\"></div></body></html>\n";

void replace_first(std::string& text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), with);
}

/// Cuts `rest` behind `begin` and before the next `end`, and returns what stood before; `rest` goes
/// on with `end`.
std::string cut(std::string& rest, std::string_view begin, std::string_view end) {
  const std::size_t from = rest.find(begin);
  const std::size_t to = from == std::string::npos ? from : rest.find(end, from + begin.size());
  if (to == std::string::npos) {
    throw std::runtime_error(
        fmt::format("index.html has no {}...{}; build the pages again", begin, end));
  }
  std::string before = rest.substr(0, from + begin.size());
  rest.erase(0, to);
  return before;
}

}  // namespace

std::string content_type(const std::string& path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (std::string_view(path).ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

std::optional<Prepared> admin_page(const Site& site, const std::string& base) {
  const auto found = site.files.find("admin.html");
  if (found == site.files.end()) return std::nullopt;
  std::string page = found->second.bytes;
  replace_first(page, "<base href=\"/\"", fmt::format("<base href=\"{}\"", base));
  return prepared(found->second.type, std::move(page));
}

Shell::Shell(const Site& site, const std::string& base) {
  const auto index = site.files.find("index.html");
  std::string rest(index == site.files.end() ? kBare : std::string_view(index->second.bytes));
  replace_first(rest, "<base href=\"/\"", fmt::format("<base href=\"{}\"", base));
  before_lang_ = cut(rest, "<html lang=\"", "\"");
  before_title_ = cut(rest, "<title>", "</title>");
  before_content_ = cut(rest, "<div id=\"app\">", "</div>");
  end_ = std::move(rest);
}

std::string Shell::page(bool english, std::string_view title, std::string_view content) const {
  std::string page = before_lang_;
  page.append(english ? "en" : "zh-CN").append(before_title_).append(escaped(title));
  page.append(before_content_).append("\n").append(content).append(end_);
  return page;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace zheli::server
