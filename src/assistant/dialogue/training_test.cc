#include "assistant/dialogue/training.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::dialogue {
namespace {

std::string likeliest(const Trained& trained, const std::string& question) {
  const intent::Prediction said = trained.model.predict(trained.reader(question));
  return trained.labels[static_cast<std::size_t>(said.inside.front().label)];
}

TEST(Train, NumbersTheLabelsAsTheyCome) {
  const Trained trained = train(taught_pack(), 1);
  const std::vector<std::string> labels = {"expired", "lost", "minor", "outside/medical",
                                           "urgent/attack"};
  EXPECT_EQ(trained.labels, labels);
  EXPECT_EQ(trained.lesson_count, taught_pack().lessons.size());
}

TEST(Train, GivesAValueThatCanBeTriedBesideAnother) {
  knowledge::Pack pack = taught_pack();
  const Trained before = train(pack, 1);
  for (const char* question : {"丢脸了怎么补", "脸丢了", "丢脸"}) {
    knowledge::Lesson lesson;
    lesson.question = question;
    lesson.label = "minor";
    pack.lessons.push_back(lesson);
  }
  const Trained after = train(pack, 1);
  EXPECT_EQ(likeliest(before, "脸丢了"), "lost");
  EXPECT_EQ(likeliest(after, "脸丢了"), "minor");
  EXPECT_EQ(likeliest(before, "脸丢了"), "lost");  // as it was
}

TEST(Taught, LearnsBesidesAndLeavesTheOtherAsItWas) {
  const Trained before = train(taught_pack(), 1);
  std::vector<knowledge::Lesson> more;
  for (const char* question : {"丢脸了怎么补", "脸丢了", "丢脸"})
    more.push_back({question, "minor", {}, {}});
  const Trained after = taught(before, more);
  EXPECT_EQ(likeliest(before, "脸丢了"), "lost");
  EXPECT_EQ(likeliest(after, "脸丢了"), "minor");
  EXPECT_EQ(after.lesson_count, before.lesson_count + 3);
  EXPECT_EQ(after.labels, before.labels);
}

TEST(Train, IsTheSameOnAnyNumberOfThreads) {
  const Trained one = train(taught_pack(), 1);
  const Trained four = train(taught_pack(), 4);
  const text::Analysis question = one.reader("身份证丢了怎么补");
  const intent::Prediction a = one.model.predict(question), b = four.model.predict(question);
  ASSERT_EQ(a.inside.size(), b.inside.size());
  for (std::size_t i = 0; i < a.inside.size(); ++i) {
    EXPECT_EQ(a.inside[i].label, b.inside[i].label);
    EXPECT_EQ(a.inside[i].probability, b.inside[i].probability);
  }
  EXPECT_EQ(a.none_meant, b.none_meant);
}

TEST(Train, TakesAKeptModelOfTheSameLessonsOnly) {
  knowledge::Pack pack = taught_pack();
  const Trained fresh = train(pack, 1);
  const auto kept = [&] { return intent::Model::of_bytes(fresh.model.bytes(1), 1).take(); };
  const core::Result<Trained> again = trained_of(pack, kept());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again.value().labels, fresh.labels);
  EXPECT_EQ(likeliest(again.value(), "脸丢了"), likeliest(fresh, "脸丢了"));
  pack.lessons.pop_back();
  EXPECT_FALSE(trained_of(pack, kept()));
}

TEST(Reader, LeavesChatterOut) {
  const Reader reader = reader_of(small_pack());
  EXPECT_EQ(reader("请问一下身份证丢了").normalised, "身份证丢了");
  EXPECT_EQ(reader("请问一下").normalised, "请问一下");
}

}  // namespace
}  // namespace zheli::dialogue
