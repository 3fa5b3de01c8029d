#include "assistant/teaching/noise.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "assistant/teaching/noise_exam.h"
#include "assistant/text/sound.h"
#include "assistant/text/utf8.h"

namespace zheli::teaching {
namespace {

const Noise& noise() {
  static const std::vector<std::string> texts = {"证证证证正正政", "我的身份证掉了", "失分针",
                                                 "怎么办", "半"};
  static const Noise one(texts, {{"您好，", "麻烦问下，"}, {"，谢谢", "？在线等"}});
  return one;
}

TEST(Noise, ChangesAsNamed) {
  const struct {
    Attack attack;
    const char* question;
    const char* attacked;
  } rows[] = {
      {Attack::homophone, "证", "正"},  // or 政: drawn from the question's hash
      {Attack::homophone, "lost my id card", "lost my id card"},
      {Attack::pinyin_word, "护照", "huzhao"},
      {Attack::pinyin_word, "补", "补"},
      {Attack::pinyin_word, "visa", "visa"},
      {Attack::pinyin, "身份证掉了怎么办？", "shenfen zheng diaole zenme ban？"},
      {Attack::pinyin, "我的id丢了", "wode id diu le"},
      {Attack::dropped, "身份证", "身份证"},
      {Attack::dropped, "3305", "3305"},
      {Attack::swapped, "护照", "护照"},
      {Attack::swapped, "哈哈哈哈哈", "哈哈哈哈哈"},
      {Attack::padding, "lost my id card", "lost my id card"},
      {Attack::script, "补办驾驶证abc 12", "補辦駕駛證ａｂｃ　１２"},
      {Attack::script, "", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(noise()(row.attack, row.question), row.attacked)
        << name(row.attack) << " " << row.question;
  }
}

TEST(Noise, PadsBothEnds) {
  const std::string padded = noise()(Attack::padding, "身份证丢了");
  EXPECT_TRUE(padded.starts_with("您好，身") || padded.starts_with("麻烦问下，身")) << padded;
  EXPECT_TRUE(padded.ends_with("了，谢谢") || padded.ends_with("了？在线等")) << padded;
  EXPECT_EQ(Noise({}, {})(Attack::padding, "身份证丢了"), "身份证丢了");
}

std::u32string sorted(const std::string& text) {
  std::u32string points = text::points(text);
  std::sort(points.begin(), points.end());
  return points;
}

// Questions of Chinese characters, Latin letters, digits and marks.
rc::Gen<std::string> questions() {
  const std::u32string alphabet = U"我的身份证掉了怎么办正政失分针半visaID3305，？ ";
  return rc::gen::map(rc::gen::container<std::vector<std::size_t>>(
                          rc::gen::inRange<std::size_t>(0, alphabet.size())),
                      [alphabet](const std::vector<std::size_t>& picks) {
                        std::string text;
                        for (const std::size_t pick : picks) text::append(alphabet[pick], text);
                        return text;
                      });
}

TEST(Noise, KeepsWhatItsAttacksMustKeep) {
  EXPECT_TRUE(rc::check("same again, and as many accidents as there are stretches", [] {
    const std::string question = *questions();
    for (const Attack attack : kAttacks) {
      const std::string attacked = noise()(attack, question);
      RC_ASSERT(text::is_valid_utf8(attacked));
      RC_ASSERT(attacked == noise()(attack, question));
    }
    const std::u32string before = text::points(question);
    const bool chinese = std::any_of(before.begin(), before.end(), text::is_han);
    const std::size_t accidents = std::max<std::size_t>(1, before.size() / (chinese ? 10 : 30));
    const std::u32string homophone = text::points(noise()(Attack::homophone, question));
    RC_ASSERT(homophone.size() == before.size());
    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(text::reading_of(homophone[i]) == text::reading_of(before[i]));
      changed += homophone[i] != before[i];
    }
    RC_ASSERT(changed <= accidents);
    const std::u32string dropped = text::points(noise()(Attack::dropped, question));
    RC_ASSERT(dropped.size() + accidents >= before.size());
    RC_ASSERT(dropped.size() <= before.size());
    RC_ASSERT(sorted(noise()(Attack::swapped, question)) == sorted(question));
    RC_ASSERT(noise()(Attack::padding, question).find(question) != std::string::npos);
  }));
  EXPECT_TRUE(rc::check("any bytes", [] {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    for (const Attack attack : kAttacks) {
      if (attack != Attack::padding) RC_ASSERT(text::is_valid_utf8(noise()(attack, bytes)));
    }
  }));
}

TEST(SitNoise, CountsWhatEachAttackCosts) {
  // Offers "lost" while the word stands there as it was; "padding" hides the outside question.
  const auto question = [](const char* text, const char* expected) {
    knowledge::ExamQuestion one;
    one.question = text;
    one.expected = {expected};
    return one;
  };
  const std::vector<knowledge::ExamQuestion> questions = {
      question("掉了身份证", "lost"), question("lost", "lost"), question("天气", "outside")};
  const Examinee examinee = [](const std::string& text) -> Sitting {
    const bool offered = text.find("身份证") != std::string::npos;
    return {offered ? std::vector<std::string>{"other", "lost"} : std::vector<std::string>{"other"},
            "other", text.find("天气") == 0, 0.5};
  };
  const NoiseScore score = sit_noise(questions, examinee, noise());
  std::map<Attack, Attacked> attacks(score.attacks.begin(), score.attacks.end());

  EXPECT_EQ(attacks[Attack::pinyin].questions, 2);  // "lost" is pinyin of nothing
  EXPECT_EQ(attacks[Attack::pinyin].inside, 1);
  EXPECT_EQ(attacks[Attack::pinyin].before.offered, 1);
  EXPECT_EQ(attacks[Attack::pinyin].after.offered, 0);
  EXPECT_EQ(attacks[Attack::pinyin].before.top1, 0);
  EXPECT_EQ(attacks[Attack::pinyin].before.outside_recall, 1);
  EXPECT_EQ(attacks[Attack::pinyin].after.outside_recall, 0);
  EXPECT_EQ(attacks[Attack::padding].after.offered, 1);
  EXPECT_EQ(attacks[Attack::padding].after.outside_recall, 0);
  int all = 0;
  for (const auto& [attack, attacked] : attacks) all += attacked.questions;
  EXPECT_EQ(score.total.questions, all);

  ASSERT_EQ(score.broken.size(), 2u);
  EXPECT_GE(score.broken[0].lost_count, score.broken[1].lost_count);
  for (const Broken& item : score.broken) {
    EXPECT_EQ(item.lost.at(Attack::pinyin), 1) << item.label;
    EXPECT_NE(item.question, item.attacked);
  }
  EXPECT_TRUE(score.left_out.empty());
}

TEST(SitNoise, LeavesOutWhatChangesNothing) {
  knowledge::ExamQuestion one;
  one.question = "lost my card";
  one.expected = {"lost"};
  const NoiseScore score = sit_noise(
      {one},
      [](const std::string&) -> Sitting {
        return {{"lost"}, "lost", false, 1};
      },
      Noise({}, {}));
  EXPECT_EQ(score.left_out, (std::vector<Attack>{Attack::homophone, Attack::pinyin_word,
                                                 Attack::pinyin, Attack::padding}));
  EXPECT_EQ(score.total.questions, 3);
  EXPECT_EQ(score.total.after.offered, 1);
}

}  // namespace
}  // namespace zheli::teaching
