#include "services/applications/answer.h"

#include <gtest/gtest.h>

namespace zheli::applications {
namespace {

using knowledge::FieldType;

TEST(FaultOf, TakesWhatFitsTheTypeAndSaysWhyNot) {
  const struct {
    FieldType type;
    std::string text;
    std::optional<Fault> fault;
  } rows[] = {
      {FieldType::text, "张三（虚构）", {}},
      {FieldType::text, "", Fault::missing},
      {FieldType::text, "   ", Fault::missing},
      {FieldType::text, "a\nb", Fault::no_text},
      {FieldType::text, std::string("a\0b", 3), Fault::no_text},
      {FieldType::text, "\xff\xfe", Fault::no_text},
      {FieldType::text, std::string(100, 'a'), {}},
      {FieldType::text, std::string(101, 'a'), Fault::too_long},
      {FieldType::long_text, "第一行\n第二行", {}},
      {FieldType::long_text, std::string(1001, 'a'), Fault::too_long},
      {FieldType::date, "2026-02-28", {}},
      {FieldType::date, "2026-02-30", Fault::no_date},
      {FieldType::date, "昨天", Fault::no_date},
      {FieldType::phone, "13800000000", {}},
      {FieldType::phone, "12800000000", Fault::no_phone},
      {FieldType::phone, "1380000000", Fault::no_phone},
      {FieldType::phone, "1380000000a", Fault::no_phone},
      {FieldType::id_number, "990101199001010018", Fault::no_id_number},
      {FieldType::id_number, "11010519491231002X", {}},  // GB 11643-1999's own example
      {FieldType::id_number, "11010519491231002x", Fault::no_id_number},
      {FieldType::id_number, "110105194912310021", Fault::no_id_number},
      {FieldType::id_number, "11010519491331002X", Fault::no_id_number},
      {FieldType::id_number, "11010519491231002", Fault::no_id_number},
  };
  for (const auto& [type, text, fault] : rows) EXPECT_EQ(fault_of(type, text), fault) << text;
}

TEST(FaultOf, FindsEveryWrongDigitOfAnIdNumber) {
  const std::string right = "11010519491231002X";
  for (std::size_t i = 0; i < 17; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string text = right;
      text[i] = digit;
      EXPECT_EQ(fault_of(FieldType::id_number, text) == std::nullopt, text == right) << text;
    }
  }
}

}  // namespace
}  // namespace zheli::applications
