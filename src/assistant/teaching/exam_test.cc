#include "assistant/teaching/exam.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zheli::teaching {
namespace {

using knowledge::ExamQuestion;

TEST(Meets, TakesAlternativesAndStars) {
  const struct {
    const char* label;
    std::vector<std::string> expected;
    bool met;
  } rows[] = {
      {"a", {"a"}, true},
      {"a", {"b", "a"}, true},
      {"a-b", {"a-*"}, true},
      {"a", {"a-*"}, false},
      {"b", {"a"}, false},
      {"", {"a"}, false},
      {"outside", {"outside"}, true},
      {"x", {"*"}, true},
  };
  for (const auto& row : rows) EXPECT_EQ(meets(row.label, row.expected), row.met) << row.label;
}

TEST(Matthews, AgreesWithTheTwoLabelFormula) {
  // 6 true positives, 3 true negatives, 1 false positive, 2 false negatives:
  // (6·3 − 1·2) / √(7·8·4·5) = 16 / √1120 = 0.478091...
  std::vector<std::pair<std::string, std::string>> pairs;
  for (int i = 0; i < 6; ++i) pairs.emplace_back("yes", "yes");
  for (int i = 0; i < 3; ++i) pairs.emplace_back("no", "no");
  pairs.emplace_back("no", "yes");
  for (int i = 0; i < 2; ++i) pairs.emplace_back("yes", "no");
  EXPECT_NEAR(matthews(pairs), 16 / std::sqrt(1120.0), 1e-12);
  EXPECT_EQ(matthews({}), 0);
  EXPECT_EQ(matthews({{"a", "a"}}), 0);
}

ExamQuestion question(const char* text, std::vector<std::string> expected) {
  ExamQuestion out;
  out.question = text;
  out.expected = std::move(expected);
  return out;
}

TEST(Sit, CountsAsTheManualSays) {
  const std::vector<ExamQuestion> questions = {
      question("right", {"a"}),     question("second", {"b"}),
      question("refused", {"a"}),   question("both", {"a", "outside"}),
      question("out", {"outside"}), question("fooled", {"outside"})};
  const Examinee examinee = [](const std::string& text) -> Sitting {
    if (text == "right") return {{"a"}, "a", false, 0.95};
    if (text == "second") return {{"a", "b"}, "a", false, 0.55};
    if (text == "refused") return {{}, "a", true, 0.75};
    if (text == "out") return {{}, "a", true, 0.85};
    return {{"a"}, "a", false, 0.35};
  };
  const Score score = sit(questions, examinee);
  EXPECT_EQ(score.questions, 5);  // "both" is left out
  EXPECT_EQ(score.inside, 3);
  EXPECT_NEAR(score.top1, 1.0 / 3, 1e-12);
  EXPECT_NEAR(score.top1_forced, 2.0 / 3, 1e-12);
  EXPECT_NEAR(score.offered, 2.0 / 3, 1e-12);
  EXPECT_NEAR(score.outside_recall, 0.5, 1e-12);
  EXPECT_NEAR(score.outside_false, 1.0 / 3, 1e-12);
  EXPECT_NEAR(score.calibration_error, (0.05 + 0.55 + 0.75 + 0.15 + 0.35) / 5, 1e-12);
  EXPECT_EQ(score.wrong.size(), 3u);
}

}  // namespace
}  // namespace zheli::teaching
