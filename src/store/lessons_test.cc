#include "store/lessons.h"

#include <gtest/gtest.h>

#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

using namespace std::chrono_literals;

constexpr identity::Instant kTaught{1'796'000'000s};

class LessonRows : public OnBoth {
 protected:
  void SetUp() override {
    connection_ = connect(new_database(), Access::write);
    migrate(*connection_, migrations(), [](int) {});
  }
  std::unique_ptr<Connection> connection_;
};
INSTANTIATE_TEST_SUITE_P(Engines, LessonRows, kEngines, engine_name);

TEST_P(LessonRows, ComeAndChangeTheirState) {
  Connection& to = *connection_;
  add_lesson(to, {"l2", "亮证卡", "lost", LessonState::stopped, "a1", kTaught + 1s, "contradicts"});
  add_lesson(to, {"l1", "卡没了", "lost", LessonState::in_force, "a1", kTaught, ""});
  EXPECT_EQ(failure_of([&] {
              add_lesson(to, {"l1", "", "", {}, "", kTaught, ""});
            }),
            Failure::Kind::unique);
  const auto one = lesson(to, "l2");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->question, "亮证卡");
  EXPECT_EQ(one->stops, "contradicts");
  EXPECT_EQ(one->at, kTaught + 1s);
  EXPECT_FALSE(lesson(to, "l3"));
  EXPECT_FALSE(change_lesson(to, "l2", LessonState::in_force, LessonState::taken_back));
  EXPECT_TRUE(change_lesson(to, "l2", LessonState::stopped, LessonState::in_force));
  const auto in_force = lessons(to, LessonState::in_force);
  ASSERT_EQ(in_force.size(), 2u);
  EXPECT_EQ(in_force[0].id, "l1");
  EXPECT_EQ(newest_lessons(to, 1)[0].id, "l2");
}

}  // namespace
}  // namespace zheli::store
