#include "server/site.h"

#include <array>
#include <string_view>
#include <utility>

namespace zheli::server {

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

}  // namespace zheli::server
