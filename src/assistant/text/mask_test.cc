#include "assistant/text/mask.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace zheli::text {
namespace {

const Mask& mask() {
  static const Mask one(
      {{"spelt-digit", {"零", "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "幺"}},
       {"plate-first", {"浙", "京", "使"}},
       {"name-cue", {"我叫", "姓名", "姓名是", "名字是", "my name is"}},
       {"surname", {"王", "李", "欧", "欧阳", "沈"}}},
      Normaliser());
  return one;
}

TEST(Mask, HidesNumbersOfPeopleAndCars) {
  const struct {
    const char* text;
    const char* masked;
  } rows[] = {
      {"我的身份证33050119900101123x丢了", "我的身份证***丢了"},
      {"330501 1990 0101 1234", "***"},
      {"330501 - 19900101 - 1234", "***"},
      {"一三八零零一二三四五六找我", "***找我"},
      {"ea1234567", "e***"},
      {"港澳证h12345678", "港澳证***"},
      {"卡号6222 0200 1234 5678 901", "卡号***"},
      {"要等十一二三天", "要等十一二三天"},
      {"电话13800000000", "电话***"},
      {"0572-1234567找我", "***找我"},
      {"车牌浙e12345掉了", "车牌***掉了"},
      {"浙ed12345", "***"},
      {"浙e·a1b2c", "***"},
      {"护照e12345678", "护照***"},
      {"2026-11-23生的16岁", "***生的16岁"},
      {"要40元,60天", "要40元,60天"},
      {"公安部令第163号", "公安部令第163号"},
      {"新e族", "新e族"},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(mask()(row.text), row.masked) << row.text;
}

TEST(Mask, HidesNamesThatAreSaidToBeOne) {
  const struct {
    const char* text;
    const char* masked;
  } rows[] = {
      {"我叫王小明,身份证丢了", "我叫***,身份证丢了"},
      {"我叫王芳丢了证", "我叫***了证"},
      {"姓名:欧阳娜娜 补证", "姓名:*** 补证"},
      {"名字是 李四", "名字是 ***"},
      {"我叫了救护车", "我叫了救护车"},
      {"我叫车了", "我叫车了"},
      {"姓名能不能改", "姓名能不能改"},
      {"王小明", "王小明"},
      {"my name is john smith. lost card", "my name is ***. lost card"},
      {"my name is wang", "my name is ***"},
      {"发到zhang.san@qq.com吧", "发到***吧"},
      {"a@b", "***"},
      {"@a", "@a"},
      {"我叫", "我叫"},
  };
  for (const auto& row : rows) EXPECT_EQ(mask()(row.text), row.masked) << row.text;
}

TEST(Mask, AllNamesOfListedSurnamesAreGone) {
  // By each cue, surname and given name in turn; a surname that no list has is not seen.
  const char* cues[] = {"我叫", "姓名", "名字是", "姓名是", "我叫 "};
  const char* surnames[] = {"王", "李", "欧阳", "沈", "褚"};  // the last is not in the list
  const char* given[] = {"小明", "芳", "建国", "虚构"};
  const char* rests[] = {"", ",补证", " 户口在湖州", "。身份证丢了"};
  int all = 0, gone = 0;
  for (const char* cue : cues) {
    for (const char* surname : surnames) {
      for (const char* name : given) {
        for (const char* rest : rests) {
          const std::string masked = mask()(std::string(cue) + surname + name + rest);
          ++all;
          gone += masked.find(std::string(surname) + name) == std::string::npos;
        }
      }
    }
  }
  EXPECT_EQ(gone, all * 4 / 5);
}

TEST(Mask, WithoutWordsHidesDigitsAlone) {
  const Mask bare({}, Normaliser());
  EXPECT_EQ(bare("电话13800000000"), "电话***");
  EXPECT_EQ(bare("浙e12345"), "浙e12345");
}

TEST(Mask, NoDigitOfAnIdNumberSurvives) {
  EXPECT_TRUE(rc::check("id numbers in any company", [] {
    const auto digits = *rc::gen::container<std::string>(17, rc::gen::inRange('0', char('9' + 1)));
    const auto gaps = *rc::gen::container<std::vector<int>>(17, rc::gen::inRange(0, 12));
    std::string number;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      number += digits[i];
      if (gaps[i] == 1) number += ' ';
      if (gaps[i] == 2) number += '-';
    }
    const std::string masked = mask()("我" + number + "x丢了");
    RC_ASSERT(
        std::none_of(masked.begin(), masked.end(), [](char c) { return c >= '0' && c <= '9'; }));
  }));
}

}  // namespace
}  // namespace zheli::text
