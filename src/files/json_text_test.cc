#include "files/json_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace zheli::files {
namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
std::string written(const Value& value) {
  JsonText to;
  to.put(value);
  return std::move(to).take();
}

TEST(JsonText, WritesValues) {
  EXPECT_EQ(written("引号\" 反斜\\ 行\n制\t\x01\x7f"),
            "\"引号\\\" 反斜\\\\ 行\\n制\\t\\u0001\x7f\"");
  EXPECT_EQ(written(true), "true");
  EXPECT_EQ(written(-7), "-7");
  EXPECT_EQ(written(nullptr), "null");
  EXPECT_EQ(written(1.0), "1.0");
  EXPECT_EQ(written(0.0001), "0.0001");
  EXPECT_EQ(written(1e-5), "1e-05");
  EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(written(std::vector<std::string>{}), "[]");
}

TEST(JsonText, EscapesWhereverItStands) {
  for (const std::string bad : {"\"", "\\", "\x1f", "\x01"}) {
    for (std::size_t at = 0; at <= 17; ++at) {
      const std::string text = std::string(at, ' ') + bad + std::string(17 - at, 'z');
      EXPECT_EQ(written(text), Json(text).dump());
    }
  }
}

TEST(JsonText, PutsCommasWhereTheyBelong) {
  JsonText to;
  to.object([&] {
    to.field("empty");
    to.object([] {});
    to.field("rows");
    to.objects(std::vector<int>{1, 2}, [&](int one) {
      to.field("n", one);
      to.field("half", one / 2.0);
    });
    to.field("facts", std::map<std::string, std::string>{{"a", "b"}, {"c", "d"}});
    to.field("last", std::vector<std::string>{"x", "y"});
  });
  EXPECT_EQ(std::move(to).take(), R"({"empty":{},"rows":[{"n":1,"half":0.5},{"n":2,"half":1.0}],)"
                                  R"("facts":{"a":"b","c":"d"},"last":["x","y"]})");
}

TEST(JsonText, IndentsAsNlohmannDoes) {
  JsonText to(JsonText::Layout::indented);
  to.object([&] {
    to.field("none", std::vector<int>{});
    to.field("nothing");
    to.object([] {});
    to.field("rows");
    to.objects(std::vector<int>{1, 2}, [&](int one) {
      to.field("n", one);
      to.field("pair");
      to.pair("a", 0.5);
    });
    to.field("last", nullptr);
  });
  const std::string text = std::move(to).take();
  EXPECT_EQ(text, Json::parse(text).dump(2));
  EXPECT_NE(text.find("\n      \"pair\": [\n"), std::string::npos) << text;
}

TEST(JsonText, WritesWhatNlohmannReads) {
  EXPECT_TRUE(rc::check([](const std::vector<std::string>& any, double number) {
    std::vector<std::string> texts;
    for (std::string text : any) {
      for (char& c : text) c = static_cast<char>(c & 0x7f);
      texts.push_back(text);
    }
    RC_ASSERT(written(texts) == Json(texts).dump());
    RC_ASSERT(Json::parse(written(number)).get<double>() == number);
  }));
}

}  // namespace
}  // namespace zheli::files
