#include "desk/lessons.h"

#include <gtest/gtest.h>

#include "desk/small_house.h"

namespace zheli::desk {
namespace {

using identity::Role;
using identity::Who;
using store::LessonState;

class LessonsAtTheDesk : public testing::Test, protected SmallHouse {
 protected:
  Lessons desk_of_lessons{store};
  const Who wang{.account = "wang", .roles = {Role::expert}, .is_proven = true};
  const Who li{.account = "li", .roles = {Role::expert}, .is_proven = true};

  std::variant<LessonOutcome, Refusal> give(const LessonCommand& command, const Who& who) {
    return desk_of_lessons.act({command, fmt::format("lesson-{}", ++orders)}, who, kNow);
  }
  std::string taught(std::vector<std::string> stops) {
    return std::get<LessonOutcome>(give(TeachLesson{"亮证卡", "lost", std::move(stops)}, wang))
        .lesson;
  }
  LessonState state(const std::string& id) {
    return store.read([&](store::Connection& from) { return store::lesson(from, id)->state; });
  }
};

TEST_F(LessonsAtTheDesk, WhatPassedIsInForceWithItsRecord) {
  const auto done = std::get<LessonOutcome>(give(TeachLesson{"亮证卡", "lost", {}}, wang));
  EXPECT_EQ(state(done.lesson), LessonState::in_force);
  ASSERT_EQ(desk_of_lessons.in_force().size(), 1u);
  EXPECT_EQ(desk_of_lessons.in_force()[0].question, "亮证卡");
  const std::string text = record(done.record);
  EXPECT_NE(text.find("\"lesson\":\"" + done.lesson + "\""), std::string::npos) << text;
  EXPECT_NE(text.find("\"what\":\"taught\""), std::string::npos) << text;
  EXPECT_EQ(text.find("亮证卡"), std::string::npos) << text;  // its words are kept once
}

TEST_F(LessonsAtTheDesk, WhatWasStoppedWaitsForAnother) {
  const std::string id = taught({"contradicts"});
  EXPECT_EQ(state(id), LessonState::stopped);
  EXPECT_TRUE(desk_of_lessons.in_force().empty());
  EXPECT_EQ(std::get<Refusal>(give(ApproveLesson{id, "就是这么问的"}, wang)), Refusal::not_allowed);
  Who unproven = li;
  unproven.is_proven = false;
  EXPECT_EQ(std::get<Refusal>(give(ApproveLesson{id, "对"}, unproven)), Refusal::prove_first);
  EXPECT_EQ(std::get<Refusal>(give(ApproveLesson{id, ""}, li)), Refusal::unusable);
  EXPECT_EQ(state(id), LessonState::stopped);
  const auto done = std::get<LessonOutcome>(give(ApproveLesson{id, "就是这么问的"}, li));
  EXPECT_EQ(state(id), LessonState::in_force);
  EXPECT_NE(record(done.record).find("\"reason\":\"就是这么问的\""), std::string::npos);
  EXPECT_EQ(std::get<Refusal>(give(RefuseLesson{id, "不对"}, li)), Refusal::stale);
}

TEST_F(LessonsAtTheDesk, IsTakenBackAndTheModelIsAsBefore) {
  const auto model = [&](std::int64_t id) {
    const std::string text = record(id);
    return text.substr(text.find("\"model\":"), 74);
  };
  const std::string first = taught({});
  const auto second = std::get<LessonOutcome>(give(TeachLesson{"卡没了", "lost", {}}, wang));
  const auto back = std::get<LessonOutcome>(give(TakeBackLesson{second.lesson, "教错了"}, li));
  EXPECT_EQ(state(second.lesson), LessonState::taken_back);
  ASSERT_EQ(desk_of_lessons.in_force().size(), 1u);
  EXPECT_EQ(desk_of_lessons.in_force()[0].id, first);
  EXPECT_NE(model(second.record), model(back.record));
  const auto third = std::get<LessonOutcome>(give(TeachLesson{"卡没了", "lost", {}}, wang));
  EXPECT_EQ(model(third.record), model(second.record));
}

TEST_F(LessonsAtTheDesk, RefusesWhatIsNobodysToDoAndLeavesNothing) {
  const std::string id = taught({"contradicts"});
  const std::int64_t before = leaves();
  const Who admin{.account = "a", .roles = {Role::admin}, .is_proven = true};
  EXPECT_EQ(std::get<Refusal>(give(TeachLesson{"亮证卡", "lost", {}}, admin)),
            Refusal::not_allowed);
  EXPECT_EQ(std::get<Refusal>(give(ApproveLesson{id, "对"}, admin)), Refusal::not_allowed);
  EXPECT_EQ(std::get<Refusal>(give(ApproveLesson{"none", "对"}, li)), Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(give(TakeBackLesson{id, "对"}, li)), Refusal::stale);
  EXPECT_EQ(std::get<Refusal>(give(TeachLesson{"", "lost", {}}, wang)), Refusal::unusable);
  EXPECT_EQ(std::get<Refusal>(give(TeachLesson{"\xff", "lost", {}}, wang)), Refusal::unusable);
  EXPECT_EQ(std::get<Refusal>(desk_of_lessons.newest(admin)), Refusal::not_allowed);
  EXPECT_EQ(std::get<std::vector<store::TaughtLesson>>(desk_of_lessons.newest(li)).size(), 1u);
  EXPECT_EQ(leaves(), before);
}

TEST_F(LessonsAtTheDesk, ACommandSentTwiceIsDoneOnce) {
  const LessonOrder order{TeachLesson{"亮证卡", "lost", {}}, "k1"};
  const auto first = std::get<LessonOutcome>(desk_of_lessons.act(order, wang, kNow));
  const auto second = std::get<LessonOutcome>(desk_of_lessons.act(order, wang, kNow));
  EXPECT_EQ(first.lesson, second.lesson);
  EXPECT_EQ(first.record, second.record);
  const LessonOrder other{TeachLesson{"卡没了", "lost", {}}, "k1"};
  EXPECT_EQ(std::get<Refusal>(desk_of_lessons.act(other, wang, kNow)), Refusal::key_used);
}

}  // namespace
}  // namespace zheli::desk
