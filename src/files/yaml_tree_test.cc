#include "files/yaml_tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace zheli::files {
namespace {

std::string many(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(ReadYaml, KnowsKindsAndLines) {
  Findings findings("x.yaml");
  const Node root =
      read_yaml("a: 1\nb: [x, \"y\"]\nc:\n  - d: |\n      two\n      lines\ne:\n", findings);
  EXPECT_TRUE(findings.problems().empty());
  ASSERT_EQ(root.kind, Node::Kind::mapping);
  ASSERT_EQ(root.children.size(), 8U);
  EXPECT_EQ(root.children[1].text, "1");
  EXPECT_EQ(root.children[3].children[1].text, "y");
  EXPECT_EQ(root.children[4].line, 3);
  EXPECT_EQ(root.children[5].children[0].children[1].text, "two\nlines\n");
  EXPECT_EQ(root.children[7].kind, Node::Kind::null);
}

TEST(ReadYaml, RefusesWhatIsBrokenOrHostile) {
  const struct {
    std::string bytes;
    int line;
    const char* message;
  } rows[] = {
      {"a: [1, 2\nb: 3\n", 2, "broken YAML"},
      {"a: 1\n b: 2\n", 2, "broken YAML"},
      {"a: &x 1\nb: *x\n", 1, "anchors"},
      {"a: 1\nb: *x\n", 2, "broken YAML"},
      {"a: &x [1]\nb: &y [*x, *x]\nc: [*y, *y]\n", 1, "anchors"},
      {"a: !!int 1\n", 1, "tags"},
      {"a: 1\n---\nb: 2\n", 2, "a second document"},
      {"a: 1\nb: 2\na: 3\n", 3, "key \"a\" stands twice"},
      {"? [a]\n: 1\n", 1, "a key must be a plain word"},
      {many("[", 40), 1, "nested more than 32 deep"},
      {many("- ", 5000), 1, "nested more than 32 deep"},
      {many("{a: ", 100000), 1, "nested more than 32 deep"},
      {many("[", 100000), 1, "nested more than 32 deep"},
  };
  for (const auto& row : rows) {
    Findings findings("x.yaml");
    read_yaml(row.bytes, findings);
    ASSERT_EQ(findings.problems().size(), 1U) << row.bytes.substr(0, 80);
    EXPECT_EQ(findings.problems()[0].line, row.line) << row.bytes.substr(0, 80);
    EXPECT_NE(findings.problems()[0].message.find(row.message), std::string::npos)
        << findings.problems()[0].message;
  }
}

TEST(Readable, RefusesBrokenTextWithItsLine) {
  const struct {
    std::string bytes;
    int line;  // 0: readable
  } rows[] = {
      {"湖州\r\n\t😀", 0}, {"", 0},           {"a\n\xe6\xb9", 2},
      {"\xc0\xaf", 1},    {"a\n\nb\x01", 3}, {"\xed\xa0\x80", 1},
  };
  for (const auto& row : rows) {
    Findings findings("x.yaml");
    EXPECT_EQ(readable(row.bytes, findings), row.line == 0) << row.bytes;
    if (row.line != 0) {
      EXPECT_EQ(findings.problems().at(0).line, row.line) << row.bytes;
    }
  }
}

RC_GTEST_PROP(ReadYaml, GivesATreeOrAProblemForAnyBytes, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "a", ": ", "- ", "[", "]", "{", "}", ",", "\n", "\n  ", "\"", "'", "|", ">", "&x", "*x", "!",
      "#", "? ", "%", "湖州", "---", "\t"));
  std::string bytes;
  for (const std::string& piece : pieces) bytes += piece;
  Findings findings("x.yaml");
  const Node root = read_yaml(bytes, findings);
  const bool paired = root.kind != Node::Kind::mapping || root.children.size() % 2 == 0;
  RC_ASSERT(paired);
  for (const Problem& problem : findings.problems()) RC_ASSERT(problem.line > 0);
}

}  // namespace
}  // namespace zheli::files
