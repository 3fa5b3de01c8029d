// The web pages as a value: read once at start by the cli, served from memory. index.html is the
// shell that every page shares; guides are put into it, so that they read without JavaScript.
#pragma once

#include <map>
#include <string>

namespace zheli::server {

struct SiteFile {
  std::string bytes;
  std::string gzip;  // the same compressed, or empty
  std::string type;
};

struct Site {
  std::map<std::string, SiteFile> files;  // "/assets/app.js" → file

  bool empty() const { return files.empty(); }
};

/// "text/html; charset=utf-8" for "index.html"; "application/octet-stream" for what nobody knows.
std::string content_type(const std::string& path);

}  // namespace zheli::server
