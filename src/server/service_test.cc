#include "server/service.h"

#include <gtest/gtest.h>

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

  /// Sends `fields`, the inside of an object, and goes on with the conversation of `before`.
  static Response go_on(const Response& before, const std::string& fields) {
    return post("{" + fields + R"(,"conversation":")" + text(before, "conversation") + "\"}");
  }
};

TEST_F(ServiceTest, AnswersAndGoesOnWithTheToken) {
  const Response first = post(R"({"text":"身份证丢了"})");
  ASSERT_EQ(first.status, 200) << first.body;
  // So few lessons leave the model in doubt: the matter is chosen, then its facts are asked.
  const Response one = go_on(first, R"("answer":{"question":"offer","option":"lost"})");
  EXPECT_EQ(text(one, "move"), "clarify");
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
      {R"({"text":"好","conversation":"x.y"})", "token"},
      {R"({"text":"好","lang":"fr"})", "lang"},
      {R"({"text":"好","as_of":"2026-02-30"})", "as_of"},
      {R"({"text":"好","explain":"yes"})", "explain"},
      {R"({"text":"好","answer":5})", "answer"},
      {R"({"text":"好","answer":{"question":"q"}})", "option"},
      {"{\"text\":\"" + std::string(501, 'a') + "\"}", "501 characters"},
      {std::string(100000, '['), "bytes"},
      {std::string(60000, '['), "nested"},
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
  for (const std::map<std::string, std::string>& query :
       {std::map<std::string, std::string>{{"text", "好"}, {"conversation", "x.y"}},
        {{"text", std::string(AskRequest::kTextMax + 1, 'a')}},
        {{"question", "age"}}}) {
    const Response response = get("/ask", query);
    EXPECT_EQ(response.status, 400);
    EXPECT_TRUE(response.content_type.starts_with("text/html"));
    EXPECT_NE(response.body.find("<form action=\"/ask\""), std::string::npos) << response.body;
    EXPECT_EQ(response.body.find("x.y"), std::string::npos) << response.body;
  }
  EXPECT_EQ(get("/ask", {{"text", "\xff"}}).status, 400);
  EXPECT_EQ(get("/api/v1/items/lost", {{"as_of", "\xff"}}).status, 400);
}

/// Both doors take the same turn, and both are counted.
TEST_F(ServiceTest, TakesOneTurnBehindBothDoors) {
  const auto answers = [] {
    constexpr std::string_view kCount = "zheli_answer_seconds_count ";
    const std::string metrics = get("/metrics").body;
    return std::stoi(metrics.substr(metrics.find(kCount) + kCount.size()));
  };
  const int before = answers();
  const Response reply = post(R"({"text":"身份证丢了"})");
  const std::string page = get("/ask", {{"text", "身份证丢了"}}).body;
  EXPECT_NE(page.find(text(reply, "conversation")), std::string::npos);
  EXPECT_EQ(answers(), before + 2);
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
  EXPECT_NE(get("/metrics").body.find("zheli_answers_total{move=\"clarify\"}"), std::string::npos);
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(service().handle({"DELETE", "/api/v1/ask", {}, "", false}).status, 405);
  EXPECT_EQ(get("/\xff").status, 400);
}

TEST_F(ServiceTest, ReadsWithoutJavaScript) {
  const Response page = get("/items/lost");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("身份证丢失补领"), std::string::npos);
  const Response reply = get("/ask", {{"text", "<b>身份证丢了</b>"}});
  EXPECT_NE(reply.body.find("&lt;b&gt;"), std::string::npos);
  EXPECT_EQ(reply.body.find("<b>"), std::string::npos);
  EXPECT_NE(reply.body.find("/ask?question="), std::string::npos);
  EXPECT_NE(get("/").body.find("小窗口"), std::string::npos);
  EXPECT_EQ(get("/items/none").status, 404);
  EXPECT_EQ(get("/assets/none.js").status, 404);
  EXPECT_EQ(get("/../../etc/passwd.txt").status, 404);  // nothing is read from disk
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
