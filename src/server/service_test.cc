#include "server/service.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/tried_service.h"

namespace zheli::server {
namespace {

class ServiceTest : public ::testing::Test {
 protected:
  static Response get(const std::string& path, std::map<std::string, std::string> query = {}) {
    return service().get(path, std::move(query));
  }
  static Response post(const std::string& body) { return service().post(body); }
  static TriedService& service() {
    static TriedService one(dialogue::taught_pack());
    return one;
  }

  /// A text of an answer, or how many values a list in it has.
  static std::string text(const Response& response, std::string_view path) {
    return at(read_whole(response.body), path).text;
  }
  static std::size_t count(const Response& response, std::string_view path) {
    return at(read_whole(response.body), path).children.size();
  }

  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [one, value] : response.headers) {
      if (one == name) return value;
    }
    return "";
  }

  /// Sends `fields`, the inside of an object, and goes on with the conversation of `before`.
  static Response go_on(const Response& before, const std::string& fields) {
    return post("{" + fields + R"(,"conversation":")" + text(before, "conversation") + "\"}");
  }
};

TEST_F(ServiceTest, AnswersAndGoesOnWithTheToken) {
  const Response first = post(R"({"text":"身份证丢了"})");
  ASSERT_EQ(first.status, 200) << first.body;
  // So few lessons leave the model in doubt: the matter is chosen, then guided through, its facts
  // asked beneath.
  const Response one = go_on(first, R"("answer":{"question":"offer","option":"lost"})");
  EXPECT_EQ(text(one, "move"), "answer");
  EXPECT_EQ(text(one, "question/id"), "age");
  EXPECT_EQ(text(go_on(one, R"("text":"满了")"), "question/id"), "place");
  EXPECT_EQ(post(R"({"text":"身份证丢了"})").body, first.body);
}

TEST_F(ServiceTest, RefusesBadRequestsInAProblemDocument) {
  const struct {
    std::string body;
    const char* says;
  } rows[] = {
      {"", "no JSON"},
      {"{", "no JSON"},
      {"[]", "must be a JSON object"},
      {R"({"text":""})", "empty"},
      {R"({"text":"  "})", "empty"},
      {R"({"text":7})", "must be a string"},
      {R"({})", "empty"},
      {"{\"text\":\"\xff\"}", "not valid UTF-8"},
      {R"({"text":"\ud800"})", "no JSON"},
      {R"({"text":"好","text":"丢"})", "line 1"},
      {R"({"text":"好","lang":"fr"})", "\\\"lang\\\" must be"},
      {R"({"text":"好","as_of":"2026-02-30"})", "as_of"},
      {R"({"text":"好","explain":"yes"})", "explain"},
      {R"({"text":"好","answer":5})", "answer"},
      {R"({"text":"好","answer":{"question":"q"}})", "option"},
      {"{\"text\":\"" + std::string(501, 'a') + "\"}", "501 characters"},
      {std::string(kBodyMax, '['), "nested"},
  };
  for (const auto& row : rows) {
    const Response response = post(row.body);
    EXPECT_GE(response.status, 400) << row.body.substr(0, 60);
    EXPECT_LT(response.status, 500) << row.body.substr(0, 60);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_NE(response.body.find(row.says), std::string::npos) << response.body;
  }
}

/// A phone without JavaScript gets a page to ask in again, never a problem document.
TEST_F(ServiceTest, RefusesOnThePageWithAPage) {
  const std::string long_text(AskRequest::kTextMax + 1, 'a');
  for (const std::string& body : {"text=" + long_text, std::string("question=age"),
                                  std::string("text=%FF"), std::string("text=a&lang=fr")}) {
    const Response response = service().post(body, "/ask");
    EXPECT_EQ(response.status, 400);
    EXPECT_TRUE(response.content_type.starts_with("text/html"));
    EXPECT_NE(response.body.find("<form action=\"/ask\" method=\"post\">"), std::string::npos);
    EXPECT_EQ(response.body.find(long_text), std::string::npos);
  }
  EXPECT_EQ(get("/items/lost", {{"lang", "\xff"}}).status, 400);
  EXPECT_EQ(get("/api/v1/items/lost", {{"as_of", "\xff"}}).status, 400);
}

/// Both doors take the same turn, and both are counted.
TEST_F(ServiceTest, TakesOneTurnBehindBothDoors) {
  const auto counted = [](const std::string& what) {
    const std::string metrics = get("/metrics").body;
    return std::stoi(metrics.substr(metrics.find(what + " ") + what.size() + 1));
  };
  const int answers = counted("zheli_answer_seconds_count");
  const int pages = counted(R"(zheli_requests_total{door="page",status="2xx"})");
  const Response reply = post(R"({"text":"身份证丢了"})");
  const std::string page = service().post("text=身份证丢了", "/ask").body;
  EXPECT_NE(page.find(text(reply, "conversation")), std::string::npos);
  EXPECT_EQ(counted("zheli_answer_seconds_count"), answers + 2);
  EXPECT_EQ(counted(R"(zheli_requests_total{door="page",status="2xx"})"), pages + 1);
}

/// A talk of yesterday, or of another counter, begins afresh and says so in its language.
TEST_F(ServiceTest, BeginsAfreshWhereTheTokenIsNotGood) {
  for (const char* token : {"x.y", "", "AAAA"}) {
    const std::string sent =
        std::string(R"({"text":"身份证丢了","conversation":")") + token + "\"}";
    const Response response = post(sent);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(text(response, "say/0") == "talk-expired", *token != '\0') << response.body;
  }
  EXPECT_EQ(text(post(R"({"text":"I lost my ID card","conversation":"x"})"), "lang"), "en");
  TriedService later(dialogue::taught_pack());
  const Response first = later.post(R"({"text":"身份证丢了"})");
  const std::string tap = R"({"answer":{"question":"offer","option":"lost"},"conversation":")" +
                          text(first, "conversation") + "\"}";
  EXPECT_EQ(text(later.post(tap), "move"), "answer");
  later.wait(std::chrono::hours(25));
  const Response afresh = later.post(tap);
  EXPECT_EQ(text(afresh, "say/0"), "talk-expired");
  EXPECT_EQ(text(afresh, "say/1"), "empty") << "the tap of a talk that is gone";
  const std::string page = later.post("text=a&conversation=x", "/ask").body;
  EXPECT_NE(page.find("talk-expired"), std::string::npos);
}

TEST_F(ServiceTest, TakesFiveHundredCharactersOfChinese) {
  std::string words;
  for (int i = 0; i < 500; ++i) words += "好";
  EXPECT_EQ(post(R"({"text":")" + words + "\"}").status, 200);
}

TEST_F(ServiceTest, ShowsItemsPackAndHealth) {
  EXPECT_EQ(count(get("/api/v1/items"), "items"), 3u);
  EXPECT_EQ(count(get("/api/v1/items", {{"q", "丢失"}}), "items"), 1u);
  const Response item = get("/api/v1/items/lost", {{"facts", "age:adult,place:here"}});
  EXPECT_EQ(text(item, "guide/outcomes/0/id"), "window");
  EXPECT_EQ(count(item, "facts"), 2u);
  EXPECT_EQ(get("/api/v1/items/none").status, 404);
  EXPECT_EQ(get("/api/v1/items/lost", {{"facts", "x"}}).status, 400);
  EXPECT_EQ(get("/api/v1/items/lost", {{"as_of", "x"}}).status, 400);
  EXPECT_EQ(text(get("/healthz"), "status"), "ok");
  EXPECT_EQ(count(get("/api/v1/pack"), "hot"), 1u);
  EXPECT_NE(get("/metrics").body.find("zheli_answers_total{move=\"answer\"}"), std::string::npos);
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(get("/\xff").status, 400);
}

TEST_F(ServiceTest, ShowsWhereOneGoes) {
  EXPECT_EQ(count(get("/api/v1/places"), "places"), 2u);
  const Response there = get("/api/v1/places", {{"district", "deqing"}});
  EXPECT_EQ(count(there, "places"), 1u);
  EXPECT_EQ(text(there, "places/0/phone"), "12345");
  EXPECT_EQ(text(get("/api/v1/pack"), "districts/0/title"), "德清县");
  EXPECT_EQ(count(get("/api/v1/items/lost"), "guide/places"), 0u);
  const Response item = get("/api/v1/items/lost", {{"facts", "district:deqing"}});
  EXPECT_EQ(text(item, "guide/places/0/title"), "德清窗口");
}

TEST_F(ServiceTest, ReadsWithoutJavaScript) {
  const Response page = get("/items/lost");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("身份证丢失补领"), std::string::npos);
  const Response reply = service().post("text=<b>身份证丢了</b>", "/ask");
  EXPECT_NE(reply.body.find("&lt;b&gt;"), std::string::npos);
  EXPECT_EQ(reply.body.find("<b>"), std::string::npos);
  EXPECT_NE(reply.body.find("<button name=\"option\" value=\""), std::string::npos);
  EXPECT_NE(get("/").body.find("小窗口"), std::string::npos);
  EXPECT_NE(get("/ask").body.find("小窗口"), std::string::npos);
  EXPECT_EQ(get("/items/lost", {{"facts", "age:adult,place:here"}}).status, 200);
}

/// A program gets JSON, a person a page to read.
TEST_F(ServiceTest, SaysWhatIsNotThere) {
  for (const char* path : {"/api/v1/nothing", "/API/V1/PACK", "/api", "/api/v1/items/none"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(response.content_type, "application/problem+json") << path;
  }
  for (const char* path : {"/healthz/", "/nothing", "/items/none", "/items/", "/domains/none",
                           "/assets/none.js", "/../../etc/passwd.txt", "//", "/index.html/"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_TRUE(response.content_type.starts_with("text/html")) << path;
    EXPECT_NE(response.body.find("no-page"), std::string::npos) << path;
    EXPECT_EQ(header(response, "Cache-Control"), "no-store") << path;
  }
  EXPECT_EQ(get("/\xff").status, 400);
}

TEST_F(ServiceTest, NobodySignsInWhereNothingIsKept) {
  EXPECT_EQ(get("/api/v1/desk/session").status, 404);
  EXPECT_EQ(service().post("{}", "/api/v1/desk/password").status, 404);
  EXPECT_EQ(get("/admin").status, 404);
  EXPECT_EQ(get("/admin.html").status, 404);
}

TEST_F(ServiceTest, SaysWhichMethodIsRight) {
  const struct {
    const char* method;
    const char* path;
    const char* allowed;
  } rows[] = {
      {"GET", "/api/v1/ask", "POST"},
      {"HEAD", "/api/v1/feedback", "POST"},
      {"DELETE", "/api/v1/ask", "POST"},
      {"POST", "/api/v1/items", "GET, HEAD"},
      {"PUT", "/", "GET, HEAD"},
      {"ET", "/healthz", "GET, HEAD"},
      {"OPTIONS", "/api/v1/ask", "POST"},
      {"POST", "/items/lost", "GET, HEAD"},
      {"DELETE", "/ask", "GET, HEAD, POST"},
  };
  for (const auto& row : rows) {
    const Response response = service().handle({row.method, row.path});
    EXPECT_EQ(response.status, 405) << row.method << row.path;
    EXPECT_EQ(header(response, "Allow"), row.allowed) << row.method << row.path;
  }
}

TEST_F(ServiceTest, RefusesAnotherLanguageAlike) {
  for (const char* path :
       {"/api/v1/items/lost", "/api/v1/items", "/api/v1/pack", "/", "/items/lost"}) {
    EXPECT_EQ(get(path, {{"lang", "fr"}}).status, 400) << path;
    EXPECT_EQ(get(path, {{"lang", "en"}}).status, 200) << path;
  }
  EXPECT_EQ(post(R"({"text":"a","lang":"fr"})").status, 400);
}

/// What answers somebody's words is kept nowhere; what anybody may read is asked for again only
/// where it changed.
TEST_F(ServiceTest, SaysWhatMayBeKept) {
  EXPECT_EQ(header(post(R"({"text":"身份证丢了"})"), "Cache-Control"), "no-store");
  EXPECT_EQ(header(service().post("text=a", "/ask"), "Cache-Control"), "no-store");
  EXPECT_EQ(header(post("{"), "Cache-Control"), "no-store");
  EXPECT_EQ(header(get("/healthz"), "Cache-Control"), "no-store");
  for (const char* path :
       {"/", "/items/lost", "/api/v1/pack", "/api/v1/items/lost", "/api/v1/openapi.json"}) {
    const Response first = get(path);
    EXPECT_EQ(header(first, "Cache-Control"), "no-cache") << path;
    Request again{"GET", path};
    again.headers = {{"If-None-Match", header(first, "ETag")}};
    EXPECT_EQ(service().service().handle(again).status, 304) << path;
  }
  EXPECT_NE(header(get("/"), "Content-Security-Policy"), "");
}

TEST(Service, LiesBelowItsBase) {
  ServiceOptions options;
  options.base = "/zjhz/";
  TriedService tried(dialogue::taught_pack(), std::move(options));
  Service& service = tried.service();
  EXPECT_EQ(service.handle({"GET", "/zjhz/healthz"}).status, 200);
  EXPECT_EQ(service.handle({"POST", "/zjhz/api/v1/ask", {}, R"({"text":"a"})"}).status, 200);
  EXPECT_EQ(service.handle({"GET", "/healthz"}).status, 404);
  EXPECT_EQ(service.handle({"GET", "/"}).status, 404);
  EXPECT_EQ(service.handle({"GET", "/zjhz/api/v1/none"}).content_type, "application/problem+json");
  const Response moved = service.handle({"GET", "/zjhz"});
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.headers.front().second, "/zjhz/");
  const std::string home = service.handle({"GET", "/zjhz/"}).body;
  EXPECT_NE(home.find("action=\"/zjhz/ask\""), std::string::npos);
  EXPECT_NE(home.find("href=\"/zjhz/items/lost\""), std::string::npos);
}

TEST(Service, LetsAnotherOriginAsk) {
  ServiceOptions options;
  options.allowed_origin = "https://zone.example";
  TriedService tried(dialogue::taught_pack(), std::move(options));
  const Headers from = {{"Origin", "https://zone.example"}};
  const auto has = [](const Response& response, const char* name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& one) { return one.first == name; });
  };
  const Response asked = tried.service().handle({"OPTIONS", "/api/v1/ask", {}, "", from});
  EXPECT_EQ(asked.status, 204);
  EXPECT_TRUE(has(asked, "Access-Control-Allow-Headers"));
  EXPECT_TRUE(has(asked, "Access-Control-Allow-Origin"));
  const Response answer =
      tried.service().handle({"POST", "/api/v1/ask", {}, R"({"text":"a"})", from});
  EXPECT_TRUE(has(answer, "Access-Control-Allow-Origin"));
}

/// The teachers' inbox holds what was missed, not who missed it.
TEST(Service, KeepsFeedbackMasked) {
  TriedService tried(dialogue::taught_pack());
  const Response asked = tried.post(R"({"text":"身份证丢了"})");
  const std::string token = at(read_whole(asked.body), "conversation").text;
  const Response kept = tried.post(
      R"({"text":"没说周末开不开，打我13800138000","question":"330501199001011234 丢了","conversation":")" +
          token + "\"}",
      "/api/v1/feedback");
  EXPECT_EQ(kept.status, 200) << kept.body;
  ASSERT_EQ(tried.kept().size(), 1u);
  const files::Json line = read_whole(tried.kept().front());
  EXPECT_EQ(at(line, "day").text, "2026-11-23");
  EXPECT_NE(at(line, "text").text.find("周末"), std::string::npos);
  EXPECT_EQ(tried.kept().front().find("138"), std::string::npos);
  EXPECT_EQ(tried.kept().front().find("3305"), std::string::npos);
  EXPECT_NE(at(line, "items").children.size(), 0u);
  EXPECT_EQ(tried.post(R"({"text":""})", "/api/v1/feedback").status, 400);
  EXPECT_EQ(tried.kept().size(), 1u);
}

TEST(Service, IsNotWellWhereNobodyIsHeard) {
  TriedService tried(dialogue::taught_pack());
  tried.service().set_heard(false);
  EXPECT_EQ(tried.get("/healthz").status, 503);
  tried.service().set_heard(true);
  EXPECT_EQ(tried.get("/healthz").status, 200);
}

/// The language is kept with the talk: a tap or a number goes on in it, Chinese characters turn it.
TEST_F(ServiceTest, GoesOnInEnglish) {
  Response talk = post(R"({"text":"I have lost my card"})");
  EXPECT_EQ(text(talk, "lang"), "en");
  const auto say = [&](const std::string& fields) {
    talk = go_on(talk, fields);
    return text(talk, "lang");
  };
  EXPECT_EQ(say(R"("text":"丢","answer":{"question":"offer","option":"lost"})"), "en");
  EXPECT_EQ(say(R"("text":"1")"), "en");
  EXPECT_EQ(text(talk, "question/ask"), "Where is the hukou?");
  EXPECT_EQ(text(talk, "question/options/0/label"), "In Huzhou");
  EXPECT_EQ(text(talk, "facts/0/label"), "满了");  // no English in the pack
  EXPECT_EQ(say(R"("text":"in Huzhou")"), "en");
  EXPECT_EQ(text(talk, "guides/0/outcomes/0/title"), "Any counter");
  EXPECT_EQ(text(talk, "guides/0/fee/0/text"), "Card fee: 40 yuan per card");
  EXPECT_EQ(say(R"("text":"多少钱")"), "zh");
  EXPECT_EQ(say(R"("text":"ok")"), "zh");
  EXPECT_EQ(say(R"("text":"ok","lang":"en")"), "en");
}

TEST_F(ServiceTest, ShowsAnItemInTheLanguageAskedFor) {
  const Response item = get("/api/v1/items/lost", {{"lang", "en"}});
  EXPECT_EQ(text(item, "facts/0/ask"), "Where is the hukou?");
  EXPECT_EQ(text(item, "situations/0/title"), "Any counter");
  EXPECT_NE(get("/items/lost", {{"lang", "en"}}).body.find("Any counter"), std::string::npos);
  EXPECT_EQ(get("/items/lost").body.find("Any counter"), std::string::npos);
}

}  // namespace
}  // namespace zheli::server
