#include "server/cookie.h"

#include <gtest/gtest.h>

namespace zheli::server {
namespace {

TEST(Cookie, IsFoundByItsName) {
  const struct {
    const char *header, *name;
    std::optional<std::string> value;
  } rows[] = {
      {"zheli=abc", "zheli", "abc"},
      {"a=1; zheli=abc; b=2", "zheli", "abc"},
      {"a=1;zheli=", "zheli", ""},
      {"zheli=a=b", "zheli", "a=b"},
      {"xzheli=abc; zhel=1", "zheli", std::nullopt},
      {"Zheli=abc", "zheli", std::nullopt},
      {"zheli", "zheli", std::nullopt},
      {"", "zheli", std::nullopt},
      {";;; ;", "zheli", std::nullopt},
      {"zheli=a; zheli=b", "zheli", std::nullopt},
  };
  for (const auto& [header, name, value] : rows) EXPECT_EQ(cookie(header, name), value) << header;
}

TEST(Cookie, IsBoundToItsHostBehindTls) {
  EXPECT_EQ(session_cookie("http://localhost:8080", "t"),
            "zheli=t; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(session_cookie("https://zheli.example", "t"),
            "__Host-zheli=t; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(session_cookie("https://zheli.example", ""),
            "__Host-zheli=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(Cookie, OnlyOurPagesChangeAnything) {
  const struct {
    Headers headers;
    bool ours;
  } rows[] = {
      {{{"Sec-Fetch-Site", "same-origin"}}, true},
      {{{"Origin", "https://zheli.example"}}, true},
      {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://zheli.example"}}, true},
      {{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://zheli.example"}}, false},
      {{{"Sec-Fetch-Site", "same-site"}}, false},
      {{{"Sec-Fetch-Site", "none"}}, false},
      {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}, false},
      {{{"Origin", "https://zheli.example.evil"}}, false},
      {{{"Origin", "http://zheli.example"}}, false},
      {{}, false},
  };
  for (const auto& [headers, ours] : rows)
    EXPECT_EQ(is_from_our_page({.method = "POST", .path = "/", .headers = headers},
                               "https://zheli.example"),
              ours);
}

TEST(Cookie, OnlyTheProxyBesideUsIsBelieved) {
  const Headers forwarded = {{"X-Forwarded-For", "203.0.113.9, 192.0.2.7"}};
  const auto at = [&](const char* peer, const char* origin) {
    return browser_address({.method = "POST", .path = "/", .headers = forwarded, .peer = peer},
                           origin);
  };
  EXPECT_EQ(at("127.0.0.1", "https://zheli.example"), "192.0.2.7");
  EXPECT_EQ(at("::1", "https://zheli.example"), "192.0.2.7");
  EXPECT_EQ(at("127.0.0.1", "http://localhost:8080"), "127.0.0.1");
  EXPECT_EQ(at("198.51.100.1", "https://zheli.example"), "198.51.100.1");
}

}  // namespace
}  // namespace zheli::server
