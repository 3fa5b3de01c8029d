#include "services/applications/case_number.h"

#include <gtest/gtest.h>

namespace zheli::applications {
namespace {

const core::Date kFirst = core::parse_date("2026-12-01").value();

TEST(CaseNumber, SaysAreaDayAndPlace) {
  const std::string number = case_number("330500", kFirst, 42);
  EXPECT_EQ(number.substr(0, 17), "33050026120100042");
  EXPECT_TRUE(is_case_number(number));
}

TEST(CaseNumber, HasTheCheckDigitOfTheStandard) {
  // ISO 7064:2003, MOD 11,10: 0794 has the check digit 5, and every number ends at the sum 1.
  const auto holds = [](std::string_view text) {
    int product = 10;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      const int sum = (product + (text[i] - '0')) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (product + (text.back() - '0')) % 10 == 1;
  };
  EXPECT_TRUE(holds("07945"));
  for (int sequence = 1; sequence <= 99'999; sequence += 97)
    EXPECT_TRUE(holds(case_number("330500", kFirst, sequence)));
}

TEST(CaseNumber, FindsEveryWrongDigit) {
  const std::string number = case_number("330500", kFirst, 99'999);
  for (std::size_t i = 0; i < number.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string text = number;
      text[i] = digit;
      EXPECT_EQ(is_case_number(text), text == number) << text;
    }
  }
  for (const char* text : {"", "33050026120100042", "33050026120100042a", "３３"})
    EXPECT_FALSE(is_case_number(text)) << text;
}

}  // namespace
}  // namespace zheli::applications
