#include "server/delivery.h"

#include <gtest/gtest.h>

namespace zheli::server {
namespace {

std::string header(const Response& response, std::string_view name) {
  std::string all;
  for (const auto& [one, value] : response.headers) {
    if (one == name) all += (all.empty() ? "" : "|") + value;
  }
  return all;
}

Request with(Headers headers) {
  return {"GET", "/", {}, "", std::move(headers)};
}

const std::string kText(5000, 'a');
const Response kPage{200, "text/html; charset=utf-8", kText};

TEST(Delivery, IsCompressedWhereTheClientTakesIt) {
  const Prepared one = prepared("text/html", kText);
  const struct {
    const char* accept;
    const char* coding;
    const std::string& bytes;
  } rows[] = {
      {"gzip, br", "br", one.twins.brotli}, {"gzip", "gzip", one.twins.gzip}, {"", "", one.bytes}};
  for (const auto& row : rows) {
    const Response response = delivered(with({{"accept-encoding", row.accept}}), one, "no-cache");
    EXPECT_EQ(header(response, "Content-Encoding"), row.coding);
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(response.body, row.bytes);
  }
  const Response made = delivered(with({{"Accept-Encoding", "gzip, br"}}), kPage, "no-store");
  EXPECT_EQ(header(made, "Content-Encoding"), "gzip");
  EXPECT_LT(made.body.size(), kText.size() / 10);
  EXPECT_EQ(delivered(with({}), kPage, "no-store").body, kText);
  EXPECT_TRUE(prepared("image/png", kText).twins.gzip.empty()) << "compressed by itself";
}

TEST(Delivery, IsCompressedOnce) {
  const Prepared one = prepared("text/html", kText, {"as it was built", ""});
  EXPECT_EQ(one.twins.gzip, "as it was built");
  EXPECT_EQ(one.twins.brotli, prepared("text/html", kText).twins.brotli);
  EXPECT_EQ(one.tag, prepared("text/html", kText).tag) << "of the bytes, not of their coding";
}

TEST(Delivery, IsNotSentTwice) {
  const Prepared one = prepared("text/html", kText);
  for (const Response& first :
       {delivered(with({}), one, "no-cache"), delivered(with({}), kPage, "no-cache")}) {
    const std::string tag = header(first, "ETag");
    EXPECT_TRUE(tag.starts_with("W/\"")) << tag;
    EXPECT_EQ(header(first, "Cache-Control"), "no-cache");
    for (const std::string& known : {tag, "\"other\", " + tag, std::string("*")}) {
      const Request again = with({{"If-None-Match", known}});
      EXPECT_EQ(delivered(again, one, "no-cache").status, 304) << known;
      const Response second = delivered(again, kPage, "no-cache");
      EXPECT_EQ(second.status, 304) << known;
      EXPECT_TRUE(second.body.empty());
      EXPECT_EQ(header(second, "ETag"), tag);
    }
    EXPECT_EQ(delivered(with({{"If-None-Match", "\"other\""}}), kPage, "no-cache").status, 200);
  }
}

/// What answers somebody's words is nobody's to keep.
TEST(Delivery, HasNoTagWhereNothingIsKept) {
  const Response response = delivered(with({{"If-None-Match", "*"}}), kPage, "no-store");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "Cache-Control"), "no-store");
  EXPECT_EQ(header(response, "ETag"), "");
}

TEST(Guards, KeepAPageToItself) {
  Response page = kPage;
  add_guards(with({}), "", page);
  const std::string policy = header(page, "Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_NE(header(page, "Permissions-Policy"), "");
  EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(page, "Referrer-Policy"), "no-referrer");
}

TEST(Guards, LetTheOtherOriginReadAndNoOther) {
  const std::string zone = "https://zone.example";
  Response to_zone{200, "application/json", "{}"}, to_other = to_zone, without = to_zone;
  add_guards(with({{"Origin", zone}}), zone, to_zone);
  EXPECT_EQ(header(to_zone, "Access-Control-Allow-Origin"), zone);
  EXPECT_EQ(header(to_zone, "Vary"), "Origin");
  add_guards(with({{"Origin", "https://evil.example"}}), zone, to_other);
  EXPECT_EQ(header(to_other, "Access-Control-Allow-Origin"), "");
  add_guards(with({{"Origin", zone}}), "", without);
  EXPECT_EQ(header(without, "Access-Control-Allow-Origin"), "");
}

}  // namespace
}  // namespace zheli::server
