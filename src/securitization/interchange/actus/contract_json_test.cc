#include "securitization/interchange/actus/contract_json.h"

#include <gtest/gtest.h>

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

/// A contract's reading: what it gives, and its problems.
struct Reading {
  ObservedContract contract;
  std::vector<files::Problem> problems;
};

Reading read(const std::string& bytes) {
  files::Findings findings("x.json");
  const files::Json json = files::read_json(bytes, findings);
  EXPECT_TRUE(findings.problems().empty()) << bytes;
  ObservedContract contract = read_contract(json, findings);
  return {std::move(contract), findings.problems()};
}

TEST(ReadContract, TakesNumbersInStringsWithBlanks) {
  const auto [contract, problems] = read(kTerms);
  ASSERT_TRUE(problems.empty()) << problems.front().message;
  EXPECT_EQ(contract.terms.notional, 5000);
  EXPECT_EQ(contract.terms.rate, 0.045);
  EXPECT_TRUE(contract.terms.interest.cycle->long_stub);
}

TEST(ReadContract, NamesTheLineAndPlaceOfEachProblem) {
  const struct {
    const char* from;
    const char* to;
    const char* place;
    int line;
  } rows[] = {
      {"\"PAM\"", "\"SWAP\"", "contractType", 2},
      {"\"PAM\"", "7", "contractType", 2},
      {"\"RPA\"", "\"\"", "contractRole", 2},
      {"\"2022-07-13\"", "\"2022-13-07\"", "maturityDate", 4},
      {"\"2022-07-13\"", "20220713", "maturityDate", 4},
      {"\"  5000 \"", "\"5,000\"", "notionalPrincipal", 4},
      {"\"  5000 \"", "\"1e99\"", "notionalPrincipal", 4},
      {"\"  5000 \"", "\"nan\"", "notionalPrincipal", 4},
      {"\"  5000 \"", "[5000]", "notionalPrincipal", 4},
      {"\"P3ML0\"", "\"P0DL0\"", "cycleOfInterestPayment", 5},
      {"\"A365\"", "\"B252\"", "dayCountConvention", 5},
      {"\"A365\"", "null", "dayCountConvention", 5},
      {"\"A365\"", "\"A365\", \"prepaymentEffect\": \"A\"", "prepaymentEffect", 5},
      {"\"A365\"", "\"A365\", \"settlementCurrency\": \"USD\"", "settlementCurrency", 5},
      {"\"A365\"", "\"A365\", \"scalingEffect\": \"XYZ\"", "scalingEffect", 5},
      {"\"A365\"", "\"A365\", \"contractStructure\": 1", "contractStructure", 5},
      {"\"A365\"", "\"A365\", \"contractStructure\": [1]", "contractStructure/0", 5},
  };
  for (const auto& row : rows) {
    const auto problems = read(with(row.from, row.to)).problems;
    ASSERT_FALSE(problems.empty()) << row.to;
    EXPECT_TRUE(problems.front().message.starts_with(row.place + std::string(": ")))
        << problems.front().message;
    EXPECT_EQ(problems.front().line, row.line) << row.to;
  }
}

TEST(ReadContract, SurvivesWhatIsNoContract) {
  for (const char* bytes : {"[]", "null", "1", "\"PAM\"", R"({"terms": []})", R"({"terms": 1})",
                            R"({"terms": {"terms": {}}})"})
    EXPECT_FALSE(read(bytes).problems.empty()) << bytes;
}

}  // namespace
}  // namespace zheli::actus
