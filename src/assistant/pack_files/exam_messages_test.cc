#include "assistant/pack_files/exam_messages.h"

#include <gtest/gtest.h>

#include "assistant/pack_files/exam_file.h"
#include "assistant/pack_files/good_pack.h"
#include "assistant/pack_files/read_pack.h"

namespace zheli::pack_files {
namespace {

using files::Findings;

const knowledge::Pack& pack() {
  static const knowledge::Pack one = read_pack(good_pack()).pack;
  return one;
}

TEST(ExamMessages, ReadsEveryColumn) {
  Findings findings("first.tsv");
  const auto rows = read_exam_messages(
      "# teacher's note\n"
      "证丢了怎么办\tanswer|hand-over\tidcard-lost\told-card=not-found; age-16=over\n"
      "丢了又要第一次办\toffer\tidcard-lost+idcard-first | idcard-*|*\n"
      "在吗\tclarify|outside|urgent\twhere-is-it|age-16|medical|violence\n",
      pack(), findings);
  ASSERT_TRUE(findings.problems().empty()) << findings.problems()[0].message;
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].message, "证丢了怎么办");
  EXPECT_EQ(rows[0].moves, (std::vector<std::string>{"answer", "hand-over"}));
  EXPECT_EQ(rows[0].facts, (knowledge::Facts{{"old-card", "not-found"}, {"age-16", "over"}}));
  EXPECT_EQ(rows[0].place.line, 2);
  EXPECT_EQ(rows[1].about, (std::vector<std::vector<std::string>>{
                               {"idcard-lost", "idcard-first"}, {"idcard-*"}, {"*"}}));
  EXPECT_EQ(rows[2].about.size(), 4u);
}

TEST(ExamMessages, ReportsWhatIsUnknownWithItsLine) {
  const struct {
    const char* row;
    const char* problem;
  } rows[] = {
      {"丢了\tanswers\tidcard-lost", "unknown move \"answers\"; did you mean \"answer\"?"},
      {"丢了\thandover\tidcard-lost", "unknown move \"handover\"; did you mean \"hand-over\"?"},
      {"丢了\tanswer|\tidcard-lost", "unknown move \"\""},
      {"丢了\tanswer\tidcard-losst", "did you mean \"idcard-lost\"?"},
      {"丢了\tanswer\tidcard-lost+", "an empty id"},
      {"丢了\tanswer\tpassport-*", "no id starts with \"passport-\""},
      {"丢了\tanswer\tidcard-lost\told-card", "\"old-card\" states no fact"},
      {"丢了\tanswer\tidcard-lost\told-cart=found", "unknown fact of the pack \"old-cart\""},
      {"丢了\tanswer\tidcard-lost\told-card=gone", "unknown option of \"old-card\" \"gone\""},
      {"丢了\tanswer", "2 columns"},
  };
  for (const auto& row : rows) {
    Findings findings("first.tsv");
    read_exam_messages(std::string("\n") + row.row, pack(), findings);
    ASSERT_EQ(findings.problems().size(), 1u) << row.row;
    EXPECT_EQ(findings.problems()[0].line, 2) << row.row;
    EXPECT_NE(findings.problems()[0].message.find(row.problem), std::string::npos)
        << findings.problems()[0].message;
  }
}

TEST(ExamMessages, AlarmsAreUrgentOrCalm) {
  Findings findings("alarms.tsv");
  const auto rows = read_exam_alarms("有人打我\turgent\n打疫苗\tcalm\n打雷\tclam\n", findings);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_TRUE(rows[0].urgent);
  EXPECT_FALSE(rows[1].urgent);
  ASSERT_EQ(findings.problems().size(), 1u);
  EXPECT_EQ(findings.problems()[0].line, 3);
  EXPECT_EQ(findings.problems()[0].message.find("unknown kind \"clam\""), 0u);
}

TEST(ExamMessages, ThePackHoldsThemByAnyName) {
  const ReadExam read = read_exam(good_pack(), pack());
  ASSERT_EQ(read.exam.messages.size(), 1u);
  EXPECT_EQ(read.exam.messages[0].place.file, "exam/replies/all.tsv");
  ASSERT_EQ(read.exam.alarms.size(), 2u);
  EXPECT_EQ(read.exam.conversations[0].turns[1].outcome, "adult");
}

}  // namespace
}  // namespace zheli::pack_files
