#include "securitization/interchange/actus/licence_json.h"

#include <gtest/gtest.h>

namespace zheli::actus {
namespace {

struct LicenceReading {
  ReadLicence licence;
  std::vector<files::Problem> problems;
};

LicenceReading licence_of(const char* bytes) {
  files::Findings findings("x.json");
  const files::Json json = files::read_json(bytes, findings);
  ReadLicence licence = read_licence(json, findings);
  return {std::move(licence), findings.problems()};
}

bool says_licence(const char* bytes) {
  files::Findings findings("x.json");
  return is_licence(files::read_json(bytes, findings));
}

TEST(ReadLicence, ReadsTermsAndSales) {
  const char* const kText = R"({"contractType": "LICENCE", "from": "2021-01-01", "to": "2022-01-01",
    "months": 3, "fixedFee": "90000", "royaltyRate": 0.03, "royaltyCap": "60000.50",
    "businessDayConvention": "SCF", "calendar": "MF",
    "sales": [{"date": "2021-01-31", "amount": 620000.01}]})";
  EXPECT_TRUE(says_licence(kText));
  const auto [read_back, problems] = licence_of(kText);
  ASSERT_TRUE(problems.empty()) << problems.front().message;
  const contracts::LicenceFee& licence = read_back.licence;
  EXPECT_EQ(licence.fixed, core::yuan(90'000));
  EXPECT_EQ(licence.cap->fen, 6'000'050);
  EXPECT_FALSE(licence.floor);
  EXPECT_EQ(licence.rule, core::BusinessDayRule::following);
  ASSERT_EQ(read_back.sales.size(), 1U);
  EXPECT_EQ(read_back.sales.front().amount.fen, 62'000'001);
}

TEST(ReadLicence, NamesThePlaceOfEachProblem) {
  const struct {
    const char* text;
    const char* place;
  } rows[] = {
      {"[]", "must be an object"},
      {R"({"to": "2022-01-01"})", "from"},
      {R"({"from": "2021-01-01"})", "to"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "fixedFee": 1e13})", "fixedFee"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "royaltyRate": "3%"})", "royaltyRate"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "royaltyCap": [1, 2]})", "royaltyCap"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "calendar": "NYSE"})", "calendar"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "months": 1.5})", "months"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "months": 1e300})", "months"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "fixedFee": "0.005"})", "fixedFee"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "sales": {}})", "sales"},
      {R"({"from": "2021-01-01", "to": "2022-01-01", "sales": [{}]})", "sales/0/date"},
  };
  for (const auto& row : rows) {
    const auto problems = licence_of(row.text).problems;
    ASSERT_FALSE(problems.empty()) << row.text;
    EXPECT_TRUE(problems.front().message.starts_with(row.place)) << problems.front().message;
  }
  EXPECT_FALSE(says_licence(R"({"contractType": "PAM"})"));
  EXPECT_FALSE(says_licence("[]"));
}

}  // namespace
}  // namespace zheli::actus
