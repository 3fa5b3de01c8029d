#include "securitization/interchange/actus/contract_json.h"

#include <gtest/gtest.h>

#include "securitization/interchange/actus/test_bed.h"

namespace zheli::actus {
namespace {

constexpr const char* kTerms = R"({
  "contractType": "PAM", "contractID": "loan", "contractRole": "RPA", "currency": "CNY",
  "statusDate": "2021-07-12T00:00:00", "initialExchangeDate": "2021-07-13T00:00",
  "maturityDate": "2022-07-13", "notionalPrincipal": "  5000 ", "nominalInterestRate": 0.045,
  "dayCountConvention": "A365", "cycleOfInterestPayment": "P3ML0"})";

/// The good terms with one value put in place of another.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kTerms;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ReadContract, TakesNumbersInStringsWithBlanks) {
  const ReadContract read = read_contract(kTerms);
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().message;
  EXPECT_EQ(read.contract.terms.notional, 5000);
  EXPECT_EQ(read.contract.terms.rate, 0.045);
  EXPECT_TRUE(read.contract.terms.interest.cycle->long_stub);
}

TEST(ReadContract, NamesThePlaceOfEachProblem) {
  const struct {
    const char* from;
    const char* to;
    const char* place;
  } rows[] = {
      {"\"PAM\"", "\"SWAP\"", "contractType"},
      {"\"PAM\"", "7", "contractType"},
      {"\"RPA\"", "\"\"", "contractRole"},
      {"\"2022-07-13\"", "\"2022-13-07\"", "maturityDate"},
      {"\"2022-07-13\"", "20220713", "maturityDate"},
      {"\"  5000 \"", "\"5,000\"", "notionalPrincipal"},
      {"\"  5000 \"", "\"1e99\"", "notionalPrincipal"},
      {"\"  5000 \"", "\"nan\"", "notionalPrincipal"},
      {"\"  5000 \"", "[5000]", "notionalPrincipal"},
      {"\"P3ML0\"", "\"P0DL0\"", "cycleOfInterestPayment"},
      {"\"A365\"", "\"B252\"", "dayCountConvention"},
      {"\"A365\"", "null", "dayCountConvention"},
      {"\"A365\"", "\"A365\", \"prepaymentEffect\": \"A\"", "prepaymentEffect"},
      {"\"A365\"", "\"A365\", \"settlementCurrency\": \"USD\"", "settlementCurrency"},
      {"\"A365\"", "\"A365\", \"scalingEffect\": \"XYZ\"", "scalingEffect"},
      {"\"A365\"", "\"A365\", \"contractStructure\": 1", "contractStructure"},
      {"\"A365\"", "\"A365\", \"contractStructure\": [1]", "/contractStructure/0"},
  };
  for (const auto& row : rows) {
    const ReadContract read = read_contract(with(row.from, row.to));
    ASSERT_FALSE(read.problems.empty()) << row.to;
    EXPECT_EQ(read.problems.front().place, row.place) << row.to;
  }
}

TEST(ReadContract, SurvivesWhatIsNoContract) {
  const std::string deep(200'000, '[');
  const std::string long_number(400, '3');
  for (const std::string& bytes :
       {std::string(), std::string("{"), std::string("[]"), std::string("null"), long_number,
        std::string("{\"terms\": []}"), deep, std::string("\xff\xfe{}"),
        std::string("{\"terms\": {\"terms\": {}}}"), std::string(kJsonBytesMax + 1, ' ')}) {
    EXPECT_FALSE(read_contract(bytes).problems.empty()) << bytes.substr(0, 30);
  }
}

TEST(TestBed, KeepsAGoodCaseBesideABadOne) {
  const std::string good = std::string("{\"terms\": ") + kTerms + ", \"to\": \"\", \"results\": [" +
                           R"({"eventDate": "2021-07-13", "eventType": "IED", "payoff": -5000}]})";
  const TestBed bed = read_test_bed("{\"a\": " + good + ", \"b\": {\"terms\": 1}}");
  ASSERT_TRUE(bed.problems.empty());
  ASSERT_EQ(bed.cases.size(), 2U);
  EXPECT_TRUE(bed.cases[0].problems.empty());
  EXPECT_FALSE(bed.cases[1].problems.empty());
  // The bed's list ends before the contract does: each event more is a difference.
  const std::vector<Difference> found = check(bed.cases[0]);
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found.front().expected, "none");
}

TEST(SameAmount, IsTenDecimalsAndFifteenDigits) {
  EXPECT_TRUE(same_amount(0.1127901234, 0.11279012345679));  // cut, not rounded
  EXPECT_FALSE(same_amount(0.1127901234, 0.1127901237));
  EXPECT_TRUE(same_amount(7010306.84931506, 7010306.849315069));
  EXPECT_FALSE(same_amount(7010306.84931506, 7010306.84931510));
  EXPECT_FALSE(same_amount(3508695, 3508695.652174));
  EXPECT_TRUE(same_amount(0, 0));
}

}  // namespace
}  // namespace zheli::actus
