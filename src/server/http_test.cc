#include "server/http.h"

#include <gtest/gtest.h>

namespace zheli::server {
namespace {

TEST(ReadQuery, DecodesPairsAndKeepsBrokenEscapes) {
  using Pairs = std::map<std::string, std::string>;
  const struct {
    const char* text;
    Pairs pairs;
  } rows[] = {
      {"", {}},
      {"a=1&b=2", {{"a", "1"}, {"b", "2"}}},
      {"text=%E4%BD%A0+%E5%A5%BD", {{"text", "你 好"}}},
      {"a", {{"a", ""}}},
      {"a=%G1&b=%", {{"a", "%G1"}, {"b", "%"}}},
      {"&&=x&", {{"", "x"}}},
      {"a=1=2", {{"a", "1=2"}}},
  };
  for (const auto& row : rows) EXPECT_EQ(read_query(row.text), row.pairs) << row.text;
}

TEST(Problem, IsAnRfc9457Document) {
  const Response response = problem(404, "Not found", "no \"x\"");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Not found","status":404,"detail":"no \"x\""})");
}

TEST(Request, FindsAHeaderInAnyCase) {
  const Request request{"GET", "/", {}, "", {{"accept-ENCODING", "br"}, {"A", "1"}, {"a", "2"}}};
  EXPECT_EQ(request.header("Accept-Encoding"), "br");
  EXPECT_EQ(request.header("a"), "1");
  EXPECT_EQ(request.header("B"), "");
}

}  // namespace
}  // namespace zheli::server
