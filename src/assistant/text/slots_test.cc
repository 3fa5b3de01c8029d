#include "assistant/text/slots.h"

#include <gtest/gtest.h>

namespace zheli::text {
namespace {

const Slots& slots() {
  static const Slots one([] {
    SlotRules rules;
    rules.says = {{"代办", "who-goes", "proxy"},
                  {"成年", "age-18", "over"},
                  {"未成年", "age-18", "under"},
                  {"本人去", "who-goes", "self"},
                  {"外省户口", "from", "province"}};
    rules.ages = {{0, 16, "age-16", "under"}, {16, 999, "age-16", "over"}};
    rules.regions = {{RegionRole::from, "province", "from", "province"},
                     {RegionRole::from, "zhejiang", "from", "zhejiang"},
                     {RegionRole::to, "huzhou", "to", "huzhou"}};
    rules.gazetteer.places = {{"安徽", "province"}, {"湖州", "huzhou"}, {"杭州", "zhejiang"}};
    rules.gazetteer.before = {{RegionRole::from, {"从", "户口在"}},
                              {RegionRole::to, {"迁到", "到"}}};
    rules.gazetteer.after = {{RegionRole::from, {"户口", "的户口", "人"}}};
    rules.negations = {"没", "不", "未"};
    rules.age_words = {"岁", "周岁"};
    rules.age_more = {"多"};
    return rules;
  }());
  return one;
}

TEST(Slots, HearsWhatIsStated) {
  using Facts = std::map<std::string, std::string>;
  const struct {
    const char* text;
    Facts facts;
  } rows[] = {
      {"老公户口在安徽想迁到湖州", {{"from", "province"}, {"to", "huzhou"}}},
      {"从杭州迁到湖州", {{"from", "zhejiang"}, {"to", "huzhou"}}},
      {"我是安徽人", {{"from", "province"}}},
      {"小孩8岁", {{"age-16", "under"}}},
      {"十六岁了", {{"age-16", "over"}}},
      {"我妈七十多岁", {{"age-16", "over"}}},
      {"二十五周岁", {{"age-16", "over"}}},
      {"未成年", {{"age-18", "under"}}},
      {"成年了", {{"age-18", "over"}}},
      {"不代办", {}},
      {"能代办吗", {{"who-goes", "proxy"}}},
      {"湖州", {}},
      {"12345岁", {}},
      {"", {}},
  };
  for (const auto& row : rows) EXPECT_EQ(slots().stated(row.text), row.facts) << row.text;
}

}  // namespace
}  // namespace zheli::text
