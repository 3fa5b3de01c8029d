#include "assistant/intent/model.h"

#include <gtest/gtest.h>

namespace zheli::intent {
namespace {

const text::Language& language() {
  static const text::Language one({}, {});
  return one;
}

/// Three matters and one topic of others, each in eight wordings.
std::vector<Example> lessons() {
  const char* words[4][8] = {
      {"身份证丢了", "身份证掉了", "补办身份证", "身份证不见了", "身份证被偷", "身份证遗失补领",
       "丢了身份证", "身份证找不到"},
      {"户口迁移", "迁户口", "户口迁到湖州", "怎么迁户口", "落户需要什么", "把户口迁来", "户口迁入",
       "迁入户口材料"},
      {"护照多少钱", "办护照", "第一次办护照", "护照去哪办", "护照要几天", "申请护照", "护照材料",
       "办本护照"},
      {"今天天气", "讲个笑话", "天气怎么样", "放首歌", "几点了", "明天下雨吗", "唱歌", "打开微信"}};
  std::vector<Example> out;
  for (int i = 0; i < 8; ++i) {
    for (int label = 0; label < 4; ++label)
      out.push_back({language().analyse(words[label][i]), label});
  }
  return out;
}

ModelOptions options(int threads) {
  ModelOptions one;
  one.threads = threads;
  return one;
}

const std::vector<bool> kOutside = {false, false, false, true};

TEST(Model, TellsMattersApartAndWhatIsNone) {
  const std::vector<Example> taught = lessons();
  const Model model = Model::train(taught, {}, {}, kOutside, options(2));
  EXPECT_EQ(model.predict(language().analyse("我的身份证丢了怎么办")).inside[0].label, 0);
  EXPECT_EQ(model.predict(language().analyse("护照多少钱办一本")).inside[0].label, 2);
  const double inside = model.predict(language().analyse("身份证丢了")).outside_probability;
  const double outside = model.predict(language().analyse("讲个笑话吧")).outside_probability;
  EXPECT_LT(inside, outside);
}

TEST(Model, ProbabilitiesSumToOneAndAreOrdered) {
  const std::vector<Example> taught = lessons();
  const Model model = Model::train(taught, {}, {}, kOutside, options(1));
  for (const char* text : {"身份证", "护照和户口", "x", "", "天气"}) {
    const Prediction prediction = model.predict(language().analyse(text));
    double sum = 0;
    for (const auto* list : {&prediction.inside, &prediction.outside}) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        sum += (*list)[i].probability;
        if (i > 0) {
          EXPECT_GE((*list)[i - 1].probability, (*list)[i].probability);
        }
      }
    }
    EXPECT_NEAR(sum, 1, 1e-6) << text;
    EXPECT_GE(prediction.covering, 1u);
    EXPECT_LE(prediction.covering, prediction.inside.size());
  }
}

/// Twelve matters in eight wordings each; nothing is said of what lies outside.
std::vector<Example> matters_alone() {
  const char* things[] = {"身份证", "护照",   "驾驶证", "行驶证", "居住证", "户口簿",
                          "车牌",   "准考证", "签证",   "营业证", "保安证", "养犬证"};
  std::vector<Example> out;
  int label = 0;
  for (const std::string thing : things) {
    for (const char* said : {"丢了", "不见了", "怎么办理", "过期了", "要多少钱", "去哪里办"})
      out.push_back({language().analyse(thing + said), label});
    out.push_back({language().analyse("补" + thing), label});
    out.push_back({language().analyse("我想办" + thing), label++});
  }
  return out;
}

TEST(Model, RefusesWithoutHavingBeenTaughtWhat) {
  const std::vector<Example> taught = matters_alone();
  const Model model = Model::train(taught, {}, {}, std::vector<bool>(12, false), options(2));
  for (const char* text : {"我的身份证掉了", "护照快过期了", "哪里办养犬证", "补办签证"}) {
    EXPECT_FALSE(model.predict(language().analyse(text)).refused) << text;
  }
  for (const char* text : {"今天天气怎么样", "讲个笑话吧", "what a lovely day", "苹果手机没声音"}) {
    EXPECT_TRUE(model.predict(language().analyse(text)).refused) << text;
  }
}

TEST(Model, ThreadsChangeNoDigit) {
  const std::vector<Example> taught = lessons();
  const Model one = Model::train(taught, {}, {}, kOutside, options(1));
  const Model four = Model::train(taught, {}, {}, kOutside, options(4));
  for (const char* text : {"身份证丢了", "护照", "天气", "abc"}) {
    const Prediction a = one.predict(language().analyse(text));
    const Prediction b = four.predict(language().analyse(text));
    EXPECT_EQ(a.outside_probability, b.outside_probability);
    ASSERT_EQ(a.inside.size(), b.inside.size());
    for (std::size_t i = 0; i < a.inside.size(); ++i) {
      EXPECT_EQ(a.inside[i].label, b.inside[i].label);
      EXPECT_EQ(a.inside[i].probability, b.inside[i].probability);
    }
  }
}

TEST(Model, IsTaughtBesides) {
  const Model base = Model::train(lessons(), {}, {}, kOutside, options(1));
  const std::vector<Example> more = {{language().analyse("亮证卡丢了怎么弄"), 2},
                                     {language().analyse("亮证卡不见了"), 2},
                                     {language().analyse("补张亮证卡"), 2}};
  const Model after = base.taught(more);
  EXPECT_EQ(after.lesson_count(), base.lesson_count() + 3);
  EXPECT_EQ(base.predict(more[0].question).inside[0].label, 0);
  EXPECT_EQ(after.predict(more[0].question).inside[0].label, 2);
  EXPECT_EQ(after.predict(more[0].question).lessons[0].document, base.lesson_count());
  EXPECT_EQ(after.predict(language().analyse("身份证丢了")).inside[0].label, 0);
  EXPECT_EQ(after.predict(language().analyse("亮证卡")).inside[0].label, 2);  // a word of its own
}

/// All digits of what a model says.
std::vector<double> digits(const Model& model) {
  std::vector<double> out;
  for (const char* text : {"身份证", "亮证卡掉了", "护照和户口", "唱歌", ""}) {
    const Prediction said = model.predict(language().analyse(text));
    for (const Ranked& one : said.inside) out.push_back(one.probability);
    out.insert(out.end(), {said.outside_probability, said.none_meant, said.alarm});
    for (const search::Hit& hit : said.lessons) out.push_back(hit.share);
  }
  return out;
}

TEST(Model, TaughtAlikeSaysTheSameDigitsAndTaughtNothingChangesNone) {
  const Model base = Model::train(lessons(), {}, {}, kOutside, options(1));
  const std::vector<Example> more = {{language().analyse("亮证卡丢了"), 2},
                                     {language().analyse("唱首歌吧"), 3}};
  EXPECT_EQ(digits(base.taught({})), digits(base));
  EXPECT_EQ(digits(base.taught(more)), digits(base.taught(more)));
  EXPECT_NE(digits(base.taught(more)), digits(base));
}

}  // namespace
}  // namespace zheli::intent
