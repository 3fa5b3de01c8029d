#include "files/problem.h"

#include <gtest/gtest.h>

namespace zheli::files {
namespace {

TEST(Unknown, ProposesTheNearestWordOrListsAFew) {
  const std::vector<std::string> words = {"carry", "register", "form"};
  const std::vector<std::string> many(13, "something-else");
  const struct {
    const char* word;
    std::vector<std::string> known;
    const char* message;
  } rows[] = {
      {"regster", words, "unknown hold \"regster\"; did you mean \"register\"?"},
      {"from", words, "unknown hold \"from\"; did you mean \"form\"?"},
      {"photo", words, "unknown hold \"photo\"; known are carry, register, form"},
      {"photo", {}, "unknown hold \"photo\"; none is defined"},
      {"photo", many, "unknown hold \"photo\"; nothing known is near it"},
  };
  for (const auto& row : rows) EXPECT_EQ(unknown("hold", row.word, row.known), row.message);
}

TEST(Unknown, ComparesNoLongWords) {
  const std::string word(65, 'a');
  EXPECT_EQ(unknown("id", word, {word + "b"}),
            "unknown id \"" + word + "\"; known are " + word + "b");
}

TEST(Findings, KeepTheirFileAndOrder) {
  Findings findings("items/x.yaml");
  findings.add(7, "b");
  findings.add(3, "a");
  const std::vector<Problem> expected = {{"items/x.yaml", 7, "b"}, {"items/x.yaml", 3, "a"}};
  EXPECT_EQ(findings.problems(), expected);
}

}  // namespace
}  // namespace zheli::files
