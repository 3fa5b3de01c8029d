#include "desk/classroom.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"
#include "desk/small_house.h"

namespace zheli::desk {
namespace {

using identity::Role;
using identity::Who;
using knowledge::Lesson;

const teaching::School& school() {
  static const teaching::School one = [] {
    const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
    return teaching::school_of(pack,
                               std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1)),
                               {}, dialogue::kDay);
  }();
  return one;
}

class InTheClassroom : public testing::Test, protected SmallHouse {
 protected:
  Classroom classroom{store, school(), 1};
  const Who wang{.account = "wang", .roles = {Role::expert}, .is_proven = true};
  const Who li{.account = "li", .roles = {Role::expert}, .is_proven = true};
  const Lesson lesson{"亮证卡不见了咋弄", "minor", {}, {}};
  const Lesson danger{"有人打我怎么办", "lost", {}, {}};

  Classroom::Taught teach(const Lesson& one, const char* key) {
    return std::get<Classroom::Taught>(classroom.teach(one, key, wang, kNow));
  }
  static std::string leading(const Classroom& of, const char* question) {
    const auto labels = of.live()->reply({}, {question, "", ""}, dialogue::kDay).explanation.labels;
    return fmt::format("{} {}", labels.front().first, labels.front().second);
  }
};

TEST_F(InTheClassroom, ALessonIsLiveForWhoAsksNext) {
  const auto before = classroom.live();
  EXPECT_FALSE(leading(classroom, "亮证卡").starts_with("minor"));
  const auto taught = teach(lesson, "k1");
  EXPECT_TRUE(taught.trial.passed());
  ASSERT_TRUE(taught.kept);
  EXPECT_TRUE(leading(classroom, "亮证卡").starts_with("minor"));
  EXPECT_NE(classroom.live(), before);
  EXPECT_EQ(before->pack().lessons.size() + 1, classroom.live()->pack().lessons.size());
}

TEST_F(InTheClassroom, AnotherStartTeachesTheSame) {
  teach(lesson, "k1");
  teach({"身份证亮证卡", "minor", {}, {}}, "k2");
  const Classroom again(store, school(), 2);
  for (const char* question : {"亮证卡", "身份证丢了", "有人打我"})
    EXPECT_EQ(leading(again, question), leading(classroom, question)) << question;
}

TEST_F(InTheClassroom, TakingBackLeavesNothing) {
  const std::string before = leading(classroom, "亮证卡");
  const auto taught = teach(lesson, "k1");
  const auto back =
      classroom.judge({TakeBackLesson{taught.kept->lesson, "教错了"}, "k2"}, li, kNow);
  EXPECT_TRUE(std::holds_alternative<LessonOutcome>(back));
  EXPECT_EQ(leading(classroom, "亮证卡"), before);
}

TEST_F(InTheClassroom, WhatIsStoppedIsLiveOnlyOnceAnotherLetsItPass) {
  const auto before = classroom.live();
  const auto taught = teach(danger, "k1");
  EXPECT_FALSE(taught.trial.passed());
  ASSERT_TRUE(taught.kept);
  EXPECT_EQ(classroom.live(), before);
  const LessonOrder approve{ApproveLesson{taught.kept->lesson, "另有所指"}, "k2"};
  EXPECT_EQ(std::get<Refusal>(classroom.judge(approve, wang, kNow)), Refusal::not_allowed);
  EXPECT_EQ(classroom.live(), before);
  EXPECT_TRUE(std::holds_alternative<LessonOutcome>(classroom.judge(approve, li, kNow)));
  EXPECT_NE(classroom.live(), before);
}

TEST_F(InTheClassroom, KeepsNothingOfWhatNobodyMayOverruleOrTries) {
  const std::int64_t before = leaves();
  EXPECT_FALSE(teach({"亮证卡", "no-such-item", {}, {}}, "k1").kept);
  EXPECT_TRUE(std::get<teaching::Trial>(classroom.try_one(lesson, wang)).passed());
  const Who admin{.account = "a", .roles = {Role::admin}, .is_proven = true};
  EXPECT_EQ(std::get<Refusal>(classroom.try_one(lesson, admin)), Refusal::not_allowed);
  EXPECT_EQ(std::get<Refusal>(classroom.teach(lesson, "k2", admin, kNow)), Refusal::not_allowed);
  EXPECT_EQ(leaves(), before);
  EXPECT_TRUE(classroom.lessons().in_force().empty());
}

}  // namespace
}  // namespace zheli::desk
