#include "securitization/interchange/actus/test_bed.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace zheli::actus {
namespace {

/// The bed's file of a contract type, empty if it is not there.
std::string bed_bytes(const std::string& type) {
  const char* const peers = std::getenv("ZHELI_PEERS");
  if (peers == nullptr) return {};
  std::ifstream file(std::string(peers) + "/actus/actus-tests-" + type + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ActusBed : public ::testing::TestWithParam<std::pair<const char*, std::size_t>> {};

TEST_P(ActusBed, AgreesInPayoffAndState) {
  const auto& [type, count] = GetParam();
  const std::string bytes = bed_bytes(type);
  if (bytes.empty()) GTEST_SKIP() << "ZHELI_PEERS names no folder with the ACTUS test bed";
  const TestBed bed = read_test_bed(bytes);
  ASSERT_TRUE(bed.problems.empty());
  EXPECT_GE(bed.cases.size(), count);
  for (const TestCase& one : bed.cases) {
    for (const Difference& difference : check(one)) {
      ADD_FAILURE() << one.id << ": " << difference.event << ": expected " << difference.expected
                    << ", got " << difference.got;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, ActusBed,
                         ::testing::Values(std::pair("pam", 13), std::pair("lam", 16),
                                           std::pair("nam", 11), std::pair("ann", 16),
                                           std::pair("lax", 9), std::pair("clm", 8),
                                           std::pair("ceg", 7), std::pair("cec", 8)),
                         [](const auto& named) { return std::string(named.param.first); });

}  // namespace
}  // namespace zheli::actus
