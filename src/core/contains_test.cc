#include "core/contains.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace zheli::core {
namespace {

TEST(Contains, LooksForAnEqualValue) {
  const std::vector<std::string> words = {"", "lost", "expired"};
  EXPECT_TRUE(contains(words, std::string_view("expired")));
  EXPECT_TRUE(contains(words, ""));
  EXPECT_FALSE(contains(words, "expire"));
  EXPECT_FALSE(contains(std::vector<int>(), 0));
  constexpr int kRow[] = {3, 1};
  EXPECT_TRUE(contains(kRow, 1));
  EXPECT_FALSE(contains(kRow, 2));
}

}  // namespace
}  // namespace zheli::core
