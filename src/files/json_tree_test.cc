#include "files/json_tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace zheli::files {
namespace {

using Kind = Json::Kind;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(ReadJson, KnowsKindsNamesAndLines) {
  Findings findings("x.json");
  const Json root = read_json(
      "\xEF\xBB\xBF{\n\"b\": [1,\n2.50\n, \"\\u6e56州\"],\n\"a\": {\"x\": null},\n\"c\": true}\n",
      findings);
  ASSERT_TRUE(findings.problems().empty()) << findings.problems()[0].message;
  ASSERT_TRUE(root.is(Kind::object));
  ASSERT_EQ(root.children.size(), 3U);
  EXPECT_EQ(root.children[0].name, "a");  // by name
  const Json* const list = root.find("b");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->line, 2);
  ASSERT_EQ(list->children.size(), 3U);
  EXPECT_EQ(list->children[0].line, 2);
  EXPECT_EQ(list->children[1].line, 3);  // the line's end belongs to it
  EXPECT_EQ(list->children[1].text, "2.50");
  EXPECT_EQ(list->children[2].line, 4);
  EXPECT_TRUE(list->children[2].is("湖州"));
  EXPECT_TRUE(root.find("a")->find("x")->is(Kind::null));
  EXPECT_EQ(root.find("c")->line, 6);
  EXPECT_EQ(root.find("c")->flag(), true);
  EXPECT_EQ(root.find("d"), nullptr);
  EXPECT_EQ(list->find("b"), nullptr);
}

TEST(ReadJson, KeepsNumbersExactly) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  const struct {
    const char* bytes;
    const char* text;
    double number;
    std::optional<std::int64_t> whole;
  } rows[] = {
      {"0", "0", 0, 0},
      {"-9223372036854775808", "-9223372036854775808", -0x1p63, kLeast},
      {"9007199254740993", "9007199254740993", 9007199254740992.0, 9007199254740993},
      {"9223372036854775808", "9223372036854775808", 0x1p63, std::nullopt},
      {"123456789012345678901234567890", "123456789012345678901234567890",
       123456789012345678901234567890.0, std::nullopt},
      {"0.10", "0.10", 0.1, std::nullopt},
      {"1.0", "1.0", 1, std::nullopt},
      {"1E2", "1E2", 100, std::nullopt},
      {"1e-999", "1e-999", 0, std::nullopt},
      {"4.9e-324", "4.9e-324", 4.9e-324, std::nullopt},
  };
  for (const auto& row : rows) {
    Findings findings("x.json");
    const Json json = read_json(row.bytes, findings);
    EXPECT_TRUE(findings.problems().empty()) << row.bytes;
    EXPECT_EQ(json.text, row.text);
    EXPECT_EQ(json.number(), row.number) << row.bytes;
    EXPECT_EQ(json.whole(), row.whole) << row.bytes;
    EXPECT_EQ(json.flag(), std::nullopt);
  }
}

TEST(ReadJson, TextIsNoNumberAndNoFlag) {
  Findings findings("x.json");
  const Json json = read_json(R"(["1", "true", null, {}])", findings);
  for (const Json& one : json.children) {
    EXPECT_EQ(one.number(), std::nullopt);
    EXPECT_EQ(one.whole(), std::nullopt);
    EXPECT_EQ(one.flag(), std::nullopt);
  }
}

TEST(ReadJson, RefusesWhatIsBrokenOrHostile) {
  const struct {
    std::string bytes;
    int line;
    const char* message;
  } rows[] = {
      {"", 1, "this is no JSON: syntax error"},
      {"{\n\"a\": 1,\n}", 3, "this is no JSON: syntax error"},
      {"[1,\n2\n\n", 3, "unexpected end of input"},
      {"[1]\n[2]", 2, "expected end of input"},
      {"[1] // no\n", 1, "this is no JSON"},
      {"[01]", 1, "this is no JSON"},
      {"[nan]", 1, "this is no JSON"},
      {"[\"a\nb\"]", 1, "control character"},
      {"\n[\"\xc0\xaf\"]", 2, "ill-formed UTF-8"},
      {"[\"\xed\xa0\x80\"]", 1, "ill-formed UTF-8"},
      {"[\"\\ud800\"]", 1, "surrogate"},
      {"\n\n1e400", 3, "a number here is beyond all numbers"},
      {std::string(400, '3'), 1, "a number here is beyond all numbers"},
      {"{\"b\": 1,\n\"a\": 2,\n\"b\": 3,\n\"c\": 4}", 3, "\"b\" stands twice; keep one"},
      {"{\"x\":{\"\":1, \"\":1}}", 1, "\"\" stands twice; keep one"},
      {repeated("[", 100'000), 1, "nested more than 64 deep"},
      {repeated("{\"a\":", 65), 1, "nested more than 64 deep"},
      {"[" + repeated("0,", 1'000'000) + "0]", 1, "more than 1000000 values"},
      {std::string(kJsonBytesMax + 1, ' '), 0, "the file is larger than 16 MiB"},
  };
  for (const auto& row : rows) {
    Findings findings("x.json");
    EXPECT_TRUE(read_json(row.bytes, findings).is(Kind::null)) << row.bytes.substr(0, 80);
    ASSERT_EQ(findings.problems().size(), 1U) << row.bytes.substr(0, 80);
    EXPECT_EQ(findings.problems()[0].line, row.line) << row.bytes.substr(0, 80);
    EXPECT_NE(findings.problems()[0].message.find(row.message), std::string::npos)
        << findings.problems()[0].message;
  }
}

TEST(ReadJson, NestsAsDeepAsItMay) {
  Findings findings("x.json");
  const Json json = read_json(repeated("[", 64) + repeated("]", 64), findings);
  EXPECT_TRUE(findings.problems().empty());
  EXPECT_EQ(json.children.size(), 1U);
}

/// Would take hours if a name were sought among all others.
TEST(ReadJson, ManyNamesCostNoMoreThanTheirSorting) {
  constexpr int kNames = 100'000;
  std::string bytes = "{";
  for (int i = 0; i < kNames; ++i)
    bytes += "\"" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  bytes.back() = '}';
  Findings findings("x.json");
  const Json json = read_json(bytes, findings);
  ASSERT_TRUE(findings.problems().empty());
  for (int i = 0; i < kNames; ++i) ASSERT_EQ(json.find(std::to_string(i))->whole(), i);
}

RC_GTEST_PROP(ReadJson, GivesATreeOrOneProblemForAnyBytes, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"", "1", "-", ".5", "e", "true", "null",
      "\n", " ", "\\", "\xe6\xb9\x96", "\xff"));
  std::string bytes;
  for (const std::string& piece : pieces) bytes += piece;
  Findings findings("x.json");
  const Json root = read_json(bytes, findings);
  RC_ASSERT(findings.problems().size() <= 1U);
  for (const Problem& problem : findings.problems()) RC_ASSERT(problem.line > 0);
  if (!findings.problems().empty()) RC_ASSERT(root.is(Kind::null));
}

}  // namespace
}  // namespace zheli::files
