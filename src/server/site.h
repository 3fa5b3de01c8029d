// The web pages as a value: read once at start by the cli, compressed once, served from memory.
// index.html is the shell that every page shares; guides are put into it, so that they read without
// JavaScript. Tested by site_test.cc.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/delivery.h"

namespace zheli::server {

struct Site {
  std::map<std::string, Prepared> files;  // "assets/app.js" → file
};

/// "text/html; charset=utf-8" for "index.html"; "application/octet-stream" for what nobody knows.
std::string content_type(const std::string& path);

/// The document that pages are put into: the site's index.html, or a bare one where no site was
/// given. Its <base href="/"> becomes `base`, "/" or "/zjhz/", so that one build serves any path.
class Shell {
 public:
  /// Throws std::runtime_error where the document has no place for language, title or content.
  Shell(const Site& site, const std::string& base);

  /// A page in its language. `title` is escaped here, `content` is HTML.
  std::string page(bool english, std::string_view title, std::string_view content) const;

 private:
  std::string before_lang_, before_title_, before_content_, end_;
};

/// The desks' page, admin.html, below `base`; nothing where the site has none.
std::optional<Prepared> admin_page(const Site& site, const std::string& base);

/// `text` with &, <, > and quotes written as entities.
std::string escaped(std::string_view text);

}  // namespace zheli::server
