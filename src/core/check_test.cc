#include "core/check.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

TEST(Check, LooksOnce) {
  int looked = 0;
  CHECK(++looked == 1);
  EXPECT_EQ(looked, 1);
}

TEST(CheckDeathTest, NamesThePlaceAndTheCondition) {
  const int paid = 3, due = 2;
  EXPECT_DEATH(CHECK(paid <= due), "check_test\\.cc:[0-9]+: CHECK failed: paid <= due");
}

}  // namespace
}  // namespace zheli::core
