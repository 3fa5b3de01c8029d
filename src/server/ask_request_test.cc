#include "server/ask_request.h"

#include <gtest/gtest.h>

namespace zheli::server {
namespace {

using Query = std::map<std::string, std::string>;

/// Both doors read the same question as the same request.
TEST(AskRequest, IsTheSameThroughBothDoors) {
  const struct {
    const char* body;
    Query query;
  } rows[] = {
      {R"({"text":"身份证丢了"})", {{"text", "身份证丢了"}}},
      {R"({"text":"","answer":{"question":"age","option":"adult"},"conversation":"x.y"})",
       {{"question", "age"}, {"option", "adult"}, {"conversation", "x.y"}}},
      {R"({"text":"好","lang":"en","as_of":"2026-11-23"})",
       {{"text", "好"}, {"lang", "en"}, {"as_of", "2026-11-23"}}},
      {R"({"text":"好","lang":"zh","conversation":null,"answer":null})",
       {{"text", "好"}, {"lang", "zh"}}},
  };
  for (const auto& row : rows) {
    const auto body = read_ask_body(row.body);
    const auto query = read_ask_form(row.query);
    ASSERT_TRUE(body) << row.body << ": " << body.error().message;
    ASSERT_TRUE(query) << row.body << ": " << query.error().message;
    EXPECT_EQ(body.value().message.text, query.value().message.text) << row.body;
    EXPECT_EQ(body.value().message.question, query.value().message.question) << row.body;
    EXPECT_EQ(body.value().message.option, query.value().message.option) << row.body;
    EXPECT_EQ(body.value().conversation, query.value().conversation) << row.body;
    EXPECT_EQ(body.value().english, query.value().english) << row.body;
    EXPECT_EQ(body.value().as_of, query.value().as_of) << row.body;
  }
}

/// Both refuse the same with the same words.
TEST(AskRequest, IsBoundedAlikeThroughBothDoors) {
  const std::string long_text(AskRequest::kTextMax + 1, 'a');
  const struct {
    std::string body;
    Query query;
    const char* says;
  } rows[] = {
      {R"({"text":")" + long_text + "\"}", {{"text", long_text}}, "501 characters"},
      {R"({"text":"好","lang":"fr"})", {{"lang", "fr"}}, "\"lang\""},
      {R"({"text":"好","as_of":"2026-02-30"})", {{"as_of", "2026-02-30"}}, "\"as_of\""},
      {R"({"text":"好","answer":{"question":"age"}})", {{"question", "age"}}, "\"option\""},
      {R"({"text":"好","answer":{"option":"adult"}})", {{"option", "adult"}}, "\"question\""},
  };
  for (const auto& row : rows) {
    const auto body = read_ask_body(row.body);
    const auto query = read_ask_form(row.query);
    ASSERT_FALSE(body) << row.body;
    ASSERT_FALSE(query) << row.body;
    EXPECT_EQ(body.error().message, query.error().message);
    EXPECT_NE(body.error().message.find(row.says), std::string::npos) << body.error().message;
  }
}

TEST(AskRequest, CountsCharactersNotBytes) {
  std::string text;
  for (std::size_t i = 0; i < AskRequest::kTextMax; ++i) text += "好";
  EXPECT_TRUE(read_ask_form({{"text", text}}));
  EXPECT_FALSE(read_ask_form({{"text", text + "a"}}));
}

TEST(AskRequest, SaysNothingOnlyOnThePage) {
  for (const char* body : {"{}", R"({"text":""})", R"({"text":" \n"})", R"({"answer":{}})"}) {
    EXPECT_FALSE(read_ask_body(body)) << body;
  }
  EXPECT_TRUE(read_ask_form({{"text", ""}}));
}

TEST(Feedback, SaysWhatWasMissing) {
  const auto read = read_feedback_body(R"({"text":"没说周末开不开","question":"身份证丢了"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().text, "没说周末开不开");
  EXPECT_EQ(read.value().question, "身份证丢了");
  const std::string long_text(AskRequest::kTextMax + 1, 'a');
  for (const std::string& bad :
       {std::string("{}"), std::string(R"({"text":" "})"), "{\"text\":\"" + long_text + "\"}",
        R"({"text":"好","question":")" + long_text + "\"}"}) {
    EXPECT_FALSE(read_feedback_body(bad)) << bad.substr(0, 40);
  }
}

}  // namespace
}  // namespace zheli::server
