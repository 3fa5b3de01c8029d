#include "files/fields.h"

#include <gtest/gtest.h>

namespace zheli::files {
namespace {

/// Reads one mapping with `read` and gives what was found wrong, one problem a line.
template <typename Read>
std::string problems(std::string_view yaml, const Read& read) {
  Findings findings("x.yaml");
  const Node node = read_yaml(yaml, findings);
  Fields fields(node, "an item", findings);
  read(fields);
  std::string all;
  for (const Problem& one : findings.problems())
    all += std::to_string(one.line) + ": " + one.message + "\n";
  return all;
}

TEST(Fields, ReadEveryKindOfValue) {
  const auto read = [](Fields& fields) {
    EXPECT_EQ(fields.id(), "lost-2");
    EXPECT_EQ(fields.text("title"), "Lost");
    EXPECT_EQ(fields.texts("names"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(fields.flag("open"), true);
    EXPECT_EQ(fields.number("share", 0, 1), 0.25);
    EXPECT_EQ(fields.money("fee"), core::Money{1250});
    EXPECT_EQ(core::to_string(fields.date("on")), "2026-02-28");
    EXPECT_EQ(fields.choice("hold", {"carry", "bring"}), 1U);
    const core::Validity validity = fields.validity();
    EXPECT_TRUE(validity.from && validity.to);
    int steps = 0;
    fields.each("steps", [&](const Node& step) { steps += step.line; });
    EXPECT_EQ(steps, 12 + 13);
    fields.done();
  };
  EXPECT_EQ(problems("id: lost-2\ntitle: Lost\nnames: [a, b]\nopen: true\nshare: 0.25\n"
                     "fee: 12.5\non: 2026-02-28\nhold: bring\nfrom: 2026-01-01\nto: 2026-01-02\n"
                     "steps:\n- one\n- two\n",
                     read),
            "");
}

TEST(Fields, LeaveOutWhatIsAbsent) {
  const auto read = [](Fields& fields) {
    EXPECT_EQ(fields.text_if_any("title"), "");
    EXPECT_TRUE(fields.texts_if_any("names").empty());
    EXPECT_EQ(fields.flag("open"), std::nullopt);
    EXPECT_EQ(fields.number_if_any("share", 0, 1), std::nullopt);
    EXPECT_EQ(fields.money_if_any("fee"), std::nullopt);
    EXPECT_EQ(fields.date_if_any("on"), std::nullopt);
    EXPECT_EQ(fields.choice("hold", {"carry"}), std::nullopt);
    fields.each("steps", [](const Node&) { FAIL(); });
    fields.done();
  };
  EXPECT_EQ(problems("{}", read), "");
}

struct BadRow {
  const char* yaml;
  void (*read)(Fields& fields);
  const char* problem;
};

const BadRow kBadRows[] = {
    {"other: 1", [](Fields& f) { f.text("title"); }, "1: an item has no \"title\"; add it"},
    {"title:", [](Fields& f) { f.text("title"); },
     "1: \"title\" is empty; fill it in, or leave the key out"},
    {"title: [a]", [](Fields& f) { f.text("title"); },
     "1: \"title\" is a list or mapping; write text there"},
    {"names: a", [](Fields& f) { f.texts("names"); },
     "1: \"names\" must be a list; write [one, two]"},
    {"names: []", [](Fields& f) { f.texts("names"); }, "1: \"names\" is an empty list; fill it in"},
    {"open: yes", [](Fields& f) { f.flag("open"); }, "1: \"open\" must be true or false"},
    {"share: 1.01", [](Fields& f) { f.number("share", 0, 1); },
     "1: \"share\" must be a number from 0 to 1"},
    {"share: nan", [](Fields& f) { f.number("share", 0, 1); },
     "1: \"share\" must be a number from 0 to 1"},
    {"share: 1x", [](Fields& f) { f.number("share", 0, 1); },
     "1: \"share\" must be a number from 0 to 1"},
    {"fee: -1", [](Fields& f) { f.money("fee"); }, "1: \"fee\" is negative; write 0 or more"},
    {"fee: 1.234", [](Fields& f) { f.money("fee"); }, "1: \"fee\": \"1.234\" is no amount"},
    {"on: 2026-02-29", [](Fields& f) { f.date("on"); }, "1: \"on\": \"2026-02-29\" is not"},
    {"id: Lost", [](Fields& f) { f.id(); },
     "1: \"Lost\" is no id; use lower-case words joined by \"-\""},
    {"hold: brin",
     [](Fields& f) {
       f.choice("hold", {"carry", "bring"});
     },
     "1: unknown \"hold\" \"brin\"; did you mean \"bring\"?"},
    {"to: 2026-01-01\nfrom: 2026-01-01", [](Fields& f) { f.validity(); },
     "2: \"from\" is not before \"to\""},
    {"steps: one", [](Fields& f) { f.each("steps", [](const Node&) {}); },
     "1: \"steps\" must be a list; start each entry with -"},
    {"a: 1\ntitel: 2",
     [](Fields& f) {
       f.find("a");
       f.find("title");
       f.done();
     },
     "2: unknown key of an item \"titel\"; did you mean \"title\"?"},
    {"[a]", [](Fields& f) { f.text("title"), f.done(); },
     "1: an item must be a mapping; write key: value"},
};

TEST(Fields, SayWhatIsWrongOnceAndWithItsLine) {
  for (const BadRow& row : kBadRows) {
    const std::string found = problems(row.yaml, row.read);
    EXPECT_TRUE(found.starts_with(row.problem)) << row.yaml << "\n" << found;
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 1) << row.yaml << "\n" << found;
  }
}

TEST(IsId, AllowsLowerCaseWordsAndDigits) {
  for (const char* good : {"a", "id-card", "2021", "a-1-b"}) EXPECT_TRUE(is_id(good)) << good;
  for (const char* bad : {"", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "证"})
    EXPECT_FALSE(is_id(bad)) << bad;
}

TEST(RefuseTwice, NamesTheIdThatIsTaken) {
  struct Named {
    std::string id;
  };
  Findings findings("x.yaml");
  refuse_twice(std::vector<Named>{{"a"}, {""}}, "a", 4, findings);
  refuse_twice(std::vector<Named>{{"a"}, {""}}, "", 5, findings);
  refuse_twice(std::vector<Named>{{"a"}, {""}}, "b", 6, findings);
  ASSERT_EQ(findings.problems().size(), 1U);
  EXPECT_EQ(findings.problems()[0].line, 4);
}

}  // namespace
}  // namespace zheli::files
