#include "assistant/text/slots.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

const core::Date kDay = core::parse_date("2026-11-30").value();

WordLists words() {
  return {{"numeral", {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}},
          {"numeral-two", {"两"}},
          {"numeral-ten", {"十"}},
          {"place-huzhou", {"湖州", "德清"}},
          {"place-zhejiang", {"杭州"}},
          {"place-province", {"安徽", "阜阳", "外省"}},
          {"place-hmt", {"香港"}},
          {"place-abroad", {"美国", "uk"}},
          {"place-unclear", {"浙江"}},
          {"place-ending", {"省", "市", "那边"}},
          {"from-before", {"从", "户口在", "是"}},
          {"from-after", {"户口", "的户口", "人", "迁到", "过来"}},
          {"to-before", {"到", "迁到", "落户"}},
          {"to-after", {"落户"}},
          {"here-before", {"在", "来", "live in"}},
          {"here-after", {"上班"}},
          {"no-role", {"人才", "户口簿", "驾照是"}},
          {"negation", {"没", "不", "未", "不是", "没有"}},
          {"time-years", {"年"}},
          {"time-days", {"天"}},
          {"left-before", {"还有"}},
          {"left-ends", {"到期"}},
          {"time-year-mark", {"年"}},
          {"age-years", {"岁", "周岁", "years old"}},
          {"age-months", {"个月大"}},
          {"age-before", {"我妈", "今年", "孩子"}},
          {"age-bare-after", {"了", "的人了"}},
          {"age-over", {"满", "年满", "过了"}},
          {"age-over-after", {"以上"}},
          {"age-under", {"未满", "不满", "不到"}},
          {"age-under-after", {"以下"}},
          {"age-nearly", {"快"}},
          {"age-more", {"多", "几"}},
          {"age-past", {"时", "以前"}}};
}

const Slots& slots() {
  static const Slots one(
      [] {
        SlotRules rules;
        rules.says = {{"代办", "who", "proxy"},        {"成年", "age-18", "over"},
                      {"未成年", "age-18", "under"},   {"本人去", "who", "self"},
                      {"外省户口", "from", "outside"}, {"外省户口", "kind", "any"}};
        rules.ages = {{0, 16, "16", "under"},
                      {16, 999, "16", "over"},
                      {0, 70, "70", "under"},
                      {70, std::numeric_limits<int>::max(), "70", "over"}};
        rules.days = {{90, std::numeric_limits<int>::max(), "left", "far"},
                      {std::numeric_limits<int>::min(), 90, "left", "near"}};
        rules.ages[1].below = std::numeric_limits<int>::max();
        for (const RegionRole role : {RegionRole::from, RegionRole::to, RegionRole::here}) {
          const char* fact = role == RegionRole::from ? "from"
                             : role == RegionRole::to ? "to"
                                                      : "here";
          for (const char* region : {"huzhou", "zhejiang", "province", "hmt", "abroad"}) {
            rules.regions.push_back({role, region, fact, region});
          }
        }
        rules.words = words();
        return rules;
      }(),
      Normaliser());
  return one;
}

using Facts = std::map<std::string, std::string>;

TEST(Slots, HearsPlacesAndTheirRoles) {
  const struct {
    const char* text;
    Facts facts;
  } rows[] = {
      {"老公户口在安徽想迁到湖州", {{"from", "province"}, {"to", "huzhou"}}},
      {"从杭州迁到湖州", {{"from", "zhejiang"}, {"to", "huzhou"}}},
      {"安徽迁到德清", {{"from", "province"}, {"to", "huzhou"}}},
      {"我是安徽人", {{"from", "province"}}},
      {"我是安徽省阜阳市的", {{"from", "province"}}},
      {"安徽阜阳那边户口", {{"from", "province"}}},
      {"从浙江杭州过来", {{"from", "zhejiang"}}},
      {"户口在浙江", {}},
      {"到杭州", {{"to", "zhejiang"}}},
      {"在湖州落户", {{"to", "huzhou"}}},
      {"来湖州上班", {{"here", "huzhou"}}},
      {"我是安徽人,户口在杭州", {{"from", "zhejiang"}}},
      {"我不是湖州人", {}},
      {"户口没在湖州", {}},
      {"还没迁到湖州", {{"to", "huzhou"}}},
      {"湖州人才", {}},
      {"驾照是安徽的", {}},
      {"从湖州户口簿", {}},
      {"湖州", {}},
      {"i live in uk", {{"here", "abroad"}}},
      {"i live in ukraine", {}},
      {"香港户口", {{"from", "hmt"}}},
      {"外省户口怎么迁", {{"from", "outside"}, {"kind", "any"}}},
  };
  for (const auto& row : rows) EXPECT_EQ(slots().stated(row.text, kDay), row.facts) << row.text;
}

TEST(Slots, HearsAges) {
  const Facts child{{"16", "under"}, {"70", "under"}};
  const Facts adult{{"16", "over"}, {"70", "under"}};
  const Facts elder{{"16", "over"}, {"70", "over"}};
  const struct {
    const char* text;
    Facts facts;
  } rows[] = {
      {"小孩8岁", child},
      {"8个月大", child},
      {"孩子3了", child},
      {"未满16", child},
      {"不满16周岁", child},
      {"16岁以下", child},
      {"快16岁", child},
      {"十六岁了", adult},
      {"二十五周岁", adult},
      {"she is 30 years old", adult},
      {"六十多岁", adult},
      {"我妈70了", elder},
      {"我妈七十多岁", elder},
      {"今年71", elder},
      {"70岁以上", elder},
      {"年满16", {{"16", "over"}}},
      {"过了18", {{"16", "over"}}},
      {"未满18岁", {{"70", "under"}}},
      {"16岁时改过名", {}},
      {"今年70元", {}},
      {"满12分", {}},
      {"快90了吗", elder},
      {"12345岁", {}},
      {"二二岁", {}},
      {"c1三十五岁", adult},
      {"1-70岁", {}},
      {"岁", {}},
      {"", {}},
  };
  for (const auto& row : rows) EXPECT_EQ(slots().stated(row.text, kDay), row.facts) << row.text;
}

TEST(Slots, HearsWhatIsSaidUnlessDenied) {
  const struct {
    const char* text;
    Facts facts;
  } rows[] = {
      {"未成年", {{"age-18", "under"}}},
      {"成年了", {{"age-18", "over"}}},
      {"能代办吗", {{"who", "proxy"}}},
      {"不代办", {}},
      {"不是代办", {}},
      {"代办还是本人去", {{"who", "self"}}},
      {"代帮办", {}},
  };
  for (const auto& row : rows) EXPECT_EQ(slots().stated(row.text, kDay), row.facts) << row.text;
}

TEST(Slots, HearsHowLongSomethingLasts) {
  const struct {
    const char* text;
    Facts facts;
  } rows[] = {
      {"还有三年", {{"left", "far"}}},
      {"还有20天", {{"left", "near"}}},
      {"2029年到期", {{"left", "far"}}},
      {"2025年到期的", {{"left", "near"}}},
      {"还有90天", {{"left", "far"}}},
      {"2029年生的", {}},
      {"三年", {}},
  };
  for (const auto& row : rows) EXPECT_EQ(slots().stated(row.text, kDay), row.facts) << row.text;
}

TEST(Slots, ListsPlaces) {
  const std::vector<Place> places = slots().places("从安徽迁到湖州");
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].region, "province");
  EXPECT_EQ(places[0].role, RegionRole::from);
  EXPECT_EQ(places[1].region, "huzhou");
  EXPECT_EQ(places[1].role, RegionRole::to);
}

TEST(Slots, AnyTextIsRead) {
  EXPECT_TRUE(rc::check("any mixture of the words it knows", [] {
    const auto pieces =
        *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "湖州", "岁", "16", "十",   "未", "满", "户口", "在", "uk",     " ",
            "市",   "人", "从", "浙江", "代", "办", "1",    "-",  "个月大", "\xe5"}));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const std::string plain = Normaliser()(text);
    RC_ASSERT(slots().stated(plain, kDay) == slots().stated(plain, kDay));
  }));
}

}  // namespace
}  // namespace zheli::text
