#include "assistant/intent/warm.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "assistant/intent/linear.h"

namespace zheli::intent {
namespace {

constexpr int kColumns = 3 + kColumnsBeside;

/// Three labels of one lesson each, all of them with "a" in it; features are numbered as they come.
struct School {
  std::vector<std::vector<search::Gram>> grams;
  search::Vocabulary vocabulary;
  Features features;
  std::vector<Features::Read> reads;
  PackedWeights weights;

  School() : grams(all()), vocabulary(grams), features(vocabulary), weights(trained()) {}

  static std::vector<std::vector<search::Gram>> all() {
    const text::Language language({}, {});
    std::vector<std::vector<search::Gram>> out;
    for (const char* text : {"lost card", "moved house", "pay fine"})
      out.push_back(search::grams(language.analyse(text)));
    return out;
  }
  PackedWeights trained() {
    for (const auto& one : grams) reads.push_back(features.read(vocabulary.count(one)));
    std::vector<Taught> lessons;
    for (int label = 0; label < 3; ++label)
      lessons.push_back({&reads[static_cast<std::size_t>(label)].vector, label});
    return PackedWeights(train_linear(lessons, {}, kColumns, features.size(), {}).front());
  }
  std::vector<float> scores(const Besides& besides, const Vector& question) const {
    std::vector<float> out(kColumns);
    weights.score(question, out);
    besides.score(question, out);
    return out;
  }
  std::uint32_t fresh(int i) const { return static_cast<std::uint32_t>(features.size()) + i; }
};

std::ptrdiff_t leading(const std::vector<float>& scores) {
  return std::max_element(scores.begin(), scores.begin() + 3) - scores.begin();
}

TEST(Besides, LearnsALessonAlsoOfFeaturesThatTheTableLacks) {
  const School school;
  Vector other = school.reads[0].vector;  // sounds like label 0, and is 2
  other.push_back({school.fresh(0), 0.7F});
  other.push_back({school.fresh(1), 0.7F});
  EXPECT_EQ(leading(school.scores({}, other)), 0);
  const Besides besides(school.weights, school.features, std::vector<Taught>{{&other, 2}});
  EXPECT_EQ(leading(school.scores(besides, other)), 2);
  EXPECT_GT(school.scores(besides, other)[2], 0);
}

TEST(Besides, TouchesNoColumnThatIsFarEnough) {
  const School school;
  Vector loud = school.reads[1].vector;  // far beyond every margin
  for (Entry& e : loud) e.value *= 4;
  ASSERT_GT(school.scores({}, loud)[1], 1.0F);
  const Besides besides(school.weights, school.features, std::vector<Taught>{{&loud, 1}});
  EXPECT_EQ(school.scores(besides, loud), school.scores({}, loud));
}

TEST(Besides, MovesWhatManyLessonsSettledLess) {
  const School school;
  const Vector rare = {{school.fresh(0), 1}}, settled = {{0, 1}};
  const Vector both = {{0, 1}, {school.fresh(0), 1}};
  const Besides besides(school.weights, school.features, std::vector<Taught>{{&both, 2}});
  const auto moved = [&](const Vector& question) {
    return school.scores(besides, question)[2] - school.scores({}, question)[2];
  };
  EXPECT_GT(moved(rare), moved(settled));
  EXPECT_GT(moved(settled), 0);
}

TEST(Besides, LearnsTogetherWhatPullsApart) {
  const School school;
  const std::uint32_t a = school.fresh(0), b = school.fresh(1), c = school.fresh(2);
  const Vector one = {{a, 1}, {b, 1}}, two = {{a, 1}, {c, 1}}, three = {{b, 1}, {c, 1}};
  const Besides besides(school.weights, school.features,
                        std::vector<Taught>{{&one, 1}, {&two, 0}, {&three, 2}});
  EXPECT_EQ(leading(school.scores(besides, one)), 1);
  EXPECT_EQ(leading(school.scores(besides, two)), 0);
  EXPECT_EQ(leading(school.scores(besides, three)), 2);
}

}  // namespace
}  // namespace zheli::intent
