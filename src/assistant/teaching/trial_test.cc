#include "assistant/teaching/trial.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "assistant/dialogue/small_pack.h"

namespace zheli::teaching {
namespace {

using knowledge::Lesson;

Lesson lesson(const char* question, const char* label) {
  return {question, label, {}, {}};
}

/// The small pack, with an exam of three matters, a danger, and a pinned question.
const School& school() {
  static const School one = [] {
    const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
    const auto trained = std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 1));
    knowledge::Exam exam;
    exam.questions = {{"身份证丢了呀", {"lost"}, "id", {}},
                      {"身份证过期了呀", {"expired"}, "id", {}}};
    exam.alarms = {{"有人打我呀", true, {}}, {"身份证呀", false, {}}};
    exam.pinned = {{"我的身份证到期了", {"answer", "clarify", "offer"}, {{"expired"}}, {}, {}}};
    return school_of(pack, trained, std::move(exam), dialogue::kDay);
  }();
  return one;
}
const InForce& alone() {
  static const InForce one = in_force(school(), {}, 1);
  return one;
}
Trial tried(std::vector<Lesson> more, int threads = 1) {
  return try_lessons(school(), alone(), more, floors_of(alone().sat.figures), threads);
}
bool stopped(const Trial& trial, Why why) {
  return std::any_of(trial.stops.begin(), trial.stops.end(),
                     [&](const Stop& one) { return one.why == why; });
}
std::string said(const dialogue::Assistant& assistant, const char* question) {
  const auto labels = assistant.reply({}, {question, "", ""}, dialogue::kDay).explanation.labels;
  return fmt::format("{} {}", labels.front().first, labels.front().second);
}

TEST(Trial, TeachesWhatIsThenFollowed) {
  const Trial trial = tried({lesson("身份证亮证卡", "minor"), lesson("亮证卡不见了咋弄", "minor")});
  for (const Stop& one : trial.stops)
    ADD_FAILURE() << word(one.why) << ' ' << one.about << ' ' << one.says;
  ASSERT_EQ(trial.learned.size(), 2U);
  for (const Learned& one : trial.learned) EXPECT_TRUE(one.is_followed) << one.question;
  EXPECT_TRUE(said(*trial.assistant, "亮证卡").starts_with("minor "));
}

TEST(Trial, OrderDoublesAndThreadsChangeNothing) {
  const Lesson a = lesson("小囡的亮证卡", "minor"), b = lesson("亮证卡不见了咋弄", "minor"),
               c = lesson("旧卡不能刷", "expired");
  const Trial one = tried({a, b, c}), other = tried({c, a, b, a}, 3);
  for (const char* question : {"亮证卡", "旧卡", "身份证丢了", "有人打我"})
    EXPECT_EQ(said(*one.assistant, question), said(*other.assistant, question)) << question;
}

TEST(Trial, ForgettingIsAsBefore) {
  const InForce taught = in_force(school(), {lesson("小囡的亮证卡", "minor")}, 1);
  const InForce forgotten = in_force(school(), {}, 1);
  EXPECT_NE(said(*taught.assistant, "亮证卡"), said(*alone().assistant, "亮证卡"));
  ASSERT_EQ(forgotten.sat.answers.size(), alone().sat.answers.size());
  for (std::size_t i = 0; i < forgotten.sat.answers.size(); ++i)
    EXPECT_EQ(forgotten.sat.answers[i].reply, alone().sat.answers[i].reply);
  EXPECT_EQ(said(*forgotten.assistant, "亮证卡"), said(*alone().assistant, "亮证卡"));
}

TEST(Trial, StopsWhatCannotBeALesson) {
  const struct {
    Lesson lesson;
    Why why;
  } rows[] = {
      {lesson("", "lost"), Why::empty},
      {lesson("！？", "lost"), Why::empty},
      {lesson("亮证卡", "no-such-item"), Why::no_label},
      {lesson("身份证丢了呀", "lost"), Why::in_exam},
      {lesson("身份证 990101199001011234 丢了", "lost"), Why::personal},
      {{std::string(kLessonMax + 1, 'a'), "lost", {}, {}}, Why::empty},
  };
  for (const auto& row : rows) {
    const Trial trial = tried({row.lesson});
    EXPECT_TRUE(stopped(trial, row.why)) << row.lesson.question;
    EXPECT_EQ(trial.assistant, nullptr);
  }
  const Lesson& known = school().pack->lessons.front();
  EXPECT_TRUE(stopped(tried({lesson(known.question.c_str(), "minor")}), Why::two_labels));
  EXPECT_TRUE(
      stopped(tried({lesson("亮证卡", "minor"), lesson("亮证卡。", "lost")}), Why::two_labels));
}

TEST(Trial, StopsADangerTaughtAsAMatter) {
  EXPECT_TRUE(stopped(tried({lesson("有人打我怎么办", "lost")}), Why::danger_lost));
}

TEST(Trial, StopsWhatTurnsAPinnedQuestion) {
  const Trial trial = tried({lesson("我的身份证到期", "lost"), lesson("身份证到期了", "lost"),
                             lesson("我的到期了", "lost"), lesson("证到期了我的", "lost")});
  EXPECT_FALSE(trial.passed());
  EXPECT_TRUE(stopped(trial, Why::pinned_lost) || stopped(trial, Why::contradicts) ||
              stopped(trial, Why::lesson_lost));
}

TEST(Trial, HoldsTheFloors) {
  Floors floors = floors_of(alone().sat.figures);
  EXPECT_NEAR(floors.items, alone().sat.figures.items - 0.005, 1e-12);
  EXPECT_EQ(floors.dangers, alone().sat.figures.dangers);
}

}  // namespace
}  // namespace zheli::teaching
