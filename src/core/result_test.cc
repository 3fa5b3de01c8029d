#include "core/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace zheli::core {
namespace {

TEST(Result, IsAValueOrAnError) {
  const Result<int> good = 7;
  ASSERT_TRUE(good);
  EXPECT_EQ(good.value(), 7);
  const Result<int> bad = Error{"write a number"};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "write a number");
}

TEST(Result, GivesItsValueAway) {
  Result<std::unique_ptr<int>> one = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = one.take();
  EXPECT_EQ(*taken, 3);
  EXPECT_EQ(one.value(), nullptr);
}

TEST(ResultDeathTest, StopsWhereTheWrongHalfIsAsked) {
  const Result<int> good = 7;
  const Result<int> bad = Error{"write a number"};
  EXPECT_DEATH(good.error(), "CHECK failed");
  EXPECT_DEATH(bad.value(), "CHECK failed");
}

}  // namespace
}  // namespace zheli::core
