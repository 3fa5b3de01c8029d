#include "server/site.h"

#include <gtest/gtest.h>

namespace zheli::server {
namespace {

Site some_site() {
  Site site;
  site.files["index.html"] =
      prepared("text/html; charset=utf-8",
               "<!doctype html><html lang=\"zh-CN\"><head><base href=\"/\" /><title>湖宝</title>"
               "<script type=\"module\" src=\"./assets/app.js\"></script></head>"
               "<body><div id=\"app\"></div></body></html>");
  return site;
}

TEST(Shell, TakesLanguageTitleAndContent) {
  EXPECT_EQ(Shell(some_site(), "/").page(true, "A & B", "<p>x</p>\n"),
            "<!doctype html><html lang=\"en\"><head><base href=\"/\" /><title>A &amp; B</title>"
            "<script type=\"module\" src=\"./assets/app.js\"></script></head>"
            "<body><div id=\"app\">\n<p>x</p>\n</div></body></html>");
}

TEST(Shell, LiesBelowItsBase) {
  const std::string page = Shell(some_site(), "/zjhz/").page(false, "", "");
  EXPECT_NE(page.find("<base href=\"/zjhz/\" />"), std::string::npos) << page;
}

TEST(Shell, IsBareWithoutASite) {
  const std::string page = Shell({}, "/").page(false, "题", "<p>x</p>");
  EXPECT_NE(page.find("<html lang=\"zh-CN\">"), std::string::npos);
  EXPECT_NE(page.find("<title>题</title>"), std::string::npos);
  EXPECT_NE(page.find("<p>x</p></div></body></html>"), std::string::npos);
}

TEST(Shell, NeedsItsPlaces) {
  Site site;
  site.files["index.html"] = prepared("text/html", "<html><body></body></html>");
  EXPECT_THROW(Shell(site, "/"), std::runtime_error);
}

TEST(AdminPage, LiesBelowItsBase) {
  EXPECT_FALSE(admin_page(some_site(), "/"));
  Site site = some_site();
  site.files["admin.html"] = prepared("text/html", "<head><base href=\"/\" /></head>");
  const auto page = admin_page(site, "/zjhz/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->bytes, "<head><base href=\"/zjhz/\" /></head>");
}

TEST(ContentType, IsKnownByTheEnding) {
  EXPECT_EQ(content_type("a/b.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type("a.js.map"), "application/octet-stream");
}

}  // namespace
}  // namespace zheli::server
