#include "server/service.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "assistant/dialogue/small_pack.h"
#include "server/page.h"
#include "server/reply_json.h"

namespace zheli::server {
namespace {

using Json = nlohmann::ordered_json;

class ServiceTest : public ::testing::Test {
 protected:
  static Response get(const std::string& path, std::map<std::string, std::string> query = {}) {
    return service().handle({"GET", path, std::move(query), "", false});
  }
  static Response post(const std::string& body) {
    return service().handle({"POST", "/api/v1/ask", {}, body, false});
  }
  static Service& service() {
    static const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
    static const dialogue::Assistant assistant(
        pack, std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 2)));
    static Service one(assistant, read_key(std::string(64, '1')).value(), {},
                       [] { return core::parse_date("2026-11-23").value(); });
    return one;
  }
};

TEST_F(ServiceTest, AnswersAndGoesOnWithTheToken) {
  const Response first = post(R"({"text":"身份证丢了"})");
  ASSERT_EQ(first.status, 200) << first.body;
  // So few lessons leave the model in doubt: the matter is chosen, then its facts are asked.
  const Json offered = Json::parse(first.body);
  const Json choice{{"text", "身份证丢失补领"},
                    {"conversation", offered["conversation"]},
                    {"answer", {{"question", "offer"}, {"option", "lost"}}}};
  const Json one = Json::parse(post(choice.dump()).body);
  EXPECT_EQ(one["move"], "clarify");
  EXPECT_EQ(one["question"]["id"], "age");
  const Json next{{"text", "满了"}, {"conversation", one["conversation"]}};
  EXPECT_EQ(Json::parse(post(next.dump()).body)["question"]["id"], "place");
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
    const std::string text = get("/metrics").body;
    const std::size_t at = text.find("zheli_answer_seconds_count ");
    return std::stoi(text.substr(at + std::string("zheli_answer_seconds_count ").size()));
  };
  const int before = answers();
  const Json reply = Json::parse(post(R"({"text":"身份证丢了"})").body);
  const std::string page = get("/ask", {{"text", "身份证丢了"}}).body;
  EXPECT_NE(page.find(reply["conversation"].get<std::string>()), std::string::npos);
  EXPECT_EQ(answers(), before + 2);
}

TEST_F(ServiceTest, TakesFiveHundredCharactersOfChinese) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "好";
  EXPECT_EQ(post(Json{{"text", text}}.dump()).status, 200);
}

TEST_F(ServiceTest, ShowsItemsPackAndHealth) {
  EXPECT_EQ(Json::parse(get("/api/v1/items").body)["items"].size(), 3u);
  EXPECT_EQ(Json::parse(get("/api/v1/items", {{"q", "丢失"}}).body)["items"].size(), 1u);
  const Json item =
      Json::parse(get("/api/v1/items/lost", {{"facts", "age:adult,place:here"}}).body);
  EXPECT_EQ(item["guide"]["outcomes"][0]["id"], "window");
  EXPECT_EQ(item["facts"].size(), 2u);
  EXPECT_EQ(get("/api/v1/items/none").status, 404);
  EXPECT_EQ(get("/api/v1/items/lost", {{"facts", "x"}}).status, 400);
  EXPECT_EQ(get("/api/v1/items/lost", {{"as_of", "x"}}).status, 400);
  EXPECT_EQ(Json::parse(get("/healthz").body)["status"], "ok");
  EXPECT_EQ(Json::parse(get("/api/v1/pack").body)["hot"].size(), 1u);
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
  Json talk = Json::parse(post(R"({"text":"I have lost my card"})").body);
  EXPECT_EQ(talk["lang"], "en");
  const auto say = [&](Json body) {
    body["conversation"] = talk["conversation"];
    talk = Json::parse(post(body.dump()).body);
    return talk["lang"];
  };
  EXPECT_EQ(say({{"text", "丢"}, {"answer", {{"question", "offer"}, {"option", "lost"}}}}), "en");
  EXPECT_EQ(say({{"text", "1"}}), "en");
  EXPECT_EQ(talk["question"]["ask"], "Where is the hukou?");
  EXPECT_EQ(talk["question"]["options"][0]["label"], "In Huzhou");
  EXPECT_EQ(talk["facts"][0]["label"], "满了");  // no English in the pack
  EXPECT_EQ(say({{"text", "in Huzhou"}}), "en");
  EXPECT_EQ(talk["guides"][0]["outcomes"][0]["title"], "Any counter");
  EXPECT_EQ(talk["guides"][0]["fee"][0]["text"], "Card fee: 40 yuan per card");
  EXPECT_EQ(say({{"text", "多少钱"}}), "zh");
  EXPECT_EQ(say({{"text", "ok"}}), "zh");
  EXPECT_EQ(say({{"text", "ok"}, {"lang", "en"}}), "en");
}

TEST_F(ServiceTest, ShowsAnItemInTheLanguageAskedFor) {
  const Json item = Json::parse(get("/api/v1/items/lost", {{"lang", "en"}}).body);
  EXPECT_EQ(item["facts"][0]["ask"], "Where is the hukou?");
  EXPECT_EQ(item["situations"][0]["title"], "Any counter");
  EXPECT_NE(get("/items/lost", {{"lang", "en"}}).body.find("Any counter"), std::string::npos);
  EXPECT_EQ(get("/items/lost").body.find("Any counter"), std::string::npos);
}

/// Every reference resolves, and every route the service knows is described.
TEST(OpenApi, DescribesWhatThereIs) {
  const Json api = Json::parse(openapi());
  EXPECT_EQ(api["openapi"], "3.1.0");
  for (const char* path : {"/api/v1/ask", "/api/v1/items", "/api/v1/items/{id}", "/api/v1/pack",
                           "/healthz", "/metrics"}) {
    EXPECT_TRUE(api["paths"].contains(path)) << path;
  }
  const std::function<void(const Json&)> walk = [&](const Json& node) {
    if (node.is_object() && node.contains("$ref")) {
      const std::string ref = node["$ref"];
      EXPECT_TRUE(api.contains(Json::json_pointer(ref.substr(1)))) << ref;
    }
    if (node.is_structured()) {
      for (const Json& child : node) walk(child);
    }
  };
  walk(api);
}

/// A reply has exactly the fields its schema requires.
TEST_F(ServiceTest, RepliesAsDescribed) {
  const Json schemas = Json::parse(openapi())["components"]["schemas"];
  const Json reply = Json::parse(post(R"({"text":"身份证过期了"})").body);
  for (const Json& field : schemas["Reply"]["required"]) {
    EXPECT_TRUE(reply.contains(field.get<std::string>())) << field;
  }
  for (const auto& [field, value] : reply.items()) {
    EXPECT_TRUE(schemas["Reply"]["properties"].contains(field)) << field;
  }
  ASSERT_FALSE(reply["guides"].empty());
  for (const Json& field : schemas["Guide"]["allOf"][1]["required"]) {
    EXPECT_TRUE(reply["guides"][0].contains(field.get<std::string>())) << field;
  }
}

}  // namespace
}  // namespace zheli::server
