#include "core/hash.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

// Source: the test vectors of draft-eastlake-fnv, appendix C.
TEST(Hash, IsFnv1a) {
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8ULL);
}

TEST(Hash, GoesOnWhereItStopped) {
  EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar"));
  EXPECT_NE(fnv1a("foo", fnv1a("bar")), fnv1a("foobar"));
}

TEST(Hash, CountsEveryByteAsUnsigned) {
  EXPECT_EQ(fnv1a("\xff"), (0xcbf29ce484222325ULL ^ 0xff) * 0x100000001b3ULL);
  EXPECT_NE(fnv1a(std::string_view("a\0", 2)), fnv1a("a"));
}

}  // namespace
}  // namespace zheli::core
