#include "securitization/interchange/actus/test_bed.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "reference_data/read.h"

namespace zheli::actus {
namespace {

/// The bed's file of a contract type, empty if it is not there.
std::string bed_bytes(const std::string& type) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) return {};
  std::ifstream file(std::string(peers) + "/actus/actus-tests-" + type + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(TestBed, KeepsAGoodCaseBesideABadOne) {
  files::Findings findings("bed.json");
  const files::Json json = files::read_json(R"({"a": {"terms": {"contractType": "PAM",
      "contractRole": "RPA", "statusDate": "2021-07-12", "initialExchangeDate": "2021-07-13",
      "maturityDate": "2022-07-13", "notionalPrincipal": 5000}, "to": "",
    "results": [{"eventDate": "2021-07-13", "eventType": "IED", "payoff": -5000}]},
    "b": {"terms": 1}, "c": {}, "d": []})",
                                            findings);
  const std::vector<TestCase> cases = read_test_bed(json, findings);
  EXPECT_TRUE(findings.problems().empty());
  ASSERT_EQ(cases.size(), 4U);
  EXPECT_TRUE(cases[0].problems.empty());
  for (std::size_t i = 1; i < 4; ++i) EXPECT_FALSE(cases[i].problems.empty()) << cases[i].id;
  // The bed's list ends before the contract does: each event more is a difference.
  const std::vector<Difference> found = check(cases[0]);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().expected, "none");
  EXPECT_EQ(check(cases[1]).front().event, "line 5");
  read_test_bed(*json.find("d"), findings);
  EXPECT_EQ(findings.problems().size(), 1U);
}

TEST(SameAmount, IsTenDecimalsAndFifteenDigits) {
  EXPECT_TRUE(same_amount(0.1127901234, 0.11279012345679));  // cut, not rounded
  EXPECT_FALSE(same_amount(0.1127901234, 0.1127901237));
  EXPECT_TRUE(same_amount(7010306.84931506, 7010306.849315069));
  EXPECT_FALSE(same_amount(7010306.84931506, 7010306.84931510));
  EXPECT_FALSE(same_amount(3508695, 3508695.652174));
  EXPECT_TRUE(same_amount(0, 0));
}

void expect_agreement(const std::string& file, const std::string& bytes, std::size_t count) {
  files::Findings findings(file);
  const std::vector<TestCase> cases = read_test_bed(files::read_json(bytes, findings), findings);
  for (const files::Problem& problem : findings.problems()) ADD_FAILURE() << problem.message;
  EXPECT_GE(cases.size(), count);
  for (const TestCase& one : cases) {
    for (const Difference& difference : check(one)) {
      ADD_FAILURE() << one.id << ": " << difference.event << ": expected " << difference.expected
                    << ", got " << difference.got;
    }
  }
}

/// Our own contracts, one or more for each type and convention, worked out by hand: each says how.
TEST(ActusCases, AgreeInPayoffAndState) {
  expect_agreement("actus_cases.json", reference_data::bytes("actus_cases.json"), 30);
}

class ActusBed : public ::testing::TestWithParam<std::pair<const char*, std::size_t>> {};

TEST_P(ActusBed, AgreesInPayoffAndState) {
  const auto& [type, count] = GetParam();
  const std::string bytes = bed_bytes(type);
  if (bytes.empty()) GTEST_SKIP() << "ZHELI_PEERS names no folder with the ACTUS test bed";
  expect_agreement(type, bytes, count);
}

INSTANTIATE_TEST_SUITE_P(Types, ActusBed,
                         ::testing::Values(std::pair("pam", 13), std::pair("lam", 16),
                                           std::pair("nam", 11), std::pair("ann", 16),
                                           std::pair("lax", 9), std::pair("clm", 8),
                                           std::pair("ceg", 7), std::pair("cec", 8)),
                         [](const auto& named) { return std::string(named.param.first); });

}  // namespace
}  // namespace zheli::actus
