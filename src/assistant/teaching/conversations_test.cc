#include "assistant/teaching/conversations.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::teaching {
namespace {

knowledge::ExamTurn turn(const char* say, const char* move, const char* outcome = "") {
  knowledge::ExamTurn out;
  out.say = say;
  out.moves = {move};
  out.outcome = outcome;
  return out;
}

TEST(Talk, EndsWhereTheGuideShowsThatOutcomeAlone) {
  const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
  const dialogue::Assistant assistant(
      pack, std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1)));
  const knowledge::ExamTurn lost = turn("身份证丢了", "answer");
  const knowledge::ExamTurn here = turn("在湖州", "answer");
  const Talked talked = talk(
      {{"there", {lost, here, turn("满了", "answer", "window")}, {}},
       {"elsewhere", {lost, here, turn("满了", "answer", "remote")}, {}},
       {"a slip on the way", {turn("身份证丢了", "clarify"), here, turn("满了", "answer")}, {}},
       {"not yet", {lost, turn("在湖州", "answer", "window")}, {}}},
      assistant, core::parse_date("2026-11-23").value());
  EXPECT_EQ(talked.conversations, 4);
  EXPECT_EQ(talked.ended_right, 2);
  EXPECT_EQ(talked.conversations_right, 1);
  EXPECT_EQ(talked.questions_per_talk, 0);  // what is asked beneath a guide may be left
  ASSERT_EQ(talked.slips.size(), 3u);
  EXPECT_EQ(talked.slips[0].expected, "answer  outcome=remote");
  EXPECT_EQ(talked.slips[0].came, "answer lost age=adult place=here outcome=window");
}

}  // namespace
}  // namespace zheli::teaching
