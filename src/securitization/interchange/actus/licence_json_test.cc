#include "securitization/interchange/actus/licence_json.h"

#include <gtest/gtest.h>

namespace zheli::actus {
namespace {

TEST(ReadLicence, ReadsTermsAndSales) {
  const char* const kText = R"({"contractType": "LICENCE", "from": "2021-01-01", "to": "2022-01-01",
    "months": 3, "fixedFee": "90000", "royaltyRate": 0.03, "royaltyCap": "60000.50",
    "businessDayConvention": "SCF", "calendar": "MF",
    "sales": [{"date": "2021-01-31", "amount": 620000.01}]})";
  EXPECT_TRUE(is_licence(kText));
  const ReadLicence read = read_licence(kText);
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().message;
  EXPECT_EQ(read.licence.fixed, core::yuan(90'000));
  EXPECT_EQ(read.licence.cap->fen, 6'000'050);
  EXPECT_FALSE(read.licence.floor);
  EXPECT_EQ(read.licence.rule, core::BusinessDayRule::following);
  ASSERT_EQ(read.sales.size(), 1U);
  EXPECT_EQ(read.sales.front().amount.fen, 62'000'001);
}

TEST(ReadLicence, NamesThePlaceOfEachProblem) {
  const struct {
    const char* text;
    const char* place;
  } rows[] = {
      {"", ""},
      {"[]", ""},
      {R"({"to": "2022-01-01"})", "from"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "months": 1.5})", "months"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "months": 1e300})", "months"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "fixedFee": "0.005"})", "fixedFee"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "sales": {}})", "sales"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "sales": [{}]})", "sales/0/date"},
  };
  for (const auto& row : rows) {
    const ReadLicence read = read_licence(row.text);
    ASSERT_FALSE(read.problems.empty()) << row.text;
    EXPECT_EQ(read.problems.front().place, row.place) << row.text;
  }
  EXPECT_FALSE(is_licence(R"({"contractType": "PAM"})"));
  EXPECT_FALSE(is_licence("{"));
}

}  // namespace
}  // namespace zheli::actus
